#include "connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <exception>

#include "core/log.hpp"
#include "exchange.hpp"

namespace voygen::net {
namespace {

constexpr std::chrono::milliseconds kLinger{2'000};
constexpr std::size_t kMaxChunkLine = 1024;
constexpr std::size_t kMaxTrailerLines = 100;

SteadyTime from_now(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }

}  // namespace

ConnectionBook::Ticket ConnectionBook::enter(int descriptor) {
  const std::lock_guard lock(mutex_);
  entries_.emplace_back();
  entries_.back().descriptor = descriptor;
  entries_.back().idle_since = std::chrono::steady_clock::now();
  return std::prev(entries_.end());
}

void ConnectionBook::leave(Ticket ticket) {
  const std::lock_guard lock(mutex_);
  entries_.erase(ticket);
  left_.notify_all();
}

void ConnectionBook::mark_idle(Ticket ticket) {
  const std::lock_guard lock(mutex_);
  ticket->idle_since = std::chrono::steady_clock::now();
  ticket->idle = true;
}

std::size_t ConnectionBook::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

bool ConnectionBook::close_longest_idle() {
  const std::lock_guard lock(mutex_);
  Entry* longest = nullptr;
  for (Entry& entry : entries_) {
    if (entry.idle && (longest == nullptr || entry.idle_since < longest->idle_since)) longest = &entry;
  }
  if (longest == nullptr) return false;
  longest->idle = false;
  ::shutdown(longest->descriptor, SHUT_RD);
  return true;
}

void ConnectionBook::close_all_idle() {
  const std::lock_guard lock(mutex_);
  for (Entry& entry : entries_) {
    if (entry.idle) ::shutdown(entry.descriptor, SHUT_RD);
  }
}

void ConnectionBook::close_all() {
  const std::lock_guard lock(mutex_);
  for (Entry& entry : entries_) ::shutdown(entry.descriptor, SHUT_RDWR);
}

bool ConnectionBook::wait_until_empty(SteadyTime deadline) {
  std::unique_lock lock(mutex_);
  return left_.wait_until(lock, deadline, [&] { return entries_.empty(); });
}

Connection::Connection(ServerState& state, int descriptor, std::string remote)
    : state_(state), wire_(descriptor, state.options.idle_timeout), ticket_(state.book.enter(descriptor)), remote_(std::move(remote)) {}

// Closing alone would not end it while the stream watch polls the descriptor.
Connection::~Connection() {
  ::shutdown(wire_.descriptor(), SHUT_RDWR);
  state_.book.leave(ticket_);
}

void Connection::run() {
  while (!state_.stopping) {
    auto head = read_head();
    if (!head || !read_body(*head) || !serve(std::move(*head))) return;
    state_.book.mark_idle(ticket_);
  }
}

std::optional<RequestHead> Connection::read_head() {
  if (buffer_.empty() && wire_.read_idle(buffer_) != Wire::Read::data) return std::nullopt;
  state_.book.mark_busy(ticket_);
  const SteadyTime deadline = from_now(state_.options.head_timeout);
  for (;;) {
    if (buffer_.compare(0, 2, "\r\n") == 0) buffer_.erase(0, 2);  // some clients end a body with an extra line break
    const auto end = buffer_.find("\r\n\r\n");
    if (std::min(end, buffer_.size()) > state_.options.max_head_bytes) {
      refuse({431, "the request head is too large"});
      return std::nullopt;
    }
    if (end != std::string::npos) {
      auto parsed = parse_head(std::string_view(buffer_).substr(0, end));
      buffer_.erase(0, end + 4);
      if (auto* const head = std::get_if<RequestHead>(&parsed)) return std::move(*head);
      refuse(std::get<HttpProblem>(parsed));
      return std::nullopt;
    }
    const Wire::Read read = wire_.read(buffer_, deadline);
    if (read == Wire::Read::data) continue;
    if (read == Wire::Read::timeout) refuse({408, "the request head did not arrive in time"});
    return std::nullopt;
  }
}

bool Connection::read_body(RequestHead& head) {
  const SteadyTime deadline = from_now(state_.options.body_timeout);
  const std::size_t limit = state_.options.max_body_bytes;
  if (head.content_length > limit) {
    refuse({413, "the request body has " + std::to_string(head.content_length) + " bytes; at most " + std::to_string(limit) + " are accepted"});
    return false;
  }
  const bool has_body = head.chunked || head.content_length > 0;
  if (has_body && head.expects_continue && buffer_.empty()) wire_.write("HTTP/1.1 100 Continue\r\n\r\n", {}, deadline);
  if (head.chunked) return read_chunked_body(head.request.body, deadline);
  if (!fill(head.content_length, deadline)) return false;
  head.request.body = buffer_.substr(0, head.content_length);
  buffer_.erase(0, head.content_length);
  return true;
}

bool Connection::read_chunked_body(std::string& body, SteadyTime deadline) {
  for (;;) {
    const auto line = take_line(deadline);
    if (!line) return false;
    const auto size = parse_chunk_size(*line);
    if (!size) {
      refuse({400, "a chunk of the request body has no size"});
      return false;
    }
    if (*size == 0) break;
    if (*size > state_.options.max_body_bytes - body.size()) {
      refuse({413, "the request body has more than " + std::to_string(state_.options.max_body_bytes) + " bytes"});
      return false;
    }
    if (!fill(*size + 2, deadline)) return false;
    if (buffer_.compare(*size, 2, "\r\n") != 0) {
      refuse({400, "a chunk of the request body is longer than it says"});
      return false;
    }
    body.append(buffer_, 0, *size);
    buffer_.erase(0, *size + 2);
  }
  for (std::size_t trailers = 0; trailers < kMaxTrailerLines; ++trailers) {
    const auto line = take_line(deadline);
    if (!line) return false;
    if (line->empty()) return true;
  }
  refuse({431, "there are too many trailers"});
  return false;
}

bool Connection::fill(std::size_t bytes, SteadyTime deadline) {
  while (buffer_.size() < bytes) {
    const Wire::Read read = wire_.read(buffer_, deadline);
    if (read == Wire::Read::data) continue;
    if (read == Wire::Read::timeout) refuse({408, "the request body did not arrive in time"});
    return false;
  }
  return true;
}

std::optional<std::string> Connection::take_line(SteadyTime deadline) {
  for (;;) {
    const auto end = buffer_.find("\r\n");
    if (std::min(end, buffer_.size()) > kMaxChunkLine) {
      refuse({400, "a line within the chunked request body is too long"});
      return std::nullopt;
    }
    if (end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 2);
      return line;
    }
    if (!fill(buffer_.size() + 1, deadline)) return std::nullopt;
  }
}

bool Connection::serve(RequestHead head) {
  head.request.remote = remote_;
  Exchange exchange(wire_, state_.watch,
                    {head.request.method == "HEAD", head.http_1_0, head.keep_alive && !state_.stopping, state_.options.send_timeout,
                     state_.options.idle_timeout});
  try {
    state_.handler(head.request, exchange);
  } catch (const std::exception& fault) {
    core::log(core::LogLevel::error, "an HTTP handler threw", {{"path", head.request.path}, {"what", fault.what()}});
  }
  if (!exchange.answered()) send_problem(exchange, 500, "the server could not answer this request; the fault has been logged");
  return exchange.close();
}

// After a refusal the rest of the request is not understood, so the connection ends.
void Connection::refuse(const HttpProblem& problem) {
  Exchange exchange(wire_, state_.watch, {false, false, false, state_.options.send_timeout, state_.options.idle_timeout});
  send_problem(exchange, problem.status, problem.text);
  wire_.linger(from_now(kLinger));
}

}  // namespace voygen::net
