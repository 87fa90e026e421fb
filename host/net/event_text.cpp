#include "event_text.hpp"

namespace voygen::net {

namespace {

void append_field(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ");
  for (const char c : value) text += c == '\r' || c == '\n' ? ' ' : c;
  text += '\n';
}

}  // namespace

std::string event_text(const Event& event) {
  std::string text;
  text.reserve(event.data.size() + event.name.size() + event.id.size() + 64);
  if (!event.name.empty()) append_field(text, "event", event.name);
  if (!event.id.empty()) append_field(text, "id", event.id);
  if (event.retry) text.append("retry: ").append(std::to_string(event.retry->count())).append("\n");
  for (std::string_view data = event.data;;) {
    const auto end = data.find_first_of("\r\n");
    text.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == std::string_view::npos) break;
    data.remove_prefix(end + (data.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return text += '\n';
}

}  // namespace voygen::net
