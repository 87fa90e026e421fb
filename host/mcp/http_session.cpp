#include "http_session.hpp"

namespace voygen::mcp {
namespace {

constexpr std::size_t kKeptStreams = 32;

}  // namespace

HttpSession::HttpSession(Server& server, std::string id, const std::string& principal)
    : standalone_(std::make_shared<HttpStream>("s", false)),
      session_(std::make_shared<Session>(server, std::move(id), principal, [stream = standalone_](std::string_view message) { stream->send(message); })) {}

void HttpSession::begin() {
  if (is_resumable()) standalone_->make_resumable();
}

std::shared_ptr<HttpStream> HttpSession::open_stream() {
  const std::lock_guard lock(mutex_);
  auto stream = std::make_shared<HttpStream>("p" + std::to_string(++opened_), is_resumable());
  if (is_resumable()) streams_.push_back(stream);
  if (streams_.size() > kKeptStreams) streams_.pop_front();
  return stream;
}

std::shared_ptr<HttpStream> HttpSession::find_stream(std::string_view name) const {
  if (name == standalone_->name()) return standalone_;
  const std::lock_guard lock(mutex_);
  for (const auto& stream : streams_) {
    if (stream->name() == name) return stream;
  }
  return nullptr;
}

void HttpSession::end() {
  session_->end();
  standalone_->finish();
}

HttpSessions::~HttpSessions() {
  for (const auto& [id, entry] : entries_) entry.session->end();
}

bool HttpSessions::is_expired(const Entry& entry) const {
  return clock_.now_ms() - entry.used_ms > idle_limit_.count() && !entry.session->busy();
}

void HttpSessions::drop_expired() {
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    entry = is_expired(entry->second) ? entries_.erase(entry) : std::next(entry);
  }
}

bool HttpSessions::make_room() {
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

bool HttpSessions::add(std::shared_ptr<HttpSession> session) {
  const std::lock_guard lock(mutex_);
  drop_expired();
  if (!make_room()) return false;
  const std::string id = session->session().id();
  entries_[id] = {std::move(session), clock_.now_ms()};
  return true;
}

std::shared_ptr<HttpSession> HttpSessions::find(std::string_view id, std::string_view principal) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.session->session().principal() != principal) return nullptr;
  if (is_expired(found->second)) {
    entries_.erase(found);
    return nullptr;
  }
  found->second.used_ms = clock_.now_ms();
  return found->second.session;
}

void HttpSessions::erase(std::string_view id) {
  const std::lock_guard lock(mutex_);
  if (const auto found = entries_.find(id); found != entries_.end()) entries_.erase(found);
}

void HttpSessions::end_streams() {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, entry] : entries_) entry.session->release();
}

std::size_t HttpSessions::size() {
  const std::lock_guard lock(mutex_);
  drop_expired();
  return entries_.size();
}

}  // namespace voygen::mcp
