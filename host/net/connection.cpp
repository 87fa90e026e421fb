#include "connection.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

#include "answer_head.hpp"
#include "exchange.hpp"

namespace voygen::net {
namespace {

constexpr std::chrono::milliseconds kLinger{2'000};
constexpr std::size_t kKeptInput = 4 * 1024;  // more is given back when it is empty
constexpr std::uint32_t kInput = EPOLLIN | EPOLLRDHUP;

SteadyTime now() { return std::chrono::steady_clock::now(); }

}  // namespace

Connection::Connection(EventLoop& loop, ServerState& server, Descriptor socket, std::string remote, bool turn_away)
    : loop_(loop),
      server_(server),
      turned_away_(turn_away),
      remote_(std::move(remote)),
      reader_(server.options.max_head_bytes, server.options.max_body_bytes),
      idle_since_(kBusy.time_since_epoch().count()),
      socket_(std::move(socket)),
      deadline_(now() + server.options.idle_timeout),
      events_(kInput) {
  ++(turned_away_ ? server_.turned_away : server_.served);
}

void Connection::open() {
  server_.book.enter(*this);
  if (!loop_.add(shared_from_this(), socket_.get(), kInput)) return close();
  if (turned_away_) refuse({503, "too many connections; try again"}, {{"Retry-After", "1"}});
  else set_idle_since(now());
  settle();
}

void Connection::on_events(std::uint32_t events) {
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) close();
  else attend(events);
}

void Connection::on_time() {
  std::optional<HttpProblem> late;
  {
    const std::lock_guard lock(mutex_);
    attended_ = true;
    late = check_deadlines();
  }
  if (late) refuse(*late);
  attend(0);
}

// What to tell a client whose request does not come.
std::optional<HttpProblem> Connection::check_deadlines() {
  const SteadyTime time = now();
  if (!outbox_.empty()) {
    broken_ = broken_ || time >= outbox_.stuck_since() + server_.options.send_timeout;
  } else if (stage_ == Stage::streaming && time >= last_event_ + server_.options.stream_comment_every) {
    last_event_ = time;
    write_chunk(": still working\n\n");
    after_write();
  } else if ((stage_ == Stage::reading || stage_ == Stage::lingering) && time >= deadline_) {
    if (stage_ == Stage::reading && phase_ == Phase::head) return HttpProblem{408, "the request head did not arrive in time"};
    if (stage_ == Stage::reading && phase_ == Phase::body) return HttpProblem{408, "the request body did not arrive in time"};
    broken_ = true;
  }
  return std::nullopt;
}

void Connection::attend(std::uint32_t events) {
  {
    const std::lock_guard lock(mutex_);
    attended_ = true;
    asked_ = false;
    if ((events & EPOLLOUT) != 0) {
      if (!outbox_.flush(socket_.get())) broken_ = true;
      after_write();
    }
  }
  if ((events & kInput) != 0) receive(events);
  do serve_input();
  while (!settle());
}

void Connection::receive(std::uint32_t events) {
  switch (stage()) {
    case Stage::reading:
    case Stage::lingering:
      if (!receive_some()) close();
      return;
    case Stage::closed: return;
    default: break;
  }
  // A request is at work: what comes stays with the kernel, and the client is asked to slow down.
  deaf_ |= events & kInput;
  if ((events & EPOLLRDHUP) != 0) client_ended();
}

// False when the client has closed its side.
bool Connection::receive_some() {
  std::vector<char>& piece = loop_.scratch();
  const ssize_t got = ::recv(socket_.get(), piece.data(), piece.size(), 0);
  if (got <= 0) return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
  input_.append(piece.data(), static_cast<std::size_t>(got));
  return true;
}

void Connection::client_ended() {
  std::stop_source gone(std::nostopstate);
  {
    const std::lock_guard lock(mutex_);
    gone = tell_gone();
  }
  gone.request_stop();
}

void Connection::serve_input() {
  std::string_view rest = input_;
  bool more = true;
  Stage at = stage();
  while (more && at == Stage::reading && !rest.empty()) {
    switch (reader_.read(rest)) {
      case RequestReader::Step::more: more = false; break;
      case RequestReader::Step::request: serve(reader_.take()); break;
      case RequestReader::Step::refused: refuse(reader_.problem()); break;
    }
    at = stage();
  }
  if (at == Stage::ending || at == Stage::lingering || at == Stage::closed) rest = {};
  held_back_ = at != Stage::reading && !rest.empty();
  input_.erase(0, input_.size() - rest.size());
  if (input_.empty() && input_.capacity() > kKeptInput) input_ = {};
  if (!reader_.take_continue()) return;
  const std::lock_guard lock(mutex_);
  write({"HTTP/1.1 100 Continue\r\n\r\n"});
}

void Connection::serve(RequestHead head) {
  std::uint64_t turn = 0;
  {
    const std::lock_guard lock(mutex_);
    stage_ = Stage::waiting;
    turn = turn_;
    answered_ = false;
    head_only_ = head.request.method == "HEAD";
    chunked_ = !head.http_1_0;
    ends_after_ = !head.keep_alive;
    told_gone_ = server_.stopping || (deaf_ & EPOLLRDHUP) != 0;
    set_idle_since(kBusy);
  }
  head.request.remote = remote_;
  run_handler(server_.handler, std::make_shared<Exchange>(shared_from_this(), turn, std::move(head.request)));
}

// What follows on this connection is not understood, so it ends.
void Connection::refuse(const HttpProblem& problem, const HeaderList& headers) {
  const std::string body = problem_body(problem.text);
  const std::lock_guard lock(mutex_);
  if (stage_ != Stage::reading) return;
  head_only_ = false;
  ends_after_ = true;
  write_answer(problem.status, "application/json", body, headers);
}

Connection::Stage Connection::stage() const {
  const std::lock_guard lock(mutex_);
  return stage_;
}

// The end of every call of the loop. False when an answer has come meanwhile, so that held back input can be served.
bool Connection::settle() {
  std::stop_source gone(std::nostopstate);
  {
    std::unique_lock lock(mutex_);
    if (stage_ == Stage::closed) return true;
    if (stage_ == Stage::reading && std::exchange(held_back_, false)) return false;
    if (stage_ == Stage::reading) enter_phase();
    if (stage_ == Stage::ending && !server_.stopping) linger();
    if (must_close()) {
      lock.unlock();
      close();
      return true;
    }
    if (server_.stopping) gone = tell_gone();
    leave_ = attended_ = false;
    arm();
    loop_.wake_at(*this, next_deadline());
  }
  gone.request_stop();
  return true;
}

void Connection::close() {
  std::stop_source gone(std::nostopstate);
  Descriptor socket;
  {
    const std::lock_guard lock(mutex_);
    if (stage_ == Stage::closed) return;
    if (server_.closing && (stage_ == Stage::waiting || stage_ == Stage::streaming)) server_.unanswered = true;
    gone = tell_gone();
    stage_ = Stage::closed;
    outbox_ = {};
    socket = std::move(socket_);
  }
  loop_.remove(*this, socket.get());
  socket.close();
  --(turned_away_ ? server_.turned_away : server_.served);
  server_.book.leave(*this);
  gone.request_stop();
}

// A deadline counts from the beginning of its phase, so that a client cannot draw it out byte by byte.
void Connection::enter_phase() {
  const Phase phase = reader_.in_body() ? Phase::body : input_.empty() ? Phase::idle : Phase::head;
  if (phase == phase_) return;
  const HttpServerOptions& options = server_.options;
  phase_ = phase;
  deadline_ = now() + (phase == Phase::body ? options.body_timeout : phase == Phase::head ? options.head_timeout : options.idle_timeout);
  set_idle_since(phase == Phase::idle ? now() : kBusy);
}

void Connection::linger() {
  ::shutdown(socket_.get(), SHUT_WR);
  stage_ = Stage::lingering;
  deadline_ = now() + kLinger;
  if (!turned_away_) set_idle_since(now());  // its end would make no room
}

bool Connection::must_close() const {
  const bool idle = stage_ == Stage::lingering || (stage_ == Stage::reading && phase_ == Phase::idle && outbox_.empty());
  return broken_ || server_.closing || stage_ == Stage::ending || (idle && (leave_ || server_.stopping));
}

void Connection::arm() {
  if (stage_ == Stage::reading || stage_ == Stage::lingering) deaf_ = 0;
  const std::uint32_t wanted = (kInput & ~deaf_) | (outbox_.empty() ? 0U : std::uint32_t{EPOLLOUT});
  if (wanted != events_) loop_.change(*this, socket_.get(), wanted);
  events_ = wanted;
  resume_ = held_back_ || deaf_ != 0;
}

// While a request is at work the loop looks in once in an idle timeout: whoever answers need not tell it the idle deadline that begins then.
SteadyTime Connection::next_deadline() const {
  if (!outbox_.empty()) return outbox_.stuck_since() + server_.options.send_timeout;
  if (stage_ == Stage::streaming) return last_event_ + server_.options.stream_comment_every;
  if (stage_ == Stage::reading || stage_ == Stage::lingering) return deadline_;
  return now() + server_.options.idle_timeout;
}

// Marks it; the caller stops the source once the mutex is free.
std::stop_source Connection::tell_gone() {
  if (stage_ != Stage::waiting && stage_ != Stage::streaming && stage_ != Stage::finishing) return std::stop_source(std::nostopstate);
  told_gone_ = true;
  return gone_;
}

}  // namespace voygen::net
