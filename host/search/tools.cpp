#include "search/tools.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "missing_answers.hpp"
#include "repeated_search.hpp"
#include "search/icons.hpp"
#include "search/resources.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

json schema(const std::string& name) {
  static const std::map<std::string, std::string> texts = {
#include "schemas.inc"
  };
  return json::parse(texts.at(name));
}

// One sink for all platforms of a search: steps must grow, and the model's user sees which platform speaks.
ProgressSink progress_sink(const mcp::ToolCall& call) {
  return [&call, mutex = std::make_shared<std::mutex>(), step = std::make_shared<int>(0)](const ProgressNote& note) {
    const std::lock_guard lock(*mutex);
    call.progress(++*step, std::nullopt, note.message);
  };
}

// Portals ask back, or choose on their own, when they get a name that several places have, so they get the label of the one that is meant.
std::optional<UnderstoodName> understand_destination(json& arguments, const Places& places) {
  const std::string given = arguments.value("destination", std::string{});
  auto taken = places.taken_for(given);
  if (!taken) return std::nullopt;
  arguments["destination"] = std::move(taken->label);
  return UnderstoodName{single_spaced(given), std::move(taken->others)};
}

// Searches, and keeps the answer for search_continue and the resources of whoever asked.
mcp::ToolResult search_hotels(const ToolParts& parts, const mcp::ToolCall& call, HotelRequest request) {
  auto answer = parts.service.search_hotels(call.context, std::move(request), progress_sink(call));
  if (!answer.ok()) return mcp::ToolResult::failure(answer.error());
  std::string text = text_content(*answer);
  const bool failed = answer->failed();
  json content = structured_content(*answer);
  const auto kept = parts.finished.keep(call.caller.principal, std::move(*answer));
  parts.on_finished(call.caller.principal);
  if (failed) return mcp::ToolResult::failure(std::move(text));
  mcp::ToolResult result = mcp::ToolResult::answer(content, std::move(text));
  result.meta = {{"cost", content["cost"]}};
  result.repeatable = repeated_search(kept, parts.ledger, parts.clock);
  return result;
}

mcp::Tool search_tool(const ToolParts& parts, std::chrono::milliseconds deadline) {
  mcp::Tool tool;
  tool.name = "search_hotels";
  tool.title = "Search hotels";
  tool.description =
      "Searches hotels on the agency's trade portals and returns offers with price per night, stay, total with taxes, commission, source and age. "
      "Answers from the cache when it is fresh. A platform that failed is named with the reason; never treat it as \"no hotels\".";
  tool.input_schema = schema("search_hotels.input.json");
  tool.output_schema = schema("search_hotels.output.json");
  tool.annotations = {.read_only = true, .destructive = false, .idempotent = true, .open_world = true};
  tool.long_running = true;
  tool.deadline = deadline + std::chrono::seconds(2);  // the service answers by its own deadline; this one is only the safety net
  tool.icons = icons_of(tool.name);
  tool.meta = shown_as_cards();
  tool.handler = [parts](const mcp::ToolCall& call) {
    json arguments = call.arguments;
    auto understood = understand_destination(arguments, parts.places);
    if (auto question = ask_for_missing(call, arguments, parts.places)) return std::move(*question);
    auto request = parse_hotel_request(arguments, parts.clock);
    if (!request.ok()) return mcp::ToolResult::failure(request.error());
    request->understood = std::move(understood);
    return search_hotels(parts, call, std::move(*request));
  };
  return tool;
}

// The same question once more: what has arrived since is in the cache, and what still runs is joined.
mcp::Tool continue_tool(const mcp::Tool& general, const ToolParts& parts) {
  mcp::Tool tool = general;
  tool.name = "search_continue";
  tool.title = "Continue a search";
  tool.description =
      "Goes on with a search whose answer was partial or timed out, without paying for it again: returns what has arrived since, and waits for what "
      "is still being read. Searches can be continued for an hour.";
  tool.icons = icons_of(tool.name);
  tool.input_schema = schema("search_continue.input.json");
  tool.handler = [parts](const mcp::ToolCall& call) {
    const std::string id = call.arguments["searchId"];
    const auto known = parts.finished.find(call.caller.principal, id);
    if (!known) return mcp::ToolResult::failure("The search \"" + id + "\" is not known, or older than an hour. Call search_hotels with its destination and dates again.");
    HotelRequest request = known->request;
    request.force_refresh = false;
    return search_hotels(parts, call, std::move(request));
  };
  return tool;
}

// The same search on one platform.
mcp::Tool platform_tool(const mcp::Tool& general, const PlatformFace& platform) {
  mcp::Tool tool = general;
  tool.name = "search_hotels_" + platform.id;
  tool.title = "Search hotels on " + platform.name;
  tool.description = "Searches hotels on " + platform.name + " only. " + general.description;
  tool.input_schema["properties"].erase("platforms");
  tool.handler = [search = general.handler, id = platform.id](const mcp::ToolCall& call) {
    json arguments = call.arguments;
    arguments["platforms"] = {id};
    return search(mcp::ToolCall{call.context, arguments, call.caller, call.inputs, call.state, call.channel});
  };
  return tool;
}

