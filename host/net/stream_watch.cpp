#include "stream_watch.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

namespace voygen::net {

StreamWatch::StreamWatch(std::chrono::milliseconds comment_every)
    : comment_every_(comment_every), wake_descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

StreamWatch::~StreamWatch() {
  thread_.request_stop();
  wake();
  thread_.join();
  ::close(wake_descriptor_);
}

void StreamWatch::add(std::shared_ptr<WireEventStream> stream) {
  bool ending = false;
  {
    const std::lock_guard lock(mutex_);
    streams_.push_back(stream);
    ending = ending_;
  }
  if (ending) stream->mark_gone();
  wake();
}

void StreamWatch::end_all() {
  Streams streams;
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    streams = streams_;
  }
  for (const auto& stream : streams) stream->mark_gone();
}

StreamWatch::Streams StreamWatch::open_streams() {
  const std::lock_guard lock(mutex_);
  streams_.erase(std::remove_if(streams_.begin(), streams_.end(), [](const auto& stream) { return stream->finished(); }), streams_.end());
  return streams_;
}

void StreamWatch::wake() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_descriptor_, &one, sizeof one);
}

// Comments are at most a quarter of the interval late. A stream whose client has gone is no longer polled: it would report that for ever.
void StreamWatch::run(const std::stop_token& stop) {
  std::vector<pollfd> polled;
  while (!stop.stop_requested()) {
    const Streams streams = open_streams();
    polled.assign(1, {wake_descriptor_, POLLIN, 0});
    for (const auto& stream : streams) polled.push_back({stream->gone().stop_requested() ? -1 : stream->descriptor(), POLLRDHUP, 0});
    const int wait_ms = streams.empty() ? -1 : static_cast<int>(std::max<std::int64_t>(comment_every_.count() / 4, 1));
    ::poll(polled.data(), polled.size(), wait_ms);
    std::uint64_t woken = 0;
    if (polled[0].revents != 0) [[maybe_unused]] const auto got = ::read(wake_descriptor_, &woken, sizeof woken);
    for (std::size_t i = 0; i < streams.size(); ++i) {
      if ((polled[i + 1].revents != 0 || streams[i]->broken()) && !streams[i]->finished()) streams[i]->mark_gone();
      streams[i]->keep_alive(comment_every_);
    }
  }
}

}  // namespace voygen::net
