#include "portal/faults.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "catalogue/dice.hpp"
#include "portal/fields.hpp"

namespace voygen::sim {

namespace {

using nlohmann::json;

constexpr int kMostNumber = 100'000'000;

/// "0.25" or "1" as permille.
std::optional<int> parse_probability(const std::string& text) {
  try {
    const double value = std::stod(text);
    if (value >= 0 && value <= 1) return static_cast<int>(std::lround(value * 1000));
  } catch (const std::exception&) {
  }
  return std::nullopt;
}

std::string text_of(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

/// Fills `fault` from {"value":..,"count":..,"probability":..}, a bare value or true.
std::optional<std::string> read_fault(const std::string& name, const json& source, Fault& fault) {
  if (!source.is_object()) {
    if (!source.is_boolean()) fault.value = text_of(source);
    return std::nullopt;
  }
  for (const auto& [key, value] : source.items()) {
    if (key == "value") {
      fault.value = text_of(value);
    } else if (key == "count") {
      fault.times_left = parse_number(text_of(value), 0, kMostNumber);
      if (!fault.times_left) return "The \"count\" of fault \"" + name + "\" must be a whole number.";
    } else if (key == "probability") {
      const auto permille = parse_probability(text_of(value));
      if (!permille) return "The \"probability\" of fault \"" + name + "\" must be a number from 0 to 1.";
      fault.probability_permille = *permille;
    } else {
      return "Fault \"" + name + "\" has no \"" + key + "\"; it takes value, count and probability.";
    }
  }
  return std::nullopt;
}

}  // namespace

const KnownFaults& common_faults() {
  static const KnownFaults names = {
      {"wrong_password", "every login is refused"},
      {"login_slow", "the login takes longer (value: milliseconds, 5000)"},
      {"session_expires_after", "a login ends after that many pages (value: count, 5)"},
      {"http_500", "pages fail (value: path or start of it followed by *; the pages of the search)"},
      {"ajax_500", "AJAX requests fail"},
      {"slow", "every page takes longer (value: milliseconds, 1000)"},
      {"drop_connection", "the connection closes without an answer (value: path as for http_500, every page)"},
      {"captcha", "a challenge stands where the form should be (value: login, search or both)"},
      {"maintenance", "503 on every page"},
  };
  return names;
}

Faults::Faults(std::uint64_t seed, const KnownFaults& own) : seed_(seed), known_(common_faults()) {
  known_.insert(known_.end(), own.begin(), own.end());
}

std::optional<std::string> Faults::check_name(const std::string& name) const {
  if (name == "portal_down") return "\"portal_down\" is not a fault of a running portal: stop the portal instead.";
  std::string names;
  for (const auto& [known, about] : known_) {
    if (known == name) return std::nullopt;
    names += (names.empty() ? "" : ", ") + std::string{known};
  }
  return "Unknown fault \"" + name + "\"; known faults: " + names + ".";
}

std::int64_t Fault::number_or(std::int64_t otherwise) const {
  const auto number = parse_number(value, 0, kMostNumber);
  return number ? *number : otherwise;
}

std::optional<std::string> Faults::set(const std::string& name, Fault fault) {
  if (auto problem = check_name(name)) return problem;
  const std::lock_guard lock{mutex_};
  active_[name] = std::move(fault);
  return std::nullopt;
}

std::optional<std::string> Faults::set_from_text(std::string_view text) {
  Fault fault;
  std::string name;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const std::string key{part.substr(0, part.find('='))};
    const std::string value{part.size() > key.size() ? part.substr(key.size() + 1) : std::string_view{}};
    if (name.empty()) {
      name = key;
      fault.value = value;
    } else if (auto problem = read_fault(name, json{{key, value}}, fault)) {
      return problem;
    }
  }
  return set(name, std::move(fault));
}

std::optional<std::string> Faults::set_from_json(const std::string& text) {
  const json source = json::parse(text, nullptr, false);
  if (!source.is_object() || !source.contains("set") || !source["set"].is_object()) {
    return "Expected {\"set\": {\"<fault>\": true | value | {\"value\", \"count\", \"probability\"}}}.";
  }
  std::map<std::string, std::optional<Fault>> wanted;
  for (const auto& [name, value] : source["set"].items()) {
    if (auto problem = check_name(name)) return problem;
    const bool off = value.is_null() || (value.is_boolean() && !value.get<bool>());
    if (off) {
      wanted[name] = std::nullopt;
      continue;
    }
    Fault fault;
    if (auto problem = read_fault(name, value, fault)) return problem;
    wanted[name] = std::move(fault);
  }
  for (auto& [name, fault] : wanted) {
    if (fault) {
      set(name, std::move(*fault));
    } else {
      remove(name);
    }
  }
  return std::nullopt;
}

void Faults::remove(const std::string& name) {
  const std::lock_guard lock{mutex_};
  active_.erase(name);
}

void Faults::clear() {
  const std::lock_guard lock{mutex_};
  active_.clear();
}

std::string Faults::to_json() const {
  const std::lock_guard lock{mutex_};
  json active = json::object();
  for (const auto& [name, fault] : active_) {
    active[name] = {{"value", fault.value}, {"probability", fault.probability_permille / 1000.0}};
    active[name]["count"] = fault.times_left ? json(*fault.times_left) : json(nullptr);
  }
  json known = json::object();
  for (const auto& [name, about] : known_) known[std::string{name}] = about;
  return json{{"active", active}, {"known", known}}.dump(2);
}

std::optional<Fault> Faults::find(std::string_view name) const {
  const std::lock_guard lock{mutex_};
  const auto found = active_.find(name);
  if (found == active_.end() || found->second.times_left == 0) return std::nullopt;
  return found->second;
}

std::optional<Fault> Faults::strike(std::string_view name) {
  const std::lock_guard lock{mutex_};
  const auto found = active_.find(name);
  if (found == active_.end() || found->second.times_left == 0) return std::nullopt;
  Fault& fault = found->second;
  Dice luck{mix(seed_ ^ number_of(name), ++draws_)};
  if (!luck.chance(fault.probability_permille)) return std::nullopt;
  if (fault.times_left) --*fault.times_left;
  return fault;
}

}  // namespace voygen::sim
