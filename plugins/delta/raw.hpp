// Access to the raw strings that js/collect.js read; what is missing or of another type is empty. Pure.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/page_text.hpp"

namespace delta {

inline std::string text_at(const nlohmann::json& list, std::size_t index) {
  return list.is_array() && index < list.size() && list[index].is_string() ? list[index].get<std::string>() : std::string{};
}

inline std::string text_of(const nlohmann::json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? voygen::tidy(found->get<std::string>()) : std::string{};
}

inline const nlohmann::json& list_of(const nlohmann::json& object, const char* key) {
  static const nlohmann::json nothing = nlohmann::json::array();
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_array() ? *found : nothing;
}

inline bool flag_of(const nlohmann::json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

inline std::vector<std::string> texts_of(const nlohmann::json& list) {
  std::vector<std::string> texts;
  for (std::size_t index = 0; list.is_array() && index < list.size(); ++index) texts.push_back(text_at(list, index));
  return texts;
}

// The lines of a text, tidied; empty ones left out.
inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string line = voygen::tidy(text.substr(start, end - start));
    if (!line.empty()) lines.push_back(std::move(line));
    start = end + 1;
  }
  return lines;
}

}  // namespace delta
