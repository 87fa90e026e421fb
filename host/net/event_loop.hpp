// EventLoop: one thread that waits for descriptors, deadlines and posted tasks, and calls back. Nothing it calls may wait.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "descriptor.hpp"

namespace voygen::net {

using SteadyTime = std::chrono::steady_clock::time_point;

class EventLoop {
 public:
  // What a loop watches. Called on the loop's thread only.
  class Watched {
   public:
    virtual ~Watched() = default;
    virtual void on_events(std::uint32_t events) = 0;  // of epoll
    virtual void on_time() = 0;                        // the time given to wake_at() has come

   private:
    friend class EventLoop;
    SteadyTime wake_at_ = SteadyTime::max();
    bool watched_ = false;
  };

  // Throws std::system_error when the system gives no more descriptors or threads.
  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // Any thread, while the loop exists. Tasks run in the order in which they were posted.
  void post(std::function<void()> task);
  // Runs what was posted before and ends the thread. Not on the loop's own thread. May be called again.
  void stop();

  // The rest on the loop's thread.

  // Shares the watched thing until remove(). False when the system has no room for it.
  bool add(std::shared_ptr<Watched> watched, int descriptor, std::uint32_t events);
  void change(Watched& watched, int descriptor, std::uint32_t events);
  // No call-back comes any more; it lives until the present round of the loop is over.
  void remove(Watched& watched, int descriptor);
  // Makes on_time() come not later than this; it may come earlier, because a deadline that moves back is not worth a change of the order.
  void wake_at(Watched& watched, SteadyTime time);
  // To receive into; its content does not outlive the call-back.
  std::vector<char>& scratch() { return scratch_; }

 private:
  void run();
  [[nodiscard]] int wait_ms() const;
  void run_tasks();
  void run_timers();

  Descriptor epoll_;
  Descriptor wake_;
  std::vector<char> scratch_;
  std::unordered_map<Watched*, std::shared_ptr<Watched>> watched_;  // shared with whoever made it
  std::vector<std::shared_ptr<Watched>> removed_;                   // in this round
  std::set<std::pair<SteadyTime, Watched*>> timers_;                // at most one each
  bool ended_ = false;

  std::mutex mutex_;  // guards what follows
  std::vector<std::function<void()>> tasks_;
  std::thread thread_;  // not guarded; last, so that the thread finds everything made
};

}  // namespace voygen::net
