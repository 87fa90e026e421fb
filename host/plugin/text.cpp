#include "text.hpp"

#include "core/log.hpp"

namespace voygen::plugin {
namespace {

// Length of the well-formed UTF-8 sequence at the start of `text`; 0 when there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : (lead & 0xF0) == 0xE0 ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool not_a_character = (lead == 0xED && byte(1) > 0x9F) || (lead == 0xF4 && byte(1) > 0x8F);
  return overlong || not_a_character ? 0 : length;
}

}  // namespace

std::string_view view_of(voygen_text text) { return text.data ? std::string_view(text.data, text.size) : std::string_view{}; }
voygen_text lent(std::string_view text) { return {text.data(), text.size()}; }

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string sentence_of(voygen_text lent_text, std::size_t largest) {
  std::string_view text = view_of(lent_text);
  std::string sentence;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (sentence.size() + 4 > largest) return core::masked(sentence) + "…";
    sentence += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return core::masked(sentence);
}

bool nests_deeper_than(std::string_view json_text, int levels) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t at = 0; at < json_text.size(); ++at) {
    const char c = json_text[at];
    if (in_text) {
      if (c == '\\') ++at;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      if (++depth > levels) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

nlohmann::json masked_json(const nlohmann::json& document) {
  if (document.is_string()) return core::masked(document.get_ref<const std::string&>());
  if (!document.is_structured()) return document;
  auto clean = document.is_array() ? nlohmann::json::array() : nlohmann::json::object();
  for (const auto& [key, value] : document.items()) {
    if (document.is_array()) {
      clean.push_back(masked_json(value));
    } else {
      clean[core::masked(key)] = masked_json(value);
    }
  }
  return clean;
}

}  // namespace voygen::plugin
