// PoolState: the pool's bookkeeping, shared by the pool, its leases and its closing thread.
// Sessions live in a list and never move; who set one to active, starting or closing may use it without the lock.
#pragma once

#include <condition_variable>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "browser/session_pool.hpp"

namespace voygen::browser {

struct Session {
  using State = SessionStatus::State;
  std::string id;
  std::string platform;
  State state = State::starting;
  core::SteadyTime created{};
  core::SteadyTime last_used{};
  int uses = 0;
  int crashes = 0;
  bool signed_in = false;
  bool retiring = false;     // to be closed when it comes back
  bool is_returned = false;  // for the closing thread to close
  std::unique_ptr<Browser> browser;
  std::unique_ptr<Page> page;  // after the browser: it goes first
};

class PoolState : public std::enable_shared_from_this<PoolState> {
 public:
  PoolState(Provider& provider, PoolSettings settings, SessionPool::TimeSource now) : provider_(provider), settings_(std::move(settings)), now_(std::move(now)) {}

  Result<Lease> lease(const core::Context& context, const std::string& platform, PagePolicy policy);
  void give_back(Session& session);
  [[nodiscard]] std::vector<SessionStatus> status() const;
  [[nodiscard]] int waiting() const;
  int close_idle(const std::function<bool(const Session&)>& which);
  int close_expired();
  void retire_active();

  void close_until_stopped();  // the closing thread
  void browser_gone();
  void stop();

 private:
  struct Waiting {
    std::string platform;
    Session* session = nullptr;  // what was given to it
    Session* evicted = nullptr;  // to be closed first, to make room
    bool is_new = false;
  };

  Result<Waiting> wait_for_turn(const core::Context& context, const std::string& platform);
  Outcome start(const core::Context& context, Session& session, PagePolicy policy);
  bool make_ready_again(Session& session);

  // With the lock held.
  void hand_out();
  bool give(Waiting& waiting);
  Session* best_idle(const std::string& platform);
  Session* least_recently_used_idle();
  Session& add_session(const std::string& platform);
  [[nodiscard]] int count(const std::string& platform) const;
  [[nodiscard]] bool is_expired(const Session& session) const;
  [[nodiscard]] std::optional<core::SteadyTime> next_expiry() const;
  std::vector<Session*> take_closable();

  void close(Session& session);  // without the lock
  int close(const std::vector<Session*>& sessions);

  Provider& provider_;
  const PoolSettings settings_;
  const SessionPool::TimeSource now_;

  mutable std::mutex mutex_;  // guards all below
  std::condition_variable_any turn_changed_;
  std::condition_variable_any to_close_;
  std::list<Session> sessions_;
  std::deque<Waiting*> line_;
  bool stopped_ = false;
  bool nobody_closes_ = false;  // the closing thread is at its end
  std::stop_source stopping_;  // ends launches
};

}  // namespace voygen::browser
