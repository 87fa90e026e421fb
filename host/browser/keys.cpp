#include "keys.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace voygen::browser {
namespace {

using nlohmann::json;

struct NamedKey {
  std::string_view name;
  int code;  // Windows virtual key code
  std::string_view text;
};

constexpr std::array<NamedKey, 14> kNamed{{{"Enter", 13, "\r"}, {"Tab", 9, ""}, {"Escape", 27, ""}, {"Backspace", 8, ""}, {"Delete", 46, ""},
                                           {"ArrowLeft", 37, ""}, {"ArrowUp", 38, ""}, {"ArrowRight", 39, ""}, {"ArrowDown", 40, ""},
                                           {"Home", 36, ""}, {"End", 35, ""}, {"PageUp", 33, ""}, {"PageDown", 34, ""}, {"Space", 32, " "}}};

json character_key(const std::string& character) {
  json key{{"key", character}, {"text", character}, {"unmodifiedText", character}};
  if (character.size() != 1) return key;
  const auto upper = std::toupper(static_cast<unsigned char>(character[0]));
  if (std::isalpha(upper)) {
    key["code"] = std::string("Key") + static_cast<char>(upper);
    key["windowsVirtualKeyCode"] = upper;
  } else if (std::isdigit(upper)) {
    key["code"] = std::string("Digit") + static_cast<char>(upper);
    key["windowsVirtualKeyCode"] = upper;
  } else if (upper == ' ') {
    key["code"] = "Space";
    key["windowsVirtualKeyCode"] = 32;
  }
  return key;
}

}  // namespace

std::vector<std::string> characters_of(std::string_view text) {
  std::vector<std::string> characters;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xc0) == 0x80;
    if (continues && !characters.empty()) characters.back() += c;
    else characters.emplace_back(1, c);
  }
  return characters;
}

std::optional<json> find_key(std::string_view name) {
  const auto named = std::find_if(kNamed.begin(), kNamed.end(), [&](const NamedKey& key) { return key.name == name; });
  if (named != kNamed.end()) {
    json key{{"key", name == "Space" ? " " : name}, {"code", name}, {"windowsVirtualKeyCode", named->code}};
    if (!named->text.empty()) key["text"] = named->text;
    return key;
  }
  if (name == "\n" || name == "\r") return find_key("Enter");
  if (name == "\t") return find_key("Tab");
  if (characters_of(name).size() != 1) return std::nullopt;
  return character_key(std::string(name));
}

}  // namespace voygen::browser
