#include "found.hpp"
#include "lenient_json.hpp"

namespace generic {

using nlohmann::json;
using voygen::Code;
using voygen::Result;

namespace {

constexpr const char* kDriftCure = "the site's data seem to have changed: compare the kept page with the paths of its blob in the settings";

// Every value a path leads to: "props.pageProps.results", "hotels.0.rooms", "data.*.price". A number is an index, "*" is every element.
std::vector<const json*> follow(const json& root, std::string_view path) {
  std::vector<const json*> at{&root};
  while (!path.empty() && !at.empty()) {
    const auto dot = path.find('.');
    const std::string step(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    std::vector<const json*> next;
    for (const json* value : at) {
      if (step == "*" && value->is_structured()) {
        for (const json& element : *value) next.push_back(&element);
      } else if (value->is_object() && value->contains(step)) {
        next.push_back(&value->at(step));
      } else if (value->is_array() && !step.empty() && step.size() < 6 && step.find_first_not_of("0123456789") == std::string::npos) {
        const auto index = static_cast<std::size_t>(std::stoi(step));
        if (index < value->size()) next.push_back(&(*value)[index]);
      }
    }
    at = std::move(next);
  }
  return at;
}

void add_texts(const json& value, std::vector<std::string>& texts) {
  if (value.is_string()) texts.push_back(value.get<std::string>());
  else if (value.is_number() || value.is_boolean()) texts.push_back(value.dump());
  else if (value.is_array()) {
    for (const json& element : value) add_texts(element, texts);
  }
}

// "hotel.name|hotel.title": the first path that leads to something.
std::vector<std::string> texts_at(const json& item, std::string_view paths) {
  while (true) {
    const auto bar = paths.find('|');
    std::vector<std::string> texts;
    for (const json* value : follow(item, paths.substr(0, bar))) add_texts(*value, texts);
    if (!texts.empty() || bar == std::string_view::npos) return texts;
    paths = paths.substr(bar + 1);
  }
}

// Where a path ends to lead: "props.pageProps" of "props.pageProps.results".
std::string longest_part_that_leads(const json& root, const std::string& path) {
  for (std::string part = path; !part.empty(); part = part.substr(0, part.rfind('.') == std::string::npos ? 0 : part.rfind('.'))) {
    if (!follow(root, part).empty()) return part;
  }
  return "nothing";
}

}  // namespace

Result<std::vector<Found>> found_in_blob(std::string_view text, const Site& site, const PageFacts& page) {
  const auto data = read_lenient_json(text);
  if (!data) return {Code::drift, "the data blob of " + site.name + " is no JSON: \"" + voygen::tidy(text.substr(0, 80)) + "\"", kDriftCure};
  const std::string path = site.blob.at("items").get<std::string>();
  auto items = follow(*data, path);
  if (items.empty()) return {Code::drift, "the blob's path items \"" + path + "\" leads nowhere; \"" + longest_part_that_leads(*data, path) + "\" is as far as it goes", kDriftCure};
  if (items.size() == 1 && items[0]->is_array()) {
    const json& list = *items[0];
    items.clear();
    for (const json& item : list) items.push_back(&item);
  }
  std::vector<Found> hotels;
  for (const json* item : items) {
    Fields fields;
    for (const auto& [name, paths] : site.blob.at("fields").items()) fields[name] = texts_at(*item, paths.get<std::string>());
    if (auto found = found_in_fields(fields, "blob", site.blob.value("cents", false), site, page)) hotels.push_back(std::move(*found));
  }
  if (hotels.empty() && !items.empty()) {
    return {Code::drift, "0 of " + std::to_string(items.size()) + " items at \"" + path + "\" have a name at \"" + site.blob.at("fields").at("name").get<std::string>() + "\"", kDriftCure};
  }
  return hotels;
}

}  // namespace generic
