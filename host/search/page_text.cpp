#include "search/page_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace voygen::search {
namespace {

bool is_invisible(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0xad || (point >= 0x200b && point <= 0x200f) ||
         (point >= 0x2028 && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) || point == 0xfeff || (point >= 0xfff9 && point <= 0xfffb) ||
         (point >= 0xe0000 && point <= 0xe007f);
}

// The code point that starts at `at`, and its length in bytes; 0 for a byte that starts none.
std::pair<std::uint32_t, std::size_t> decode(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  const std::size_t length = byte < 0x80 ? 1 : byte >> 5 == 6 ? 2 : byte >> 4 == 14 ? 3 : byte >> 3 == 30 ? 4 : 0;
  if (length == 0 || at + length > text.size()) return {0, 0};
  std::uint32_t point = length == 1 ? byte : byte & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if (next >> 6 != 2) return {0, 0};
    point = point << 6 | (next & 0x3f);
  }
  return {point, length};
}

// Lower case, and every run of other than ASCII letters as one blank, so that spacing and punctuation hide nothing.
std::string words_of(std::string_view text) {
  std::string words = " ";
  for (const char c : text) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital || (c >= 'a' && c <= 'z')) words += capital ? static_cast<char>(c - 'A' + 'a') : c;
    else if (c != '\'' && words.back() != ' ') words += ' ';
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

// What only a text says that is addressed to a model. Each is rare to the point of absence in what hotels write about themselves.
constexpr std::array<std::string_view, 30> kAddressedToModels = {
    " ignore previous ",         " ignore all previous ",      " ignore all prior ",   " ignore all instructions ", " ignore all other ",   " ignore the above ",
    " ignore any previous ",     " ignore your instructions ", " disregard previous ", " disregard all previous ",  " disregard the above ", " disregard your instructions ",
    " forget all previous ",     " forget your instructions ", " previous instructions ", " prior instructions ",   " new instructions for ", " system prompt ",
    " system message ",          " you are an ai ",            " you are now a ",      " you are now an ",          " you are now the ",    " as an ai ",
    " language model ",          " do not tell the user ",     " dont tell the user ", " call the tool ",           " tool call ",          " respond only with "};
// Marks of chat transcripts and of tool protocols.
constexpr std::array<std::string_view, 9> kTranscriptMarks = {"<|", "[INST]", "<<SYS>>", "<system", "</system", "<tool_", "<function_call", "<assistant", "### Instruction"};

}  // namespace

std::string harmless_text(std::string_view text, std::size_t longest) {
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = decode(text, at);
    if (length == 0) {
      ++at;
      continue;
    }
    const bool blank = point == '\n' || point == '\t' || point == '\r' || point == 0xa0 || point == ' ';
    if (blank) {
      if (!clean.empty() && clean.back() != ' ') clean += ' ';
    } else if (!is_invisible(point)) {
      if (clean.size() + length > longest) {
        clean += "…";
        break;
      }
      clean.append(text.substr(at, length));
    }
    at += length;
  }
  while (!clean.empty() && clean.back() == ' ') clean.pop_back();
  return clean;
}

bool reads_like_an_instruction(std::string_view text) {
  const auto is_in = [](std::string_view whole) { return [whole](std::string_view part) { return whole.find(part) != std::string_view::npos; }; };
  if (std::any_of(kTranscriptMarks.begin(), kTranscriptMarks.end(), is_in(text))) return true;
  const std::string words = words_of(text);
  return std::any_of(kAddressedToModels.begin(), kAddressedToModels.end(), is_in(words));
}

std::string quotable_text(std::string_view text, std::size_t longest) {
  std::string clean = harmless_text(text, longest);
  return reads_like_an_instruction(clean) ? kLeftOut : clean;
}

}  // namespace voygen::search
