#include "parse.hpp"

#include "voygen/price_text.hpp"

namespace acme {
namespace {

voygen::HotelOffer parse_item(const nlohmann::json& item, const voygen::HotelQuery& query) {
  voygen::HotelOffer offer;
  offer.platform_id = item.value("id", std::string{});
  offer.name = item.value("name", std::string{});
  offer.check_in = query.check_in;
  offer.check_out = query.check_out;
  if (item.contains("address")) offer.address = item.at("address").get<std::string>();
  const std::string shown = item.value("total", std::string{});
  if (const auto total = voygen::parse_usd(shown)) {
    offer.total = voygen::Price{*total, voygen::PriceBasis::exact};
  } else {
    offer.confidence = 0.5;
    offer.warnings.push_back("the price \"" + shown + "\" cannot be read");
  }
  return offer;
}

}  // namespace

nlohmann::json list_specification(const nlohmann::json& item_selectors) {
  return {{"items", item_selectors},
          {"fields",
           {{"id", {{"from", {{{"attribute", "data-hotel-id"}}}}, {"required", true}}},
            {"name", {{"from", {{{"selector", "h2"}}}}, {"required", true}}},
            {"address", {{"from", {{{"selector", ".address"}}}}}},
            {"total", {{"from", {{{"selector", ".total"}}}}}}}}};
}

nlohmann::json empty_note_specification() {
  return {{"items", {"#results .empty"}}, {"fields", {{"note", {{"from", {nlohmann::json::object()}}, {"required", true}}}}}};
}

voygen::Result<voygen::HotelAnswer> parse_list(const nlohmann::json& list, const nlohmann::json& empty, const voygen::HotelQuery& query) {
  voygen::HotelAnswer answer;
  for (const auto& item : list.at("items")) {
    auto offer = parse_item(item, query);
    if (query.accepts(offer)) answer.offers.push_back(std::move(offer));
    if (static_cast<int>(answer.offers.size()) == query.max_results) break;
  }
  if (!list.at("items").empty()) {
    answer.applied_filters = {"priceRange", "starRating"};
    return answer;
  }
  if (empty.at("items").empty()) return {voygen::Code::drift, "the results page shows neither hotels nor a note that there are none", "compare the page with the selectors in parse.cpp"};
  answer.nothing_found_evidence = empty.at("items").at(0).at("note").get<std::string>();
  return answer;
}

}  // namespace acme
