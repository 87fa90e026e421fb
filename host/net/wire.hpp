// Wire: reading and writing one connected socket with deadlines. It borrows the descriptor; whoever accepted it closes it.
// One thread reads; writers take turns (the exchange sees to that).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace voygen::net {

using SteadyTime = std::chrono::steady_clock::time_point;

class Wire {
 public:
  enum class Read { data, closed, timeout };
  enum class Write { done, broken };

  // `idle_timeout` is for read_idle().
  Wire(int descriptor, std::chrono::milliseconds idle_timeout);

  // Appends what has arrived. read_idle() costs one system call and waits the idle timeout.
  Read read_idle(std::string& into);
  Read read(std::string& into, SteadyTime deadline);

  // All of head and body, in one system call when the peer keeps up.
  Write write(std::string_view head, std::string_view body, SteadyTime deadline);
  // As much as the peer takes at once, never waiting: the number of bytes, or nothing when the connection is broken.
  std::optional<std::size_t> write_now(std::string_view text) { return send_some(text, {}); }

  // Ends our side and throws away what the peer still sends, so that it gets to read our last words; at most until the deadline.
  void linger(SteadyTime deadline);

  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  Read receive(std::string& into);
  std::optional<std::size_t> send_some(std::string_view head, std::string_view body);
  int descriptor_;
};

}  // namespace voygen::net
