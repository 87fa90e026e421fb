// Instance: what a plugin's create() made, with the library it came from. Shared by its Platform and by the worker threads of calls,
// a stuck one included; destroy() runs when the last of them lets go, and only then may the library be unloaded.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "library.hpp"
#include "plugin/platform.hpp"
#include "slots.hpp"

namespace voygen::plugin {

class Instance {
 public:
  // Calls the plugin's create(). Errors: the plugin's code, one sentence with file and cause.
  static Result<std::shared_ptr<Instance>> create(std::shared_ptr<const Library> library, const Manifest& manifest, const nlohmann::json& settings,
                                                  const std::filesystem::path& file, const CallLimits& limits);
  Instance(std::shared_ptr<const Library> library, voygen_instance* made, std::string platform, int max_concurrency, const CallLimits& limits);
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  [[nodiscard]] const voygen_plugin& table() const { return library_->table(); }
  [[nodiscard]] voygen_instance* made() const { return made_; }
  [[nodiscard]] Slots& slots() const { return *slots_; }
  [[nodiscard]] const CallLimits& limits() const { return limits_; }

 private:
  std::shared_ptr<const Library> library_;  // shared by the instances made from it
  voygen_instance* made_;
  std::string platform_;
  CallLimits limits_;
  std::shared_ptr<Slots> slots_;  // shared with the slots taken from it
};

}  // namespace voygen::plugin