// Integers summed first; decimal numbers only for showing.
json figures(const store::CostSummary& sum) {
  return {{"searches", sum.searches},   {"servedFromCache", sum.served_from_cache}, {"sessionsCreated", sum.sessions_created},
          {"failed", sum.failed},       {"results", sum.results},                   {"bytesReceived", sum.bytes_received},
          {"durationMs", sum.duration_ms}, {"cost", to_json_number(sum.cost_micros)}, {"shadowCost", to_json_number(sum.shadow_cost_micros)}};
}

void add(store::CostSummary& total, const store::CostSummary& part) {
  total.searches += part.searches;
  total.served_from_cache += part.served_from_cache;
  total.sessions_created += part.sessions_created;
  total.failed += part.failed;
  total.results += part.results;
  total.bytes_received += part.bytes_received;
  total.duration_ms += part.duration_ms;
  total.cost_micros += part.cost_micros;
  total.shadow_cost_micros += part.shadow_cost_micros;
}

std::chrono::hours timeframe_of(const std::string& text) {
  if (text == "1h") return std::chrono::hours(1);
  if (text == "7d") return std::chrono::hours(24 * 7);
  if (text == "30d") return std::chrono::hours(24 * 30);
  return std::chrono::hours(24);
}

mcp::ToolResult cost_metrics(const ToolParts& parts, const json& arguments) {
  const std::string timeframe = arguments.value("timeframe", std::string("24h"));
  const std::int64_t now = parts.clock.now_ms();
  const std::int64_t from = now - std::chrono::milliseconds(timeframe_of(timeframe)).count();
  const auto sums = parts.ledger.summarize(from, now + 1);
  if (!sums.ok()) return mcp::ToolResult::failure(sums.error());
  store::CostSummary total;
  json platforms = json::array();
  std::string rows;
  for (const auto& sum : *sums) {
    add(total, sum);
    json entry = figures(sum);
    entry["platform"] = sum.platform;
    platforms.push_back(std::move(entry));
    rows += "| " + sum.platform + " | " + std::to_string(sum.searches) + " | " + std::to_string(sum.served_from_cache) + " | " +
            std::to_string(sum.failed) + " | $" + decimal_text(sum.cost_micros) + " | $" + decimal_text(sum.shadow_cost_micros) + " |\n";
  }
  const auto unsaved = static_cast<std::int64_t>(parts.ledger.unsaved());
  std::string text = std::to_string(total.searches) + " platform searches in the last " + timeframe + ", " + std::to_string(total.served_from_cache) +
                     " from the cache. Spent $" + decimal_text(total.cost_micros) + "; the same work on the paid provider would have cost $" +
                     decimal_text(total.shadow_cost_micros) + ".\n";
  if (!rows.empty()) text += "\n| platform | searches | from cache | failed | spent | paid provider |\n|---|---|---|---|---|---|\n" + rows;
  if (unsaved > 0) text += "\n" + std::to_string(unsaved) + " rows are not on disk yet; the database refuses them.\n";
  return mcp::ToolResult::answer({{"timeframe", timeframe},
                                  {"from", core::iso_time(from)},
                                  {"to", core::iso_time(now)},
                                  {"currency", "USD"},
                                  {"totals", figures(total)},
                                  {"platforms", platforms},
                                  {"unsavedRows", unsaved}},
                                 std::move(text));
}

mcp::Tool make_tool(const char* name, const char* title, const char* description, mcp::ToolAnnotations annotations, mcp::ToolHandler handler) {
  mcp::Tool tool;
  tool.name = name;
  tool.title = title;
  tool.description = description;
  tool.input_schema = schema(std::string(name) + ".input.json");
  tool.output_schema = schema(std::string(name) + ".output.json");
  tool.annotations = annotations;
  tool.icons = icons_of(tool.name);
  tool.handler = std::move(handler);
  return tool;
}

json session_json(const browser::SessionStatus& session) {
  const auto seconds = [](std::chrono::milliseconds time) { return std::chrono::duration_cast<std::chrono::seconds>(time).count(); };
  return {{"sessionId", session.id},
          {"platform", session.platform},
          {"status", session.is_healthy ? browser::name_of(session.state) : "unhealthy"},
          {"signedIn", session.signed_in},
          {"usageCount", session.uses},
          {"ageSeconds", seconds(session.age)},
          {"idleSeconds", seconds(session.since_last_use)}};
}

int count_active(const std::vector<browser::SessionStatus>& sessions) {
  return static_cast<int>(std::count_if(sessions.begin(), sessions.end(), [](const auto& session) { return session.state == browser::SessionStatus::State::active; }));
}

