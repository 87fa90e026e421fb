// valijson judges; the explainer in this file finds the words. It walks schema and document side by side and only has to be good
// at telling: a violation it does not know is still reported, by the place valijson names.
#include "core/json_schema.hpp"

#define VALIJSON_USE_EXCEPTIONS 1  // otherwise it ends the process

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <stdexcept>
#include <string_view>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace voygen::core {
namespace {

using nlohmann::json;

constexpr std::size_t kShownValue = 60;      // characters of a value in a message
constexpr std::size_t kShownHint = 100;      // of a field's description
constexpr std::size_t kShownNames = 30;      // known fields and allowed values
constexpr std::size_t kMaxViolations = 20;   // a model corrects these first
constexpr std::size_t kMaxMatched = 512;     // characters a regular expression is tried on: std::regex recurses per character
constexpr int kMaxDepth = 64;                // of schemas that refer to themselves

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// At most `limit` characters, never a part of one.
std::string shortened(std::string_view text, std::size_t limit) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) == 0x80) continue;
    if (characters++ == limit) return std::string(text.substr(0, i)) + "…";
  }
  return std::string(text);
}

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string shown(const json& value) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    const std::size_t characters = count_characters(text);
    const std::string cut = json(shortened(text, kShownValue)).dump(-1, ' ', false, json::error_handler_t::replace);
    return characters > kShownValue ? cut + " (" + std::to_string(characters) + " characters)" : cut;
  }
  if (value.is_object() && !value.empty()) return "an object with " + std::to_string(value.size()) + (value.size() == 1 ? " field" : " fields");
  if (value.is_array() && !value.empty()) return "an array of " + std::to_string(value.size());
  return value.dump();
}

// "an" before a vowel sound; the words here are few.
std::string named_type(std::string_view type) {
  if (type == "null") return "null";
  return (type == "integer" || type == "object" || type == "array" ? "an " : "a ") + std::string(type);
}

bool has_type(const json& value, std::string_view type) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_boolean();
  if (type == "string") return value.is_string();
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "integer") return value.is_number_integer();
  return type == "number" && value.is_number();
}

std::vector<std::string> types_of(const json& schema) {
  const auto type = schema.find("type");
  if (type == schema.end()) return {};
  if (type->is_string()) return {type->get<std::string>()};
  return type->is_array() ? type->get<std::vector<std::string>>() : std::vector<std::string>{};
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), kShownNames); ++i) text.append(i == 0 ? "" : separator).append(words[i]);
  return words.size() > kShownNames ? text + " and " + std::to_string(words.size() - kShownNames) + " more" : text;
}

// Lower case without separators, so that check_in and checkIn are near.
std::string folded(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c != '_' && c != '-' && c != ' ') text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

// "; did you mean "guests"?" when one of the names is near.
std::string suggestion(std::string_view wrong, const std::vector<std::string>& names) {
  if (wrong.size() > kShownValue) return {};
  const std::string wanted = folded(wrong);
  std::size_t best = std::max<std::size_t>(wanted.size() / 3, 1) + 1;
  std::string nearest;
  for (const std::string& name : names) {
    const std::size_t distance = edit_distance(wanted, folded(name));
    if (distance < best) {
      best = distance;
      nearest = name;
    }
  }
  return nearest.empty() ? std::string() : "; did you mean " + in_quotes(nearest) + "?";
}

std::string_view form_of(std::string_view format) {
  if (format == "date") return "a date, YYYY-MM-DD";
  if (format == "time") return "a time with zone, HH:MM:SSZ";
  if (format == "date-time") return "a date and time with zone, YYYY-MM-DDTHH:MM:SSZ";
  return {};
}

std::string description_of(const json& schema) {
  const auto description = schema.find("description");
  return description != schema.end() && description->is_string() ? shortened(description->get<std::string>(), kShownHint) : std::string();
}

// "string, YYYY-MM-DD": what to give for a field that is missing.
std::string hint_of(const json& schema) {
  if (!schema.is_object()) return "any value";
  std::vector<std::string> parts = {joined(types_of(schema), " or ")};
  if (parts.front().empty()) parts.clear();
  const auto format = schema.find("format");
  if (format != schema.end() && *format == "date") {
    parts.emplace_back("YYYY-MM-DD");
  } else if (const std::string description = description_of(schema); !description.empty()) {
    parts.push_back(description);
  }
  return parts.empty() ? "any value" : joined(parts, ", ");
}

