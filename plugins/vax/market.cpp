#include "market.hpp"

#include <algorithm>

#include "voygen/page_text.hpp"

namespace vax {
namespace {

struct Parts {
  std::string city;
  std::string region;  // empty where there is none
};

// "Las Vegas, Nevada (LAS)" -> "las vegas", "nevada".
Parts parts_of(std::string_view label) {
  const std::string text = plain(label.substr(0, label.rfind('(')));
  const auto comma = text.find(',');
  if (comma == std::string::npos) return {voygen::tidy(text), {}};
  return {voygen::tidy(text.substr(0, comma)), voygen::tidy(text.substr(comma + 1))};
}

// "Miami, Florida, USA" and "Miami, FL" name the region Florida; the host's resolved place has it written out.
bool is_same_region(const std::string& region, const std::string& asked, const std::optional<voygen::Place>& place) {
  if (asked.empty() && !place) return true;
  const std::string resolved = place ? plain(place->region) : std::string{};
  const std::string full = place ? plain(place->name) : std::string{};
  if (!region.empty() && (region == resolved || full.find(region) != std::string::npos)) return true;
  return !asked.empty() && (asked == region || asked.rfind(region + ",", 0) == 0 || region.rfind(asked + ",", 0) == 0);
}

template <class Fits>
std::vector<std::size_t> fitting(const std::vector<Market>& markets, Fits fits) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < markets.size(); ++i) {
    if (fits(markets[i])) found.push_back(i);
  }
  return found;
}

}  // namespace

std::string plain(std::string_view text) {
  // Second bytes of the Latin-1 letters in UTF-8, "\xC3\x80" to "\xC3\xBF", in their order.
  constexpr std::string_view kLetters = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : '\0');
    if (text[i] == '\xC3' && next >= 0x80) {
      out += kLetters[next - 0x80];
      ++i;
    } else {
      out += text[i];
    }
  }
  return voygen::lowercase(out);
}

MarketChoice choose_market(const std::string& asked, const std::optional<voygen::Place>& place, const std::vector<Market>& markets) {
  if (place) {
    for (const std::string& code : place->airport_codes) {
      const auto found = fitting(markets, [&](const Market& market) { return plain(market.code) == plain(code); });
      if (found.size() == 1) return {found[0], {}};
    }
  }
  const std::string words = plain(voygen::tidy(asked));
  const auto same = fitting(markets, [&](const Market& market) { return plain(market.label) == words || plain(market.code) == words; });
  if (same.size() == 1) return {same[0], {}};

  const Parts named = parts_of(asked);
  const std::string city = place && !place->city.empty() ? plain(place->city) : named.city;
  const auto of_city = fitting(markets, [&](const Market& market) {
    const Parts parts = parts_of(market.label);
    return parts.city == city && is_same_region(parts.region, named.region, place);
  });
  if (of_city.size() == 1) return {of_city[0], {}};
  MarketChoice choice;
  for (const std::size_t index : of_city) choice.candidates.push_back(markets[index].label);
  return choice;
}

}  // namespace vax
