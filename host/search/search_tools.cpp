#include "search_tools.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

#include "missing_answers.hpp"
#include "repeated_search.hpp"
#include "request_parts.hpp"
#include "search/icons.hpp"
#include "search/resources.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

// One sink for all platforms of a search: steps must grow, and the model's user sees which platform speaks.
ProgressSink progress_sink(const mcp::ToolCall& call) {
  return [&call, mutex = std::make_shared<std::mutex>(), step = std::make_shared<int>(0)](const ProgressNote& note) {
    const std::lock_guard lock(*mutex);
    call.progress(++*step, std::nullopt, note.message);
  };
}

// Searches, and keeps the answer for search_continue and the resources of whoever asked.
mcp::ToolResult search(const ToolParts& parts, const mcp::ToolCall& call, SearchRequest request) {
  auto answer = parts.service.search(call.context, std::move(request), progress_sink(call));
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

// What the model reads before it calls.
struct Face {
  const char* title;
  const char* description;
};
Face face_of(Kind kind) {
  switch (kind) {
    case Kind::hotels:
      return {"Search hotels",
              "Searches hotels on the agency's trade portals and returns offers with price per night, stay, total with taxes, commission, source and age. "
              "Answers from the cache when it is fresh. A platform that failed is named with the reason; never treat it as \"no hotels\"."};
    case Kind::flights:
      return {"Search flights",
              "Searches flights on the agency's trade portals and returns itineraries with all segments, local times, price for all travellers, source and age. "
              "Some portals price flights only together with a hotel; such totals say so. A platform that failed is named with the reason; never treat it as "
              "\"no flights\"."};
    case Kind::packages:
      return {"Search packages",
              "Searches packages (hotel with flights, transfers or meals at one price) on the agency's trade portals and returns the total for all travellers, "
              "price per person, rooms with their difference, what is included, source and age. A platform that failed is named with the reason; never treat it "
              "as \"no packages\"."};
  }
  return {};
}

mcp::Tool search_tool(Kind kind, const ToolParts& parts, std::chrono::milliseconds deadline) {
  mcp::Tool tool;
  tool.name = search_task(kind);
  tool.title = face_of(kind).title;
  tool.description = face_of(kind).description;
  tool.input_schema = schema(tool.name + ".input.json");
  tool.output_schema = schema(tool.name + ".output.json");
  tool.annotations = {.read_only = true, .destructive = false, .idempotent = true, .open_world = true};
  tool.long_running = true;
  tool.deadline = deadline + std::chrono::seconds(2);  // the service answers by its own deadline; this one is only the safety net
  tool.icons = icons_of(tool.name);
  if (kind == Kind::hotels) tool.meta = shown_as_cards();
  tool.handler = [kind, parts](const mcp::ToolCall& call) {
    json arguments = call.arguments;
    auto understood = understand_destination(arguments, parts.places);
    if (auto question = ask_for_missing(kind, call, arguments, parts.places)) return std::move(*question);
    auto request = parse_request(kind, arguments, parts.clock, parts.places);
    if (!request.ok()) return mcp::ToolResult::failure(request.error());
    request->understood = std::move(understood);
    return search(parts, call, std::move(*request));
  };
  return tool;
}

// The same question once more: what has arrived since is in the cache, and what still runs is joined.
mcp::Tool continue_tool(const ToolParts& parts, std::chrono::milliseconds deadline) {
  mcp::Tool tool = search_tool(Kind::hotels, parts, deadline);
  tool.name = "search_continue";
  tool.title = "Continue a search";
  tool.description =
      "Goes on with a search whose answer was partial or timed out, without paying for it again: returns what has arrived since, and waits for what "
      "is still being read. Searches can be continued for an hour.";
  tool.icons = icons_of(tool.name);
  tool.input_schema = schema("search_continue.input.json");
  tool.output_schema = schema("search_continue.output.json");
  tool.handler = [parts](const mcp::ToolCall& call) {
    const std::string id = call.arguments["searchId"];
    const auto known = parts.finished.find(call.caller.principal, id);
    if (!known) return mcp::ToolResult::failure("The search \"" + id + "\" is not known, or older than an hour. Make the search again with its destination and dates.");
    SearchRequest request = known->request;
    request.force_refresh = false;
    return search(parts, call, std::move(request));
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

}  // namespace

// Portals ask back, or choose on their own, when they get a name that several places have, so they get the label of the one that is meant.
std::optional<UnderstoodName> understand_destination(json& arguments, const Places& places) {
  const std::string given = arguments.value("destination", std::string{});
  auto taken = places.taken_for(given);
  if (!taken) return std::nullopt;
  arguments["destination"] = std::move(taken->label);
  return UnderstoodName{single_spaced(given), std::move(taken->others)};
}

Outcome register_search_tools(mcp::ToolRegistry& registry, const ToolParts& parts, std::chrono::milliseconds search_deadline) {
  const auto platforms = parts.service.platforms();
  for (const Kind kind : kKinds) {
    const bool is_served = std::any_of(platforms.begin(), platforms.end(), [&](const PlatformFace& platform) { return platform.serves(kind); });
    if (!is_served && kind != Kind::hotels) continue;  // hotels are what this server is for: when no platform is loaded, the tool says so
    const mcp::Tool general = search_tool(kind, parts, search_deadline);
    VOYGEN_DO(registry.add(general));
    if (kind != Kind::hotels) continue;
    for (const PlatformFace& platform : platforms) {
      if (platform.serves(kind)) VOYGEN_DO(registry.add(platform_tool(general, platform)));
    }
  }
  return registry.add(continue_tool(parts, search_deadline));
}

}  // namespace voygen::search
