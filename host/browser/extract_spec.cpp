// Checks an extract specification before it goes into a page, so that a typing error in one is named instead of matching nothing.
#include <array>
#include <string_view>

#include "operation.hpp"

namespace voygen::browser {
namespace {

using nlohmann::json;

Error bad(const std::string& place, const std::string& what) {
  return {Code::invalid_argument, "extract specification, " + place + ": " + what, "see docs/page-operations.md#extract"};
}

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& allowed, std::string_view text) {
  for (const std::string_view entry : allowed) {
    if (entry == text) return true;
  }
  return false;
}

constexpr std::array<std::string_view, 3> kSpecMembers{"items", "within", "fields"};
constexpr std::array<std::string_view, 6> kFieldMembers{"from", "pattern", "type", "decode", "all", "required"};
constexpr std::array<std::string_view, 4> kSourceMembers{"selector", "attribute", "own_text", "html"};
constexpr std::array<std::string_view, 6> kTypes{"text", "integer", "decimal", "boolean", "json", "present"};

template <std::size_t Size>
Outcome check_members(const json& object, const std::string& place, const std::array<std::string_view, Size>& allowed) {
  if (!object.is_object()) return bad(place, "must be an object");
  for (const auto& [member, value] : object.items()) {
    if (!is_one_of(allowed, member)) return bad(place, "knows no \"" + member + "\"");
  }
  return done();
}

Outcome check_source(const json& source, const std::string& place) {
  VOYGEN_DO(check_members(source, place, kSourceMembers));
  int ways = 0;
  for (const auto& [member, value] : source.items()) {
    const bool is_text = member == "selector" || member == "attribute";
    if (is_text && (!value.is_string() || value.get_ref<const std::string&>().empty())) return bad(place, "\"" + member + "\" must be a string that is not empty");
    if (!is_text && !value.is_boolean()) return bad(place, "\"" + member + "\" must be true or false");
    if (member != "selector" && value != json(false)) ++ways;
  }
  if (ways > 1) return bad(place, "only one of \"attribute\", \"own_text\" and \"html\" can be asked for");
  return done();
}

Outcome check_field(const json& field, const std::string& place) {
  VOYGEN_DO(check_members(field, place, kFieldMembers));
  const auto from = field.find("from");
  if (from == field.end() || !from->is_array() || from->empty()) return bad(place, "\"from\" must be a list of sources that is not empty");
  for (std::size_t i = 0; i < from->size(); ++i) VOYGEN_DO(check_source((*from)[i], place + ", source " + std::to_string(i + 1)));
  if (field.contains("pattern") && !field["pattern"].is_string()) return bad(place, "\"pattern\" must be a string");
  if (field.contains("type") && (!field["type"].is_string() || !is_one_of(kTypes, field["type"].get_ref<const std::string&>()))) {
    return bad(place, "\"type\" must be one of text, integer, decimal, boolean, json, present");
  }
  if (field.contains("decode") && field["decode"] != "entities") return bad(place, "\"decode\" can only be \"entities\"");
  for (const char* flag : {"all", "required"}) {
    if (field.contains(flag) && !field[flag].is_boolean()) return bad(place, "\"" + std::string(flag) + "\" must be true or false");
  }
  return done();
}

}  // namespace

Outcome check_extract_spec(const json& spec) {
  VOYGEN_DO(check_members(spec, "top", kSpecMembers));
  const auto items = spec.find("items");
  if (items == spec.end() || !items->is_array() || items->empty()) return bad("top", "\"items\" must be a list of selectors that is not empty");
  for (const json& selector : *items) {
    if (!selector.is_string() || selector.get_ref<const std::string&>().empty()) return bad("top", "\"items\" must be a list of selectors");
  }
  if (spec.contains("within") && !spec["within"].is_string()) return bad("top", "\"within\" must be a selector");
  const auto fields = spec.find("fields");
  if (fields == spec.end() || !fields->is_object()) return bad("top", "\"fields\" must be an object");
  for (const auto& [name, field] : fields->items()) VOYGEN_DO(check_field(field, "field \"" + name + "\""));
  return done();
}

}  // namespace voygen::browser
