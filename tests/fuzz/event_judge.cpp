#include "event_judge.hpp"

#include <algorithm>

namespace voygen::fuzz {
namespace {

// The lines that have an end.
std::vector<std::string_view> lines_of(std::string_view stream) {
  std::vector<std::string_view> lines;
  for (;;) {
    const auto end = stream.find_first_of("\r\n");
    if (end == std::string_view::npos) return lines;
    lines.push_back(stream.substr(0, end));
    stream.remove_prefix(end + (stream.substr(end, 2) == "\r\n" ? 2 : 1));
  }
}

bool is_number(std::string_view text) { return !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string_view::npos; }

}  // namespace

std::vector<ReadEvent> judge_events(std::string_view stream) {
  if (stream.substr(0, 3) == "\xEF\xBB\xBF") stream.remove_prefix(3);
  std::vector<ReadEvent> events;
  ReadEvent event;
  for (const std::string_view line : lines_of(stream)) {
    if (line.empty()) {
      if (!event.data.empty()) {
        event.data.pop_back();
        events.push_back(event);
      }
      event = {{}, {}, event.id, {}};
      continue;
    }
    const auto colon = line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    if (field == "data") event.data.append(value).append("\n");
    if (field == "event") event.name = value;
    if (field == "id" && value.find('\0') == std::string_view::npos) event.id = value;
    if (field == "retry" && is_number(value)) event.retry = std::stoul(std::string(value));
  }
  return events;
}

}  // namespace voygen::fuzz