std::string escaped_pointer(std::string_view key) {
  std::string text;
  for (const char c : key) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return text;
}

// Where we are, both for programs (/rooms/1/adults) and for the reader (rooms[1].adults).
struct Place {
  std::string pointer;
  std::string name;
  [[nodiscard]] Place field(const std::string& key) const {
    const std::string cut = shortened(key, kShownValue);
    return {pointer + "/" + escaped_pointer(key), name.empty() ? cut : name + "." + cut};
  }
  [[nodiscard]] Place item(std::size_t index) const {
    return {pointer + "/" + std::to_string(index), name + "[" + std::to_string(index) + "]"};
  }
  [[nodiscard]] std::string shown() const { return name.empty() ? "the whole" : in_quotes(name); }
};

class Explainer {
 public:
  explicit Explainer(const json& root) : root_(root) {}

  void walk(const json& schema, const json& value, const Place& place);
  std::vector<SchemaViolation> take() { return std::move(found_); }
  // A text that no regular expression may be tried on was met.
  [[nodiscard]] bool found_unmatchable() const { return unmatchable_; }

 private:
  void say(const Place& place, std::string message) { found_.push_back({place.pointer, std::move(message)}); }
  void must(const Place& place, const json& value, const std::string& what) { say(place, place.shown() + " is " + shown(value) + "; it must " + what); }
  std::vector<SchemaViolation> attempt(const json& schema, const json& value, const Place& place);
  [[nodiscard]] const json* referred(const std::string& reference) const;

  bool check_type(const json& schema, const json& value, const Place& place);
  void check_choice(const json& schema, const json& value, const Place& place);
  void check_number(const json& schema, const json& value, const Place& place);
  void check_text(const json& schema, const json& value, const Place& place);
  void check_form(const json& schema, const std::string& text, const json& value, const Place& place);
  void check_array(const json& schema, const json& value, const Place& place);
  void check_object(const json& schema, const json& value, const Place& place);
  void check_unknown(const json& schema, const std::string& key, const Place& place);
  void check_combinations(const json& schema, const json& value, const Place& place);
  void check_alternatives(const json& branches, const json& value, const Place& place);

  const json& root_;
  std::vector<SchemaViolation> found_;
  bool unmatchable_ = false;
  int depth_ = 0;
};

void Explainer::walk(const json& schema, const json& value, const Place& place) {
  if (schema == false) return say(place, place.shown() + " is not allowed here");
  if (!schema.is_object() || depth_ >= kMaxDepth) return;
  ++depth_;
  if (const auto reference = schema.find("$ref"); reference != schema.end() && reference->is_string()) {
    if (const json* const target = referred(reference->get<std::string>())) walk(*target, value, place);
  } else if (check_type(schema, value, place)) {
    check_choice(schema, value, place);
    if (value.is_number()) check_number(schema, value, place);
    if (value.is_string()) check_text(schema, value, place);
    if (value.is_array()) check_array(schema, value, place);
    if (value.is_object()) check_object(schema, value, place);
    check_combinations(schema, value, place);
  }
  --depth_;
}

std::vector<SchemaViolation> Explainer::attempt(const json& schema, const json& value, const Place& place) {
  auto before = std::exchange(found_, {});
  walk(schema, value, place);
  return std::exchange(found_, std::move(before));
}

const json* Explainer::referred(const std::string& reference) const {
  if (reference == "#") return &root_;
  if (reference.rfind("#/", 0) != 0) return nullptr;
  try {
    return &root_.at(json::json_pointer(reference.substr(1)));
  } catch (const json::exception&) {
    return nullptr;
  }
}

bool Explainer::check_type(const json& schema, const json& value, const Place& place) {
  std::vector<std::string> types = types_of(schema);
  if (types.empty() || std::any_of(types.begin(), types.end(), [&](const std::string& type) { return has_type(value, type); })) return true;
  for (std::string& type : types) type = named_type(type);
  const std::string wanted = joined(types, " or ");
  if (value.is_null()) {
    say(place, place.shown() + " is null; it must be " + wanted + ", or be left out");
  } else {
    must(place, value, "be " + wanted);
  }
  return false;
}

