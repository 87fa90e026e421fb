#include "masking.hpp"

#include <string>

#include "core/log.hpp"

namespace voygen::browser {
namespace {

using nlohmann::json;

// `unreserved` besides letters and digits stay; a space becomes `space`.
std::string percent_encoded(std::string_view text, std::string_view unreserved, std::string_view space) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool stays = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || unreserved.find(c) != std::string_view::npos;
    if (stays) {
      encoded += c;
    } else if (c == ' ') {
      encoded += space;
    } else {
      encoded += '%';
      encoded += kHex[byte >> 4];
      encoded += kHex[byte & 0x0f];
    }
  }
  return encoded;
}

std::string html_escaped(std::string_view text, bool in_attribute) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') escaped += "&amp;";
    else if (c == '<') escaped += "&lt;";
    else if (c == '>') escaped += "&gt;";
    else if (c == '"' && in_attribute) escaped += "&quot;";
    else escaped += c;
  }
  return escaped;
}

}  // namespace

void mask_strings(json& reply) {
  if (reply.is_string()) {
    reply = core::masked(reply.get_ref<const std::string&>());
  } else if (reply.is_array()) {
    for (json& entry : reply) mask_strings(entry);
  } else if (reply.is_object()) {
    json clean = json::object();
    for (auto& [key, value] : reply.items()) {
      mask_strings(value);
      clean[core::masked(key)] = std::move(value);
    }
    reply = std::move(clean);
  } else if (reply.is_number()) {
    const std::string digits = reply.dump();
    if (digits.size() >= 4 && core::masked(digits) != digits) reply = "***";
  }
}

void mask_spellings(const core::Secret& secret) {
  const std::string_view text = secret.reveal();
  const std::string in_json = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  for (const std::string& spelling : {percent_encoded(text, "-_.!~*'()", "%20"), percent_encoded(text, "-_.*", "+"), html_escaped(text, false),
                                      html_escaped(text, true), in_json.substr(1, in_json.size() - 2)}) {
    if (spelling != text) core::mask_in_log(spelling);
  }
}

}  // namespace voygen::browser
