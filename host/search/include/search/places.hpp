// Places: the cities and airports of the world that travellers ask for; the one place that knows them. It helps to type a destination and
// tells when a destination must be asked about. It is no gatekeeper: a text that is not in here may be a place all the same.
//
//   for (const std::string& label : Places::built_in().completions("sao p")) ...        // "São Paulo, Brazil", ...
//   if (const auto meant = Places::built_in().candidates("Springfield"); !meant.empty()) ask(meant);
//
// Nothing changes after construction, so any thread may ask. Where the facts come from is told in host/search/data/README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace voygen::search {

struct Place {
  std::string name, region, country;  // "Springfield", "Illinois", "United States"; the region may be unknown: ""
  std::string country_code;           // ISO 3166-1 alpha-2
  std::string region_on_label;        // "IL"; a name where the country has two places of that name; "" where the country says enough
  std::string iata;                   // of the airport, or of a city that has a code for all its airports; else ""
  std::int64_t population = 0;        // of an airport: that of the city it serves; 0 where unknown
  double latitude = 0, longitude = 0;
  bool is_airport = false;

  // "Springfield, IL, United States"; "Miami International Airport (MIA), FL, United States"; "Nice, France"
  [[nodiscard]] std::string label() const;
};

// As the crow flies, good to a few per cent.
double kilometres(const Place& a, const Place& b);

// A name of several places, by which one of them is meant.
struct TakenPlace {
  std::string label;
  std::vector<std::string> others;  // labels, most populous first; at most seven
};

class Places {
 public:
  // The table that travels in the program, read at the first call.
  static const Places& built_in();

  // Tables as host/search/data/README.md describes them. Both texts must outlive the object; lines that are none are left out.
  Places(std::string_view places, std::string_view regions);

  // Labels for what somebody is typing, best first: an airport's or city's code, then names that begin so, then names of which a word
  // begins so; the more populous first. Case, accents and punctuation do not matter, and "St." is "Saint". After a whole name the region
  // or country may follow: "springfield, i". Nothing for an empty text.
  [[nodiscard]] std::vector<std::string> completions(std::string_view typed, std::size_t most = 100) const;

  // What a text may mean when a person would have to be asked: two to eight labels, most populous first. Empty when it is clear (one place;
  // taken_for; a region, a country or a code is named) and when we do not know it.
  //
  // A name that several places have means the largest of them if that has 20 times the people of each other one, or if it has scheduled
  // flights and at least
  //   20 times the people of a capital, and of a city of 100,000 in the United States, where the agents are;
  //   10 times the people of a town of 50,000 there;
  //    5 times the people of any other, 3 times if it is a metropolis of 1,500,000.
  // A capital needs no more than this last lead over what lies in the United States. So Boston, Barcelona and Athens are not asked about;
  // Portland (Oregon has 9 times the people of Maine), Birmingham and San Jose are.
  [[nodiscard]] std::vector<std::string> candidates(std::string_view text) const;

  // What such a name is taken for. Nothing for a name that only one place has, and for all else that candidates() finds clear or unknown.
  [[nodiscard]] std::optional<TakenPlace> taken_for(std::string_view text) const;

  // The one place that a label, a code or a clear name means.
  [[nodiscard]] std::optional<Place> find(std::string_view text) const;

  // The airports around a point, nearest first, with their distance in km.
  [[nodiscard]] std::vector<std::pair<Place, double>> airports_within(double km, double latitude, double longitude) const;

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  // What the tables take on the heap, beside the two texts.
  [[nodiscard]] std::size_t heap_bytes() const;

 private:
  struct Row {
    std::uint32_t line;        // offset in places_
    std::uint32_t names;       // offset in names_
    std::uint32_t population;
    bool is_airport : 1;
    bool is_capital : 1;
    bool has_flights : 1;      // scheduled ones
    bool is_at_home : 1;       // in the agents' country
    bool name_is_shared : 1;   // with another place of the country
  };
  // A word of a name, and all that follows it.
  struct Entry {
    std::uint32_t at;          // in names_
    std::uint32_t row;
  };
  struct Code {
    std::string_view code;
    std::uint32_t row;
  };
  using Rows = std::vector<std::uint32_t>;  // indexes in rows_
  static constexpr std::size_t kLongestText = 200;  // no label comes near

  void read_places();
  void read_regions();
  void add_name(std::string_view name, std::uint32_t row);
  void find_shared_names();
  [[nodiscard]] std::pair<std::size_t, std::size_t> entries_with(std::string_view prefix) const;
  [[nodiscard]] bool begins_name(const Entry& entry) const;
  [[nodiscard]] std::string_view region_line(std::string_view country, std::string_view region) const;
  [[nodiscard]] Place place(std::uint32_t row) const;
  [[nodiscard]] std::string label(std::uint32_t row) const { return place(row).label(); }
  [[nodiscard]] std::optional<std::uint32_t> with_code(std::string_view text) const;
  [[nodiscard]] Rows named(std::string_view folded_name) const;
  [[nodiscard]] bool lies_in(std::uint32_t row, std::string_view folded_tail, bool whole) const;
  [[nodiscard]] Rows named_in(std::string_view folded_text, std::size_t longest_name, bool whole) const;
  [[nodiscard]] Rows distinct_meanings(const Rows& rows) const;
  [[nodiscard]] static std::int64_t lead_needed(const Row& largest, const Row& other);
  [[nodiscard]] bool first_is_meant(const Rows& meanings) const;
  [[nodiscard]] Rows meanings_of(std::string_view text) const;
  [[nodiscard]] std::vector<std::string> labels_of(const Rows& rows) const;

  std::string_view places_, regions_;
  std::string names_;                        // folded, each ended by '\n'; a place's own name, then its other ones
  std::vector<Row> rows_;
  std::vector<Entry> entries_;               // by text
  std::vector<Code> codes_;                  // by code; airports before cities
  std::vector<std::string_view> region_lines_;  // by text
};

}  // namespace voygen::search
