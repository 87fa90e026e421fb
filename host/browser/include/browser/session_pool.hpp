// SessionPool: the browsers that are running, lent one call at a time. Keeps signed-in ones warm, gives the waiting their turn, and ends
// what is idle, old or broken. Owner: the application. Threads: any; one thread of its own closes sessions.
//
//   VOYGEN_TRY(auto lease, pool.lease(context, "cpmaxx", policy));   // waits for its turn, at most until the context's deadline
//   lease.page().perform(context, operation);
//   // leaving the scope returns the session
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "browser/page.hpp"
#include "browser/provider.hpp"
#include "core/context.hpp"
#include "voygen/result.hpp"

namespace voygen::browser {

struct PoolSettings {
  int max_sessions = 20;
  int max_per_platform = 4;
  std::chrono::milliseconds idle_ttl = std::chrono::minutes(10);
  std::chrono::milliseconds absolute_ttl = std::chrono::hours(2);  // an older one is not lent again
  int max_uses = 200;
  LaunchOptions launch;  // `platform` is set per launch
};

struct SessionStatus {
  enum class State { starting, idle, active, closing };
  std::string id;
  std::string platform;
  State state = State::starting;
  std::chrono::milliseconds age{0};
  std::chrono::milliseconds since_last_use{0};
  int uses = 0;
  bool signed_in = false;
  int crashes = 0;         // of its page, survived
  bool is_healthy = true;  // its browser answers
};
std::string_view name_of(SessionStatus::State state);

class PoolState;
struct Session;

// The right to use a session. Move-only; destroying it returns the session. May outlive the pool.
class Lease {
 public:
  Lease(Lease&& other) noexcept = default;
  Lease& operator=(Lease&& other) noexcept;
  ~Lease();

  [[nodiscard]] Page& page();
  [[nodiscard]] PageUsage usage() const;
  [[nodiscard]] bool caused_creation() const { return caused_creation_; }
  [[nodiscard]] const std::string& session_id() const;
  [[nodiscard]] std::optional<int> browser_process() const;  // of a local browser
  [[nodiscard]] std::chrono::milliseconds held() const;  // real time since it was lent

 private:
  friend class PoolState;
  Lease(std::shared_ptr<PoolState> pool, Session* session, bool caused_creation);

  std::shared_ptr<PoolState> pool_;  // shared with the pool and the other leases
  Session* session_;
  bool caused_creation_;
  core::SteadyTime since_;
};

class SessionPool {
 public:
  using TimeSource = std::function<core::SteadyTime()>;

  // `now` decides about ages only; waiting uses the context's deadline.
  SessionPool(Provider& provider, PoolSettings settings, TimeSource now = &std::chrono::steady_clock::now);
  SessionPool(const SessionPool&) = delete;
  SessionPool& operator=(const SessionPool&) = delete;
  ~SessionPool();

  // Warm sessions of the platform first, signed-in ones before others. Waits in line when all are busy; timeout and cancelled then tell
  // the place in the line. What launching fails with is passed on.
  Result<Lease> lease(const core::Context& context, const std::string& platform, PagePolicy policy);

  [[nodiscard]] std::vector<SessionStatus> status() const;
  // Calls that wait in line.
  [[nodiscard]] int waiting() const;

  // Both return how many were closed. Idle ones of one platform, or of all.
  int close_idle(const std::optional<std::string>& platform = std::nullopt);
  // Idle ones at once, active ones when they are returned (not counted).
  int close_all();
  // What is over its time to live. The pool does so by itself; tests that set the time call it.
  int close_expired();

  // Ends everything: waiting and running calls fail, browsers end. Within ten seconds. The destructor does the same.
  void stop();

 private:
  const std::shared_ptr<PoolState> state_;
  std::thread closer_;
};

}  // namespace voygen::browser
