// StreamWatch: one thread for all open event streams. It notices clients that go away and writes keep-alive comments.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "event_stream.hpp"

namespace voygen::net {

class StreamWatch {
 public:
  explicit StreamWatch(std::chrono::milliseconds comment_every);
  ~StreamWatch();

  // Watches until the stream is finished.
  void add(std::shared_ptr<WireEventStream> stream);
  // Tells every stream, present and future, that it is to end.
  void end_all();

 private:
  using Streams = std::vector<std::shared_ptr<WireEventStream>>;
  void run(const std::stop_token& stop);
  Streams open_streams();
  void wake() const;

  const std::chrono::milliseconds comment_every_;
  const int wake_descriptor_;
  std::mutex mutex_;  // guards what follows
  Streams streams_;   // shared with the exchange of each
  bool ending_ = false;
  std::jthread thread_;
};

}  // namespace voygen::net