void Explainer::check_choice(const json& schema, const json& value, const Place& place) {
  if (const auto only = schema.find("const"); only != schema.end() && value != *only) must(place, value, "be " + shown(*only));
  const auto allowed = schema.find("enum");
  if (allowed == schema.end() || std::find(allowed->begin(), allowed->end(), value) != allowed->end()) return;
  std::vector<std::string> choices;
  std::vector<std::string> names;
  for (const json& choice : *allowed) {
    choices.push_back(shown(choice));
    if (choice.is_string()) names.push_back(choice.get<std::string>());
  }
  const std::string near = value.is_string() ? suggestion(value.get<std::string>(), names) : std::string();
  say(place, place.shown() + " is " + shown(value) + near + (near.empty() ? "; allowed: " : " allowed: ") + joined(choices, ", "));
}

void Explainer::check_number(const json& schema, const json& value, const Place& place) {
  const double number = value.get<double>();
  const auto bound = [&](const char* key, auto breaks, const char* words) {
    const auto limit = schema.find(key);
    if (limit != schema.end() && limit->is_number() && breaks(number, limit->get<double>())) must(place, value, words + limit->dump());
  };
  bound("minimum", std::less<>(), "be at least ");
  bound("maximum", std::greater<>(), "be at most ");
  bound("exclusiveMinimum", std::less_equal<>(), "be more than ");
  bound("exclusiveMaximum", std::greater_equal<>(), "be less than ");
  bound("multipleOf", [](double n, double step) { return step > 0 && std::abs(std::remainder(n, step)) > step * 1e-9; }, "be a multiple of ");
}

void Explainer::check_text(const json& schema, const json& value, const Place& place) {
  const auto& text = value.get_ref<const std::string&>();
  const std::size_t length = count_characters(text);
  const std::size_t least = schema.value("minLength", std::size_t{0});
  const std::size_t most = schema.value("maxLength", std::string::npos);
  if (length < least) return must(place, value, "have at least " + std::to_string(least) + (least == 1 ? " character" : " characters"));
  const bool has_form = schema.contains("pattern") || schema.contains("format");
  if (has_form && text.size() > kMaxMatched) unmatchable_ = true;
  if (length > most) return must(place, value, "have at most " + std::to_string(most) + " characters");
  if (has_form) check_form(schema, text, value, place);
}

void Explainer::check_form(const json& schema, const std::string& text, const json& value, const Place& place) {
  if (text.size() > kMaxMatched) return must(place, value, "have at most " + std::to_string(kMaxMatched) + " characters");
  const std::string description = description_of(schema);
  if (const auto format = schema.find("format"); format != schema.end() && format->is_string()) {
    const std::string name = *format;
    valijson::Schema form;  // the judge knows the calendar
    const json form_schema = {{"format", name}};
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(form_schema), form);
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    if (!validator.validate(form, valijson::adapters::NlohmannJsonAdapter(value), nullptr)) {
      return must(place, value, "be " + (form_of(name).empty() ? "in the format " + name : std::string(form_of(name))));
    }
  }
  const auto pattern = schema.find("pattern");
  if (pattern == schema.end() || !pattern->is_string() || std::regex_search(text, std::regex(pattern->get<std::string>()))) return;
  must(place, value, description.empty() ? "match the pattern " + pattern->get<std::string>() : "be as described: " + description);
}

void Explainer::check_array(const json& schema, const json& value, const Place& place) {
  const std::size_t least = schema.value("minItems", std::size_t{0});
  const std::size_t most = schema.value("maxItems", std::string::npos);
  const auto items_word = [](std::size_t count) { return std::to_string(count) + (count == 1 ? " item" : " items"); };
  const auto count_must = [&](const std::string& what) { say(place, place.shown() + " has " + items_word(value.size()) + "; it must have " + what); };
  if (value.size() < least) count_must("at least " + items_word(least));
  if (value.size() > most) count_must("at most " + items_word(most));
  if (schema.value("uniqueItems", false)) {
    std::set<json> seen;
    for (const json& item : value) {
      if (!seen.insert(item).second) say(place, place.shown() + " has " + shown(item) + " twice; its items must differ");
    }
  }
  const auto items = schema.find("items");
  if (items == schema.end()) return;
  for (std::size_t i = 0; i < value.size() && found_.size() <= kMaxViolations; ++i) {
    if (!items->is_array()) {
      walk(*items, value[i], place.item(i));
    } else if (i < items->size()) {
      walk((*items)[i], value[i], place.item(i));
    }
  }
}

