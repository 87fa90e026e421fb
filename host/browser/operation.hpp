// Operation: one thing a plugin asks of its page, parsed strictly. docs/page-operations.md is the reference of the JSON.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/result.hpp"

namespace voygen::browser {

struct GotoOperation {
  std::string url;
  std::optional<std::chrono::milliseconds> timeout;
};
struct WaitOperation {
  enum class For { selector, function, navigation, quiet_network, response };
  For what = For::selector;
  std::string subject;  // selector, expression or URL pattern
  std::optional<std::chrono::milliseconds> timeout;
};
struct FillOperation {
  std::string selector;
  std::string text;
  std::optional<std::string> secret;  // its name; then `text` is not used
};
struct TypeOperation {
  std::string selector;
  std::string text;
  std::chrono::milliseconds key_delay{0};
};
struct SelectOperation {
  std::string selector;
  std::string value;
};
struct CheckOperation {
  std::string selector;
  bool on = true;
};
struct ClickOperation {
  std::string selector;
  bool wait_for_navigation = false;
};
struct PressOperation {
  std::string key;
};
struct EvaluateOperation {
  std::string function;
  nlohmann::json arguments;  // array
};
struct ExtractOperation {
  nlohmann::json spec;  // checked by check_extract_spec()
};
struct UrlOperation {};
struct ContentOperation {};
struct ScreenshotOperation {};
struct CookiesPresentOperation {
  std::vector<std::string> names;
};
struct CaptureResponsesOperation {
  std::string url_pattern;
};
struct TakeCapturedOperation {};
struct MarkSignedInOperation {
  bool signed_in = false;
};

using Operation = std::variant<GotoOperation, WaitOperation, FillOperation, TypeOperation, SelectOperation, CheckOperation, ClickOperation,
                               PressOperation, EvaluateOperation, ExtractOperation, UrlOperation, ContentOperation, ScreenshotOperation,
                               CookiesPresentOperation, CaptureResponsesOperation, TakeCapturedOperation, MarkSignedInOperation>;

// invalid_argument names the operation and the field that is missing, wrong or unknown.
Result<Operation> parse_operation(const nlohmann::json& json);

// The declarative specification of `extract`; invalid_argument names the place in it.
Outcome check_extract_spec(const nlohmann::json& spec);

// What an operation is about, for messages: `click "#go"`. Never a filled text.
std::string describe(const Operation& operation);

}  // namespace voygen::browser
