// The parts of a card that have a notation of their own: commission, marker, photo, links, dates.
#include <algorithm>
#include <charconv>

#include "card.hpp"
#include "text.hpp"

namespace cpmaxx {

using nlohmann::json;
using voygen::Commission;
using voygen::Coordinates;
using voygen::Date;

namespace {

std::string_view skip(std::string_view text, std::string_view blanks) {
  const auto start = text.find_first_not_of(blanks);
  return start == std::string_view::npos ? std::string_view{} : text.substr(start);
}

// The number a text begins with, up to its percent sign.
std::optional<voygen::Percent> leading_percent(std::string_view text) {
  const auto end = std::min(text.find_first_not_of("0123456789."), text.size());
  const auto sign = skip(text.substr(end), " ");
  if (end == 0 || sign.empty() || sign[0] != '%') return std::nullopt;
  const auto hundredths = voygen::parse_scaled_decimal(text.substr(0, end), 2);
  if (!hundredths || *hundredths > 10'000) return std::nullopt;
  return voygen::Percent{static_cast<std::int32_t>(*hundredths)};
}

std::optional<double> degrees(const json& marker, const char* key, double limit) {
  if (!marker.contains(key)) return std::nullopt;
  const std::string text = marker[key].is_string() ? tidy(marker[key].get<std::string>()) : marker[key].dump();
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= -limit && value <= limit)) return std::nullopt;
  return value;
}

std::string decode_base64(std::string_view text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto value = kLetters.find(c == '-' ? '+' : c == '_' ? '/' : c);
    if (value == std::string_view::npos) break;
    bits = (bits << 6) | static_cast<unsigned>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((bits >> count) & 0xFF);
  }
  return out;
}

}  // namespace

CommissionReading parse_commission(std::string_view text) {
  const std::string tidied = tidy(text);
  const auto word = lowercase(tidied).find("commission");
  if (word == std::string::npos) return {};
  // The amount and its percentage follow at once; what comes later in the text is something else.
  const std::string_view rest = skip(std::string_view(tidied).substr(word + 10, 60), " :-=(");
  const auto number = rest.find_first_of("0123456789");
  const auto number_end = std::min(rest.find_first_not_of("0123456789,.", number), rest.size());
  const std::string_view amount = rest.substr(0, std::min(number_end + 4, rest.find('(')));  // with room for a currency's name
  const std::string_view tail = skip(rest.substr(number_end), " ");

  CommissionReading reading;
  Commission commission;
  commission.percent = leading_percent(rest);
  if (!commission.percent) {
    const Dollars dollars = read_dollars(amount);
    commission.amount = dollars.money;
    reading.foreign = dollars.foreign;
    reading.problem = dollars.problem;
    if (!dollars.money && dollars.problem.empty()) reading.problem = '"' + std::string(amount) + "\" holds no dollar amount";
    if (!tail.empty() && tail[0] == '(') commission.percent = leading_percent(skip(tail.substr(1), " "));
  }
  if (!reading.problem.empty()) reading.problem = "commission: " + reading.problem;
  if (commission.amount || commission.percent) reading.commission = commission;
  return reading;
}

std::optional<Coordinates> parse_marker(std::string_view attribute) {
  std::string text(attribute);
  for (int encodings = 0; encodings < 3; ++encodings) {
    const json marker = json::parse(text, nullptr, false);
    if (marker.is_object()) {
      const auto latitude = degrees(marker, "lat", 90);
      const auto longitude = degrees(marker, "lng", 180);
      if (!latitude || !longitude || (*latitude == 0 && *longitude == 0)) return std::nullopt;
      return Coordinates{*latitude, *longitude};
    }
    text = decode_entities(text);
  }
  return std::nullopt;
}

std::optional<std::string> parse_photo(std::string_view style, std::string_view base_url) {
  const std::string decoded = decode_entities(style);
  const auto start = lowercase(decoded).find("url(");
  if (start == std::string::npos) return std::nullopt;
  const auto rest = skip(std::string_view(decoded).substr(start + 4), " \"'");
  const std::string_view url = rest.substr(0, rest.find_first_of("\"')"));
  return absolute_url(url, base_url);
}

std::optional<std::string> absolute_url(std::string_view href, std::string_view base_url) {
  const std::string link = tidy(href);
  while (!base_url.empty() && base_url.back() == '/') base_url.remove_suffix(1);
  if (link.empty() || link[0] == '#') return std::nullopt;
  if (link.rfind("https://", 0) == 0 || link.rfind("http://", 0) == 0) return link;
  if (link.rfind("//", 0) == 0) return "https:" + link;
  if (link.find(':') < link.find('/')) return std::nullopt;  // javascript:, data:, mailto:
  return std::string(base_url) + (link[0] == '/' ? "" : "/") + link;
}

std::optional<Stay> stay_of_sheet(std::string_view href) {
  const auto slash = href.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const json sheet = json::parse(decode_base64(href.substr(slash + 1)), nullptr, false);
  if (!sheet.is_object()) return std::nullopt;
  const auto date = [&sheet](const char* key) {
    const auto found = sheet.find(key);
    return found != sheet.end() && found->is_string() ? Date::parse_iso(found->get<std::string>()) : std::nullopt;
  };
  const auto check_in = date("checkin");
  const auto check_out = date("checkout");
  if (!check_in || !check_out || *check_in >= *check_out) return std::nullopt;
  return Stay{*check_in, *check_out};
}

}  // namespace cpmaxx
