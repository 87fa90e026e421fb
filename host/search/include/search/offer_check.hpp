// Offer check: what a plugin says is untrusted. Turns its answer into offers that may be shown, and says what was dropped or mended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "search/platform_caller.hpp"
#include "voygen/query.hpp"
#include "voygen/result.hpp"

namespace voygen::search {

// One platform's answer after the check: what the cache keeps and the answer is built from.
struct CheckedAnswer {
  std::vector<nlohmann::json> offers;
  std::optional<int> available;
  std::string nothing_found_evidence;
  bool partial = false;
  std::vector<std::string> applied_filters;
  std::vector<std::string> warnings;
  std::string place;

  // Does it hold everything the platform has for the query?
  [[nodiscard]] bool exhaustive(int asked) const;
  [[nodiscard]] nlohmann::json to_json() const;
  static CheckedAnswer from_json(const nlohmann::json& json);
};

// Fails with drift when nothing is left, or when there is nothing and no proof of it.
Result<CheckedAnswer> check_hotel_answer(const nlohmann::json& answer, const PlatformFace& platform, const HotelQuery& query, std::int64_t now_ms);

// Page text as it may be shown: one line, no control, zero-width or direction-changing characters, at most `longest` bytes.
std::string harmless_text(std::string_view text, std::size_t longest);

}  // namespace voygen::search
