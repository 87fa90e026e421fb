// Names and values as a browser sends them, in their order, names may repeat. Values only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace voygen::sim {

class Fields {
 public:
  /// Parses "a=1&b=two+words%21". Broken escapes are kept as they are: a portal does not crash on them.
  static Fields parse(std::string_view encoded);

  std::optional<std::string> find(std::string_view name) const;
  /// The value, or an empty text.
  std::string value(std::string_view name) const { return find(name).value_or(""); }
  /// A whole number from `low` to `high`; anything else is `otherwise`.
  int number(std::string_view name, int low, int high, int otherwise) const;

  void add(std::string name, std::string value) { items_.emplace_back(std::move(name), std::move(value)); }
  const std::vector<std::pair<std::string, std::string>>& items() const { return items_; }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

std::string percent_decoded(std::string_view text, bool plus_is_blank);
std::string percent_encoded(std::string_view text);

/// The whole text must be a whole number from `low` to `high`.
std::optional<int> parse_number(std::string_view text, int low, int high);

}  // namespace voygen::sim
