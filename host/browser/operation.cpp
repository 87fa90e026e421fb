#include "operation.hpp"

#include <set>
#include <string_view>
#include <unordered_map>

namespace voygen::browser {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr std::int64_t kLongestWait = 600'000;  // ms
constexpr std::int64_t kLongestKeyDelay = 2'000;

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

// Takes the fields out of an operation one by one; what is wrong first is kept, what is left over is unknown.
class Fields {
 public:
  explicit Fields(const json& operation) : operation_(operation), name_(operation.at("op").get<std::string>()) { known_.insert("op"); }

  [[nodiscard]] bool has(const char* field) const { return operation_.contains(field); }
  std::string text(const char* field) {
    const json* value = take(field, true);
    if (!value) return {};
    if (!value->is_string()) return wrong(field, "a string"), std::string{};
    return value->get<std::string>();
  }
  // Text that says where or what, so it cannot be empty.
  std::string name(const char* field) {
    std::string value = text(field);
    if (value.empty()) wrong(field, "a string that is not empty");
    return value;
  }
  bool flag(const char* field, std::optional<bool> otherwise) {
    const json* value = take(field, !otherwise);
    if (!value) return otherwise.value_or(false);
    if (!value->is_boolean()) return wrong(field, "true or false"), false;
    return value->get<bool>();
  }
  std::optional<milliseconds> duration(const char* field, std::int64_t longest) {
    const json* value = take(field, false);
    if (!value) return std::nullopt;
    if (!value->is_number_integer() || value->get<std::int64_t>() < 0 || value->get<std::int64_t>() > longest) {
      wrong(field, "whole milliseconds from 0 to " + std::to_string(longest));
      return std::nullopt;
    }
    return milliseconds{value->get<std::int64_t>()};
  }
  std::vector<std::string> names(const char* field) {
    const json* value = take(field, true);
    if (!value) return {};
    std::vector<std::string> list;
    for (const json& entry : *value) {
      if (!value->is_array() || !entry.is_string()) return wrong(field, "a list of strings"), list;
      list.push_back(entry.get<std::string>());
    }
    if (list.empty()) wrong(field, "a list of strings");
    return list;
  }
  json array(const char* field) {
    const json* value = take(field, false);
    if (!value) return json::array();
    if (!value->is_array()) wrong(field, "a list");
    return *value;
  }
  json object(const char* field) {
    const json* value = take(field, true);
    return value ? *value : json::object();
  }
  void wrong(const char* field, const std::string& allowed) {
    if (!problem_) problem_ = "field " + in_quotes(field) + " must be " + allowed;
  }
  template <class Made>
  Result<Operation> finish(Made made) {
    for (const auto& [field, value] : operation_.items()) {
      if (!problem_ && !known_.contains(field)) problem_ = "it knows no field " + in_quotes(field);
    }
    if (problem_) return {Code::invalid_argument, "operation " + in_quotes(name_) + ": " + *problem_, "see docs/page-operations.md"};
    return Operation(std::move(made));
  }

 private:
  const json* take(const char* field, bool required) {
    known_.insert(field);
    const auto found = operation_.find(field);
    if (found != operation_.end()) return &*found;
    if (required && !problem_) problem_ = "field " + in_quotes(field) + " is missing";
    return nullptr;
  }

