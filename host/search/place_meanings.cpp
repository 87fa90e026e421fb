// What a name means that several places have: the one that everybody means by it, or a question.
#include <algorithm>
#include <iterator>

#include "place_names.hpp"
#include "search/places.hpp"

namespace voygen::search {
namespace {

constexpr std::size_t kMostLabels = 8;
constexpr double kSameTownKm = 40;  // who says "Kansas City" needs not choose a state

// How many times the people of another place of its name a place must have to be the one that is meant.
constexpr std::int64_t kInAnyCase = 20;
constexpr std::int64_t kOfPlaceWithFlights = 5;
constexpr std::int64_t kOfMetropolis = 3;
constexpr std::int64_t kOverTownAtHome = 10;

constexpr std::uint32_t kMetropolis = 1'500'000;  // people
constexpr std::uint32_t kCity = 100'000;
constexpr std::uint32_t kTown = 50'000;

bool is_upper_case(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

// Without those that lie in or beside a larger one of the same name.
Places::Rows Places::distinct_meanings(const Rows& rows) const {
  Rows kept;
  std::vector<Place> places;
  for (const std::uint32_t row : rows) {
    Place next = place(row);
    if (std::any_of(places.begin(), places.end(), [&](const Place& other) { return kilometres(next, other) < kSameTownKm; })) continue;
    kept.push_back(row);
    places.push_back(std::move(next));
  }
  return kept;
}

// Travellers fly to places that have flights, and of two such places people know the larger one, unless they know the other, too: because it
// is a capital, or because it is at home. A capital is better known than a city at home of its name.
std::int64_t Places::lead_needed(const Row& largest, const Row& other) {
  if (!largest.has_flights || other.is_capital) return kInAnyCase;
  if (other.is_at_home && !largest.is_capital && other.population >= kTown) return other.population >= kCity ? kInAnyCase : kOverTownAtHome;
  return largest.population >= kMetropolis ? kOfMetropolis : kOfPlaceWithFlights;
}

bool Places::first_is_meant(const Rows& meanings) const {
  return std::all_of(meanings.begin(), meanings.end(), [&](std::uint32_t row) {
    const Row& largest = rows_[meanings[0]];
    const Row& other = rows_[row];
    return &other == &largest || largest.population >= lead_needed(largest, other) * std::max<std::int64_t>(other.population, 1);
  });
}

// Of a text that is a name and nothing else; the most populous first.
Places::Rows Places::meanings_of(std::string_view text) const {
  if (text.size() > kLongestText || (is_upper_case(text) && with_code(text))) return {};
  const std::string name = fold_name(text).text;
  return name.empty() ? Rows{} : distinct_meanings(named(name));
}

std::vector<std::string> Places::labels_of(const Rows& rows) const {
  std::vector<std::string> labels;
  for (const std::uint32_t row : rows) {
    std::string next = label(row);
    if (std::find(labels.begin(), labels.end(), next) == labels.end()) labels.push_back(std::move(next));
    if (labels.size() == kMostLabels) break;
  }
  return labels;
}

std::vector<std::string> Places::candidates(std::string_view text) const {
  const Rows meanings = meanings_of(text);
  if (first_is_meant(meanings)) return {};
  std::vector<std::string> labels = labels_of(meanings);
  if (labels.size() < 2) labels.clear();
  return labels;
}

std::optional<TakenPlace> Places::taken_for(std::string_view text) const {
  const Rows meanings = meanings_of(text);
  if (meanings.size() < 2 || !first_is_meant(meanings)) return std::nullopt;
  std::vector<std::string> labels = labels_of(meanings);
  if (labels.size() < 2) return std::nullopt;
  return TakenPlace{std::move(labels[0]), {std::make_move_iterator(labels.begin() + 1), std::make_move_iterator(labels.end())}};
}

std::optional<Place> Places::find(std::string_view text) const {
  if (text.size() > kLongestText) return std::nullopt;
  const auto coded = with_code(text);
  if (coded && is_upper_case(text)) return place(*coded);
  const std::string name = fold_name(text).text;
  if (name.empty()) return std::nullopt;
  const Rows rows = named_in(name, words_in(name), true);
  for (const std::uint32_t row : rows) {
    if (label(row) == text) return place(row);
  }
  const Rows meanings = distinct_meanings(rows);
  if (!meanings.empty()) return first_is_meant(meanings) ? std::optional(place(meanings[0])) : std::nullopt;
  return coded ? std::optional(place(*coded)) : std::nullopt;
}

}  // namespace voygen::search