void Explainer::check_unknown(const json& schema, const std::string& key, const Place& place) {
  std::vector<std::string> known;
  if (const auto properties = schema.find("properties"); properties != schema.end()) {
    for (const auto& [name, unused] : properties->items()) known.push_back(name);
  }
  const std::string near = suggestion(key, known);
  const std::string list = known.empty() ? "no fields are known here" : "known fields: " + joined(known, ", ");
  say(place, "unknown field " + in_quotes(place.name) + near + (near.empty() ? "; " : " ") + list);
}

void Explainer::check_object(const json& schema, const json& value, const Place& place) {
  static const json kNone = json::object();
  const auto member = [&](const char* key) -> const json& {
    const auto found = schema.find(key);
    return found != schema.end() && found->is_object() ? *found : kNone;
  };
  const json& properties = member("properties");
  const json& patterns = member("patternProperties");
  const auto additional = schema.find("additionalProperties");
  for (const auto& [key, entry] : value.items()) {
    if (found_.size() > kMaxViolations) return;
    if (!patterns.empty() && key.size() > kMaxMatched) {
      unmatchable_ = true;
      say(place.field(key), "the field name " + in_quotes(shortened(key, kShownValue)) + " is too long");
      continue;
    }
    bool known = properties.contains(key);
    for (const auto& [pattern, unused] : patterns.items()) known = known || std::regex_search(key, std::regex(pattern));
    if (known || additional == schema.end()) continue;
    if (*additional == false) {
      check_unknown(schema, key, place.field(key));
    } else {
      walk(*additional, entry, place.field(key));
    }
  }
  for (const json& key : schema.value("required", json::array())) {
    if (!key.is_string() || value.contains(key.get<std::string>())) continue;
    const Place missing = place.field(key.get<std::string>());
    say(missing, missing.shown() + " is missing; it is required (" + hint_of(properties.value(key.get<std::string>(), json::object())) + ")");
  }
  for (const auto& [key, entry] : value.items()) {
    if (properties.contains(key)) walk(properties[key], entry, place.field(key));
    for (const auto& [pattern, part] : patterns.items()) {
      if (key.size() <= kMaxMatched && std::regex_search(key, std::regex(pattern))) walk(part, entry, place.field(key));
    }
  }
  const std::size_t least = schema.value("minProperties", std::size_t{0});
  const std::size_t most = schema.value("maxProperties", std::string::npos);
  if (value.size() < least) must(place, value, "have at least " + std::to_string(least));
  if (value.size() > most) must(place, value, "have at most " + std::to_string(most));
}

void Explainer::check_combinations(const json& schema, const json& value, const Place& place) {
  const auto part = [&](const char* key) -> const json* {
    const auto found = schema.find(key);
    return found == schema.end() ? nullptr : &*found;
  };
  if (const json* const all = part("allOf")) {
    for (const json& one : *all) walk(one, value, place);
  }
  for (const char* const key : {"anyOf", "oneOf"}) {
    if (const json* const branches = part(key)) check_alternatives(*branches, value, place);
  }
  if (const json* const condition = part("if")) {
    if (const json* const then = part(attempt(*condition, value, place).empty() ? "then" : "else")) walk(*then, value, place);
  }
  if (const json* const forbidden = part("not"); forbidden != nullptr && attempt(*forbidden, value, place).empty()) {
    say(place, place.shown() + " is " + shown(value) + "; that is not allowed");
  }
}

// When no branch fits: the reader most likely meant the branch whose violations lie deepest, and of these the one with the fewest.
void Explainer::check_alternatives(const json& branches, const json& value, const Place& place) {
  std::vector<std::vector<SchemaViolation>> attempts;
  for (const json& branch : branches) {
    attempts.push_back(attempt(branch, value, place));
    if (attempts.back().empty()) return;
  }
  const auto is_deeper = [&](const std::vector<SchemaViolation>& violations) {
    return std::all_of(violations.begin(), violations.end(), [&](const SchemaViolation& one) { return one.path != place.pointer; });
  };
  std::vector<std::vector<SchemaViolation>> likely;
  std::copy_if(attempts.begin(), attempts.end(), std::back_inserter(likely), is_deeper);
  if (likely.size() == 1) {
    std::move(likely.front().begin(), likely.front().end(), std::back_inserter(found_));
    return;
  }
  std::vector<std::string> ways;
  for (const auto& violations : likely.empty() ? attempts : likely) ways.push_back(explain(violations));
  say(place, "one of these must be put right: " + joined(ways, " - or: "));
}

