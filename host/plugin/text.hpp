// Text that came over the C boundary: untrusted until it went through here. Any thread; nothing fails.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "voygen/plugin_abi.h"

namespace voygen::plugin {

// Lent text as a view; a null pointer is empty text whatever its size says.
std::string_view view_of(voygen_text text);
voygen_text lent(std::string_view text);

bool is_utf8(std::string_view text);

// A sentence for people: UTF-8 (bad bytes replaced), at most `largest` bytes (then cut with "…"), known secrets masked.
std::string sentence_of(voygen_text text, std::size_t largest);

// Does any bracket stand deeper than `levels`? Keeps recursive readers of hostile JSON off the end of the stack.
bool nests_deeper_than(std::string_view json_text, int levels);

// The same document with known secrets masked in every text and key.
nlohmann::json masked_json(const nlohmann::json& document);

constexpr int kDeepestJson = 64;

}  // namespace voygen::plugin
