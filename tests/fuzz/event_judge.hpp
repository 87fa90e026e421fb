// A reader of text/event-stream as the HTML standard describes it, for comparison.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace voygen::fuzz {

struct ReadEvent {
  std::string data;
  std::string name;  // empty for the default
  std::string id;    // the last one seen
  std::optional<unsigned long> retry;  // said within this event's lines
  friend bool operator==(const ReadEvent&, const ReadEvent&) = default;
};

std::vector<ReadEvent> judge_events(std::string_view stream);

}  // namespace voygen::fuzz
