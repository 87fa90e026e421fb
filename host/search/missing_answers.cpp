#include "missing_answers.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

constexpr const char* kStay = "stay";
constexpr const char* kPlace = "place";

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
std::optional<mcp::ToolResult> ask_for_place(const mcp::ToolCall& call, json& arguments, const Places& places) {
  const json chosen = filled_in(call, kPlace);
  take(arguments, chosen, "destination");
  const auto candidates = places.candidates(arguments["destination"].get<std::string>());
  if (candidates.empty()) return std::nullopt;
  const std::string question = "Which " + arguments["destination"].get<std::string>() + " is meant?";
  if (can_fill_forms(call.caller) && !call.inputs.contains(kPlace)) {
    return mcp::ToolResult::ask({form(kPlace, question, {{"destination", {{"type", "string"}, {"title", "Destination"}, {"enum", candidates}}}})});
  }
  std::string text = question + " Ask the traveller, then search again with one of these as \"destination\":";
  for (const std::string& candidate : candidates) text += "\n- " + candidate;
  return mcp::ToolResult::failure(std::move(text));
}

std::optional<mcp::ToolResult> ask_for_stay(const mcp::ToolCall& call, json& arguments) {
  const json stay = filled_in(call, kStay);
  take(arguments, stay, "checkIn");
  take(arguments, stay, "checkOut");
  json missing = json::object();
  if (!arguments.contains("checkIn")) missing["checkIn"] = date_field("First night");
  if (!arguments.contains("checkOut")) missing["checkOut"] = date_field("Day of departure");
  if (missing.empty()) return std::nullopt;
  if (can_fill_forms(call.caller) && !call.inputs.contains(kStay)) {
    return mcp::ToolResult::ask({form(kStay, "When is the stay in " + arguments["destination"].get<std::string>() + "?", std::move(missing))});
  }
  std::string fields;
  for (const auto& [name, field] : missing.items()) fields += (fields.empty() ? "\"" : " and \"") + name + "\"";
  return mcp::ToolResult::failure("The dates of the stay are not complete: " + fields +
                                  (missing.size() > 1 ? " are missing" : " is missing") +
                                  " (YYYY-MM-DD). Ask the traveller, then search again with both dates.");
}

}  // namespace

std::optional<mcp::ToolResult> ask_for_missing(const mcp::ToolCall& call, json& arguments, const Places& places) {
  if (auto question = ask_for_place(call, arguments, places)) return question;
  return ask_for_stay(call, arguments);
}

}  // namespace voygen::search
