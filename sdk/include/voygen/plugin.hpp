// Plugin: what a platform team writes. Derive, override what the platform offers (hotels, flights, packages), and name the class once:
//
//   class Acme final : public voygen::Plugin {
//    public:
//     static voygen::Result<std::unique_ptr<voygen::Plugin>> create(const nlohmann::json& settings);
//     voygen::Result<voygen::HotelAnswer> search_hotels(voygen::Call&, voygen::Page&, const voygen::HotelQuery&) override;
//     voygen::Result<voygen::HotelAnswer> read_hotels(voygen::Call&, voygen::Page&, const voygen::HotelQuery&) override;
//   };
//   VOYGEN_PLUGIN(Acme)
//
// One object serves all calls of its platform, several at a time on different threads: keep no call's state in it. Sign-in state
// belongs to the browser session, not to the object. An exception that leaves a function ends the call as a fault of the plugin.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "voygen/call.hpp"
#include "voygen/offers.hpp"
#include "voygen/page.hpp"
#include "voygen/plugin_abi.h"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace voygen {

class Plugin {
 public:
  virtual ~Plugin() = default;

  // Drives the page to the results and reads them. The manifest's "kinds" say which of these a platform has.
  virtual Result<HotelAnswer> search_hotels(Call&, Page&, const HotelQuery&) { return unsupported("search hotels"); }
  virtual Result<FlightAnswer> search_flights(Call&, Page&, const FlightQuery&) { return unsupported("search flights"); }
  virtual Result<PackageAnswer> search_packages(Call&, Page&, const PackageQuery&) { return unsupported("search packages"); }

  // Reads the results page that is already open: the same parser, without navigation. Serves "voygen plugin replay".
  virtual Result<HotelAnswer> read_hotels(Call&, Page&, const HotelQuery&) { return unsupported("read a saved hotel page"); }
  virtual Result<FlightAnswer> read_flights(Call&, Page&, const FlightQuery&) { return unsupported("read a saved flight page"); }
  virtual Result<PackageAnswer> read_packages(Call&, Page&, const PackageQuery&) { return unsupported("read a saved package page"); }

 private:
  static Error unsupported(std::string_view what) { return {Code::unsupported, "this platform cannot " + std::string(what), "ask another platform"}; }
};

namespace detail {

struct Instance {
  const voygen_host* host;
  std::unique_ptr<Plugin> plugin;
};

// Reads the query and runs the plugin's function for it; the answer as JSON.
template <class Query, class Answered>
Result<nlohmann::json> run(Plugin& plugin, Call& call, Result<Answered> (Plugin::*task)(Call&, Page&, const Query&), const nlohmann::json& json) {
  VOYGEN_TRY(const Query query, Query::from_json(json));
  Page page(call);
  VOYGEN_TRY(const Answered answer, (plugin.*task)(call, page, query));
  return answer.to_json();
}

inline Result<nlohmann::json> run_task(Plugin& plugin, Call& call, std::string_view task, std::string_view query_text) {
  const auto json = nlohmann::json::parse(query_text, nullptr, false);
  if (json.is_discarded()) return {Code::invalid_argument, "the query is not JSON"};
  if (task == "search_hotels") return run(plugin, call, &Plugin::search_hotels, json);
  if (task == "read_hotels") return run(plugin, call, &Plugin::read_hotels, json);
  if (task == "search_flights") return run(plugin, call, &Plugin::search_flights, json);
  if (task == "read_flights") return run(plugin, call, &Plugin::read_flights, json);
  if (task == "search_packages") return run(plugin, call, &Plugin::search_packages, json);
  if (task == "read_packages") return run(plugin, call, &Plugin::read_packages, json);
  return {Code::unsupported, "this platform does not know the task \"" + std::string(task) + "\"", "ask another platform"};
}

inline void fail(const voygen_host* host, voygen_call* call, const Error& error) {
  host->fail(call, static_cast<std::int32_t>(error.code), lend(error.message), lend(error.next_step));
}

inline void serve(voygen_instance* instance, voygen_call* call, voygen_text task, voygen_text query) {
  auto& self = *reinterpret_cast<Instance*>(instance);
  try {
    Call wrapped(self.host, call);
    const auto answer = run_task(*self.plugin, wrapped, view(task), view(query));
    if (!answer.ok()) return fail(self.host, call, answer.error());
    const std::string text = answer->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    self.host->answer(call, lend(text));
  } catch (const std::exception& thrown) {
    fail(self.host, call, {Code::plugin_fault, std::string("the plugin threw: ") + thrown.what(), "report this to the plugin's author"});
  } catch (...) {
    fail(self.host, call, {Code::plugin_fault, "the plugin threw something that is no std::exception", "report this to the plugin's author"});
  }
}

template <class PluginClass>
std::int32_t create(const voygen_host* host, voygen_text settings, voygen_instance** instance, voygen_receive why, void* receiver) {
  const auto refuse = [&](Code code, std::string_view sentence) {
    why(receiver, lend(sentence));
    return static_cast<std::int32_t>(code);
  };
  try {
    auto plugin = PluginClass::create(nlohmann::json::parse(view(settings)));
    if (!plugin.ok()) return refuse(plugin.error().code, plugin.error().message);
    if (!plugin.value()) return refuse(Code::plugin_fault, "create returned no plugin");
    *instance = reinterpret_cast<voygen_instance*>(new Instance{host, std::move(plugin).value()});
    return VOYGEN_OK;
  } catch (const std::exception& thrown) {
    return refuse(Code::plugin_fault, std::string("create threw: ") + thrown.what());
  } catch (...) {
    return refuse(Code::plugin_fault, "create threw something that is no std::exception");
  }
}

inline void destroy(voygen_instance* instance) {
  try {
    delete reinterpret_cast<Instance*>(instance);
  } catch (...) {  // NOLINT: nothing may cross; the instance is gone either way
  }
}

}  // namespace detail
}  // namespace voygen

// The text of plugin.json at build time; voygen_add_plugin() generates its definition.
extern "C" voygen_text voygen_plugin_manifest();

#define VOYGEN_PLUGIN(PluginClass)                                                                                         \
  extern "C" const voygen_plugin* voygen_plugin_entry(std::uint32_t host_abi) {                                            \
    static constexpr voygen_plugin table{sizeof(voygen_plugin),     VOYGEN_ABI,                                            \
                                         &voygen_plugin_manifest,   &::voygen::detail::create<PluginClass>,                \
                                         &::voygen::detail::serve,  &::voygen::detail::destroy};                           \
    return host_abi == VOYGEN_ABI ? &table : nullptr;                                                                      \
  }
