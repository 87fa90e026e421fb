#include "vax/search_page.hpp"

#include "portal/embedded.hpp"
#include "portal/markup.hpp"
#include "vax/control_names.hpp"

namespace voygen::sim::vax {

namespace {

constexpr int kMostRooms = 4;
constexpr int kMostAdults = 6;
constexpr int kMostChildren = 4;

std::string option(std::string_view value, std::string_view text, bool selected = false) {
  return "<option" + std::string{selected ? " selected=\"selected\"" : ""} + " value=\"" + escaped(value) + "\">" + escaped(text) + "</option>";
}

std::string numbers(int low, int high, int selected) {
  std::string options;
  for (int number = low; number <= high; ++number) options += option(std::to_string(number), std::to_string(number), number == selected);
  return options;
}

std::string select(const std::string& name, const std::string& options, const std::string& extra = "") {
  return "<select name=\"" + name + "\" id=\"" + control_id(name) + "\"" + extra + ">" + options + "</select>";
}

std::string child_fields(const std::string& room) {
  std::string html;
  for (int child = 1; child <= kMostChildren; ++child) {
    const std::string name = room + "cr$ctl0" + std::to_string(child) + "$";
    const auto input = [&](const char* field) {
      return "<input name=\"" + name + field + "\" id=\"" + control_id(name + field) + "\" type=\"text\" value=\"\" />";
    };
    html += "<div class=\"child-row is-hidden\" data-child=\"" + std::to_string(child) + "\"><label>Age</label>" + input("ChildAgeInput") +
            "<span class=\"is-hidden\">" + input("ChildDOBInput") + select(name + "DateDropDownComponentDisplay$MonthDropDown", option("", "")) +
            select(name + "DateDropDownComponentDisplay$YearDropDown", option("", "")) + "</span></div>";
  }
  return html;
}

std::string room_fields(const std::string& prefix) {
  std::string html;
  for (int room = 0; room < kMostRooms; ++room) {
    const std::string name = prefix + "passengers$pr$ctl0" + std::to_string(room) + "$pi$";
    html += "<div class=\"room-row" + std::string{room > 0 ? " is-hidden" : ""} + "\" data-room=\"" + std::to_string(room) + "\"><strong>Room " +
            std::to_string(room + 1) + "</strong> Adults " + select(name + "adults", numbers(1, kMostAdults, 2)) + " Children " +
            select(name + "children", numbers(0, kMostChildren, 0), " class=\"children-count\"") + child_fields(name) + "</div>";
  }
  return html;
}

std::string vendor_options() {
  std::string options;
  for (const Vendor& vendor : all_vendors()) options += option(vendor.code, vendor.name);
  return options;
}

std::string problem_list(const std::vector<std::string>& problems) {
  if (problems.empty()) return "";
  std::string items;
  for (const std::string& problem : problems) items += "<li>" + escaped(problem) + "</li>";
  return "<div class=\"validation-summary\" style=\"color:Red;\"><p>Please correct the following:</p><ul>" + items + "</ul></div>";
}

}  // namespace

Reply show_search_form(Site& site, const Visit& visit, const std::vector<std::string>& problems) {
  const std::string prefix = search_prefix(site.faults.strike("changed_ids").has_value());
  const std::string packages = option(kHotelOnly, "Hotel Only", true) + option(site.options.air_package, "Flight + Hotel");
  const std::string content = fill(embedded("vax/search.html"), {{"hidden", hidden_fields(issue_view_state(site, visit))},
                                                                 {"problems", problem_list(problems)},
                                                                 {"name", prefix},
                                                                 {"id", control_id(prefix)},
                                                                 {"tool", prefix.substr(0, prefix.find("SearchComponents"))},
                                                                 {"vendors", vendor_options()},
                                                                 {"packages", packages},
                                                                 {"rooms", numbers(1, kMostRooms, 1)},
                                                                 {"travellers", room_fields(prefix)}});
  return html_reply(render_page(visit, "Search", content));
}

}  // namespace voygen::sim::vax
