#include "listener.hpp"

#include <Poco/Net/SocketAddress.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "core/log.hpp"

namespace voygen::net {
namespace {

constexpr int kAcceptsPerRound = 64;
constexpr std::size_t kMaxTurnedAway = 64;  // at a time; more are closed without a word
constexpr std::chrono::milliseconds kPause{100};

}  // namespace

void Listener::open() { loops_.front()->add(shared_from_this(), descriptor_, EPOLLIN); }

void Listener::close() {
  loops_.front()->remove(*this, descriptor_);
  ::shutdown(descriptor_, SHUT_RDWR);
}

void Listener::on_events(std::uint32_t) {
  for (int i = 0; i < kAcceptsPerRound && accept_one();) ++i;
}

bool Listener::accept_one() {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  auto* const peer = reinterpret_cast<sockaddr*>(&address);
  Descriptor socket(::accept4(descriptor_, peer, &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (socket.get() >= 0) {
    pause_logged_ = false;
    welcome(std::move(socket), Poco::Net::SocketAddress(peer, size).toString());
    return true;
  }
  if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) pause(errno);
  return errno == EINTR || errno == ECONNABORTED;
}

void Listener::welcome(Descriptor socket, std::string remote) {
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const bool turn_away = server_.served >= server_.options.max_connections && !server_.book.close_longest_idle();
  if (turn_away && server_.turned_away >= kMaxTurnedAway) return;
  EventLoop& loop = *loops_[next_loop_++ % loops_.size()];
  auto connection = std::make_shared<Connection>(loop, server_, std::move(socket), std::move(remote), turn_away);
  loop.post([connection = std::move(connection)] { connection->open(); });
}

// The client stays in the system's queue; without the pause the loop would be told of it again and again.
void Listener::pause(int reason) {
  if (!std::exchange(pause_logged_, true)) {
    core::log(core::LogLevel::warn, "no new HTTP connection can be taken; raise the limit of open files", {{"reason", std::strerror(reason)}});
  }
  server_.book.close_longest_idle();
  loops_.front()->change(*this, descriptor_, 0);
  loops_.front()->wake_at(*this, std::chrono::steady_clock::now() + kPause);
}

void Listener::on_time() { loops_.front()->change(*this, descriptor_, EPOLLIN); }

}  // namespace voygen::net
