// Text that comes from a portal's page is hostile until shown otherwise: anybody who lists a hotel there can write to a model. What can be done
// honestly: it stays one line of visible characters of bounded length, is shown as data in a table or JSON, and a text that is plainly
// addressed to a model is left out with a warning. That finds the blunt attempts; no list of phrases finds all, so nothing here is trusted
// as an instruction either way, and the answer says so.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace voygen::search {

// One line, no control, zero-width or direction-changing characters, at most `longest` bytes.
std::string harmless_text(std::string_view text, std::size_t longest);

// Is this plainly addressed to a model: "ignore previous instructions", a chat transcript's marks, a tool call?
bool reads_like_an_instruction(std::string_view text);

// What stands in for such a text where some text is needed.
inline constexpr const char* kLeftOut = "(a text that reads like an instruction was left out)";

// harmless_text(), or kLeftOut.
std::string quotable_text(std::string_view text, std::size_t longest);

}  // namespace voygen::search
