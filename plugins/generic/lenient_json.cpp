#include "lenient_json.hpp"

#include "voygen/page_text.hpp"

namespace generic {

using nlohmann::json;

namespace {

constexpr int kDeepest = 64;

class LenientReader {
 public:
  explicit LenientReader(std::string_view text) : text_(text) {}

  std::optional<json> read_all() {
    json values = json::array();
    while (skip_to_something()) {
      json value;
      if (!read_value(value, 0)) return std::nullopt;
      values.push_back(std::move(value));
      skip_to_something();
      while (at_ < text_.size() && (text_[at_] == ';' || text_[at_] == ',')) ++at_;
    }
    if (values.empty()) return std::nullopt;
    return values.size() == 1 ? std::move(values[0]) : std::move(values);
  }

 private:
  [[nodiscard]] bool has(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

  // Past blanks and comments. Is anything left?
  bool skip_to_something() {
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte <= 0x20) {
        ++at_;
      } else if (has("\xEF\xBB\xBF") || has("-->") || has("]]>")) {
        at_ += 3;
      } else if (has("\xC2\xA0")) {
        at_ += 2;
      } else if (has("<!--")) {
        at_ += 4;
      } else if (has("<![CDATA[")) {
        at_ += 9;
      } else if (has("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (has("/*")) {
        const auto end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  bool read_value(json& value, int depth) {
    if (depth > kDeepest || !skip_to_something()) return false;
    switch (text_[at_]) {
      case '{': return read_object(value, depth);
      case '[': return read_array(value, depth);
      case '"':
      case '\'': return read_text(value);
      default: return read_word(value);
    }
  }

  bool read_object(json& value, int depth) {
    value = json::object();
    ++at_;
    while (skip_to_something()) {
      if (text_[at_] == '}') return ++at_, true;
      if (text_[at_] == ',') {
        ++at_;
        continue;
      }
      json key;
      if (text_[at_] == '"' || text_[at_] == '\'' ? !read_text(key) : !read_bare_key(key)) return false;
      if (!skip_to_something() || text_[at_] != ':') return false;
      ++at_;
      json member;
      if (!read_value(member, depth + 1)) return false;
      value[key.get<std::string>()] = std::move(member);
      if (!skip_to_something() || (text_[at_] != ',' && text_[at_] != '}')) return false;
    }
    return false;
  }

  bool read_array(json& value, int depth) {
    value = json::array();
    ++at_;
    while (skip_to_something()) {
      if (text_[at_] == ']') return ++at_, true;
      if (text_[at_] == ',') {
        ++at_;
        continue;
      }
      json element;
      if (!read_value(element, depth + 1)) return false;
      value.push_back(std::move(element));
      if (!skip_to_something() || (text_[at_] != ',' && text_[at_] != ']')) return false;
    }
    return false;
  }

  bool read_text(json& value) {
    const char quote = text_[at_++];
    std::string inner;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == quote) {
        ++at_;
        return decode(inner, value);
      }
      if (c == '\\' && at_ + 1 < text_.size()) {
        const char next = text_[++at_];
        const bool known = std::string_view("\"\\/bfnrtu").find(next) != std::string_view::npos;
        if (known) inner += '\\';
        inner += next;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        inner += ' ';
      } else if (c == '"') {
        inner += "\\\"";  // inside single quotes
      } else {
        inner += c;
      }
    }
    return false;
  }
  static bool decode(const std::string& inner, json& value) {
    value = json::parse('"' + inner + '"', nullptr, false);
    return value.is_string();
  }

  bool read_bare_key(json& key) {
    const std::size_t start = at_;
    while (at_ < text_.size() && (voygen::detail::is_letter(text_[at_]) || voygen::detail::is_digit(text_[at_]) || text_[at_] == '_' || text_[at_] == '$' || text_[at_] == '@')) ++at_;
    key = std::string(text_.substr(start, at_ - start));
    return at_ > start;
  }

  bool read_word(json& value) {
    const std::size_t start = at_;
    while (at_ < text_.size() && std::string_view(",]};:= \t\r\n/").find(text_[at_]) == std::string_view::npos) ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    if (word == "undefined" || word == "NaN") return value = nullptr, true;
    value = json::parse(word, nullptr, false);
    return value.is_number() || value.is_boolean() || value.is_null();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// "window.__DATA__ = {...};" without what stands before the value.
std::string_view without_assignment(std::string_view text) {
  constexpr std::size_t kLongestName = 100;
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals > kLongestName || text.substr(0, equals).find_first_of("{:<") != std::string_view::npos) return text;
  const auto value = text.find_first_not_of(" \t\r\n", equals + 1);
  return value != std::string_view::npos && (text[value] == '{' || text[value] == '[') ? text.substr(value) : text;
}

}  // namespace

std::optional<json> read_lenient_json(std::string_view text) {
  json strict = json::parse(text, nullptr, false);
  if (!strict.is_discarded()) return strict;
  if (auto repaired = LenientReader(without_assignment(text)).read_all(); repaired && repaired->is_structured()) return repaired;
  if (text.find("&quot;") == std::string_view::npos && text.find("&#34;") == std::string_view::npos && text.find("&#x22;") == std::string_view::npos) return std::nullopt;
  const std::string decoded = voygen::decode_entities(text);
  auto repaired = LenientReader(without_assignment(decoded)).read_all();
  return repaired && repaired->is_structured() ? std::move(repaired) : std::nullopt;
}

}  // namespace generic
