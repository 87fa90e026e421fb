// HotelName: a hotel's name taken apart for comparing. Portals write one house in many ways ("Htl Moon Palace & Spa", "MOON PALACE CANCUN -
// All Inclusive"); what is left after folding is a set of words, each with the part it plays in telling houses apart. Pure, any thread.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace voygen::search {

enum class WordRole {
  telling,      // "moon", "hilton": the name itself
  type,         // "inn", "suites", "lodge": what kind of house
  quarter,      // "downtown", "beach": which of a brand's houses in town
  apart,        // "airport", "tower", "north", any number: houses that differ in it are never one
  sister,       // "grand", "express", "villas": what a brand or resort calls its next house
  place,        // the searched place: most portals leave it out or add it
  affiliation,  // behind "by", ", a", in brackets: the marketing group
  filler        // "hotel", "spa", "all inclusive", "the"
};

struct NameWord {
  std::string text;
  WordRole role = WordRole::telling;
  bool operator==(const NameWord&) const = default;
};

struct HotelName {
  std::vector<NameWord> words;  // in the order of the name, without repetition
  std::string brand;            // "hilton garden inn"; empty when it is none of the brands known to have sisters

  [[nodiscard]] std::set<std::string> with_role(WordRole role) const;
};

// The words of a place or an address: folded, abbreviations written out.
std::set<std::string> folded_words(std::string_view text);

HotelName read_hotel_name(std::string_view name, const std::set<std::string>& place_words);

}  // namespace voygen::search
