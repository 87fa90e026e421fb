#include "cpmaxx/filter_form.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim {

namespace {

using Choice = std::pair<std::string_view, std::string_view>;  // value and text

constexpr std::array<Choice, 5> kStars = {
    {{"5", "5 Stars"}, {"4", "4 Stars"}, {"3", "3 Stars"}, {"2", "2 Stars"}, {"0", "Rating Unavailable"}}};
constexpr std::array<Choice, 5> kPrices = {{{"0-99", "Less than $100"},
                                            {"100-199", "$100 - $199"},
                                            {"200-299", "$200 - $299"},
                                            {"300-399", "$300 - $399"},
                                            {"400-99999999999", "$400 and more"}}};
constexpr std::array<Choice, 4> kPrograms = {{{"SIG", "Signature Travel Network"},
                                              {"FHR", "Fine Hotels + Resorts"},
                                              {"SGP", "Signature Preferred"},
                                              {"GCD", "The Hotel Collection (THC)"}}};
constexpr std::array<Choice, 5> kCollections = {{{"Cruise Port Picks", "Cruise Port Picks"},
                                                 {"Adults Only", "Adults Only"},
                                                 {"Family Favorites", "Family Favorites"},
                                                 {"Boutique & Design", "Boutique & Design"},
                                                 {"Agent Picks", "Agent Picks"}}};
constexpr std::array<Choice, 14> kAmenities = {{{"1", "Breakfast"},
                                                {"2", "Parking"},
                                                {"3", "Wifi"},
                                                {"13", "Air Conditioning"},
                                                {"6", "Airport Shuttle"},
                                                {"12", "Business Center"},
                                                {"9", "Casino"},
                                                {"11", "Fitness Center"},
                                                {"14", "Handicapped Accessible"},
                                                {"10", "No Smoking"},
                                                {"4", "Pets Allowed"},
                                                {"8", "Restaurant"},
                                                {"7", "Spa"},
                                                {"5", "Swimming Pool"}}};

std::string box(const std::string& group, std::size_t index, const Choice& choice, bool checked, const std::string& after) {
  return "<label><input type=\"checkbox\" name=\"form_component_data[HotelEngineFilter][" + group + "][" + std::to_string(index) +
         "]\" value=\"" + sloppy_attribute(choice.first) + "\"" + (checked ? " checked" : "") + "> " + sloppy_text(choice.second) +
         after + "</label>\n";
}

template <typename Choices>
std::string boxes(const std::string& group, const Choices& choices, const std::vector<std::string>& chosen) {
  std::string text;
  for (std::size_t index = 0; index < choices.size(); ++index) {
    const bool checked = std::find(chosen.begin(), chosen.end(), choices[index].first) != chosen.end();
    text += box(group, index, choices[index], checked, "");
  }
  return text;
}

std::vector<std::string> as_texts(const std::vector<int>& numbers) {
  std::vector<std::string> texts;
  for (const int number : numbers) texts.push_back(std::to_string(number));
  return texts;
}

std::string star_boxes(const std::vector<int>& chosen) {
  std::string text;
  for (std::size_t index = 0; index < kStars.size(); ++index) {
    const auto& [value, label] = kStars[index];
    const auto checked = std::find(chosen.begin(), chosen.end(), *parse_number(value, 0, 5)) != chosen.end();
    text += box("star-rating", index, kStars[index], checked,
                " <span class=\"star-counts\" data-stars=\"" + std::string{value} + "\"></span>");
  }
  return text;
}

}  // namespace

std::string render_filter_form(const ResultFilter& filter) {
  return fill(embedded("cpmaxx/filters.html"), {{"property_name", escaped(filter.property_name)},
                                         {"stars", star_boxes(filter.stars)},
                                         {"prices", boxes("price-range", kPrices, filter.price_ranges)},
                                         {"programs", boxes("speciality-rate", kPrograms, filter.programs)},
                                         {"collections", boxes("hotel-collection", kCollections, filter.collections)}});
}

std::string filter_numbers(const SearchRun& run, const ResultFilter& filter) {
  nlohmann::json stars = {{"5", 0}, {"4", 0}, {"3", 0}, {"2", 0}, {"0", 0}};
  for (const Offer& offer : run.offers) {
    const std::string floor = std::to_string(offer.hotel->half_stars / 2);
    if (stars.contains(floor)) stars[floor] = stars[floor].get<int>() + 1;
  }
  return nlohmann::json{{"stars", stars}, {"amenities", boxes("amenity", kAmenities, as_texts(filter.amenities))}}.dump();
}

}  // namespace voygen::sim
