#include "session_store.hpp"

namespace voygen::mcp {

bool SessionStore::is_expired(const Entry& entry) const {
  return clock_.now_ms() - entry.used_ms > idle_limit_.count() && !entry.session->busy();
}

void SessionStore::drop_expired() {
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    entry = is_expired(entry->second) ? entries_.erase(entry) : std::next(entry);
  }
}

bool SessionStore::make_room() {
  if (entries_.size() < max_sessions_) return true;
  auto longest_idle = entries_.end();
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->second.session->busy()) continue;
    if (longest_idle == entries_.end() || entry->second.used_ms < longest_idle->second.used_ms) longest_idle = entry;
  }
  if (longest_idle == entries_.end()) return false;
  entries_.erase(longest_idle);
  return true;
}

bool SessionStore::add(std::shared_ptr<Session> session) {
  const std::lock_guard lock(mutex_);
  drop_expired();
  if (!make_room()) return false;
  const std::string id = session->id();
  entries_[id] = {std::move(session), clock_.now_ms()};
  return true;
}

std::shared_ptr<Session> SessionStore::find(std::string_view id, std::string_view principal) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.session->principal() != principal) return nullptr;
  if (is_expired(found->second)) {
    entries_.erase(found);
    return nullptr;
  }
  found->second.used_ms = clock_.now_ms();
  return found->second.session;
}

void SessionStore::erase(std::string_view id) {
  const std::lock_guard lock(mutex_);
  if (const auto found = entries_.find(id); found != entries_.end()) entries_.erase(found);
}

std::size_t SessionStore::size() {
  const std::lock_guard lock(mutex_);
  drop_expired();
  return entries_.size();
}

}  // namespace voygen::mcp
