// What one HTTP request and its answer look like to the rooms above. The server owns both for the time of the handler's call;
// an answer may be sent from any thread until the handler has returned.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace voygen::net {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;  // as sent, upper case by convention: "POST"
  std::string path;    // percent-decoded, without the query: "/mcp"
  std::string query;   // as sent, without the question mark
  HeaderList headers;  // a repeated header is one entry, joined by ", "
  std::string body;
  std::string remote;  // "127.0.0.1:51234"

  // Names compare without case; empty when the header is absent or has no value.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  // A decoded query parameter: parameter("limit") of "?limit=5".
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

// A text/event-stream answer. Each event is flushed as one chunk. While nothing is sent, the server writes comments to keep
// proxies and clients from giving up. Any thread; events do not mix.
class EventStream {
 public:
  virtual ~EventStream() = default;
  // False when the client can no longer be written to. Waits for a slow reader, at most the server's send timeout.
  virtual bool send(std::string_view data, std::string_view event = {}, std::string_view id = {}) = 0;
  // For what may be dropped: never waits, false when it could not be written at once.
  virtual bool offer(std::string_view data) = 0;
  // The end, with one last event if there is one. Later sends do nothing.
  virtual void finish(std::string_view last_event_data = {}) = 0;
  // Stops when the client has gone away or the server is stopping.
  [[nodiscard]] virtual std::stop_token gone() const = 0;
};

// Takes exactly one answer: a body or an event stream.
class HttpResponse {
 public:
  virtual ~HttpResponse() = default;
  // One write on the wire. False when the request has been answered already or the client is gone.
  virtual bool send(int status, std::string_view content_type, std::string_view body, const HeaderList& headers = {}) = 0;
  // Sends the head at once. The stream lives until the handler returns and is finished then at the latest.
  virtual EventStream& start_event_stream(const HeaderList& headers = {}) = 0;
  [[nodiscard]] virtual bool answered() const = 0;
};

// {"error": "<text>"}, the form of every refusal outside the MCP endpoint.
bool send_problem(HttpResponse& response, int status, std::string_view text, const HeaderList& headers = {});

bool equal_ignoring_case(std::string_view a, std::string_view b);
// Without leading and trailing blanks and tabs.
std::string_view trimmed(std::string_view text);
// Empty when the text has a broken escape or an encoded NUL.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space = false);

}  // namespace voygen::net
