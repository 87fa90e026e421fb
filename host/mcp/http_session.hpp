// HttpSession: a session and its event streams over Streamable HTTP. HttpSessions: all of them. Clients forget to end theirs, so idle ones
// expire, and when there are too many the longest idle one makes room. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "http_stream.hpp"
#include "session.hpp"

namespace voygen::mcp {

class HttpSession {
 public:
  HttpSession(Server& server, std::string id, const std::string& principal);

  [[nodiscard]] Session& session() const { return *session_; }
  // For what belongs to no request.
  [[nodiscard]] HttpStream& standalone() const { return *standalone_; }
  // Clients of older versions cannot read what resuming needs.
  [[nodiscard]] bool is_resumable() const { return session_->version() >= kResumableSince; }
  // Once the version is negotiated.
  void begin();
  // For the answer to one POST. The newest are kept for clients that come back.
  std::shared_ptr<HttpStream> open_stream();
  // Null when it is not, or no longer, known.
  [[nodiscard]] std::shared_ptr<HttpStream> find_stream(std::string_view name) const;
  [[nodiscard]] bool busy() const { return session_->busy() || standalone_->has_client(); }
  // Cancels what runs and ends its streams.
  void end();
  // Lets go of the client that listens for what belongs to no request.
  void release() { standalone_->detach(); }

 private:
  const std::shared_ptr<HttpStream> standalone_;  // shared with the session's outlet
  const std::shared_ptr<Session> session_;        // shared with calls at work
  mutable std::mutex mutex_;                      // guards what follows
  std::deque<std::shared_ptr<HttpStream>> streams_;
  std::uint64_t opened_ = 0;
};

class HttpSessions {
 public:
  HttpSessions(const core::Clock& clock, std::chrono::milliseconds idle_limit, std::size_t max_sessions)
      : clock_(clock), idle_limit_(idle_limit), max_sessions_(max_sessions) {}
  ~HttpSessions();

  // False when there are too many and all of them are busy.
  bool add(std::shared_ptr<HttpSession> session);
  // Null when it is unknown, expired or another principal's. Counts as use.
  std::shared_ptr<HttpSession> find(std::string_view id, std::string_view principal);
  void erase(std::string_view id);
  // Ends the streams for what belongs to no request; the sessions stay.
  void end_streams();
  [[nodiscard]] std::size_t size();

 private:
  struct Entry {
    std::shared_ptr<HttpSession> session;  // shared with the requests at work in it
    std::int64_t used_ms = 0;
  };
  using Entries = std::map<std::string, Entry, std::less<>>;
  [[nodiscard]] bool is_expired(const Entry& entry) const;
  void drop_expired();
  bool make_room();

  const core::Clock& clock_;
  const std::chrono::milliseconds idle_limit_;
  const std::size_t max_sessions_;
  std::mutex mutex_;
  Entries entries_;  // guarded by mutex_; the functions above that are private want it held
};

}  // namespace voygen::mcp
