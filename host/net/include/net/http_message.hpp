// What one HTTP request and its answer look like to the rooms above.
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <memory>
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

// The body of an answer, lent for the call: a text, or a few pieces that follow each other, so that nobody has to join them.
struct Body {
  template <class Text>
    requires std::convertible_to<const Text&, std::string_view>
  Body(const Text& text) : pieces{std::string_view(text)} {}
  Body(std::string_view first, std::string_view second, std::string_view third) : pieces{first, second, third} {}
  [[nodiscard]] std::size_t size() const { return pieces[0].size() + pieces[1].size() + pieces[2].size(); }

  std::array<std::string_view, 3> pieces;
};

// One event of a text/event-stream.
struct Event {
  std::string_view data;
  std::string_view name = {};  // "event:"; none means "message"
  std::string_view id = {};    // "id:"
  std::optional<std::chrono::milliseconds> retry = {};  // "retry:", when the client should come back
};

// A text/event-stream answer. Events leave in the order in which they were sent, each as one chunk. Sending never waits: what the client
// does not take at once is kept up to the server's limit. While nothing is sent, the server writes comments to keep proxies and clients
// from giving up. Any thread; events do not mix. Dropping the last reference ends the stream.
class EventStream {
 public:
  virtual ~EventStream() = default;
  // False when it can no longer arrive: the stream has ended, the client is gone, or it has fallen too far behind (its connection is then
  // closed).
  virtual bool send(const Event& event) = 0;
  // For what may be dropped: false when the client has not yet taken what was sent before.
  virtual bool offer(const Event& event) = 0;
  // The end, with one last event if there is one, in one write. Later sends do nothing.
  virtual void finish(const std::optional<Event>& last = {}) = 0;
  // Stops when the client has gone away or the server is stopping.
  [[nodiscard]] virtual std::stop_token gone() const = 0;
};

// One request and its answer: a body or an event stream, whichever comes first. Shared; any thread; may be kept after the handler has
// returned. Dropping the last reference without an answer gives the client a neutral 500.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;
  [[nodiscard]] virtual const HttpRequest& request() const = 0;
  // Never waits. False when the request has been answered already or the client is gone.
  virtual bool send(int status, std::string_view content_type, const Body& body, const HeaderList& headers = {}) = 0;
  // Sends the head at once. A stream that has ended already when something else was answered before.
  virtual std::shared_ptr<EventStream> start_event_stream(const HeaderList& headers = {}) = 0;
  [[nodiscard]] virtual bool answered() const = 0;
  // Stops when the client has closed its connection, or the server is stopping, before the answer was complete.
  [[nodiscard]] virtual std::stop_token gone() const = 0;
};

// {"error": "<text>"}, the form of every refusal outside the MCP endpoint.
bool send_problem(HttpExchange& exchange, int status, std::string_view text, const HeaderList& headers = {});

bool equal_ignoring_case(std::string_view a, std::string_view b);
// Without leading and trailing blanks and tabs.
std::string_view trimmed(std::string_view text);
// Empty when the text has a broken escape or an encoded NUL.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space = false);

}  // namespace voygen::net
