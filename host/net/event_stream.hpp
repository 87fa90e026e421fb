// The server's side of an event stream. Shared by the exchange that began it and the watch that keeps it alive; after close()
// nobody touches the socket through it any more.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "net/http_message.hpp"
#include "wire.hpp"

namespace voygen::net {

class WireEventStream final : public EventStream {
 public:
  WireEventStream(Wire wire, bool chunked, std::chrono::milliseconds send_timeout)
      : wire_(wire), chunked_(chunked), send_timeout_(send_timeout), last_write_(std::chrono::steady_clock::now()) {}

  bool send(std::string_view data, std::string_view event, std::string_view id) override;
  bool offer(std::string_view data) override;
  void finish(std::string_view last_event_data) override;
  [[nodiscard]] std::stop_token gone() const override { return gone_.get_token(); }

  // The client has gone away, or the server stops. Writing is still tried: some clients only close their sending side. Calls back
  // whoever watches gone(), so never with a lock held: a failed write leaves it to the watch.
  void mark_gone() { gone_.request_stop(); }
  // Nothing may be written any more: the head did not get out, or something else was answered.
  void break_off();
  // Writes a comment when nothing was written for that long. Never waits.
  void keep_alive(std::chrono::milliseconds quiet_for);

  // True when the stream was ended properly, so that the connection can carry another request.
  [[nodiscard]] bool ended_well() const;
  [[nodiscard]] bool finished() const;
  [[nodiscard]] bool broken() const;
  [[nodiscard]] int descriptor() const { return wire_.descriptor(); }

 private:
  [[nodiscard]] std::string chunk(std::string_view text) const;
  // With mutex_ held:
  bool write(std::string_view text);
  bool write_now(std::string_view text);

  Wire wire_;
  const bool chunked_;
  const std::chrono::milliseconds send_timeout_;
  std::stop_source gone_;
  mutable std::mutex mutex_;  // keeps events whole, so it is held while writing; guards what follows
  bool finished_ = false;
  bool broken_ = false;
  std::string unsent_;  // the rest of an offer the client took only a part of
  SteadyTime last_write_;
};

}  // namespace voygen::net
