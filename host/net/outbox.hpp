// Outbox: what leaves on one socket. It writes at once what the peer takes and keeps the rest. Whoever owns it guards it.
#pragma once

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>

#include "event_loop.hpp"

namespace voygen::net {

class Outbox {
 public:
  // All pieces behind what is still unsent; in one system call when nothing is. Never waits. False when the connection is broken.
  bool write(int descriptor, std::initializer_list<std::string_view> pieces);
  // The peer takes data again. False when the connection is broken.
  bool flush(int descriptor);

  [[nodiscard]] bool empty() const { return begin_ == kept_.size(); }
  [[nodiscard]] std::size_t size() const { return kept_.size() - begin_; }
  // Since when the peer has taken nothing, while there is something to take.
  [[nodiscard]] SteadyTime stuck_since() const { return stuck_since_; }

 private:
  std::string kept_;
  std::size_t begin_ = 0;  // before it, everything is sent
  SteadyTime stuck_since_;
};

}  // namespace voygen::net
