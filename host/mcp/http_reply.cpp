#include "http_reply.hpp"

namespace voygen::mcp {

std::shared_ptr<HttpStream> HttpReply::stream() {
  const std::lock_guard lock(mutex_);
  if (!stream_ && shape_.may_stream && !exchange_->answered()) {
    auto opened = shape_.session ? shape_.session->open_stream() : std::make_shared<HttpStream>("", false);
    opened->attach(exchange_->start_event_stream(shape_.headers));
    stream_ = std::move(opened);
  }
  return stream_;
}

void HttpReply::open_stream() { stream(); }

void HttpReply::cancel_when_gone(const std::shared_ptr<Call>& call) {
  on_gone_.emplace(exchange_->gone(), [weak = std::weak_ptr(call)] {
    if (const auto running = weak.lock()) running->cancel();
  });
}

void HttpReply::notify(std::string_view message) {
  if (const auto opened = stream()) opened->offer(message);
}

bool HttpReply::ask(std::string_view message) {
  const auto opened = stream();
  return opened && opened->send(message);
}

void HttpReply::respond(std::string_view message, int status_of_error) {
  const int http_status = shape_.has_status ? status_of_error : 200;
  std::unique_lock lock(mutex_);
  const auto opened = stream_;
  lock.unlock();
  if (opened) return opened->finish(message);
  if (shape_.must_stream && http_status == 200) {
    if (const auto fresh = stream()) fresh->finish(message);
    return;
  }
  exchange_->send(http_status, "application/json", message, shape_.headers);
}

void HttpReply::respond_with(const json& id, std::string_view result) {
  std::unique_lock lock(mutex_);
  const bool as_event = stream_ || shape_.must_stream;
  lock.unlock();
  if (as_event) return respond(result_text(id, result), 200);
  const std::string begin = result_begin(id);
  exchange_->send(200, "application/json", {begin, result, kResultEnd}, shape_.headers);
}

// A client that does not read streams still waits for the end of its request; 202 is the answer without content it knows.
void HttpReply::abandon() {
  std::unique_lock lock(mutex_);
  const auto opened = stream_;
  lock.unlock();
  if (opened) return opened->finish();
  exchange_->send(202, {}, "", shape_.headers);
}

void HttpReply::pause(std::chrono::milliseconds retry) {
  if (const auto opened = stream()) opened->pause(retry);
}

}  // namespace voygen::mcp
