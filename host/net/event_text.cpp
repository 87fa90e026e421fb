#include "event_text.hpp"

namespace voygen::net {

std::string event_text(const Event& event) {
  std::string text;
  text.reserve(event.data.size() + event.name.size() + event.id.size() + 64);
  if (!event.name.empty()) text.append("event: ").append(event.name).append("\n");
  if (!event.id.empty()) text.append("id: ").append(event.id).append("\n");
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
