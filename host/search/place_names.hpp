// How names of places are compared: folded to lower-case ASCII words with single spaces, without accents and punctuation. Pure, any thread.
#pragma once

#include <string>
#include <string_view>

namespace voygen::search {

// Stands in a folded name where an apostrophe was: "l'aquila" is one word, and is found by "aquila", too.
inline constexpr char kApostrophe = '\x02';

struct FoldedName {
  std::string text;
  bool ends_open = false;  // the last word may go on: nothing follows it
};

// "St. John's" is "saint johns", or "saint john\2s" if apostrophes are to be kept. Abbreviations ("St", "Ft", "Mt") are written out; with
// `typing` not if the last word is one and may go on. Letters of other scripts stay as they are; a control character, and a byte that is
// no UTF-8, becomes one that is in no name.
FoldedName fold_name(std::string_view name, bool typing = false, bool keep_apostrophes = false);
std::size_t words_in(std::string_view folded);

}  // namespace voygen::search
