/* A plugin in C11 straight against plugin_abi.h: shows that the contract needs no C++. */
#include <stdlib.h>
#include <string.h>

#include "voygen/plugin_abi.h"

struct voygen_instance {
  const voygen_host *host;
};

voygen_text voygen_plugin_manifest(void);

static voygen_text text_of(const char *characters) {
  voygen_text text;
  text.data = characters;
  text.size = strlen(characters);
  return text;
}

static int32_t create(const voygen_host *host, voygen_text settings, voygen_instance **instance, voygen_receive why, void *receiver) {
  (void)settings;
  *instance = malloc(sizeof **instance);
  if (!*instance) {
    why(receiver, text_of("out of memory"));
    return VOYGEN_INTERNAL;
  }
  (*instance)->host = host;
  return VOYGEN_OK;
}

static void keep_size(void *receiver, voygen_text reply) { *(size_t *)receiver = reply.size; }

static void serve(voygen_instance *instance, voygen_call *call, voygen_text task, voygen_text query) {
  const voygen_host *host = instance->host;
  size_t reply_size = 0;
  int32_t code;
  (void)query;
  if (task.size != strlen("search_hotels") || memcmp(task.data, "search_hotels", task.size) != 0) {
    host->fail(call, VOYGEN_UNSUPPORTED, text_of("only hotels"), text_of("ask another platform"));
    return;
  }
  host->log(call, VOYGEN_INFO, text_of("plain C speaking"));
  host->progress(call, 1, 1, text_of("the only page"));
  code = host->perform(call, text_of("{\"op\":\"url\"}"), keep_size, &reply_size);
  if (code != VOYGEN_OK) {
    host->fail(call, code, text_of("the page has no address"), text_of("try again"));
    return;
  }
  host->answer(call, text_of("{\"offers\":[],\"nothingFoundEvidence\":\"no hotels here\"}"));
}

static void destroy(voygen_instance *instance) { free(instance); }

VOYGEN_EXPORT const voygen_plugin *voygen_plugin_entry(uint32_t host_abi) {
  static voygen_plugin table;
  table.size = sizeof table;
  table.abi = VOYGEN_ABI;
  table.manifest = voygen_plugin_manifest;
  table.create = create;
  table.serve = serve;
  table.destroy = destroy;
  return host_abi == VOYGEN_ABI ? &table : NULL;
}
