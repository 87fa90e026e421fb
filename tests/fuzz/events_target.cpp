// Event streams: what the server writes is read back the same, and the client reads any stream as the standard says.
#include <sstream>

#include "event_judge.hpp"
#include "event_reader.hpp"
#include "event_text.hpp"
#include "fuzz.hpp"

namespace voygen::fuzz {
namespace {

// Every kind of line break is "\n" to a reader.
std::string with_plain_breaks(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && text.substr(i, 2) == "\r\n") continue;
    plain += text[i] == '\r' ? '\n' : text[i];
  }
  return plain;
}

std::string without_breaks(std::string_view text) {
  std::string plain(text);
  for (char& c : plain) c = c == '\r' || c == '\n' ? ' ' : c;
  return plain;
}

// Our client hands on the data of the events that have any.
void check_client(const std::string& stream) {
  std::vector<std::string> expected;
  for (const ReadEvent& event : judge_events(stream)) {
    if (!event.data.empty()) expected.push_back(event.data);
  }
  std::vector<std::string> read;
  std::istringstream source(stream);
  net::read_events(source, [&](std::string_view data) { read.emplace_back(data); });
  require(read == expected, "the client reads the events that are there");
}

void check_server(Input input) {
  std::string stream;
  std::vector<ReadEvent> expected;
  std::string last_id;
  while (!input.empty() && expected.size() < 20) {
    const std::uint8_t kind = input.byte();
    const std::string_view name = (kind & 1U) != 0 ? input.text() : std::string_view();  // no NUL: an id with one is no id
    const std::string_view id = (kind & 2U) != 0 ? input.text() : std::string_view();
    net::Event event{.data = input.block(), .name = name, .id = id};
    if ((kind & 4U) != 0) event.retry = std::chrono::milliseconds(input.byte() * 1'000);
    const std::string text = net::event_text(event);
    require(judge_events(text).size() == 1, "one event is written as one");
    stream += text;
    if (!id.empty()) last_id = without_breaks(id);
    expected.push_back({with_plain_breaks(event.data), without_breaks(name), last_id, {}});
    if (event.retry) expected.back().retry = static_cast<unsigned long>(event.retry->count());
    if ((kind & 8U) != 0) stream += ": still working\n\n";
  }
  require(judge_events(stream) == expected, "events are read as they were written");
  check_client(stream);
}

}  // namespace

void events(std::string_view bytes) {
  check_client(std::string(bytes));
  check_server(Input(bytes));
}

}  // namespace voygen::fuzz
