// Call: one platform's part of a search, as the plugin sees it. Lent by the host for the length of one serve(); its functions are
// for the thread that runs it, except must_stop, time_left and log, which any thread may use.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "voygen/offers.hpp"
#include "voygen/plugin_abi.h"
#include "voygen/result.hpp"

namespace voygen {

inline voygen_text lend(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view view(voygen_text text) { return {text.data, text.size}; }

class Call {
 public:
  Call(const voygen_host* host, voygen_call* call) : host_(host), call_(call) {}

  [[nodiscard]] bool must_stop() const { return host_->must_stop(call_) != 0; }
  [[nodiscard]] std::chrono::milliseconds time_left() const { return std::chrono::milliseconds{host_->time_left_ms(call_)}; }
  [[nodiscard]] std::int64_t now_ms() const { return host_->now_ms(call_); }

  // "page 2 of 4 · 40 hotels"; total 0 means unknown.
  void progress(std::int64_t steps_done, std::int64_t total, std::string_view message) { host_->progress(call_, steps_done, total, lend(message)); }

  // All that was read so far. It stands in for the answer when the search's deadline passes before this call has ended.
  template <class Offer>
  void interim(const Answer<Offer>& so_far) {
    const std::string text = so_far.to_json().dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    host_->interim(call_, lend(text));
  }

  void debug(std::string_view line) { host_->log(call_, VOYGEN_DEBUG, lend(line)); }
  void info(std::string_view line) { host_->log(call_, VOYGEN_INFO, lend(line)); }
  void warn(std::string_view line) { host_->log(call_, VOYGEN_WARN, lend(line)); }

  // One operation on the call's page. Page (page.hpp) has a typed function for each; this is what they share.
  Result<nlohmann::json> perform(const nlohmann::json& operation) {
    std::string reply;
    const auto receive = [](void* receiver, voygen_text text) { static_cast<std::string*>(receiver)->assign(text.data, text.size); };
    const std::int32_t code = host_->perform(call_, lend(operation.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)), receive, &reply);
    auto json = nlohmann::json::parse(reply, nullptr, false);
    if (code == VOYGEN_OK) {
      if (json.is_discarded()) return {Code::internal, "the host's reply to an operation is not JSON"};
      return json;
    }
    if (!json.is_object()) return {code_from_abi(code), reply};
    return {code_from_abi(code), json.value("message", std::string{}), json.value("nextStep", std::string{})};
  }

 private:
  const voygen_host* host_;
  voygen_call* call_;
};

}  // namespace voygen
