// Platform: a loaded plugin instance that serves calls. Made by PluginRegistry and shared with everyone who is serving through it, so
// that a replaced platform lives until its last call has ended. Any thread; calls wait for one of the manifest's concurrency slots.
//
// Errors of serve(): the plugin's own failure as it is; plugin_fault when it broke the contract (no answer, two, one that is too large,
// not UTF-8, not JSON or not of answer.schema.json, an exception); timeout or cancelled when it did not stop in time; unavailable while
// such a stuck call has not returned.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/context.hpp"
#include "plugin/manifest.hpp"
#include "voygen/result.hpp"

namespace voygen::plugin {

// What one call may ask of the host; a higher room implements it, one object per call. All functions come from the call's own worker
// thread, except now_ms, which any thread may use. serve() does not return while one of them runs, so perform() must end when its
// context does, and none is used after serve() returned.
class CallServices {
 public:
  virtual ~CallServices() = default;
  // One page operation: a JSON object with "op". The reply must be an object; known secrets in it are masked before the plugin sees it.
  virtual Result<nlohmann::json> perform(const core::Context& context, const nlohmann::json& operation) = 0;
  virtual void progress(std::int64_t done, std::int64_t total, std::string message) = 0;  // total 0: unknown
  virtual void interim(nlohmann::json answer) = 0;  // all that was read so far; satisfies answer.schema.json
  virtual std::int64_t now_ms() = 0;
};

struct CallLimits {
  std::chrono::milliseconds grace{2000};  // between "must stop" and being abandoned
  std::size_t largest_answer = std::size_t{16} << 20;
  std::size_t largest_operation = std::size_t{1} << 20;
  std::size_t largest_sentence = 4096;  // of a failure, progress message or log line; longer ones are cut
  int most_log_lines = 1000;            // of one call; more are dropped, and the last line says so
};

struct PlatformLoad {
  int running = 0;  // calls inside the plugin, without stuck ones
  int waiting = 0;  // for a slot
  int stuck = 0;    // abandoned, not returned yet
};

class Instance;  // the plugin's side, private to this room

class Platform {
 public:
  Platform(Manifest manifest, nlohmann::json settings, std::vector<std::string> hosts, std::shared_ptr<Instance> instance);
  ~Platform();
  Platform(const Platform&) = delete;
  Platform& operator=(const Platform&) = delete;

  [[nodiscard]] const std::string& id() const { return manifest_.id; }
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const nlohmann::json& settings() const { return settings_; }        // with defaults
  [[nodiscard]] const std::vector<std::string>& hosts() const { return hosts_; }    // resolved; for core::may_open()
  [[nodiscard]] bool offers(std::string_view kind) const;                           // "hotels", "flights", "packages"
  [[nodiscard]] PlatformLoad load() const;

  // Runs one task ("search_hotels", "read_hotels") and returns its answer. Blocks until the plugin ended, at most until the context
  // ended and the grace passed.
  Result<nlohmann::json> serve(const core::Context& context, std::string_view task, const nlohmann::json& query, CallServices& services);

 private:
  Manifest manifest_;
  nlohmann::json settings_;
  std::vector<std::string> hosts_;
  std::shared_ptr<Instance> instance_;  // shared with the worker threads of running calls
};

}  // namespace voygen::plugin
