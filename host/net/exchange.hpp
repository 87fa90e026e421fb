// Exchange: the answer to one request on one connection. Lives on the connection's thread for the time of the handler.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "event_stream.hpp"
#include "net/http_message.hpp"
#include "stream_watch.hpp"
#include "wire.hpp"

namespace voygen::net {

struct ExchangeSettings {
  bool head_only = false;   // HEAD: the length is told, the body is not
  bool http_1_0 = false;
  bool keep_alive = true;   // what the client wants
  std::chrono::milliseconds send_timeout{};
  std::chrono::milliseconds idle_timeout{};
};

class Exchange final : public HttpResponse {
 public:
  Exchange(Wire wire, StreamWatch& watch, ExchangeSettings settings) : wire_(wire), watch_(watch), settings_(settings) {}

  bool send(int status, std::string_view content_type, std::string_view body, const HeaderList& headers) override;
  EventStream& start_event_stream(const HeaderList& headers) override;
  [[nodiscard]] bool answered() const override;

  // The handler has returned. True when the connection can carry another request.
  bool close();

 private:
  [[nodiscard]] std::string head(int status, std::string_view content_type, const HeaderList& headers) const;

  Wire wire_;
  StreamWatch& watch_;
  const ExchangeSettings settings_;
  mutable std::mutex mutex_;  // guards what follows, and the order of answers
  bool answered_ = false;
  bool reusable_ = false;
  std::shared_ptr<WireEventStream> stream_;  // shared with the watch
};

}  // namespace voygen::net
