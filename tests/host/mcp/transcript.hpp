// Talks as transcripts: the bytes of a request, and status, headers and body of its answer; or an event stream, event by event.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "fixtures.hpp"

namespace voygen::mcp::test {

struct Exchange {
  const char* what;
  std::string request;
  int status;
  std::string body;                        // compared whole; "*" for any, "-32601" for an error of this code
  std::vector<std::string> headers = {};  // "Name: value"
};

inline bool is_code(const std::string& body) { return body.size() > 1 && body[0] == '-' && body.find_first_not_of("0123456789", 1) == std::string::npos; }

inline void play(const World& world, const std::vector<Exchange>& transcript) {
  for (const Exchange& step : transcript) {
    SCOPED_TRACE(step.what);
    const RawAnswer answer = world.ask(step.request);
    EXPECT_EQ(answer.status, step.status) << answer.body;
    if (is_code(step.body)) {
      EXPECT_EQ(json::parse(answer.body)["error"]["code"], std::stoi(step.body)) << answer.body;
    } else if (step.body != "*") {
      EXPECT_EQ(answer.body, step.body);
    }
    for (const std::string& header : step.headers) {
      const auto colon = header.find(": ");
      EXPECT_EQ(answer.header(header.substr(0, colon)), header.substr(colon + 2));
    }
    EXPECT_EQ(answer.body.find(":null"), std::string::npos) << answer.body;  // mistake 19: absent members are left out
  }
}

struct StreamEvent {
  std::string name;
  std::string id;
  std::string retry;
  std::string data;
  [[nodiscard]] json message() const { return json::parse(data); }
  [[nodiscard]] std::string method() const { return message().value("method", ""); }
};

// One chunk; nothing when it is a comment.
inline std::optional<StreamEvent> read_event(const std::string& chunk) {
  if (chunk.front() == ':') return std::nullopt;
  StreamEvent event;
  for (std::size_t at = 0; at < chunk.size();) {
    const std::string line = chunk.substr(at, chunk.find('\n', at) - at);
    at += line.size() + 1;
    const auto value = [&](const char* field) { return line.substr(std::string_view(field).size() + 2); };
    if (line.rfind("event: ", 0) == 0) event.name = value("event");
    if (line.rfind("id: ", 0) == 0) event.id = value("id");
    if (line.rfind("retry: ", 0) == 0) event.retry = value("retry");
    if (line.rfind("data: ", 0) == 0) event.data += value("data");
  }
  return event;
}

// An event stream that is being read.
class Listening {
 public:
  Listening(const World& world, const std::string& request) : client_(world.connect()) {
    client_.send(request);
    head_ = client_.receive_head();
  }
  [[nodiscard]] const RawAnswer& head() const { return head_; }
  // Waits for the next event; nothing at the end.
  std::optional<StreamEvent> next() {
    while (const auto chunk = client_.receive_chunk()) {
      if (auto event = read_event(*chunk)) return event;
    }
    return std::nullopt;
  }
  // The same for one that must come.
  StreamEvent event() { return next().value(); }
  std::vector<StreamEvent> rest() {
    std::vector<StreamEvent> events;
    while (auto event = next()) events.push_back(std::move(*event));
    return events;
  }
  void close() { client_.close(); }

 private:
  RawClient client_;
  RawAnswer head_;
};

// The messages of a stream that has ended, without priming events.
inline std::vector<json> messages_of(Listening& stream) {
  std::vector<json> messages;
  for (const StreamEvent& event : stream.rest()) {
    if (!event.data.empty()) messages.push_back(event.message());
  }
  return messages;
}

}  // namespace voygen::mcp::test
