/* voygen plugin ABI, version 1: the whole contract between the host and a platform plugin.
 *
 * A plugin is a shared library that exports one function, voygen_plugin_entry. The host calls it with its own ABI number and
 * gets a static table back. Plugins are trusted code in the host's process; still, they drive the browser only through the
 * host and never see a password. C++ authors use plugin.hpp on top of this file and need not read on.
 *
 * Rules
 *   - Both tables begin with their size and ABI number and only ever grow at the end. Look at `size` before touching a member
 *     that is newer than the version you were written for. A different VOYGEN_ABI number is refused, never guessed at.
 *   - Only C types cross. Text is UTF-8, pointer and length, and need not end in a zero byte. It is lent: it stays valid until
 *     the function it was passed to returns, and who wants to keep it makes a copy. Nobody frees the other side's memory.
 *   - No exception crosses, in either direction.
 *   - Payloads (manifest, settings, queries, operations, answers) are JSON objects. A new field in them is no ABI change, so a
 *     reader ignores fields it does not know.
 *   - Every call ends with exactly one `answer` or one `fail`, before `serve` returns. None or two is a fault of the plugin.
 *   - A call that must stop (cancelled, or past its deadline) gets a short grace, 2 seconds unless configured otherwise. A plugin
 *     still in `serve` after that is abandoned: the host answers without it, refuses whatever that call still asks for, and gives
 *     the instance no new calls until `serve` has returned. A voygen_call used after its `serve` returned is refused, too.
 *   - Sizes have limits: 16 MiB for an answer, 1 MiB for an operation, 4 KiB for a sentence or log line (the rest is cut off),
 *     64 levels of nesting in any JSON. An answer or operation that is not UTF-8 is refused; in a sentence or log line, bytes
 *     that are not UTF-8 are replaced.
 *
 * Thread tags, one on every function
 *   [load]  while no call runs, one thread at a time; `create` and `destroy` of one instance may be on different threads
 *   [call]  the thread that carries this call, inside `serve`
 *   [any]   any thread, also several at a time
 */
#ifndef VOYGEN_PLUGIN_ABI_H
#define VOYGEN_PLUGIN_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define VOYGEN_ABI 1u

/* Lent text; see the rules above. */
typedef struct voygen_text {
  const char *data;
  size_t size;
} voygen_text;

/* How something ended. Closed set; numbers are never reused. */
typedef enum voygen_code {
  VOYGEN_OK = 0,
  VOYGEN_INVALID_ARGUMENT = 1, /* the query or operation itself is wrong; repeating it cannot help */
  VOYGEN_NOT_FOUND = 2,        /* what was named does not exist, e.g. no such place on this platform */
  VOYGEN_LOGIN_REQUIRED = 3,   /* not signed in and signing in failed: wrong or missing credentials */
  VOYGEN_DRIFT = 4,            /* the site no longer looks as the plugin expects */
  VOYGEN_BLOCKED = 5,          /* captcha, bot challenge or ban */
  VOYGEN_TIMEOUT = 6,          /* the deadline passed */
  VOYGEN_CANCELLED = 7,        /* the caller no longer wants the answer */
  VOYGEN_OVER_BUDGET = 8,      /* would cost more than allowed */
  VOYGEN_UNAVAILABLE = 9,      /* the site or a resource is out of order now; a retry may help */
  VOYGEN_UNSUPPORTED = 10,     /* this platform cannot do what was asked */
  VOYGEN_PLUGIN_FAULT = 11,    /* the plugin broke the contract */
  VOYGEN_INTERNAL = 12,        /* a fault of the host */
  VOYGEN_BROWSER_GONE = 13,    /* the browser ended or its connection broke */
  VOYGEN_PAGE_CRASHED = 14,    /* the page's renderer crashed */
  VOYGEN_PAGE_CLOSED = 15      /* the page was closed under the operation */
} voygen_code;

typedef enum voygen_level { VOYGEN_DEBUG = 0, VOYGEN_INFO = 1, VOYGEN_WARN = 2, VOYGEN_ERROR = 3 } voygen_level;

