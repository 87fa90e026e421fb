// Plugins that cannot be loaded, each for one reason: -DBREAK_<reason>.
#include <cstring>
#include <stdexcept>

#include "voygen/plugin_abi.h"

extern "C" voygen_text voygen_plugin_manifest();

namespace {

[[maybe_unused]] std::int32_t create(const voygen_host*, voygen_text, voygen_instance** instance, [[maybe_unused]] voygen_receive why, [[maybe_unused]] void* receiver) {
#if defined(BREAK_throws_in_create)
  throw std::runtime_error("no luck today");
#elif defined(BREAK_fails_in_create)
  constexpr const char* kWhy = "the moon is wrong";
  why(receiver, {kWhy, std::strlen(kWhy)});
  return VOYGEN_UNAVAILABLE;
#endif
  *instance = nullptr;
  return VOYGEN_OK;
}
[[maybe_unused]] void serve(voygen_instance*, voygen_call*, voygen_text, voygen_text) {}
[[maybe_unused]] void destroy(voygen_instance*) {}

// A manifest that is not the one in the file.
[[maybe_unused]] voygen_text own_manifest() {
#if defined(BREAK_other_version)
  constexpr const char* kText = R"({"id":"other_version","name":"Broken: other_version","version":"9.9.9","abi":{"min":1,"max":1},"kinds":["hotels"]})";
#elif defined(BREAK_other_name)
  constexpr const char* kText = R"({"id":"other_name","name":"Somebody Else","version":"1.0.0","abi":{"min":1,"max":1},"kinds":["hotels"]})";
#else
  constexpr const char* kText = "{\"id\":";
#endif
  return {kText, std::strlen(kText)};
}

}  // namespace

#if defined(BREAK_missing_symbol)
extern "C" VOYGEN_EXPORT int voygen_plugin_something_else() { return 1; }
#else
extern "C" const voygen_plugin* voygen_plugin_entry(std::uint32_t) {
#if defined(BREAK_throws_in_entry)
  throw std::runtime_error("entry thrown");
#elif defined(BREAK_refuses_abi)
  return nullptr;
#else
  static voygen_plugin table{sizeof(voygen_plugin), VOYGEN_ABI, &voygen_plugin_manifest, &create, &serve, &destroy};
#if defined(BREAK_wrong_abi)
  table.abi = VOYGEN_ABI + 1;
#elif defined(BREAK_short_table)
  table.size = 16;
#elif defined(BREAK_no_serve)
  table.serve = nullptr;
#elif defined(BREAK_other_version) || defined(BREAK_other_name) || defined(BREAK_broken_inside)
  table.manifest = &own_manifest;
#endif
  return &table;
#endif
}
#endif
