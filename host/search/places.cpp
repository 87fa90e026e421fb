#include "search/places.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_set>

#include "place_names.hpp"

namespace voygen::search {
namespace {

constexpr std::string_view kAgentsCountry = "US";  // the portals serve its agencies

enum PlaceField { kKind, kName, kAlso, kRegion, kCountry, kIata, kPopulation, kLatitude, kLongitude, kPlaceFields };
enum RegionField { kOfCountry, kRegionCode, kRegionName, kRegionAlso, kRegionFields };

template <std::size_t count>
std::optional<std::array<std::string_view, count>> split(std::string_view line) {
  std::array<std::string_view, count> fields;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t comma = line.find(',');
    if ((comma == std::string_view::npos) != (i + 1 == count)) return std::nullopt;
    fields[i] = line.substr(0, comma);
    line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
  }
  return fields;
}

template <typename Number>
Number number(std::string_view text) {
  Number value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

template <typename Use>
void for_each_part(std::string_view text, char separator, Use use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string_view line_at(std::string_view text, std::size_t at) { return text.substr(at, text.find('\n', at) - at); }

// Addresses there give the region by its postal code, and the country's region column holds it.
bool writes_codes(std::string_view country) { return country == "US" || country == "CA" || country == "AU"; }

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

// What has the smaller number comes first. The row is in the lower half.
std::uint64_t rank(bool word_only, std::uint32_t population, std::uint32_t row) {
  return std::uint64_t{word_only} << 63 | std::uint64_t{0x7FFFFFFFu - std::min(population, 0x7FFFFFFFu)} << 32 | row;
}

}  // namespace

std::string Place::label() const {
  std::string text = name;
  if (is_airport && !iata.empty()) text += " (" + iata + ")";
  if (!region_on_label.empty()) text += ", " + region_on_label;
  return country.empty() ? text : text + ", " + country;
}

const Places& Places::built_in() {
  static const struct {
    const char* name;
    const char* text;
  } files[] = {
#include "places.inc"
  };
  static const Places places(files[0].text, files[1].text);
  return places;
}

Places::Places(std::string_view places, std::string_view regions) : places_(places), regions_(regions) {
  read_regions();
  read_places();
  std::sort(entries_.begin(), entries_.end(),
            [names = std::string_view(names_)](const Entry& a, const Entry& b) { return names.substr(a.at) < names.substr(b.at); });
  std::stable_sort(codes_.begin(), codes_.end(), [this](const Code& a, const Code& b) {
    return a.code != b.code ? a.code < b.code : rows_[a.row].is_airport > rows_[b.row].is_airport;
  });
  find_shared_names();
  names_.shrink_to_fit();
  rows_.shrink_to_fit();
  entries_.shrink_to_fit();
  codes_.shrink_to_fit();
  region_lines_.shrink_to_fit();
}

void Places::read_regions() {
  for_each_part(regions_, '\n', [this](std::string_view line) {
    if (line.front() != '#' && split<kRegionFields>(line)) region_lines_.push_back(line);
  });
  std::sort(region_lines_.begin(), region_lines_.end());
}

void Places::read_places() {
  for_each_part(places_, '\n', [this](std::string_view line) {
    const auto fields = split<kPlaceFields>(line);
    if (line.front() == '#' || !fields || (*fields)[kName].empty()) return;
    const auto& f = *fields;
    const auto row = static_cast<std::uint32_t>(rows_.size());
    const auto is = [&](char kind) { return f[kKind].find(kind) != std::string_view::npos; };
    rows_.push_back({static_cast<std::uint32_t>(line.data() - places_.data()), static_cast<std::uint32_t>(names_.size()),
                     number<std::uint32_t>(f[kPopulation]), is('a'), is('c'), is('f'), f[kCountry] == kAgentsCountry, false});
    add_name(f[kName], row);
    for_each_part(f[kAlso], '|', [&](std::string_view name) { add_name(name, row); });
    if (!f[kIata].empty()) codes_.push_back({f[kIata], row});
  });
}

void Places::add_name(std::string_view name, std::uint32_t row) {
  bool word_begins = true;
  for (const char c : fold_name(name, false, true).text) {
    if (c == kApostrophe) {
      word_begins = true;
      continue;
    }
    if (word_begins && c != ' ') entries_.push_back({static_cast<std::uint32_t>(names_.size()), row});
    word_begins = c == ' ';
    names_ += c;
  }
  names_ += '\n';
}

// Places of a country with the same name need their region on the label. Equal texts are neighbours in entries_.
void Places::find_shared_names() {
  std::vector<std::pair<std::string_view, std::uint32_t>> same;  // country and row
  std::string_view name;
  const auto mark = [&] {
    std::sort(same.begin(), same.end());
    for (std::size_t i = 1; i < same.size(); ++i) {
      if (same[i].first == same[i - 1].first) rows_[same[i].second].name_is_shared = rows_[same[i - 1].second].name_is_shared = true;
    }
    same.clear();
  };
  for (const Entry& entry : entries_) {
    const Row& row = rows_[entry.row];
    if (row.is_airport || entry.at != row.names) continue;
    const std::string_view next = line_at(names_, entry.at);
    if (next != name) mark();
    name = next;
    same.emplace_back((*split<kPlaceFields>(line_at(places_, row.line)))[kCountry], entry.row);
  }
  mark();
}

std::size_t Places::heap_bytes() const {
  return names_.capacity() + rows_.capacity() * sizeof(Row) + entries_.capacity() * sizeof(Entry) + codes_.capacity() * sizeof(Code) +
         region_lines_.capacity() * sizeof(std::string_view);
}

std::pair<std::size_t, std::size_t> Places::entries_with(std::string_view prefix) const {
  const std::string_view names = names_;
  const auto first = std::partition_point(entries_.begin(), entries_.end(),
                                          [&](const Entry& e) { return names.substr(e.at, prefix.size()) < prefix; });
  const auto last = std::partition_point(first, entries_.end(), [&](const Entry& e) { return names.substr(e.at, prefix.size()) == prefix; });
  return {static_cast<std::size_t>(first - entries_.begin()), static_cast<std::size_t>(last - entries_.begin())};
}

bool Places::begins_name(const Entry& entry) const { return entry.at == 0 || names_[entry.at - 1] == '\n'; }

std::string_view Places::region_line(std::string_view country, std::string_view region) const {
  const std::string key = std::string(country) + "," + std::string(region) + ",";
  const auto line = std::lower_bound(region_lines_.begin(), region_lines_.end(), key);
  return line != region_lines_.end() && line->substr(0, key.size()) == key ? *line : std::string_view{};
}

Place Places::place(std::uint32_t index) const {
  const Row& row = rows_[index];
  const auto fields = *split<kPlaceFields>(line_at(places_, row.line));
  Place place;
  place.name = fields[kName];
  if (const auto region = split<kRegionFields>(region_line(fields[kCountry], fields[kRegion])); region && !fields[kRegion].empty()) {
    place.region = (*region)[kRegionName];
  }
  const auto country = split<kRegionFields>(region_line(fields[kCountry], ""));
  place.country = country ? (*country)[kRegionName] : fields[kCountry];
  place.country_code = fields[kCountry];
  if (writes_codes(fields[kCountry])) place.region_on_label = fields[kRegion];
  else if (row.name_is_shared) place.region_on_label = place.region;
  place.iata = fields[kIata];
  place.population = row.population;
  place.latitude = number<double>(fields[kLatitude]);
  place.longitude = number<double>(fields[kLongitude]);
  place.is_airport = row.is_airport;
  return place;
}

std::optional<std::uint32_t> Places::with_code(std::string_view text) const {
  text = trimmed(text);
  if (text.size() != 3) return std::nullopt;
  std::string code(text);
  for (char& c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  const auto found = std::lower_bound(codes_.begin(), codes_.end(), code, [](const Code& a, const std::string& b) { return a.code < b; });
  if (found == codes_.end() || found->code != code) return std::nullopt;
  return found->row;
}

// Who has this whole name, the most populous first. Airports count only where no city has it, and only by their own name.
Places::Rows Places::named(std::string_view folded_name) const {
  Rows cities;
  Rows airports;
  const auto [first, last] = entries_with(std::string(folded_name) + '\n');
  for (std::size_t i = first; i < last; ++i) {
    const Entry& entry = entries_[i];
    if (!begins_name(entry)) continue;
    if (!rows_[entry.row].is_airport) cities.push_back(entry.row);
    else if (entry.at == rows_[entry.row].names) airports.push_back(entry.row);
  }
  Rows& rows = cities.empty() ? airports : cities;
  const auto order = [this](std::uint32_t row) { return rank(false, rows_[row].population, row); };
  std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) { return order(a) < order(b); });
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

// Does the text after the name ("il united states", "fl", "mia") say where the place is? Without `whole` its last word may be unfinished.
bool Places::lies_in(std::uint32_t row, std::string_view tail, bool whole) const {
  const auto fields = *split<kPlaceFields>(line_at(places_, rows_[row].line));
  if (const std::string code = fold_name(fields[kIata]).text; !code.empty() && tail.substr(0, code.size()) == code) {
    if (tail.size() == code.size()) return true;
    if (tail[code.size()] == ' ') tail.remove_prefix(code.size() + 1);
  }
  std::vector<std::string> countries{fold_name(fields[kCountry]).text};
  if (const auto country = split<kRegionFields>(region_line(fields[kCountry], ""))) {
    countries.push_back(fold_name((*country)[kRegionName]).text);
    for_each_part((*country)[kRegionAlso], '|', [&](std::string_view name) { countries.push_back(fold_name(name).text); });
  }
  std::vector<std::string> regions;
  if (writes_codes(fields[kCountry])) regions.push_back(fold_name(fields[kRegion]).text);
  if (const auto region = split<kRegionFields>(region_line(fields[kCountry], fields[kRegion]))) {
    regions.push_back(fold_name((*region)[kRegionName]).text);
  }
  const auto says = [&](const std::string& text) { return whole ? text == tail : text.starts_with(tail); };
  return std::any_of(countries.begin(), countries.end(), says) || std::any_of(regions.begin(), regions.end(), [&](const std::string& region) {
           return says(region) || std::any_of(countries.begin(), countries.end(), [&](const std::string& c) { return says(region + " " + c); });
         });
}

// A whole name of at most so many words, and where it is: the longest name that fits.
Places::Rows Places::named_in(std::string_view text, std::size_t longest_name, bool whole) const {
  for (std::size_t words = words_in(text), end = text.size(); words > 0; --words, end = words > 0 ? text.rfind(' ', end - 1) : 0) {
    if (words > longest_name) continue;
    Rows rows = named(text.substr(0, end));
    const std::string_view tail = end < text.size() ? text.substr(end + 1) : std::string_view{};
    if (!tail.empty()) rows.erase(std::remove_if(rows.begin(), rows.end(), [&](std::uint32_t row) { return !lies_in(row, tail, whole); }), rows.end());
    if (!rows.empty()) return rows;
  }
  return {};
}

std::vector<std::string> Places::completions(std::string_view typed, std::size_t most) const {
  if (typed.size() > kLongestText || most == 0) return {};
  const FoldedName typing = fold_name(typed, true);
  if (typing.text.empty()) return {};
  const std::string whole = fold_name(typed).text;

  std::vector<std::string> labels;
  std::unordered_set<std::string> seen;
  const auto add = [&](std::uint32_t row) {
    if (labels.size() >= most) return;
    if (const auto [text, fresh] = seen.insert(label(row)); fresh) labels.push_back(*text);
  };
  if (const auto row = with_code(typed)) add(*row);

  const std::size_t comma = typed.find(',');
  if (comma != std::string_view::npos) {
    for (const std::uint32_t row : named_in(whole, words_in(fold_name(typed.substr(0, comma)).text), false)) add(row);
    if (!labels.empty()) return labels;
  }

  std::vector<std::uint64_t> found;
  const auto collect = [&](std::string_view prefix) {
    const auto [first, last] = entries_with(prefix);
    for (std::size_t i = first; i < last; ++i) found.push_back(rank(!begins_name(entries_[i]), rows_[entries_[i].row].population, entries_[i].row));
  };
  collect(whole);
  if (typing.ends_open && typing.text != whole) collect(typing.text);
  // A place is found by several of its words; eight times as many as are wanted are nearly always enough.
  std::size_t sorted = 0;
  for (std::size_t upto = std::min(found.size(), most * 8); sorted < found.size() && labels.size() < most; upto = found.size()) {
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(upto);
    const auto begin = found.begin() + static_cast<std::ptrdiff_t>(sorted);
    if (upto < found.size()) std::nth_element(begin, middle, found.end());
    std::sort(begin, middle);
    for (auto next = begin; next != middle && labels.size() < most; ++next) add(static_cast<std::uint32_t>(*next));
    sorted = upto;
  }
  if (labels.empty()) {
    for (const std::uint32_t row : named_in(whole, words_in(whole), false)) add(row);
  }
  return labels;
}

double kilometres(const Place& a, const Place& b) {
  constexpr double kRadians = 3.14159265358979 / 180;
  const double latitude = (a.latitude + b.latitude) / 2 * kRadians;
  const double turn = std::remainder(a.longitude - b.longitude, 360.0);
  return 111.2 * std::hypot(a.latitude - b.latitude, turn * std::cos(latitude));
}

std::vector<std::pair<Place, double>> Places::airports_within(double km, double latitude, double longitude) const {
  Place centre;
  centre.latitude = latitude;
  centre.longitude = longitude;
  std::vector<std::pair<Place, double>> found;
  for (std::uint32_t row = 0; row < rows_.size(); ++row) {
    if (!rows_[row].is_airport) continue;
    const auto fields = *split<kPlaceFields>(line_at(places_, rows_[row].line));
    Place there;
    there.latitude = number<double>(fields[kLatitude]);
    there.longitude = number<double>(fields[kLongitude]);
    if (const double distance = kilometres(centre, there); distance <= km) found.emplace_back(place(row), distance);
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return found;
}

}  // namespace voygen::search