bool tries_expressions(const json& schema) {
  if (schema.is_object()) {
    for (const char* const key : {"pattern", "format", "patternProperties"}) {
      if (schema.contains(key)) return true;
    }
  }
  return schema.is_structured() && std::any_of(schema.begin(), schema.end(), [](const json& part) { return tries_expressions(part); });
}

bool has_long_text(const json& document) {
  if (document.is_string()) return document.get_ref<const std::string&>().size() > kMaxMatched;
  if (document.is_object()) {
    for (const auto& [key, value] : document.items()) {
      if (key.size() > kMaxMatched || has_long_text(value)) return true;
    }
    return false;
  }
  return document.is_array() && std::any_of(document.begin(), document.end(), [](const json& part) { return has_long_text(part); });
}

// For what the explainer does not know: the deepest place the judge complained about.
SchemaViolation unexplained(valijson::ValidationResults& results, const json& document) {
  std::string pointer;
  std::string name;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    std::string path;
    std::string shown_path;
    for (std::size_t i = 1; i < error.context.size(); ++i) {
      const std::string key = error.context[i].substr(1, error.context[i].size() - 2);  // "[key]"
      path += "/" + escaped_pointer(key);
      shown_path += (shown_path.empty() ? "" : ".") + key;
    }
    if (path.size() >= pointer.size()) {
      pointer = path;
      name = shown_path;
    }
  }
  const json::json_pointer place(pointer);
  const std::string value = document.contains(place) ? " is " + shown(document.at(place)) + "; it" : "";
  return {pointer, (name.empty() ? "the whole" : in_quotes(name)) + value + " is not allowed here"};
}

void keep_distinct(std::vector<SchemaViolation>& violations) {
  std::set<std::string> seen;
  violations.erase(std::remove_if(violations.begin(), violations.end(), [&](const SchemaViolation& one) { return !seen.insert(one.message).second; }),
                   violations.end());
  if (violations.size() > kMaxViolations) violations.resize(kMaxViolations);
}

}  // namespace

struct JsonSchema::Compiled {
  json source;
  bool tries_expressions = false;
  valijson::Schema schema;
};

JsonSchema::JsonSchema(const json& schema) : compiled_(std::make_unique<Compiled>()) {
  compiled_->source = schema;
  compiled_->tries_expressions = tries_expressions(schema);
  try {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(compiled_->source), compiled_->schema);
  } catch (const std::exception& fault) {
    throw std::logic_error(std::string("broken JSON Schema: ") + fault.what());
  }
}
JsonSchema::~JsonSchema() = default;
JsonSchema::JsonSchema(JsonSchema&&) noexcept = default;
JsonSchema& JsonSchema::operator=(JsonSchema&&) noexcept = default;

std::vector<SchemaViolation> JsonSchema::violations(const json& document) const {
  const auto explained = [&](Explainer& explainer) {
    explainer.walk(compiled_->source, document, {});
    return explainer.take();
  };
  if (compiled_->tries_expressions && has_long_text(document)) {
    Explainer first(compiled_->source);
    auto found = explained(first);
    if (first.found_unmatchable()) {  // the judge would try its expressions on it
      if (found.empty()) found.push_back({"", "a text with a prescribed form has more than " + std::to_string(kMaxMatched) + " characters"});
      keep_distinct(found);
      return found;
    }
  }
  thread_local valijson::Validator validator(valijson::Validator::kStrongTypes);  // keeps compiled expressions
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter target(document);
  if (validator.validate(compiled_->schema, target, nullptr)) return {};
  Explainer explainer(compiled_->source);
  auto found = explained(explainer);
  if (found.empty()) {
    validator.validate(compiled_->schema, target, &results);
    found.push_back(unexplained(results, document));
  }
  keep_distinct(found);
  return found;
}

std::string explain(const std::vector<SchemaViolation>& violations) {
  std::string text;
  for (const SchemaViolation& violation : violations) text += (text.empty() ? "" : "; ") + violation.message;
  return text;
}

}  // namespace voygen::core
