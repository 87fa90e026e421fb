// The prompts a travel agent picks from the client's menu. They write out what the agent would have to type.
#pragma once

#include "mcp/prompt.hpp"
#include "search/places.hpp"

namespace voygen::search {

// plan_hotel_search, compare_offers and cost_review.
Outcome register_prompts(mcp::PromptRegistry& registry, const mcp::Completer& completer);

// What can be filled in for an argument of theirs: places for a destination, time frames.
std::vector<std::string> prompt_values(const Places& places, std::string_view argument, std::string_view typed);

}  // namespace voygen::search
