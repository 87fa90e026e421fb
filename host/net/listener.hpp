// Listener: takes new connections on one loop and hands them to all loops in turn. Makes room or turns away, never waits.
#pragma once

#include <memory>
#include <vector>

#include "connection.hpp"
#include "event_loop.hpp"

namespace voygen::net {

class Listener final : public EventLoop::Watched, public std::enable_shared_from_this<Listener> {
 public:
  using Loops = std::vector<std::unique_ptr<EventLoop>>;

  // Borrows the listening socket and the loops; the first loop is its own.
  Listener(ServerState& server, const Loops& loops, int descriptor) : server_(server), loops_(loops), descriptor_(descriptor) {}

  // Both on the first loop.
  void open();
  void close();

 private:
  void on_events(std::uint32_t events) override;
  void on_time() override;
  bool accept_one();
  void welcome(Descriptor socket, std::string remote);
  void pause(int reason);

  ServerState& server_;
  const Loops& loops_;
  const int descriptor_;
  std::size_t next_loop_ = 0;
  bool pause_logged_ = false;
};

}  // namespace voygen::net
