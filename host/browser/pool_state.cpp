#include "pool_state.hpp"

#include <algorithm>

#include "core/ids.hpp"
#include "core/log.hpp"

namespace voygen::browser {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLongestReset{2000};
constexpr milliseconds kLongestStop{10'000};
constexpr int kMostTries = 3;  // warm sessions that turn out broken

}  // namespace

// ------------------------------------------------------------------ lending

Result<Lease> PoolState::lease(const core::Context& context, const std::string& platform, PagePolicy policy) {
  for (int attempt = 0; attempt < kMostTries; ++attempt) {
    VOYGEN_TRY(const Waiting turn, wait_for_turn(context, platform));
    if (turn.evicted) close(*turn.evicted);
    const auto ready = turn.is_new ? start(context, *turn.session, policy) : turn.session->page->lend(context, policy);
    if (ready.ok()) return Lease(shared_from_this(), turn.session, turn.is_new);
    const bool still_good = !turn.is_new && context.ended();
    if (still_good) give_back(*turn.session);
    else close(*turn.session);
    if (turn.is_new || context.ended()) return ready.error();
  }
  return {Code::unavailable, "no working browser session for \"" + platform + "\" could be had", "try again"};
}

Result<PoolState::Waiting> PoolState::wait_for_turn(const core::Context& context, const std::string& platform) {
  const auto since = steady_clock::now();
  Waiting waiting{platform};
  std::unique_lock lock(mutex_);
  line_.push_back(&waiting);
  hand_out();
  const bool settled = core::wait(context, turn_changed_, lock, [&] { return waiting.session || stopped_; });
  if (waiting.session) return waiting;
  const auto found = std::find(line_.begin(), line_.end(), &waiting);
  const auto place = std::distance(line_.begin(), found) + 1;
  const auto length = line_.size();
  line_.erase(found);
  if (settled) return {Code::unavailable, "the browser sessions are being shut down"};
  const auto waited = duration_cast<milliseconds>(steady_clock::now() - since).count();
  return {context.ended().value_or(Code::timeout),
          "no browser session for \"" + platform + "\" became free in " + std::to_string(waited) + " ms; place in the line: " + std::to_string(place) + " of " +
              std::to_string(length) + "; sessions: " + std::to_string(sessions_.size()) + " of " + std::to_string(settings_.max_sessions),
          "try again later, or search fewer platforms at a time"};
}

Outcome PoolState::start(const core::Context& context, Session& session, PagePolicy policy) {
  LaunchOptions options = settings_.launch;
  options.platform = session.platform;
  std::stop_source stop;
  const std::stop_callback caller_left(context.stop(), [&stop] { stop.request_stop(); });
  const std::stop_callback pool_stopped(stopping_.get_token(), [&stop] { stop.request_stop(); });
  const core::Context limited = context.stopped_by(stop.get_token());
  VOYGEN_TRY(auto browser, provider_.launch(limited, options));
  VOYGEN_TRY(auto page, browser->open_page(limited, std::move(policy)));
  browser->when_gone([pool = weak_from_this()] {
    if (const auto alive = pool.lock()) alive->browser_gone();
  });
  const std::lock_guard lock(mutex_);
  if (stopped_) return {Code::unavailable, "the browser sessions are being shut down"};
  session.browser = std::move(browser);
  session.page = std::move(page);
  session.created = session.last_used = now_();
  session.uses = 1;
  session.state = Session::State::active;
  core::log(core::LogLevel::info, "a browser session was started", {{"session", session.id}, {"platform", session.platform}});
  return done();
}

// First come, first served; one whose platform is at its own limit lets those behind pass.
void PoolState::hand_out() {
  for (auto waiting = line_.begin(); waiting != line_.end() && !stopped_;) {
    waiting = give(**waiting) ? line_.erase(waiting) : std::next(waiting);
  }
  turn_changed_.notify_all();
}

bool PoolState::give(Waiting& waiting) {
  if (Session* idle = best_idle(waiting.platform)) {
    idle->state = Session::State::active;
    idle->last_used = now_();
    ++idle->uses;
    waiting.session = idle;
    return true;
  }
  if (count(waiting.platform) >= settings_.max_per_platform) return false;
  if (static_cast<int>(sessions_.size()) >= settings_.max_sessions) {
    waiting.evicted = least_recently_used_idle();
    if (!waiting.evicted) return false;
    waiting.evicted->state = Session::State::closing;
  }
  waiting.session = &add_session(waiting.platform);
  waiting.is_new = true;
  return true;
}

Session& PoolState::add_session(const std::string& platform) {
  Session& session = sessions_.emplace_back();
  session.id = core::random_id("s-");
  session.platform = platform;
  session.created = session.last_used = now_();
  return session;
}

Session* PoolState::best_idle(const std::string& platform) {
  Session* best = nullptr;
  for (Session& session : sessions_) {
    if (session.state != Session::State::idle || session.platform != platform || is_expired(session) || !session.browser->is_alive()) continue;
    const bool better = !best || std::pair(session.signed_in, session.last_used) > std::pair(best->signed_in, best->last_used);
    if (better) best = &session;
  }
  return best;
}

Session* PoolState::least_recently_used_idle() {
  Session* oldest = nullptr;
  for (Session& session : sessions_) {
    if (session.state == Session::State::idle && (!oldest || session.last_used < oldest->last_used)) oldest = &session;
  }
  return oldest;
}

int PoolState::count(const std::string& platform) const {
  return static_cast<int>(std::count_if(sessions_.begin(), sessions_.end(), [&](const Session& session) {
    return session.platform == platform && session.state != Session::State::closing;
  }));
}

// ------------------------------------------------------------------ coming back

void PoolState::give_back(Session& session) {
  bool stopped = false;
  {
    const std::lock_guard lock(mutex_);
    stopped = stopped_;
  }
  const bool works = !stopped && make_ready_again(session);
  std::unique_lock lock(mutex_);
  session.signed_in = session.page->signed_in();
  session.last_used = now_();
  const bool keep = works && !stopped_ && !session.retiring && session.uses < settings_.max_uses && !is_expired(session);
  session.state = keep ? Session::State::idle : Session::State::closing;
  session.is_returned = !keep;
  hand_out();
  to_close_.notify_all();
  if (keep || !nobody_closes_) return;
  session.is_returned = false;
  lock.unlock();
  close(session);
}

bool PoolState::make_ready_again(Session& session) {
  if (!session.browser->is_alive()) return false;
  if (session.page->has_crashed()) ++session.crashes;
  session.browser->close_other_pages(*session.page);
  const auto outcome = session.page->reset(core::Context::with_timeout(kLongestReset, session.id));
  if (outcome.ok()) return true;
  core::log(core::LogLevel::warn, "a browser session is given up, its page cannot be reset", {{"session", session.id}, {"why", outcome.error().message}});
  return false;
}

// ------------------------------------------------------------------ closing

bool PoolState::is_expired(const Session& session) const {
  const auto now = now_();
  return now - session.created >= settings_.absolute_ttl || (session.state == Session::State::idle && now - session.last_used >= settings_.idle_ttl);
}

std::optional<core::SteadyTime> PoolState::next_expiry() const {
  std::optional<core::SteadyTime> next;
  for (const Session& session : sessions_) {
    if (session.state != Session::State::idle) continue;
    const auto expiry = std::min(session.created + settings_.absolute_ttl, session.last_used + settings_.idle_ttl);
    if (!next || expiry < *next) next = expiry;
  }
  return next;
}

void PoolState::close(Session& session) {
  {
    const std::lock_guard lock(mutex_);
    session.state = Session::State::closing;  // from here on nobody else looks at its browser
  }
  session.page.reset();
  session.browser.reset();
  core::log(core::LogLevel::info, "a browser session was closed", {{"session", session.id}, {"platform", session.platform}, {"uses", std::int64_t{session.uses}}});
  const std::lock_guard lock(mutex_);
  sessions_.remove_if([&](const Session& entry) { return &entry == &session; });
  hand_out();
}

int PoolState::close(const std::vector<Session*>& sessions) {
  for (Session* session : sessions) close(*session);
  return static_cast<int>(sessions.size());
}

int PoolState::close_idle(const std::function<bool(const Session&)>& which) {
  std::vector<Session*> chosen;
  {
    const std::lock_guard lock(mutex_);
    for (Session& session : sessions_) {
      if (session.state != Session::State::idle || !which(session)) continue;
      session.state = Session::State::closing;
      chosen.push_back(&session);
    }
  }
  return close(chosen);
}

int PoolState::close_expired() {
  return close_idle([this](const Session& session) { return is_expired(session); });
}

void PoolState::retire_active() {
  const std::lock_guard lock(mutex_);
  for (Session& session : sessions_) session.retiring = true;
}

// Returned ones that are not kept, and idle ones that are expired or whose browser died.
std::vector<Session*> PoolState::take_closable() {
  std::vector<Session*> chosen;
  for (Session& session : sessions_) {
    const bool useless = session.state == Session::State::idle && (stopped_ || is_expired(session) || !session.browser->is_alive());
    if (!session.is_returned && !useless) continue;
    session.state = Session::State::closing;
    session.is_returned = false;
    chosen.push_back(&session);
  }
  return chosen;
}

void PoolState::browser_gone() {
  const std::lock_guard lock(mutex_);
  to_close_.notify_all();
}

void PoolState::close_until_stopped() {
  std::unique_lock lock(mutex_);
  while (!nobody_closes_) {
    const auto chosen = take_closable();
    if (!chosen.empty()) {
      lock.unlock();
      close(chosen);
      lock.lock();
      continue;
    }
    const auto expiry = next_expiry();
    if (expiry) to_close_.wait_for(lock, *expiry - now_());
    else to_close_.wait(lock);
  }
}

void PoolState::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (Session& session : sessions_) {
      if (session.state == Session::State::active) session.browser->abort();  // its call fails and returns it
    }
    turn_changed_.notify_all();
    to_close_.notify_all();
  }
  stopping_.request_stop();
  std::unique_lock lock(mutex_);
  const auto context = core::Context::with_timeout(kLongestStop);
  const bool all_ended = core::wait(context, turn_changed_, lock, [&] { return sessions_.empty(); });
  if (!all_ended) core::log(core::LogLevel::warn, "calls still hold browser sessions at the end", {{"sessions", static_cast<std::int64_t>(sessions_.size())}});
  nobody_closes_ = true;
  to_close_.notify_all();
}

int PoolState::waiting() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(line_.size());
}

std::vector<SessionStatus> PoolState::status() const {
  const std::lock_guard lock(mutex_);
  std::vector<SessionStatus> all;
  for (const Session& session : sessions_) {
    const auto now = now_();
    const bool in_use = session.state == Session::State::active;
    const bool has_browser = in_use || session.state == Session::State::idle;
    all.push_back({session.id, session.platform, session.state, duration_cast<milliseconds>(now - session.created), duration_cast<milliseconds>(now - session.last_used),
                   session.uses, in_use && session.page ? session.page->signed_in() : session.signed_in, session.crashes,
                   has_browser && session.browser && session.browser->is_alive()});
  }
  return all;
}

}  // namespace voygen::browser
