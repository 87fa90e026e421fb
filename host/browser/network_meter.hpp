// NetworkMeter: counts what a page's requests cost, and knows which are running. Fed with Network events by its page's state, under
// that page's lock. Bytes are those on the wire: exact once a request has finished; what came so far, as well as the browser tells
// it, while it runs or when it broke off.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "browser/page_policy.hpp"

namespace voygen::browser {

class NetworkMeter {
 public:
  using Time = std::chrono::steady_clock::time_point;
  struct Response {
    std::string url;
    int status = 0;
    std::uint64_t number = 0;  // in the order they ended
  };
  struct Request {
    std::string url;
    std::string loader;
    std::int64_t counted = 0;  // bytes already in the usage
    std::int64_t headers = 0;  // bytes, as are the two below
    std::int64_t encoded = 0;  // the body so far, as told late and in part
    std::int64_t decoded = 0;
    bool is_compressed = false;
    int status = 0;
    bool is_document = false;
    bool is_fetch = false;
    bool has_data = false;
    bool is_stream = false;  // runs for as long as it likes; never makes the network busy
  };

  void on_event(const std::string& session, std::string_view method, const nlohmann::json& params);
  void start_over();  // a new lease: everything from zero

  // The request of an event, while it is known.
  [[nodiscard]] const Request* find(const std::string& session, const std::string& id) const;
  // Requests that still wait for an answer or its rest. A fetch() whose body no script reads stays open for good and does not count.
  [[nodiscard]] int running() const;
  [[nodiscard]] Time last_change() const { return last_change_; }
  [[nodiscard]] std::uint64_t ended() const { return ended_; }
  // The first answer that matches and ended after number `since`.
  [[nodiscard]] const Response* find_ended(std::string_view pattern, std::uint64_t since) const;
  // HTTP status of the document that a navigation loaded; 0 when it did not come over HTTP.
  [[nodiscard]] int document_status(const std::string& loader) const;
  // What earlier documents still run no longer makes the network busy; it still counts.
  void document_replaced(const std::string& loader);

  PageUsage usage;

 private:
  void start(const std::string& key, const nlohmann::json& params);
  void count(Request& request, std::int64_t total);
  void end(const std::string& key, bool answered);

  std::map<std::string, Request> requests_;  // by session and request id
  std::deque<Response> responses_;           // the newest
  std::map<std::string, int> document_status_;
  std::uint64_t ended_ = 0;
  Time last_change_ = std::chrono::steady_clock::now();
};

}  // namespace voygen::browser
