// The binary layout of the contract, compared with the committed abi_layout.txt. A plugin built last year must still load: a line that
// is there may never change. A new member goes to the end of its table and adds lines to the file.
#include <gtest/gtest.h>

#include <cstddef>
#include <fstream>
#include <sstream>

#include "voygen/plugin_abi.h"

namespace {

#define VOYGEN_MEMBER(table, member) layout << #table "." #member << " at " << offsetof(table, member) << " size " << sizeof(table::member) << '\n'
#define VOYGEN_NUMBER(name) layout << #name << " = " << static_cast<long>(name) << '\n'

std::string layout_of_today() {
  std::ostringstream layout;
  VOYGEN_NUMBER(VOYGEN_ABI);
  VOYGEN_MEMBER(voygen_text, data);
  VOYGEN_MEMBER(voygen_text, size);
  VOYGEN_MEMBER(voygen_host, size);
  VOYGEN_MEMBER(voygen_host, abi);
  VOYGEN_MEMBER(voygen_host, log);
  VOYGEN_MEMBER(voygen_host, must_stop);
  VOYGEN_MEMBER(voygen_host, time_left_ms);
  VOYGEN_MEMBER(voygen_host, now_ms);
  VOYGEN_MEMBER(voygen_host, progress);
  VOYGEN_MEMBER(voygen_host, perform);
  VOYGEN_MEMBER(voygen_host, answer);
  VOYGEN_MEMBER(voygen_host, fail);
  VOYGEN_MEMBER(voygen_host, interim);
  layout << "voygen_host size " << sizeof(voygen_host) << '\n';
  VOYGEN_MEMBER(voygen_plugin, size);
  VOYGEN_MEMBER(voygen_plugin, abi);
  VOYGEN_MEMBER(voygen_plugin, manifest);
  VOYGEN_MEMBER(voygen_plugin, create);
  VOYGEN_MEMBER(voygen_plugin, serve);
  VOYGEN_MEMBER(voygen_plugin, destroy);
  layout << "voygen_plugin size " << sizeof(voygen_plugin) << '\n';
  VOYGEN_NUMBER(VOYGEN_OK);
  VOYGEN_NUMBER(VOYGEN_INVALID_ARGUMENT);
  VOYGEN_NUMBER(VOYGEN_NOT_FOUND);
  VOYGEN_NUMBER(VOYGEN_LOGIN_REQUIRED);
  VOYGEN_NUMBER(VOYGEN_DRIFT);
  VOYGEN_NUMBER(VOYGEN_BLOCKED);
  VOYGEN_NUMBER(VOYGEN_TIMEOUT);
  VOYGEN_NUMBER(VOYGEN_CANCELLED);
  VOYGEN_NUMBER(VOYGEN_OVER_BUDGET);
  VOYGEN_NUMBER(VOYGEN_UNAVAILABLE);
  VOYGEN_NUMBER(VOYGEN_UNSUPPORTED);
  VOYGEN_NUMBER(VOYGEN_PLUGIN_FAULT);
  VOYGEN_NUMBER(VOYGEN_INTERNAL);
  VOYGEN_NUMBER(VOYGEN_BROWSER_GONE);
  VOYGEN_NUMBER(VOYGEN_PAGE_CRASHED);
  VOYGEN_NUMBER(VOYGEN_PAGE_CLOSED);
  VOYGEN_NUMBER(VOYGEN_DEBUG);
  VOYGEN_NUMBER(VOYGEN_INFO);
  VOYGEN_NUMBER(VOYGEN_WARN);
  VOYGEN_NUMBER(VOYGEN_ERROR);
  return layout.str();
}

// Nothing of the tables is missing from the list above: each member begins where the one before it ends.
static_assert(offsetof(voygen_host, interim) + sizeof(voygen_host::interim) == sizeof(voygen_host), "list the new member of voygen_host");
static_assert(offsetof(voygen_plugin, destroy) + sizeof(voygen_plugin::destroy) == sizeof(voygen_plugin), "list the new member of voygen_plugin");

TEST(AbiLayout, IsTheCommittedOne) {
  if (sizeof(void*) != 8) GTEST_SKIP() << "the committed layout is of 64-bit machines";
  std::ostringstream committed;
  committed << std::ifstream(VOYGEN_ABI_LAYOUT).rdbuf();
  EXPECT_EQ(layout_of_today(), committed.str())
      << "Existing lines may not change: plugins already built would break. For a new member at a table's end, add its line to " << VOYGEN_ABI_LAYOUT;
}

}  // namespace
