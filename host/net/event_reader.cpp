#include "event_reader.hpp"

#include <string>

namespace voygen::net {
namespace {

// Lines end with a line feed, a carriage return or both. A return ends its line at once: what follows may not come for a while.
class LineReader {
 public:
  explicit LineReader(std::istream& stream) : stream_(stream) {}

  // False when the stream ends before the line does.
  bool next(std::string& line) {
    line.clear();
    for (char c = 0; stream_.get(c);) {
      const bool second_half = after_return_ && c == '\n';
      after_return_ = c == '\r';
      if (second_half) continue;
      if (c == '\r' || c == '\n') return true;
      line += c;
    }
    return false;
  }

 private:
  std::istream& stream_;
  bool after_return_ = false;
};

}  // namespace

// Events are lines up to an empty one; several data lines are one text. Comments and ids are not ours to keep.
void read_events(std::istream& stream, const EventSink& on_event) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  LineReader lines(stream);
  std::string data;  // each line with its "\n"
  std::string line;
  for (bool first = true; lines.next(line); first = false) {
    if (first && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
    if (line.empty()) {
      if (data.size() > 1) on_event(std::string_view(data).substr(0, data.size() - 1));
      data.clear();
      continue;
    }
    std::string_view value = line;
    if (!value.starts_with("data")) continue;
    value.remove_prefix(4);
    if (!value.empty() && value.front() != ':') continue;
    if (!value.empty()) value.remove_prefix(value.starts_with(": ") ? 2 : 1);
    data.append(value).append("\n");
  }
}

}  // namespace voygen::net
