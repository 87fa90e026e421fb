#include "search/prompts.hpp"

#include "search/icons.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

std::string argument(const mcp::ToolCall& call, const char* name) { return call.arguments.value(name, std::string()); }

mcp::PromptResult written(std::string description, std::string text) {
  mcp::PromptResult result;
  result.description = std::move(description);
  result.messages.push_back(mcp::prompt_message("user", std::move(text)));
  return result;
}

mcp::PromptResult plan_hotel_search(const mcp::ToolCall& call) {
  const std::string destination = argument(call, "destination");
  std::string text = "Find hotels in " + destination + " for my client.\n";
  const auto known = [&](const char* name, const char* said) {
    if (const std::string value = argument(call, name); !value.empty()) text += std::string("- ") + said + ": " + value + "\n";
  };
  known("check_in", "check-in");
  known("check_out", "check-out");
  known("guests", "adults");
  known("wishes", "wishes");
  text +=
      "\nBefore you search, ask me for what is missing: both dates, the number of adults, the ages of children, and the number of rooms. Then call "
      "search_hotels once, with maxResults 20 and forceRefresh false. Show the best five as a table: name, stars, total with taxes, commission, source "
      "and how old the price is. Say which platforms failed and why; a failed platform does not mean that there are no rooms. Mark offers with low "
      "confidence. Ask me what to look at closer before you search again.";
  return written("Plan a hotel search in " + destination, std::move(text));
}

mcp::PromptResult compare_offers(const mcp::ToolCall& call) {
  const std::string search = argument(call, "search_id");
  std::string text = search.empty() ? "Compare the offers of my last hotel search" : "Compare the offers of the search " + search;
  text +=
      ". Use the offers you have; if you no longer see them, call search_continue" + (search.empty() ? std::string(" with its search id") : " with searchId \"" + search + "\"") +
      ".\n\nMake two short tables. For the traveller: total with taxes, stars, and what is included, cheapest first. For the agency: commission as amount and "
      "percent, highest first. Compare totals only on the same basis (same nights, same guests, taxes included), and leave out what has no total. Then "
      "recommend one offer for each side in one sentence, with its source platform and the age of its price, and name every doubt: low confidence, "
      "warnings, platforms that failed.";
  return written("Compare the offers of a search", std::move(text));
}

mcp::PromptResult cost_review(const mcp::ToolCall& call) {
  const std::string timeframe = argument(call, "timeframe").empty() ? "7d" : argument(call, "timeframe");
  return written("What searches cost in the last " + timeframe,
                 "Call get_cost_metrics with timeframe \"" + timeframe +
                     "\" and get_session_status. Tell me in five lines: what was spent, what the cache saved, which platform costs most per search, how many "
                     "searches failed and what they cost, and one thing to change that would save most. Use only the figures of the tools.");
}

}  // namespace

Outcome register_prompts(mcp::PromptRegistry& registry, const mcp::Completer& completer) {
  VOYGEN_DO(registry.add({"plan_hotel_search", "Plan a hotel search", "Asks for what is missing, searches once, and shows the best offers with source and age.",
                          {{"destination", "Destination", "City, airport or landmark", true},
                           {"check_in", "Check-in", "First night, YYYY-MM-DD", false},
                           {"check_out", "Check-out", "Day of departure, YYYY-MM-DD", false},
                           {"guests", "Adults", "Number of adults", false},
                           {"wishes", "Wishes", "Budget, stars, beach, anything the client said", false}},
                          plan_hotel_search, completer, icons_of("plan_hotel_search")}));
  VOYGEN_DO(registry.add({"compare_offers", "Compare offers", "Sets the offers of a search side by side, for the traveller and for the agency.",
                          {{"search_id", "Search", "Id of a search of the last hour; the last one when empty", false}},
                          compare_offers, completer, icons_of("compare_offers")}));
  return registry.add({"cost_review", "Review costs", "What searches cost, what the cache saved, and what to change.",
                       {{"timeframe", "Time frame", "24h, 7d or 30d", false}}, cost_review, completer, icons_of("cost_review")});
}

std::vector<std::string> prompt_values(const Places& places, std::string_view argument, std::string_view typed) {
  if (argument == "destination") return places.completions(typed);
  std::vector<std::string> values;
  if (argument != "timeframe") return values;
  for (const char* const timeframe : {"24h", "7d", "30d"}) {
    if (std::string_view(timeframe).starts_with(typed)) values.emplace_back(timeframe);
  }
  return values;
}

}  // namespace voygen::search
