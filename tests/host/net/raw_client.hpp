// RawClient: a socket for tests that want to see every byte. Sends what it is told; reads answers by their own framing.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace voygen::test {

struct RawAnswer {
  int status = 0;        // 0: the connection ended without an answer
  std::string head;      // status line and headers
  std::string body;      // chunks put together

  [[nodiscard]] std::string header(std::string_view name) const {
    for (std::size_t at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
      const std::string line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
      if (line.size() > name.size() && line[name.size()] == ':' && ::strncasecmp(line.data(), name.data(), name.size()) == 0) {
        return line.substr(line.find_first_not_of(' ', name.size() + 1));
      }
    }
    return {};
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("cannot connect");
  }
  RawClient(RawClient&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), buffer_(std::move(other.buffer_)) {}
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient() { close(); }

  void close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  }
  void end_sending() const { ::shutdown(descriptor_, SHUT_WR); }

  // False when the server has closed the connection.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // Waits for something to read.
  [[nodiscard]] bool has_input(std::chrono::milliseconds timeout) const {
    pollfd readable{descriptor_, POLLIN, 0};
    return !buffer_.empty() || ::poll(&readable, 1, static_cast<int>(timeout.count())) > 0;
  }

  RawAnswer receive(bool head_only = false) {
    RawAnswer answer = receive_head();
    if (answer.status == 0 || head_only || answer.status == 204) return answer;
    if (answer.header("Transfer-Encoding") == "chunked") {
      while (const auto piece = receive_chunk()) answer.body += *piece;
    } else if (const std::string length = answer.header("Content-Length"); !length.empty()) {
      answer.body = take(std::stoul(length));
    } else {
      while (read_more()) {}
      answer.body = take(buffer_.size());
    }
    return answer;
  }

  RawAnswer receive_head() {
    const auto end = wait_for("\r\n\r\n");
    if (end == std::string::npos) return {};
    RawAnswer answer;
    answer.head = take(end + 4);
    answer.head.erase(answer.head.size() - 2);
    answer.status = std::stoi(answer.head.substr(9, 3));
    return answer;
  }

  // Of an event stream; nothing at its end.
  std::optional<std::string> receive_chunk() {
    const auto end = wait_for("\r\n");
    if (end == std::string::npos) return std::nullopt;
    const std::size_t size = std::stoul(take(end + 2), nullptr, 16);
    std::string piece = take(size);
    take(2);
    if (size == 0) return std::nullopt;
    return piece;
  }

  // Waits for the server to close the connection; true when it did without sending anything more.
  bool is_closed() { return buffer_.empty() && !read_more() && buffer_.empty(); }

 private:
  std::size_t wait_for(std::string_view text) {
    for (;;) {
      const auto at = buffer_.find(text);
      if (at != std::string::npos || !read_more()) return buffer_.find(text);
    }
  }
  std::string take(std::size_t bytes) {
    while (buffer_.size() < bytes && read_more()) {}
    std::string taken = buffer_.substr(0, bytes);
    buffer_.erase(0, bytes);
    return taken;
  }
  bool read_more() {
    pollfd readable{descriptor_, POLLIN, 0};
    if (::poll(&readable, 1, 20'000) <= 0) throw std::runtime_error("the server did not answer within 20 seconds");
    char piece[8192];
    const ssize_t got = ::recv(descriptor_, piece, sizeof piece, 0);
    if (got > 0) buffer_.append(piece, static_cast<std::size_t>(got));
    return got > 0;
  }

  int descriptor_;
  std::string buffer_;
};

}  // namespace voygen::test
