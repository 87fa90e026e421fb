#include "wire.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace voygen::net {
namespace {

constexpr std::size_t kReadBytes = 16 * 1024;

bool wait_for(int descriptor, short events, SteadyTime deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    pollfd poll_one{descriptor, events, 0};
    const int ready = ::poll(&poll_one, 1, static_cast<int>(std::clamp<long long>(left, 0, 3'600'000)));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

}  // namespace

Wire::Wire(int descriptor, std::chrono::milliseconds idle_timeout) : descriptor_(descriptor) {
  const timeval limit{static_cast<time_t>(idle_timeout.count() / 1000), static_cast<suseconds_t>(idle_timeout.count() % 1000 * 1000)};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::fcntl(descriptor_, F_SETFD, FD_CLOEXEC);  // browsers are child processes; they must not inherit it
}

Wire::Read Wire::receive(std::string& into) {
  std::array<char, kReadBytes> piece;
  for (;;) {
    const ssize_t got = ::recv(descriptor_, piece.data(), piece.size(), 0);
    if (got > 0) {
      into.append(piece.data(), static_cast<std::size_t>(got));
      return Read::data;
    }
    if (got < 0 && errno == EINTR) continue;
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? Read::timeout : Read::closed;
  }
}

Wire::Read Wire::read_idle(std::string& into) { return receive(into); }

Wire::Read Wire::read(std::string& into, SteadyTime deadline) {
  return wait_for(descriptor_, POLLIN, deadline) ? receive(into) : Read::timeout;
}

std::optional<std::size_t> Wire::send_some(std::string_view head, std::string_view body) {
  std::array<iovec, 2> pieces{{{const_cast<char*>(head.data()), head.size()}, {const_cast<char*>(body.data()), body.size()}}};
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = pieces.size();
  for (;;) {
    const ssize_t sent = ::sendmsg(descriptor_, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) return static_cast<std::size_t>(sent);
    if (errno == EAGAIN || errno == EWOULDBLOCK) return 0;
    if (errno != EINTR) return std::nullopt;
  }
}

Wire::Write Wire::write(std::string_view head, std::string_view body, SteadyTime deadline) {
  while (!head.empty() || !body.empty()) {
    const auto sent = send_some(head, body);
    if (!sent || (*sent == 0 && !wait_for(descriptor_, POLLOUT, deadline))) return Write::broken;
    const auto of_head = std::min(head.size(), *sent);
    head.remove_prefix(of_head);
    body.remove_prefix(*sent - of_head);
  }
  return Write::done;
}

void Wire::linger(SteadyTime deadline) {
  ::shutdown(descriptor_, SHUT_WR);
  std::string thrown_away;
  while (read(thrown_away, deadline) == Read::data) thrown_away.clear();
}

}  // namespace voygen::net
