// RequestStates: seals what a handler wants back from the client when the call is made again. Nobody else can read, change or reuse it: it
// is bound to its principal and request, and it expires. Any thread.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "mcp/message.hpp"

namespace voygen::mcp {

class RequestStates {
 public:
  explicit RequestStates(std::chrono::milliseconds lifetime);
  ~RequestStates();  // forgets the key
  RequestStates(const RequestStates&) = delete;
  RequestStates& operator=(const RequestStates&) = delete;

  // `binding` is whatever must be the same when it comes back.
  [[nodiscard]] std::string seal(const json& state, std::string_view binding) const;
  // Nothing when it is not ours, was altered, belongs elsewhere or has expired.
  [[nodiscard]] std::optional<json> open(std::string_view sealed, std::string_view binding) const;

 private:
  const std::chrono::milliseconds lifetime_;
  std::array<unsigned char, 32> key_{};  // of this process: a restart makes clients begin again
};

}  // namespace voygen::mcp
