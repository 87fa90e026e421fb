// HttpReply: the answer to one POST, as JSON or as an event stream, whichever the request turns out to need. Any thread.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "http_session.hpp"
#include "mcp/reply.hpp"
#include "net/http_message.hpp"

namespace voygen::mcp {

struct ReplyShape {
  net::HeaderList headers;               // of the answer
  bool may_stream = true;                // the client reads event streams
  bool must_stream = false;              // the client reads nothing else
  bool has_status = false;               // HTTP says what kind of error it is: the modern era
  std::shared_ptr<HttpSession> session;  // whose client may come back for a stream it lost; null: nobody can
};

class HttpReply final : public Reply {
 public:
  HttpReply(std::shared_ptr<net::HttpExchange> exchange, ReplyShape shape) : exchange_(std::move(exchange)), shape_(std::move(shape)) {}

  // Sends the head at once, if the client reads streams.
  void open_stream();
  // The modern era: a client that goes away has cancelled its request.
  void cancel_when_gone(const std::shared_ptr<Call>& call);

  void notify(std::string_view message) override;
  bool ask(std::string_view message) override;
  void respond(std::string_view message, int status_of_error) override;
  void respond_with(const json& id, std::string_view result) override;
  void abandon() override;
  void pause(std::chrono::milliseconds retry) override;

 private:
  std::shared_ptr<HttpStream> stream();  // opens it; null when the client reads none, or the answer is out
  const std::shared_ptr<net::HttpExchange> exchange_;
  const ReplyShape shape_;
  std::mutex mutex_;
  std::shared_ptr<HttpStream> stream_;  // guarded by mutex_
  std::optional<std::stop_callback<std::function<void()>>> on_gone_;
};

}  // namespace voygen::mcp
