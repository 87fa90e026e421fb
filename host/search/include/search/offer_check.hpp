// Offer check: what a plugin says is untrusted. Turns its answer into offers that may be shown, and says what was dropped or mended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "search/page_text.hpp"
#include "search/platform_caller.hpp"
#include "search/search_request.hpp"
#include "voygen/result.hpp"

namespace voygen::search {

// One platform's answer after the check: what the cache keeps and the answer is built from.
struct CheckedAnswer {
  std::vector<nlohmann::json> offers;
  int read = 0;  // offers the plugin gave, before filters and limits
  std::optional<int> available;
  std::string nothing_found_evidence;
  bool partial = false;
  std::vector<std::string> applied_filters;      // by the platform
  std::vector<std::string> filtered_by_host;     // by us, afterwards
  std::vector<std::string> unsupported_filters;  // asked for, and nobody could apply them here
  std::vector<std::string> warnings;
  std::string place;

  // Does it hold everything the platform has for the query?
  [[nodiscard]] bool exhaustive(int asked) const;
  [[nodiscard]] nlohmann::json to_json() const;
  static CheckedAnswer from_json(const nlohmann::json& json);
};

// Fails with drift when nothing is left, or when there is nothing and no proof of it.
Result<CheckedAnswer> check_answer(const nlohmann::json& answer, const PlatformFace& platform, const SearchRequest& request, std::int64_t now_ms);

}  // namespace voygen::search
