#include "http_stream.hpp"

#include <charconv>

namespace voygen::mcp {
namespace {

constexpr std::size_t kMostEvents = 256;
constexpr std::size_t kMostBytes = 4 * 1024 * 1024;

}  // namespace

void HttpStream::make_resumable() {
  const std::lock_guard lock(mutex_);
  resumable_ = true;
}

void HttpStream::attach(std::shared_ptr<net::EventStream> connection, std::optional<std::uint64_t> after) {
  const std::lock_guard lock(mutex_);
  connection_ = std::move(connection);
  if (!after) return begin();
  for (const Kept& event : kept_) {
    if (event.number > *after) connection_->send({.data = event.message, .name = "message", .id = id(event.number)});
  }
  if (finished_) connection_->finish();
}

bool HttpStream::attach_only(const std::function<std::shared_ptr<net::EventStream>()>& open) {
  const std::lock_guard lock(mutex_);
  if (connection_ && !connection_->gone().stop_requested()) return false;
  connection_ = open();
  begin();
  return true;
}

// Gives the client an id to come back with.
void HttpStream::begin() {
  if (resumable_) connection_->send({.data = {}, .id = id(last_)});
}

std::uint64_t HttpStream::keep(std::string_view message) {
  if (!resumable_) return 0;
  kept_.push_back({++last_, std::string(message)});
  kept_bytes_ += message.size();
  while (kept_.size() > kMostEvents || (kept_bytes_ > kMostBytes && kept_.size() > 1)) {
    kept_bytes_ -= kept_.front().message.size();
    kept_.pop_front();
  }
  return last_;
}

bool HttpStream::send(std::string_view message) {
  const std::lock_guard lock(mutex_);
  if (finished_) return false;
  const std::string event_id = resumable_ ? id(keep(message)) : std::string();
  const bool sent = connection_ && connection_->send({.data = message, .name = "message", .id = event_id});
  return sent || resumable_;
}

void HttpStream::offer(std::string_view message) {
  const std::lock_guard lock(mutex_);
  if (finished_) return;
  const std::string event_id = resumable_ ? id(keep(message)) : std::string();
  if (connection_) connection_->offer({.data = message, .name = "message", .id = event_id});
}

void HttpStream::finish(std::string_view message) {
  const std::lock_guard lock(mutex_);
  if (finished_) return;
  finished_ = true;
  const std::string event_id = resumable_ && !message.empty() ? id(keep(message)) : std::string();
  if (!connection_) return;
  if (message.empty()) connection_->finish();
  else connection_->finish(net::Event{.data = message, .name = "message", .id = event_id});
  connection_.reset();
}

void HttpStream::detach() {
  const std::lock_guard lock(mutex_);
  if (connection_) connection_->finish();
  connection_.reset();
}

void HttpStream::pause(std::chrono::milliseconds retry) {
  const std::lock_guard lock(mutex_);
  if (!resumable_ || finished_ || !connection_) return;
  connection_->finish(net::Event{.data = {}, .id = id(last_), .retry = retry});
  connection_.reset();
}

bool HttpStream::has_client() const {
  const std::lock_guard lock(mutex_);
  return connection_ && !connection_->gone().stop_requested();
}

bool HttpStream::can_resume_after(std::uint64_t event) const {
  const std::lock_guard lock(mutex_);
  return event <= last_ && (kept_.empty() || event + 1 >= kept_.front().number);
}

bool HttpStream::finished() const {
  const std::lock_guard lock(mutex_);
  return finished_;
}

std::optional<std::pair<std::string, std::uint64_t>> parse_event_id(std::string_view id) {
  const auto colon = id.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view digits = id.substr(colon + 1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return std::pair(std::string(id.substr(0, colon)), number);
}

}  // namespace voygen::mcp
