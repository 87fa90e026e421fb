#include "event_text.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "event_reader.hpp"

namespace voygen::net {
namespace {

using testing::ElementsAre;

std::vector<std::string> read(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> data;
  read_events(stream, [&](std::string_view event) { data.emplace_back(event); });
  return data;
}

TEST(EventText, NameAndIdCannotBeginAnotherField) {
  EXPECT_EQ(event_text({.data = "x", .name = "a\ndata: y", .id = "1\r\n2"}), "event: a data: y\nid: 1  2\ndata: x\n\n");
}

TEST(EventReader, KnowsEveryEndOfALine) {
  EXPECT_THAT(read("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\r\n\n"), ElementsAre("a", "b", "c", "d"));
}

TEST(EventReader, JoinsDataLinesAndPassesOverTheRest) {
  EXPECT_THAT(read(": comment\nid: 1\ndata\ndata:a\ndata:  b\ndatax: c\n\ndata:\n\nid: 2\n\ndata: cut off"), ElementsAre("\na\n b"));
  EXPECT_THAT(read("\xEF\xBB\xBF" "data: a\n\n"), ElementsAre("a"));
}

}  // namespace
}  // namespace voygen::net