  const json& operation_;
  std::string name_;
  std::set<std::string, std::less<>> known_;
  std::optional<std::string> problem_;
};

Result<Operation> parse_wait(Fields& fields) {
  static const std::unordered_map<std::string, std::pair<WaitOperation::For, const char*>> kinds{
      {"selector", {WaitOperation::For::selector, "selector"}},
      {"function", {WaitOperation::For::function, "expression"}},
      {"navigation", {WaitOperation::For::navigation, nullptr}},
      {"quiet_network", {WaitOperation::For::quiet_network, nullptr}},
      {"response", {WaitOperation::For::response, "urlPattern"}}};
  WaitOperation wait;
  const auto kind = kinds.find(fields.text("for"));
  if (kind == kinds.end()) {
    fields.wrong("for", "one of selector, function, navigation, quiet_network, response");
  } else {
    wait.what = kind->second.first;
    if (kind->second.second) wait.subject = fields.name(kind->second.second);
  }
  wait.timeout = fields.duration("timeoutMs", kLongestWait);
  return fields.finish(std::move(wait));
}

Result<Operation> parse_fill(Fields& fields) {
  FillOperation fill{fields.name("selector"), {}, {}};
  if (fields.has("secret") == fields.has("text")) fields.wrong("text", "given, or else \"secret\", not both");
  if (fields.has("secret")) fill.secret = fields.name("secret");
  if (fields.has("text")) fill.text = fields.text("text");
  return fields.finish(std::move(fill));
}

Result<Operation> parse_type(Fields& fields) {
  TypeOperation type{fields.name("selector"), fields.text("text"), milliseconds{0}};
  type.key_delay = fields.duration("keyDelayMs", kLongestKeyDelay).value_or(milliseconds{0});
  return fields.finish(std::move(type));
}

Result<Operation> parse_extract(Fields& fields) {
  ExtractOperation extract{fields.object("spec")};
  auto parsed = fields.finish(extract);
  if (!parsed.ok()) return parsed;
  VOYGEN_DO(check_extract_spec(extract.spec));
  return parsed;
}

using Parser = Result<Operation> (*)(Fields&);

const std::unordered_map<std::string, Parser>& parsers() {
  static const std::unordered_map<std::string, Parser> table{
      {"goto", [](Fields& f) { GotoOperation made{f.name("url"), f.duration("timeoutMs", kLongestWait)}; return f.finish(made); }},
      {"wait", parse_wait},
      {"fill", parse_fill},
      {"type", parse_type},
      {"select", [](Fields& f) { SelectOperation made{f.name("selector"), f.text("value")}; return f.finish(made); }},
      {"check", [](Fields& f) { CheckOperation made{f.name("selector"), f.flag("on", true)}; return f.finish(made); }},
      {"click", [](Fields& f) { ClickOperation made{f.name("selector"), f.flag("waitForNavigation", false)}; return f.finish(made); }},
      {"press", [](Fields& f) { return f.finish(PressOperation{f.name("key")}); }},
      {"evaluate", [](Fields& f) { EvaluateOperation made{f.name("function"), f.array("arguments")}; return f.finish(made); }},
      {"extract", parse_extract},
      {"url", [](Fields& f) { return f.finish(UrlOperation{}); }},
      {"content", [](Fields& f) { return f.finish(ContentOperation{}); }},
      {"screenshot", [](Fields& f) { return f.finish(ScreenshotOperation{}); }},
      {"cookies_present", [](Fields& f) { return f.finish(CookiesPresentOperation{f.names("names")}); }},
      {"capture_responses", [](Fields& f) { return f.finish(CaptureResponsesOperation{f.name("urlPattern")}); }},
      {"take_captured", [](Fields& f) { return f.finish(TakeCapturedOperation{}); }},
      {"mark_signed_in", [](Fields& f) { return f.finish(MarkSignedInOperation{f.flag("signedIn", std::nullopt)}); }}};
  return table;
}

std::string describe_wait(const WaitOperation& wait) {
  switch (wait.what) {
    case WaitOperation::For::selector: return "waiting for " + in_quotes(wait.subject);
    case WaitOperation::For::function: return "waiting until " + wait.subject.substr(0, 200);
    case WaitOperation::For::navigation: return "waiting for the next document";
    case WaitOperation::For::quiet_network: return "waiting for a quiet network";
    case WaitOperation::For::response: return "waiting for an answer from " + in_quotes(wait.subject);
  }
  return "waiting";
}

struct Describer {
  std::string operator()(const GotoOperation&) const { return "opening a page"; }
  std::string operator()(const WaitOperation& wait) const { return describe_wait(wait); }
  std::string operator()(const FillOperation& fill) const { return "filling " + in_quotes(fill.selector); }
  std::string operator()(const TypeOperation& type) const { return "typing into " + in_quotes(type.selector); }
  std::string operator()(const SelectOperation& select) const { return "selecting in " + in_quotes(select.selector); }
  std::string operator()(const CheckOperation& check) const { return "checking " + in_quotes(check.selector); }
  std::string operator()(const ClickOperation& click) const { return "clicking " + in_quotes(click.selector); }
  std::string operator()(const PressOperation& press) const { return "pressing " + in_quotes(press.key); }
  std::string operator()(const EvaluateOperation&) const { return "evaluating a function"; }
  std::string operator()(const ExtractOperation&) const { return "extracting"; }
  std::string operator()(const UrlOperation&) const { return "reading the address"; }
  std::string operator()(const ContentOperation&) const { return "reading the content"; }
  std::string operator()(const ScreenshotOperation&) const { return "taking a screenshot"; }
  std::string operator()(const CookiesPresentOperation&) const { return "looking for cookies"; }
  std::string operator()(const CaptureResponsesOperation&) const { return "capturing answers"; }
  std::string operator()(const TakeCapturedOperation&) const { return "taking captured answers"; }
  std::string operator()(const MarkSignedInOperation&) const { return "marking the session"; }
};

}  // namespace

Result<Operation> parse_operation(const json& json) {
  if (!json.is_object()) return {Code::invalid_argument, "an operation must be a JSON object", "see docs/page-operations.md"};
  const auto op = json.find("op");
  if (op == json.end() || !op->is_string()) return {Code::invalid_argument, "an operation needs a field \"op\" of type string", "see docs/page-operations.md"};
  const auto parser = parsers().find(op->get<std::string>());
  if (parser == parsers().end()) return {Code::invalid_argument, "there is no operation " + in_quotes(op->get<std::string>()), "see docs/page-operations.md"};
  Fields fields(json);
  return parser->second(fields);
}

std::string describe(const Operation& operation) { return std::visit(Describer{}, operation); }

}  // namespace voygen::browser
