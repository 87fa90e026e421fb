// HttpStream: the messages of one event stream, over as many connections as it takes. A resumable one numbers its events and keeps them,
// so that a client that lost its connection can come back for what it missed. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "net/http_message.hpp"

namespace voygen::mcp {

class HttpStream {
 public:
  // `name` is unique in its session; an event's id is "<name>:<number>".
  HttpStream(std::string name, bool resumable) : name_(std::move(name)), resumable_(resumable) {}
  void make_resumable();

  // From now on the messages go to this connection; `after` is the last event its client has seen, nothing for a new stream.
  void attach(std::shared_ptr<net::EventStream> connection, std::optional<std::uint64_t> after = {});
  // False when no client listens and nothing is kept.
  bool send(std::string_view message);
  // For what may be dropped when the client is slow.
  void offer(std::string_view message);
  // The end, with the last message if there is one.
  void finish(std::string_view message = {});
  // Ends the connection, not the stream.
  void detach();
  // The same, and says when to come back. Only for resumable ones; others ignore it.
  void pause(std::chrono::milliseconds retry);

  // Attaches the connection that `open` makes, unless a client listens already: then false, and nothing is opened.
  bool attach_only(const std::function<std::shared_ptr<net::EventStream>()>& open);
  // The event was sent, and what followed it is still kept.
  [[nodiscard]] bool can_resume_after(std::uint64_t event) const;
  [[nodiscard]] const std::string& name() const { return name_; }
  // A client listens at this moment.
  [[nodiscard]] bool has_client() const;
  [[nodiscard]] bool finished() const;

 private:
  struct Kept {
    std::uint64_t number;
    std::string message;
  };
  std::uint64_t keep(std::string_view message);  // with mutex_ held
  void begin();                                  // with mutex_ held
  [[nodiscard]] std::string id(std::uint64_t number) const { return name_ + ":" + std::to_string(number); }

  const std::string name_;
  mutable std::mutex mutex_;  // keeps the order of what is sent, so it is held while sending; guards what follows
  bool resumable_;
  std::shared_ptr<net::EventStream> connection_;  // shared with the server's loop
  std::deque<Kept> kept_;                         // the newest, in order
  std::size_t kept_bytes_ = 0;
  std::uint64_t last_ = 0;  // number of the newest event; 0 is the priming event
  bool finished_ = false;
};

// "p3:17" -> {"p3", 17}; nothing when it is not the id of an event of ours.
std::optional<std::pair<std::string, std::uint64_t>> parse_event_id(std::string_view id);

}  // namespace voygen::mcp
