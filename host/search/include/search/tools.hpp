// The tools a travel agent's model calls. This is where the protocol meets the product: arguments in, answers out.
#pragma once

#include <functional>
#include <string_view>

#include "browser/session_pool.hpp"
#include "budget/ledger.hpp"
#include "cache/search_cache.hpp"
#include "core/clock.hpp"
#include "mcp/tool_registry.hpp"
#include "search/finished_searches.hpp"
#include "search/places.hpp"
#include "search/search_service.hpp"

namespace voygen::search {

// What the tools work on. All of it outlives the registry's calls.
struct ToolParts {
  SearchService& service;
  browser::SessionPool& sessions;
  budget::Ledger& ledger;
  cache::SearchCache& cache;
  const core::Clock& clock;
  FinishedSearches& finished;
  std::function<void(std::string_view principal)> on_finished;  // that principal has a finished search more
  const Places& places;
};

// Adds search_hotels, search_flights and search_packages, each only when a loaded platform serves the kind, search_hotels_<platform> for each
// loaded hotel platform, search_continue, get_cost_metrics, get_session_status, cleanup_sessions and invalidate_cache.
Outcome register_tools(mcp::ToolRegistry& registry, const ToolParts& parts, std::chrono::milliseconds search_deadline);

// What a model should know before it calls any of them: the instructions of the server.
std::string instructions_for_models(const SearchService& service);

}  // namespace voygen::search
