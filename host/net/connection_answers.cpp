// The half of Connection that any thread may use.
#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "answer_head.hpp"
#include "connection.hpp"
#include "event_text.hpp"

namespace voygen::net {

void Connection::make_room() {
  set_idle_since(kBusy);
  const std::lock_guard lock(mutex_);
  leave_ = true;
  ask_loop();
}

void Connection::attract() {
  const std::lock_guard lock(mutex_);
  ask_loop();
}

bool Connection::answer(std::uint64_t turn, int status, std::string_view content_type, const Body& body, const HeaderList& headers) {
  const std::lock_guard lock(mutex_);
  if (!at_work(turn, Stage::waiting)) return false;
  write_answer(status, content_type, body, headers);
  return !broken_;
}

bool Connection::start_stream(std::uint64_t turn, const HeaderList& headers) {
  const std::lock_guard lock(mutex_);
  if (!at_work(turn, Stage::waiting)) return false;
  ends_after_ = ends_after_ || !chunked_ || server_.stopping;
  std::string head;
  append_head(head, 200, "text/event-stream", headers);
  append_header(head, "Cache-Control", "no-cache, no-transform");
  append_header(head, "X-Accel-Buffering", "no");
  if (chunked_) append_header(head, "Transfer-Encoding", "chunked");
  append_header(head, "Connection", ends_after_ ? "close" : "keep-alive");
  head += "\r\n";
  answered_ = true;
  stage_ = head_only_ ? Stage::finishing : Stage::streaming;
  last_event_ = std::chrono::steady_clock::now();
  write({head});
  after_write();
  ask_loop();  // for the comments
  return !head_only_;
}

bool Connection::send_event(std::uint64_t turn, const Event& event, bool only_if_taken) {
  const std::string text = event_text(event);
  const std::lock_guard lock(mutex_);
  if (!at_work(turn, Stage::streaming) || (only_if_taken && !outbox_.empty())) return false;
  last_event_ = std::chrono::steady_clock::now();
  write_chunk(text);
  after_write();
  return !broken_;
}

void Connection::finish_stream(std::uint64_t turn, const std::optional<Event>& last) {
  const std::string text = last ? event_text(*last) : std::string();
  const std::lock_guard lock(mutex_);
  if (!at_work(turn, Stage::streaming)) return;
  ends_after_ = ends_after_ || server_.stopping;
  stage_ = Stage::finishing;
  const std::string_view end = chunked_ ? "0\r\n\r\n" : "";
  if (text.empty()) write({end});
  else write_chunk(text, end);
  after_write();
}

bool Connection::answered(std::uint64_t turn) const {
  const std::lock_guard lock(mutex_);
  return turn != turn_ || answered_;
}

std::stop_token Connection::gone(std::uint64_t turn) {
  const std::lock_guard lock(mutex_);
  if (turn != turn_) return {};
  if (!gone_.stop_possible()) {
    gone_ = std::stop_source();
    if (told_gone_) gone_.request_stop();  // nobody can have been waiting for it yet
  }
  return gone_.get_token();
}

// One system call when the client keeps up.
void Connection::write_answer(int status, std::string_view content_type, const Body& body, const HeaderList& headers) {
  thread_local std::string head;
  head.clear();
  append_head(head, status, content_type, headers);
  const bool bodiless = status == 204 || status == 304;
  if (!bodiless) append_header(head, "Content-Length", std::to_string(body.size()));
  ends_after_ = ends_after_ || server_.stopping;
  if (!ends_after_) {
    append_header(head, "Keep-Alive", "timeout=" + std::to_string(std::max<long long>(server_.options.idle_timeout.count() / 1000, 1)));
  }
  append_header(head, "Connection", ends_after_ ? "close" : "keep-alive");
  head += "\r\n";
  answered_ = true;
  stage_ = Stage::finishing;
  if (head_only_ || bodiless) write({head});
  else write({head, body.pieces[0], body.pieces[1], body.pieces[2]});
  after_write();
}

void Connection::write_chunk(std::string_view text, std::string_view behind) {
  if (!chunked_) return write({text});
  std::array<char, 20> size{};
  char* const end = std::to_chars(size.data(), size.data() + size.size() - 2, text.size(), 16).ptr;
  end[0] = '\r';
  end[1] = '\n';
  write({{size.data(), end + 2}, text, "\r\n", behind});
}

void Connection::write(std::initializer_list<std::string_view> pieces) {
  if (broken_) return;
  broken_ = !outbox_.write(socket_.get(), pieces) || outbox_.size() > server_.options.max_unsent_bytes;
}

void Connection::after_write() {
  if (stage_ == Stage::finishing && outbox_.empty() && !broken_) end_turn();
  const bool must_watch = !outbox_.empty() && (events_ & EPOLLOUT) == 0;
  const bool must_read = stage_ == Stage::reading && (resume_ || server_.stopping);
  if (broken_ || must_watch || must_read || stage_ == Stage::ending) ask_loop();
}

// The answer is complete; what is kept of the exchange has no hold on the connection any more.
void Connection::end_turn() {
  ++turn_;
  gone_ = std::stop_source(std::nostopstate);
  told_gone_ = false;
  stage_ = ends_after_ ? Stage::ending : Stage::reading;
  if (ends_after_) return;
  const SteadyTime time = std::chrono::steady_clock::now();
  phase_ = Phase::idle;
  deadline_ = time + server_.options.idle_timeout;
  set_idle_since(time);
}

void Connection::ask_loop() {
  if (attended_ || asked_ || stage_ == Stage::closed) return;
  asked_ = true;
  loop_.post([self = shared_from_this()] { self->attend(0); });
}

}  // namespace voygen::net