typedef struct voygen_call voygen_call;         /* the host's: one platform's part of a search. Valid inside `serve` only */
typedef struct voygen_instance voygen_instance; /* the plugin's: what `create` made from one set of settings */

/* Takes lent text out of a function. Called at most once, before the function it was passed to returns. */
typedef void (*voygen_receive)(void *receiver, voygen_text text);

/* What the host lends to a plugin. Owned by the host; valid from `create` until `destroy` has returned. */
typedef struct voygen_host {
  uint32_t size;
  uint32_t abi;

  /* [any] One line for the host's log. `call` may be null outside a call. */
  void (*log)(voygen_call *call, int32_t level, voygen_text line);

  /* [any] Non-zero when the call was cancelled or is past its deadline: wind up and fail with that code. */
  int32_t (*must_stop)(voygen_call *call);

  /* [any] Milliseconds until the call's deadline; 0 when it has passed. */
  int64_t (*time_left_ms)(voygen_call *call);

  /* [any] The host's clock, UTC milliseconds since 1970. Ask this one: tests set it. Outside a call, with null, the machine's. */
  int64_t (*now_ms)(voygen_call *call);

  /* [call] Tells the user how far the call is, e.g. 40 of 80, "page 2 of 4". `total` 0 means unknown. */
  void (*progress)(voygen_call *call, int64_t done, int64_t total, voygen_text message);

  /* [call] Carries out one operation on the call's browser page; docs/page-operations.md lists them. `operation` is a JSON object
   * with "op". Blocks until it ended, the deadline passed, or the call was cancelled. On VOYGEN_OK the receiver gets the reply,
   * otherwise an object {"message", "nextStep"}. */
  int32_t (*perform)(voygen_call *call, voygen_text operation, voygen_receive receive, void *receiver);

  /* [call] Ends the call with an answer (docs/schemas/answer.schema.json). */
  void (*answer)(voygen_call *call, voygen_text json);

  /* [call] Ends the call with a failure: why, and what a person can do about it. */
  void (*fail)(voygen_call *call, int32_t code, voygen_text why, voygen_text next_step);

  /* [call] Shows what was read so far, in the shape of an answer; may be repeated, each time with everything. It stands in for the answer
   * when a search's deadline passes before the call has ended. One that is no valid answer is logged and ignored. */
  void (*interim)(voygen_call *call, voygen_text json);
} voygen_host;

/* What a plugin lends to the host. Static: valid until the library is unloaded. */
typedef struct voygen_plugin {
  uint32_t size;
  uint32_t abi;

  /* [load] The text of plugin.json as it was at build time. Static. */
  voygen_text (*manifest)(void);

  /* [load] Makes an instance from the platform's settings (a JSON object that already satisfied the manifest's settings schema).
   * On failure returns a code and gives the receiver one sentence; *instance is then left alone. */
  int32_t (*create)(const voygen_host *host, voygen_text settings, voygen_instance **instance, voygen_receive why, void *receiver);

  /* [call] Serves one task: "search_hotels", "search_flights" or "search_packages"; or "read_" of one of them (parse the page that is
   * already open; no navigation). `query` and the answer are of that kind (docs/schemas/query.schema.json).
   * A task the plugin does not know is failed with VOYGEN_UNSUPPORTED. Several calls may run at a time on one instance. */
  void (*serve)(voygen_instance *instance, voygen_call *call, voygen_text task, voygen_text query);

  /* [load] Ends the instance. No call is running. */
  void (*destroy)(voygen_instance *instance);
} voygen_plugin;

#if defined(__GNUC__)
#define VOYGEN_EXPORT __attribute__((visibility("default")))
#else
#define VOYGEN_EXPORT
#endif

/* [load] The one exported symbol. Returns null when the plugin cannot work with a host of this ABI number. */
typedef const voygen_plugin *(*voygen_plugin_entry_function)(uint32_t host_abi);
VOYGEN_EXPORT const voygen_plugin *voygen_plugin_entry(uint32_t host_abi);

#ifdef __cplusplus
}
#endif
#endif
