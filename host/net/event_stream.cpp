#include "event_stream.hpp"

#include <array>
#include <charconv>

namespace voygen::net {
namespace {

// A line break of any kind inside data begins a new "data:" line; the client joins them again.
std::string event_text(std::string_view data, std::string_view event, std::string_view id) {
  std::string text;
  text.reserve(data.size() + 64);
  if (!event.empty()) text.append("event: ").append(event).append("\n");
  if (!id.empty()) text.append("id: ").append(id).append("\n");
  for (;;) {
    const auto end = data.find_first_of("\r\n");
    text.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == std::string_view::npos) break;
    data.remove_prefix(end + (data.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return text += '\n';
}

}  // namespace

std::string WireEventStream::chunk(std::string_view text) const {
  if (!chunked_) return std::string(text);
  std::array<char, 20> size{};
  char* const end = std::to_chars(size.data(), size.data() + size.size(), text.size(), 16).ptr;
  std::string framed;
  framed.reserve(text.size() + 24);
  return framed.append(size.data(), end).append("\r\n").append(text).append("\r\n");
}

bool WireEventStream::write(std::string_view text) {
  if (broken_) return false;
  last_write_ = std::chrono::steady_clock::now();
  if (wire_.write(unsent_, text, last_write_ + send_timeout_) == Wire::Write::broken) broken_ = true;
  unsent_.clear();
  return !broken_;
}

// All of it or nothing goes into the stream; what the client does not take at once is written before the next event.
bool WireEventStream::write_now(std::string_view text) {
  if (finished_ || broken_) return false;
  if (!unsent_.empty()) {
    const auto sent = wire_.write_now(unsent_);
    if (!sent) broken_ = true;
    unsent_.erase(0, sent.value_or(0));
    if (broken_ || !unsent_.empty()) return false;
  }
  const auto sent = wire_.write_now(text);
  if (!sent) broken_ = true;
  if (sent.value_or(0) == 0) return false;
  unsent_ = text.substr(*sent);
  last_write_ = std::chrono::steady_clock::now();
  return true;
}

bool WireEventStream::send(std::string_view data, std::string_view event, std::string_view id) {
  const std::string text = chunk(event_text(data, event, id));
  const std::lock_guard lock(mutex_);
  return !finished_ && write(text);
}

bool WireEventStream::offer(std::string_view data) {
  const std::string text = chunk(event_text(data, "message", {}));
  const std::lock_guard lock(mutex_);
  return write_now(text);
}

void WireEventStream::finish(std::string_view last_event_data) {
  std::string text = last_event_data.empty() ? std::string() : chunk(event_text(last_event_data, "message", {}));
  if (chunked_) text += "0\r\n\r\n";
  const std::lock_guard lock(mutex_);
  if (finished_) return;
  write(text);
  finished_ = true;
}

void WireEventStream::break_off() {
  mark_gone();
  const std::lock_guard lock(mutex_);
  finished_ = broken_ = true;
}

void WireEventStream::keep_alive(std::chrono::milliseconds quiet_for) {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (lock && std::chrono::steady_clock::now() - last_write_ >= quiet_for) write_now(chunk(": still working\n\n"));
}

bool WireEventStream::ended_well() const {
  const std::lock_guard lock(mutex_);
  return finished_ && !broken_ && chunked_;
}

bool WireEventStream::finished() const {
  const std::lock_guard lock(mutex_);
  return finished_;
}

bool WireEventStream::broken() const {
  const std::lock_guard lock(mutex_);
  return broken_;
}

}  // namespace voygen::net
