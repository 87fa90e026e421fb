#include "missing_answers.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

// The forms' names, for clients that answer later.
constexpr const char* kDates = "stay";
constexpr const char* kDestination = "place";
constexpr const char* kOrigin = "origin";

// "elicitation": {} means forms; a client may declare only links.
bool can_fill_forms(const mcp::Caller& caller) {
  if (!caller.can("elicitation")) return false;
  const json& how = caller.capabilities["elicitation"];
  return how.is_object() && (how.empty() || how.contains("form"));
}

// The filled-in form, or null when the person declined, cancelled or was not asked.
json filled_in(const mcp::ToolCall& call, const char* key) {
  const auto answer = call.inputs.find(key);
  if (answer == call.inputs.end() || answer->value("action", "") != "accept") return nullptr;
  return answer->value("content", json::object());
}

void take(json& arguments, const json& form, const char* field) {
  if (form.is_object() && form.contains(field) && form[field].is_string()) arguments[field] = form[field];
}

mcp::InputRequest form(const char* key, std::string message, json properties) {
  json required = json::array();
  for (const auto& [name, property] : properties.items()) required.push_back(name);
  return {key, "elicitation/create",
          {{"message", std::move(message)},
           {"requestedSchema", {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}}}}};
}

json date_field(const char* title) { return {{"type", "string"}, {"format", "date"}, {"title", title}}; }

// Several places of one name: nobody should pay for a search in the wrong one.
std::optional<mcp::ToolResult> ask_for_place(const mcp::ToolCall& call, json& arguments, const Places& places, const char* key, const char* field, const char* title) {
  const json chosen = filled_in(call, key);
  take(arguments, chosen, field);
  if (!arguments.contains(field)) return std::nullopt;
  const auto candidates = places.candidates(arguments[field].get<std::string>());
  if (candidates.empty()) return std::nullopt;
  const std::string question = "Which " + arguments[field].get<std::string>() + " is meant?";
  if (can_fill_forms(call.caller) && !call.inputs.contains(key)) {
    return mcp::ToolResult::ask({form(key, question, {{field, {{"type", "string"}, {"title", title}, {"enum", candidates}}}})});
  }
  std::string text = question + " Ask the traveller, then search again with one of these as \"" + field + "\":";
  for (const std::string& candidate : candidates) text += "\n- " + candidate;
  return mcp::ToolResult::failure(std::move(text));
}

// The dates a kind cannot do without, and how they are asked for.
struct Dates {
  std::vector<std::pair<const char*, const char*>> fields;  // with the title a person sees
  const char* what;                                         // "stay"
};
Dates dates_of(Kind kind) {
  switch (kind) {
    case Kind::hotels: return {{{"checkIn", "First night"}, {"checkOut", "Day of departure"}}, "stay"};
    case Kind::flights: return {{{"departureDate", "Day of the outbound flight"}}, "journey"};
    case Kind::packages: return {{{"departureDate", "First day"}, {"returnDate", "Last day"}}, "journey"};
  }
  return {};
}

std::optional<mcp::ToolResult> ask_for_dates(Kind kind, const mcp::ToolCall& call, json& arguments) {
  const Dates dates = dates_of(kind);
  const json filled = filled_in(call, kDates);
  json missing = json::object();
  for (const auto& [field, title] : dates.fields) {
    take(arguments, filled, field);
    if (!arguments.contains(field)) missing[field] = date_field(title);
  }
  if (missing.empty()) return std::nullopt;
  const std::string what = dates.what;
  if (can_fill_forms(call.caller) && !call.inputs.contains(kDates)) {
    return mcp::ToolResult::ask({form(kDates, "When is the " + what + (kind == Kind::hotels ? " in " : " to ") + arguments["destination"].get<std::string>() + "?", std::move(missing))});
  }
  std::string fields;
  for (const auto& [name, field] : missing.items()) fields += (fields.empty() ? "\"" : " and \"") + name + "\"";
  return mcp::ToolResult::failure("The dates of the " + what + " are not complete: " + fields + (missing.size() > 1 ? " are missing" : " is missing") +
                                  " (YYYY-MM-DD). Ask the traveller, then search again with " + (dates.fields.size() > 1 ? "both dates." : "the date."));
}

}  // namespace

std::optional<mcp::ToolResult> ask_for_missing(Kind kind, const mcp::ToolCall& call, json& arguments, const Places& places) {
  if (auto question = ask_for_place(call, arguments, places, kDestination, "destination", "Destination")) return question;
  if (auto question = ask_for_place(call, arguments, places, kOrigin, "origin", "Origin")) return question;
  return ask_for_dates(kind, call, arguments);
}

}  // namespace voygen::search
