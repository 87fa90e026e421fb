// What a client can read besides calling tools: finished searches, and the page that shows hotels as cards (an MCP App).
#pragma once

#include <memory>

#include "mcp/resource.hpp"
#include "mcp/tool.hpp"
#include "search/finished_searches.hpp"

namespace voygen::search {

inline constexpr const char* kHotelCardsUri = "ui://voygen/hotel-cards";

// voygen://search/{id}{?page}: the offers of a search as JSON, a page at a time. `searches` outlives it.
std::shared_ptr<const mcp::ResourceSource> search_resources(const FinishedSearches& searches);
// ui://voygen/hotel-cards, for hosts with the MCP Apps extension.
std::shared_ptr<const mcp::ResourceSource> hotel_cards();
// The _meta of a tool whose result the cards show.
nlohmann::json shown_as_cards();

// The URI of a finished search.
std::string search_uri(std::string_view search_id);

}  // namespace voygen::search
