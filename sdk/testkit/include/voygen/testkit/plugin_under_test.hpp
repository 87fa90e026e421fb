// PluginUnderTest: one instance of a plugin, loaded from its library as the host loads it. Owned by the test; ends the instance when
// it goes. The library stays mapped, so that a sanitizer's report can still name its functions.
#pragma once

#include <dlfcn.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "voygen/call.hpp"
#include "voygen/plugin_abi.h"
#include "voygen/query.hpp"
#include "voygen/result.hpp"
#include "voygen/testkit/scripted_host.hpp"

namespace voygen::testkit {

class PluginUnderTest {
 public:
  // Loads the library, compares its manifest with plugin.json beside it, and creates an instance. Defaults of the settings are not
  // filled in: say every setting the plugin reads.
  static Result<PluginUnderTest> load(const std::filesystem::path& library, const nlohmann::json& settings = nlohmann::json::object()) {
    PluginUnderTest plugin;
    plugin.library_.reset(dlopen(std::filesystem::absolute(library).c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE));
    if (!plugin.library_) return {Code::unavailable, std::string("the plugin cannot be loaded: ") + dlerror()};
    const auto entry = reinterpret_cast<voygen_plugin_entry_function>(dlsym(plugin.library_.get(), "voygen_plugin_entry"));
    if (!entry) return {Code::unavailable, "the plugin exports no voygen_plugin_entry; is VOYGEN_PLUGIN(YourClass) there?"};
    VOYGEN_DO(plugin.start(entry, settings));
    const auto beside = nlohmann::json::parse(std::ifstream(library.parent_path() / "plugin.json"), nullptr, false);
    if (beside != plugin.manifest()) return {Code::plugin_fault, "plugin.json beside the library is not the one inside; build again"};
    return plugin;
  }
  // For a plugin that is linked into the test.
  static Result<PluginUnderTest> from(voygen_plugin_entry_function entry, const nlohmann::json& settings = nlohmann::json::object()) {
    PluginUnderTest plugin;
    VOYGEN_DO(plugin.start(entry, settings));
    return plugin;
  }

  PluginUnderTest(PluginUnderTest&& other) noexcept
      : library_(std::move(other.library_)), table_(other.table_), instance_(std::exchange(other.instance_, nullptr)) {}
  PluginUnderTest& operator=(PluginUnderTest&&) = delete;
  ~PluginUnderTest() {
    if (instance_) table_->destroy(instance_);
  }

  [[nodiscard]] nlohmann::json manifest() const { return nlohmann::json::parse(view(table_->manifest()), nullptr, false); }
  Served serve(ScriptedHost& host, std::string_view task, const nlohmann::json& query) { return host.serve(*table_, instance_, task, query); }
  Served search_hotels(ScriptedHost& host, const HotelQuery& query) { return serve(host, "search_hotels", query.to_json()); }
  Served read_hotels(ScriptedHost& host, const HotelQuery& query) { return serve(host, "read_hotels", query.to_json()); }
  Served search_flights(ScriptedHost& host, const FlightQuery& query) { return serve(host, "search_flights", query.to_json()); }
  Served read_flights(ScriptedHost& host, const FlightQuery& query) { return serve(host, "read_flights", query.to_json()); }
  Served search_packages(ScriptedHost& host, const PackageQuery& query) { return serve(host, "search_packages", query.to_json()); }
  Served read_packages(ScriptedHost& host, const PackageQuery& query) { return serve(host, "read_packages", query.to_json()); }

 private:
  struct Unload {
    void operator()(void* library) const { dlclose(library); }
  };

  PluginUnderTest() = default;
  Outcome start(voygen_plugin_entry_function entry, const nlohmann::json& settings) {
    table_ = entry(VOYGEN_ABI);
    if (!table_ || table_->abi != VOYGEN_ABI || table_->size < sizeof(voygen_plugin)) return {Code::unavailable, "the plugin is not for ABI " + std::to_string(VOYGEN_ABI)};
    const auto receive = [](void* receiver, voygen_text text) { static_cast<std::string*>(receiver)->assign(text.data, text.size); };
    const std::string text = settings.dump();
    std::string why;
    const std::int32_t code = table_->create(ScriptedHost::table(), lend(text), &instance_, receive, &why);
    if (code != VOYGEN_OK) return {code_from_abi(code), why};
    return done();
  }

  std::unique_ptr<void, Unload> library_;
  const voygen_plugin* table_ = nullptr;
  voygen_instance* instance_ = nullptr;
};

}  // namespace voygen::testkit
