#include "http_reply.hpp"

namespace voygen::mcp {

void HttpReply::open() {
  if (stream_ == nullptr) stream_ = &response_->start_event_stream(headers_);
}

void HttpReply::open_stream() {
  const std::lock_guard lock(mutex_);
  if (response_ != nullptr && !response_->answered()) open();
}

void HttpReply::detach() {
  const std::lock_guard lock(mutex_);
  response_ = nullptr;
}

void HttpReply::notify(std::string_view message) {
  const std::lock_guard lock(mutex_);
  if (response_ != nullptr && stream_ != nullptr) stream_->offer(message);
}

void HttpReply::respond(std::string_view message) {
  const std::lock_guard lock(mutex_);
  if (response_ == nullptr) return;
  if (must_stream_) open();
  if (stream_ != nullptr) {
    stream_->finish(message);
  } else {
    response_->send(200, "application/json", message, headers_);
  }
}

// A client that does not read streams still waits for the end of its request; 202 is the answer without content it knows.
void HttpReply::abandon() {
  const std::lock_guard lock(mutex_);
  if (response_ == nullptr) return;
  if (stream_ != nullptr) {
    stream_->finish();
  } else {
    response_->send(202, {}, {}, headers_);
  }
}

}  // namespace voygen::mcp
