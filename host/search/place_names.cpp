#include "place_names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace voygen::search {
namespace {

constexpr char kInNoName = '\x01';

// The letters from U+00C0 and from U+1E00 on without their accents. '.' is none; a capital stands for two letters.
constexpr std::string_view kFromC0 =
    "aaaaaaAceeeeiiiidnooooo.ouuuuyTSaaaaaaAceeeeiiiidnooooo.ouuuuyTyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkklllllll"
    "lllnnnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsbb....occdddd.eeeffg...ikkl..nnooo..pp.....ttttuu.vyyzz........."
    ".............aaiioouuuuuuuuuueaaaaAAggggkkoooo..j...gg..nnaaAAooaaaaeeeeiiiioooorrrruuuusstt..hhnd....aaeeooooooooyylntj..acclts"
    "z..bu.eejj..rryy";
constexpr std::string_view kFrom1E00 =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy.s..S.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kAbbreviations = {
    {{"st", "saint"}, {"ste", "sainte"}, {"ft", "fort"}, {"mt", "mount"}}};

std::string_view written_out(std::string_view word) {
  for (const auto& [abbreviation, whole] : kAbbreviations) {
    if (word == abbreviation) return whole;
  }
  return word;
}

struct Character {
  char32_t code;
  std::size_t bytes;
};

// A byte that does not belong there is a character of its own, U+FFFD.
Character next_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t bytes = first >= 0xF0 && first < 0xF5 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first >= 0xF5 || bytes > text.size()) return {0xFFFD, 1};
  char32_t code = first & (0x7Fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0u) != 0x80) return {0xFFFD, 1};
    code = code << 6 | (byte(i) & 0x3Fu);
  }
  return {code, bytes};
}

void append_letter(std::string& word, char letter) {
  switch (letter) {
    case 'A': word += "ae"; break;
    case 'I': word += "ij"; break;
    case 'O': word += "oe"; break;
    case 'S': word += "ss"; break;
    case 'T': word += "th"; break;
    default: word += letter;
  }
}

char base_letter(char32_t code) {
  if (code >= 0xC0 && code < 0xC0 + kFromC0.size()) return kFromC0[code - 0xC0];
  if (code >= 0x1E00 && code < 0x1E00 + kFrom1E00.size()) return kFrom1E00[code - 0x1E00];
  return '.';
}

bool is_apostrophe(char32_t code) { return code == '\'' || code == '`' || code == 0x2018 || code == 0x2019 || (code >= 0x2B9 && code <= 0x2BF); }
bool is_accent(char32_t code) { return code >= 0x300 && code < 0x370; }
bool is_blank(char32_t code) {
  return code == ' ' || code == '\t' || code == '\n' || code == '\r' || (code >= 0x80 && code < 0xC0) || code == 0xD7 || code == 0xF7 ||
         (code >= 0x2000 && code < 0x2070) || code == 0x3000;
}

}  // namespace

FoldedName fold_name(std::string_view name, bool typing, bool keep_apostrophes) {
  FoldedName folded;
  std::string word;
  std::size_t initial = 0;  // letters since the last full stop or the word's begin: "D.C." is one word, "St.Louis" are two
  const auto end_word = [&](bool last) {
    initial = 0;
    if (word.empty()) return;
    if (!folded.text.empty()) folded.text += ' ';
    if (typing && last) folded.text += word;
    else folded.text += written_out(word);
    word.clear();
  };
  while (!name.empty()) {
    const auto [code, bytes] = next_character(name);
    if (is_apostrophe(code)) {
      if (keep_apostrophes && !word.empty()) word += kApostrophe;
    } else if (code == '.' && initial == 1 && name.size() > 1) {
      initial = 0;
    } else if (is_blank(code)) {
      end_word(false);
    } else if (code < 0x20 || code == 0x7F || code == 0xFFFD) {
      word += kInNoName;
    } else if (code < 0x80) {
      const char c = static_cast<char>(code);
      const bool upper = c >= 'A' && c <= 'Z';
      if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        word += upper ? static_cast<char>(c - 'A' + 'a') : c;
        ++initial;
      } else {
        end_word(false);
      }
    } else if (const char base = base_letter(code); base != '.') {
      append_letter(word, base);
      ++initial;
    } else if (!is_accent(code)) {
      word += name.substr(0, bytes);
      ++initial;
    }
    name.remove_prefix(bytes);
  }
  folded.ends_open = !word.empty();
  end_word(true);
  return folded;
}

std::size_t words_in(std::string_view folded) { return folded.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')); }

}  // namespace voygen::search
