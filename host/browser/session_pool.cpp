#include "browser/session_pool.hpp"

#include "pool_state.hpp"

namespace voygen::browser {

std::string_view name_of(SessionStatus::State state) {
  switch (state) {
    case SessionStatus::State::starting: return "starting";
    case SessionStatus::State::idle: return "idle";
    case SessionStatus::State::active: return "active";
    case SessionStatus::State::closing: return "closing";
  }
  return "closing";
}

// ------------------------------------------------------------------ Lease

Lease::Lease(std::shared_ptr<PoolState> pool, Session* session, bool caused_creation)
    : pool_(std::move(pool)), session_(session), caused_creation_(caused_creation), since_(std::chrono::steady_clock::now()) {}

Lease& Lease::operator=(Lease&& other) noexcept {
  std::swap(pool_, other.pool_);
  std::swap(session_, other.session_);
  std::swap(caused_creation_, other.caused_creation_);
  std::swap(since_, other.since_);
  return *this;
}

Lease::~Lease() {
  if (pool_) pool_->give_back(*session_);
}

Page& Lease::page() { return *session_->page; }
PageUsage Lease::usage() const { return session_->page->usage(); }
const std::string& Lease::session_id() const { return session_->id; }
std::optional<int> Lease::browser_process() const { return session_->browser->process_id(); }
std::chrono::milliseconds Lease::held() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since_);
}

// ------------------------------------------------------------------ SessionPool

SessionPool::SessionPool(Provider& provider, PoolSettings settings, TimeSource now)
    : state_(std::make_shared<PoolState>(provider, std::move(settings), std::move(now))), closer_([state = state_] { state->close_until_stopped(); }) {}

SessionPool::~SessionPool() { stop(); }

Result<Lease> SessionPool::lease(const core::Context& context, const std::string& platform, PagePolicy policy) {
  return state_->lease(context, platform, std::move(policy));
}

std::vector<SessionStatus> SessionPool::status() const { return state_->status(); }

int SessionPool::waiting() const { return state_->waiting(); }

int SessionPool::close_idle(const std::optional<std::string>& platform) {
  return state_->close_idle([&](const Session& session) { return !platform || session.platform == *platform; });
}

int SessionPool::close_all() {
  state_->retire_active();
  return close_idle();
}

int SessionPool::close_expired() { return state_->close_expired(); }

void SessionPool::stop() {
  if (!closer_.joinable()) return;
  state_->stop();
  closer_.join();
}

}  // namespace voygen::browser
