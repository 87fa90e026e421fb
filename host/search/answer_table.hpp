// The table of offers in an answer's text: one row an offer, the columns that matter for the kind. Whatever a page says stays in its cell.
#pragma once

#include <cstddef>
#include <string>

#include <nlohmann/json.hpp>

#include "search/kind.hpp"

namespace voygen::search {

std::string table_head(Kind kind);
std::string table_row(Kind kind, const nlohmann::json& offer, std::size_t number);
// What the columns mean.
std::string table_legend(Kind kind);

}  // namespace voygen::search
