#include "outbox.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

namespace voygen::net {
namespace {

constexpr std::size_t kMaxPieces = 4;

// The number of bytes the peer took; nothing when the connection is broken.
std::optional<std::size_t> send_now(int descriptor, std::initializer_list<std::string_view> pieces) {
  std::array<iovec, kMaxPieces> parts;
  std::size_t count = 0;
  for (const std::string_view piece : pieces) {
    if (!piece.empty() && count < parts.size()) parts[count++] = {const_cast<char*>(piece.data()), piece.size()};
  }
  if (count == 0) return 0;
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = count;
  for (;;) {
    const ssize_t sent = ::sendmsg(descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) return static_cast<std::size_t>(sent);
    if (errno == EAGAIN || errno == EWOULDBLOCK) return 0;
    if (errno != EINTR) return std::nullopt;
  }
}

}  // namespace

bool Outbox::write(int descriptor, std::initializer_list<std::string_view> pieces) {
  std::size_t sent = 0;
  const bool was_empty = empty();
  if (was_empty) {
    const auto taken = send_now(descriptor, pieces);
    if (!taken) return false;
    sent = *taken;
  }
  for (const std::string_view piece : pieces) {
    const std::size_t skipped = std::min(sent, piece.size());
    kept_.append(piece.substr(skipped));
    sent -= skipped;
  }
  if (was_empty && !empty()) stuck_since_ = std::chrono::steady_clock::now();
  return true;
}

bool Outbox::flush(int descriptor) {
  if (empty()) return true;
  const auto taken = send_now(descriptor, {std::string_view(kept_).substr(begin_)});
  if (!taken) return false;
  begin_ += *taken;
  if (*taken > 0) stuck_since_ = std::chrono::steady_clock::now();
  if (empty()) {
    kept_ = {};
    begin_ = 0;
  } else if (begin_ > kept_.size() / 2) {
    kept_.erase(0, begin_);
    begin_ = 0;
  }
  return true;
}

}  // namespace voygen::net
