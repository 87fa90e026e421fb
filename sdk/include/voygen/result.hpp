// Result<T>: a value, or an Error that says why there is none. Expected failures travel as values through host and plugins;
// nothing decides on the words of a message, only on its code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "voygen/plugin_abi.h"

namespace voygen {

// The closed set of voygen_code, for C++.
enum class Code : std::int32_t {
  invalid_argument = VOYGEN_INVALID_ARGUMENT,
  not_found = VOYGEN_NOT_FOUND,
  login_required = VOYGEN_LOGIN_REQUIRED,
  drift = VOYGEN_DRIFT,
  blocked = VOYGEN_BLOCKED,
  timeout = VOYGEN_TIMEOUT,
  cancelled = VOYGEN_CANCELLED,
  over_budget = VOYGEN_OVER_BUDGET,
  unavailable = VOYGEN_UNAVAILABLE,
  unsupported = VOYGEN_UNSUPPORTED,
  plugin_fault = VOYGEN_PLUGIN_FAULT,
  internal = VOYGEN_INTERNAL,
  browser_gone = VOYGEN_BROWSER_GONE,
  page_crashed = VOYGEN_PAGE_CRASHED,
  page_closed = VOYGEN_PAGE_CLOSED,
};

constexpr std::string_view name_of(Code code) {
  switch (code) {
    case Code::invalid_argument: return "invalid_argument";
    case Code::not_found: return "not_found";
    case Code::login_required: return "login_required";
    case Code::drift: return "drift";
    case Code::blocked: return "blocked";
    case Code::timeout: return "timeout";
    case Code::cancelled: return "cancelled";
    case Code::over_budget: return "over_budget";
    case Code::unavailable: return "unavailable";
    case Code::unsupported: return "unsupported";
    case Code::plugin_fault: return "plugin_fault";
    case Code::internal: return "internal";
    case Code::browser_gone: return "browser_gone";
    case Code::page_crashed: return "page_crashed";
    case Code::page_closed: return "page_closed";
  }
  return "internal";
}

// A number that crossed the ABI; one outside the set is the sender's fault.
constexpr Code code_from_abi(std::int32_t number) {
  return number >= VOYGEN_INVALID_ARGUMENT && number <= VOYGEN_PAGE_CLOSED ? static_cast<Code>(number) : Code::plugin_fault;
}

// Can the same request succeed later without anybody changing anything?
constexpr bool is_retryable(Code code) {
  switch (code) {
    case Code::timeout:
    case Code::unavailable:
    case Code::browser_gone:
    case Code::page_crashed:
    case Code::page_closed: return true;
    default: return false;
  }
}

// Why something failed. `message` says who tried what and what was found instead; `next_step` says what a person can do.
struct Error {
  Code code = Code::internal;
  std::string message;
  std::string next_step;

  // The same error, told from one level higher: "reading results: <message>".
  [[nodiscard]] Error while_doing(std::string_view activity) const {
    return {code, std::string(activity) + ": " + message, next_step};
  }
};

struct Unit {};

template <class T = Unit>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: a value is a result
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  Result(Code code, std::string message, std::string next_step = {})
      : state_(std::in_place_index<1>, Error{code, std::move(message), std::move(next_step)}) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  // Of a temporary by value, so that a loop over *f() does not read what is gone.
  [[nodiscard]] T value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] T operator*() && { return std::move(*this).value(); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }

  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
  [[nodiscard]] Error error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

using Outcome = Result<Unit>;
inline Outcome done() { return Unit{}; }

}  // namespace voygen

#define VOYGEN_JOIN_(a, b) a##b
#define VOYGEN_JOIN(a, b) VOYGEN_JOIN_(a, b)

// VOYGEN_TRY(auto page, session.open()); returns the error from this function when there is no value.
#define VOYGEN_TRY(declaration, expression)                                                       \
  auto VOYGEN_JOIN(voygen_result_, __LINE__) = (expression);                                      \
  if (!VOYGEN_JOIN(voygen_result_, __LINE__).ok()) return std::move(VOYGEN_JOIN(voygen_result_, __LINE__)).error(); \
  declaration = std::move(VOYGEN_JOIN(voygen_result_, __LINE__)).value()

// The same for a step without a value.
#define VOYGEN_DO(expression)                                                           \
  do {                                                                                  \
    if (auto voygen_outcome = (expression); !voygen_outcome.ok()) return std::move(voygen_outcome).error(); \
  } while (false)