mcp::ToolResult session_status(const ToolParts& parts, const json& arguments) {
  const std::string only = arguments.value("platform", std::string{});
  std::vector<browser::SessionStatus> shown = parts.sessions.status();
  if (!only.empty()) std::erase_if(shown, [&](const auto& session) { return session.platform != only; });
  json sessions = json::array();
  std::string rows;
  for (const auto& session : shown) {
    sessions.push_back(session_json(session));
    rows += "| " + session.id + " | " + session.platform + " | " + sessions.back()["status"].get<std::string>() + " | " +
            (session.signed_in ? "yes" : "no") + " | " + std::to_string(session.uses) + " |\n";
  }
  const int active = count_active(shown);
  std::string text = std::to_string(shown.size()) + " browsers are open, " + std::to_string(active) + " of them at work.\n";
  if (!rows.empty()) text += "\n| session | platform | status | signed in | used |\n|---|---|---|---|---|\n" + rows;
  return mcp::ToolResult::answer({{"sessions", sessions}, {"open", shown.size()}, {"active", active}}, std::move(text));
}

mcp::ToolResult cleanup_sessions(const ToolParts& parts, const json& arguments) {
  const auto platform = arguments.contains("platform") ? std::optional(arguments["platform"].get<std::string>()) : std::nullopt;
  const int closed = parts.sessions.close_idle(platform);
  const int active = count_active(parts.sessions.status());
  return mcp::ToolResult::answer({{"closed", closed}, {"stillActive", active}},
                                 std::to_string(closed) + " idle browsers closed; " + std::to_string(active) + " are at work and were left alone.");
}

mcp::ToolResult invalidate_cache(const ToolParts& parts, json arguments) {
  const auto understood = understand_destination(arguments, parts.places);
  const std::string destination = arguments.value("destination", std::string{});
  const auto removed = parts.cache.invalidate(arguments.value("platform", std::string{}), canonical_destination(destination));
  if (!removed.ok()) return mcp::ToolResult::failure(removed.error());
  return mcp::ToolResult::answer({{"removed", *removed}}, std::to_string(*removed) + " cached answers" + (understood ? " for " + destination : "") +
                                                              " were forgotten; the next search of that kind is live.");
}

}  // namespace

Outcome register_tools(mcp::ToolRegistry& registry, const ToolParts& parts, std::chrono::milliseconds search_deadline) {
  const mcp::Tool general = search_tool(parts, search_deadline);
  VOYGEN_DO(registry.add(general));
  for (const PlatformFace& platform : parts.service.platforms()) {
    if (platform.serves("hotels")) VOYGEN_DO(registry.add(platform_tool(general, platform)));
  }
  VOYGEN_DO(registry.add(continue_tool(general, parts)));
  constexpr mcp::ToolAnnotations kReading{.read_only = true, .destructive = false, .idempotent = true, .open_world = false};
  constexpr mcp::ToolAnnotations kForgetting{.read_only = false, .destructive = false, .idempotent = true, .open_world = false};
  VOYGEN_DO(registry.add(make_tool("get_cost_metrics", "Cost metrics", "What searches cost in a time frame, per platform, and what the cache saved.", kReading,
                                   [parts](const mcp::ToolCall& call) { return cost_metrics(parts, call.arguments); })));
  VOYGEN_DO(registry.add(make_tool("get_session_status", "Browser sessions", "The browsers that are open: platform, state, signed in, age.", kReading,
                                   [parts](const mcp::ToolCall& call) { return session_status(parts, call.arguments); })));
  VOYGEN_DO(registry.add(make_tool("cleanup_sessions", "Close idle browsers", "Closes browsers that nobody is using. Searches under way are left alone.", kForgetting,
                                   [parts](const mcp::ToolCall& call) { return cleanup_sessions(parts, call.arguments); })));
  VOYGEN_DO(registry.add(make_tool("invalidate_cache", "Forget cached answers",
                                   "Forgets cached search answers, all or those of a platform or destination, so that the next search is live.", kForgetting,
                                   [parts](const mcp::ToolCall& call) { return invalidate_cache(parts, call.arguments); })));
  return done();
}

std::string instructions_for_models(const SearchService& service) {
  std::string platforms;
  for (const PlatformFace& platform : service.platforms()) platforms += " " + platform.id + " (" + platform.name + ")";
  return
      "voygen searches travel trade portals through a real browser, for travel agents.\n"
      "Which tool: search_hotels asks all hotel platforms and compares them; search_hotels_<platform> asks one, when the agent names it. Platforms:" + platforms + ".\n"
      "Before searching: know the destination, both dates, the number of adults, the ages of children and the rooms; ask for what is missing.\n"
      "Cost: every live search costs browser time. Make one search instead of several and leave forceRefresh false: fresh answers come from the cache for "
      "nothing. Refresh only when the traveller needs prices of this minute. get_cost_metrics tells what was spent.\n"
      "Partial answers: a search answers in time with what it has; call search_continue with its search id for the rest.\n"
      "Places: a destination that several places could be is asked back. When an answer says what a name was taken for, tell the agent.\n"
      "Quality: tell the source platform and the age of every price. Point out low confidence and warnings. A platform that failed is not \"no "
      "availability\": say so and follow its next step. Never fill in a value that is \"-\".\n"
      "Money: per night may be rounded by the portal, stay is exact before taxes, total includes taxes and fees; commission is the agency's earning and not "
      "for the traveller's eyes unless the agent wants that.";
}

}  // namespace voygen::search
