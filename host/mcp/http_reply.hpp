// HttpReply: the answer to one POST, as JSON or as an event stream. Shared by the connection's thread and the call it carries; any
// thread may answer until detach().
#pragma once

#include <mutex>

#include "mcp/reply.hpp"
#include "net/http_message.hpp"

namespace voygen::mcp {

class HttpReply final : public Reply {
 public:
  HttpReply(net::HttpResponse& response, net::HeaderList headers, bool must_stream)
      : headers_(std::move(headers)), must_stream_(must_stream), response_(&response) {}

  // From now on, notifications can be sent. Sends the head at once.
  void open_stream();
  // Before the connection's thread leaves the request: nothing is sent any more.
  void detach();

  void notify(std::string_view message) override;
  void respond(std::string_view message) override;
  void abandon() override;

 private:
  void open();  // with mutex_ held
  const net::HeaderList headers_;
  const bool must_stream_;  // the client reads nothing else
  std::mutex mutex_;        // keeps the order of what is sent, so it is held while sending; guards what follows
  net::HttpResponse* response_;
  net::EventStream* stream_ = nullptr;
};

}  // namespace voygen::mcp
