#include "cpmaxx/search_form.hpp"

#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim {

namespace {

constexpr int kRooms = 4;
constexpr int kChildren = 4;

std::string option(const std::string& value, const std::string& text, bool selected) {
  return "<option value=\"" + value + "\"" + (selected ? " selected" : "") + ">" + text + "</option>";
}

std::string radius_options(int selected) {
  std::string options;
  for (const int radius : {5, 10, 20, 50, 100, 200}) {
    options += option(std::to_string(radius), std::to_string(radius) + " miles", radius == selected);
  }
  return options;
}

std::string age_select(int room, int child, const Room& values) {
  const bool used = child <= static_cast<int>(values.child_ages.size());
  const int age = used ? values.child_ages[static_cast<std::size_t>(child - 1)] : 0;
  const std::string r = std::to_string(room);
  const std::string k = std::to_string(child);
  return "<span class=\"children-age" + std::string{used ? "" : " hidden"} + "\"><label for=\"hotelenginesearch-rooms-" + r +
         "-child_ages-" + k + "\">Age " + k + "</label> <select class=\"form-control\" id=\"hotelenginesearch-rooms-" + r +
         "-child_ages-" + k + "\" name=\"form_component_data[HotelEngineSearch][rooms][" + r + "][child_ages][" + k + "]\">" +
         number_options(0, 17, age, "&lt;1") + "</select></span>\n\t\t";
}

std::string room_block(int number, const Room& values, bool hidden) {
  std::string ages;
  for (int child = 1; child <= kChildren; ++child) ages += age_select(number, child, values);
  return fill(embedded("cpmaxx/room_block.html"),
              {{"r", std::to_string(number)},
               {"room_class", hidden ? "hidden" : ""},
               {"adult_options", number_options(1, 4, values.adults)},
               {"child_options", number_options(0, kChildren, static_cast<int>(values.child_ages.size()))},
               {"ages", ages}});
}

std::string room_blocks(const Stay* stay) {
  std::string blocks;
  const int shown = stay ? static_cast<int>(stay->rooms.size()) : 1;
  for (int number = 1; number <= kRooms; ++number) {
    const bool given = stay && number <= shown;
    blocks += room_block(number, given ? stay->rooms[static_cast<std::size_t>(number - 1)] : Room{}, number > shown);
  }
  return blocks;
}

}  // namespace

std::string number_options(int low, int high, int selected, const std::string& zero) {
  std::string options;
  for (int number = low; number <= high; ++number) {
    const std::string text = std::to_string(number);
    options += option(text, number == 0 ? zero : text, number == selected);
  }
  return options;
}

std::string render_search_form(const Site& site, const SearchRequest* filled, const std::string& button) {
  const std::string label = filled ? escaped(filled->label) : "";
  return fill(embedded("cpmaxx/search_form.html"),
              {{"label", label},
               {"city", label},
               {"state_code", ""},
               {"country_code", ""},
               {"lat", filled ? escaped(filled->lat) : ""},
               {"lng", filled ? escaped(filled->lng) : ""},
               {"radius_options", radius_options(filled ? filled->around.radius_miles : 20)},
               {"check_in", filled ? iso_day(filled->stay.check_in) : ""},
               {"check_out", filled ? iso_day(filled->check_out()) : ""},
               {"today", iso_day(site.today())},
               {"room_options", number_options(1, kRooms, filled ? static_cast<int>(filled->stay.rooms.size()) : 1)},
               {"rooms", room_blocks(filled ? &filled->stay : nullptr)},
               {"button", button}});
}

}  // namespace voygen::sim
