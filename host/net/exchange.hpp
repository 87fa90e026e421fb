// Exchange and Stream: what the rooms above hold of a request and of its event stream. Thin: the connection does the work, and knows
// by the turn whether they still belong to what is on the wire.
#pragma once

#include "connection.hpp"

namespace voygen::net {

class Exchange final : public HttpExchange {
 public:
  Exchange(std::shared_ptr<Connection> connection, std::uint64_t turn, HttpRequest request)
      : connection_(std::move(connection)), turn_(turn), request_(std::move(request)) {}
  // Answers 500 when nobody has answered.
  ~Exchange() override;

  [[nodiscard]] const HttpRequest& request() const override { return request_; }
  bool send(int status, std::string_view content_type, const Body& body, const HeaderList& headers) override;
  std::shared_ptr<EventStream> start_event_stream(const HeaderList& headers) override;
  [[nodiscard]] bool answered() const override { return connection_->answered(turn_); }
  [[nodiscard]] std::stop_token gone() const override { return connection_->gone(turn_); }

 private:
  const std::shared_ptr<Connection> connection_;  // shared with its loop
  const std::uint64_t turn_;
  const HttpRequest request_;
};

class Stream final : public EventStream {
 public:
  Stream(std::shared_ptr<Connection> connection, std::uint64_t turn) : connection_(std::move(connection)), turn_(turn) {}
  ~Stream() override { connection_->finish_stream(turn_, {}); }

  bool send(const Event& event) override { return connection_->send_event(turn_, event, false); }
  bool offer(const Event& event) override { return connection_->send_event(turn_, event, true); }
  void finish(const std::optional<Event>& last) override { connection_->finish_stream(turn_, last); }
  [[nodiscard]] std::stop_token gone() const override { return connection_->gone(turn_); }

 private:
  const std::shared_ptr<Connection> connection_;  // shared with its loop
  const std::uint64_t turn_;
};

// A handler that throws is logged and answered 500.
void run_handler(const HttpHandler& handler, const std::shared_ptr<HttpExchange>& exchange);

}  // namespace voygen::net
