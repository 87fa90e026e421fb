#include <algorithm>

#include "core/json_schema.hpp"
#include "request_parts.hpp"
#include "search/grid_search.hpp"
#include "search_tools.hpp"
#include "voygen/money.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

// Where destination and dates stand in the arguments of the kind's tool.
constexpr const char* first_day_of(Kind kind) { return kind == Kind::hotels ? "checkIn" : "departureDate"; }
constexpr const char* last_day_of(Kind kind) { return kind == Kind::hotels ? "checkOut" : "returnDate"; }

std::string at(const char* field, std::size_t index) { return std::string(field) + "[" + std::to_string(index) + "]"; }

Kind kind_of(const json& body) {
  const std::string name = body.value("kind", std::string("hotels"));
  return *std::find_if(kKinds.begin(), kKinds.end(), [&](Kind kind) { return name_of(kind) == name; });
}

Result<std::vector<PlatformFace>> platforms_of(const json& body, Kind kind, const SearchService& service) {
  std::vector<PlatformFace> able;
  std::string known;
  for (PlatformFace& platform : service.platforms()) {
    if (!platform.serves(kind)) continue;
    known += (known.empty() ? "" : ", ") + platform.id;
    able.push_back(std::move(platform));
  }
  if (able.empty()) return {Code::unavailable, "no platform that searches " + std::string(name_of(kind)) + " is loaded", "ask the operator to look at /health"};
  if (!body.contains("platforms")) return able;
  std::vector<PlatformFace> chosen;
  const json& wanted = body["platforms"];
  for (std::size_t index = 0; index < wanted.size(); ++index) {
    const std::string id = wanted[index];
    const auto found = std::find_if(able.begin(), able.end(), [&](const PlatformFace& platform) { return platform.id == id; });
    if (found == able.end()) return refuse("\"" + at("platforms", index) + "\" is \"" + id.substr(0, 60) + "\", which does not search " + std::string(name_of(kind)) + " here", "choose from: " + known);
    const bool twice = std::any_of(chosen.begin(), chosen.end(), [&](const PlatformFace& platform) { return platform.id == id; });
    if (!twice) chosen.push_back(*found);
  }
  return chosen;
}

// Nobody can be asked back here, so a place that may be several is refused with what it may be.
Outcome refuse_ambiguous(const json& body, const Places& places) {
  const auto check = [&](const std::string& field, const std::string& text) -> Outcome {
    const auto candidates = places.candidates(text);
    if (candidates.empty()) return done();
    std::string choices;
    for (const std::string& candidate : candidates) choices += (choices.empty() ? "\"" : ", \"") + candidate + "\"";
    return refuse("\"" + field + "\" is \"" + text.substr(0, 60) + "\", which may be several places", "say one of " + choices);
  };
  for (std::size_t index = 0; index < body["destinations"].size(); ++index) VOYGEN_DO(check(at("destinations", index), body["destinations"][index]));
  const json& search = body.value("search", json::object());
  if (search.contains("origin") && search["origin"].is_string()) VOYGEN_DO(check("search.origin", search["origin"]));
  return done();
}

json arguments_of(const json& body, Kind kind, const json& destination, const json& dates) {
  json arguments = body.value("search", json::object());
  arguments["destination"] = destination;
  arguments[first_day_of(kind)] = dates["from"];
  if (dates.contains("to")) arguments[last_day_of(kind)] = dates["to"];
  return arguments;
}

// The members of "search" that the grid itself fills in.
Outcome refuse_doubled(const json& search, Kind kind) {
  for (const char* member : {"destination", first_day_of(kind), last_day_of(kind), "platforms"}) {
    if (search.contains(member)) return refuse(std::string("\"search.") + member + "\" cannot be given", "it belongs into \"destinations\", \"dates\" or \"platforms\" of the grid");
  }
  return done();
}

// All pairs of destination and dates, checked as the kind's tool checks them.
Result<std::vector<GridCell>> questions_of(const json& body, Kind kind, const GridParts& parts) {
  const core::JsonSchema tool(schema(search_task(kind) + ".input.json"));
  std::vector<GridCell> questions;
  for (std::size_t place = 0; place < body["destinations"].size(); ++place) {
    for (std::size_t stay = 0; stay < body["dates"].size(); ++stay) {
      const json& dates = body["dates"][stay];
      const json arguments = arguments_of(body, kind, body["destinations"][place], dates);
      const std::string where = at("destinations", place) + " with " + at("dates", stay);
      if (const auto wrong = tool.violations(arguments); !wrong.empty()) return refuse(where + ": " + core::explain(wrong), "correct \"search\" of the grid");
      auto request = parse_request(kind, arguments, parts.clock, parts.places);
      if (!request.ok()) return request.error().while_doing(where);
      questions.push_back({request->destination(), dates["from"], dates.value("to", std::string{}), {}, std::move(*request)});
    }
  }
  return questions;
}

}  // namespace

Result<GridPlan> plan_grid(const json& body, const GridParts& parts) {
  static const core::JsonSchema grid(schema("grid.input.json"));
  if (const auto wrong = grid.violations(body); !wrong.empty()) return refuse(core::explain(wrong), "correct the request; docs/grid-search.md has an example");
  const Kind kind = kind_of(body);
  VOYGEN_DO(refuse_doubled(body.value("search", json::object()), kind));
  VOYGEN_TRY(const auto platforms, platforms_of(body, kind, parts.service));
  const std::size_t count = body["destinations"].size() * body["dates"].size() * platforms.size();
  const std::size_t most = body.value("maxCells", std::size_t{100});
  if (count > most) {
    return refuse("the grid has " + std::to_string(count) + " cells (destinations x dates x platforms); \"maxCells\" is " + std::to_string(most),
                  "ask for fewer, or raise \"maxCells\" (at most 500)");
  }
  VOYGEN_DO(refuse_ambiguous(body, parts.places));
  VOYGEN_TRY(const auto questions, questions_of(body, kind, parts));
  GridPlan plan;
  for (const GridCell& question : questions) {
    for (const PlatformFace& platform : platforms) {
      plan.cells.push_back(question);
      plan.cells.back().platform = platform;
      plan.cells.back().request.platforms = {platform.id};
    }
  }
  const auto max_cost = micros_from_json_number(body.value("maxCost", json(1)));
  if (!max_cost) return refuse("\"maxCost\" is no amount of money", "give US dollars, e.g. 2.5");
  plan.max_cost_micros = *max_cost;
  plan.parallel = std::min(body.value("parallel", 4), parts.most_parallel);
  plan.time_limit = std::chrono::seconds(body.value("timeoutSeconds", 300));
  return plan;
}

}  // namespace voygen::search
