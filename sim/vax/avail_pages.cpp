#include "vax/avail_pages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "portal/embedded.hpp"
#include "portal/markup.hpp"
#include "vax/hotel_rows.hpp"
#include "vax/search_page.hpp"

namespace voygen::sim::vax {

namespace {

constexpr std::size_t kMostRuns = 12;  // searches a session remembers

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

int remember(Site& site, const Visit& visit, std::shared_ptr<const Availability> found) {
  int number = 0;
  site.sessions.with(visit.session, [&](Session& session) {
    number = ++session.searches;
    session.runs[number] = std::move(found);
    if (session.runs.size() > kMostRuns) session.runs.erase(session.runs.begin());
  });
  return number;
}

std::shared_ptr<const Availability> recall(Site& site, const Visit& visit, int number) {
  std::shared_ptr<const Availability> found;
  site.sessions.with(visit.session, [&](const Session& session) {
    if (const auto run = session.runs.find(number); run != session.runs.end()) found = run->second;
  });
  return found;
}

RowContext row_context(Site& site, const Availability& found, int search) {
  RowContext context{found, search};
  context.reordered_columns = site.faults.strike("reordered_columns").has_value();
  context.price_images = site.faults.strike("price_images").has_value();
  if (site.faults.strike("wrong_currency")) context.currency = "CA$";
  return context;
}

/// A redesign, and fields that are gone: both are changes of the text that was made.
void disfigure(Site& site, std::string& html) {
  if (site.faults.strike("renamed_classes")) {
    for (const auto& [from, to] : {std::pair{"componentContainer", "result-cell"}, std::pair{"avail-grid-table", "grid-a"},
                                   std::pair{"room-repeater-visibility", "row-head"}, std::pair{"hotel-room-col-", "rc-"},
                                   std::pair{"avail-hotel-price", "amount-b"}, std::pair{"hotel-avail-room-type-wrap", "room-a"}}) {
      replace_all(html, from, to);
    }
  }
  const auto removed = site.faults.strike("removed_fields");
  if (!removed) return;
  const std::string field = removed->value.empty() ? "price" : removed->value;
  if (field == "price") replace_all(html, "hotel-total-price", "is-hidden");
  if (field == "price") replace_all(html, "avail-hotel-price", "is-hidden");
  if (field == "price") replace_all(html, "<strong>$", "<strong>");
  if (field == "name") replace_all(html, "<h2>", "<h2 hidden>"), replace_all(html, ",695,550);\">", ",695,550);\"><i></i><!--"), replace_all(html, "</a>", "--></a>");
  if (field == "id") replace_all(html, "HotelId=", "H="), replace_all(html, "hotelid=", "h=");
  if (field == "rating") replace_all(html, "Hotel Rating", "Class"), replace_all(html, "rating_ST", "sp");
  if (field == "location") replace_all(html, "hotel-location-info", "hli");
}

std::string shown_day(Site& site, DayNumber day) {
  if (site.faults.find("wrong_dates")) ++day;
  if (!site.faults.find("date_format")) return portal_day(day);
  const std::string iso = iso_day(day);
  return iso.substr(5, 2) + "/" + iso.substr(8, 2) + "/" + iso.substr(0, 4);
}

std::string window_items(const RowContext& context, std::size_t first, std::size_t end) {
  std::string items;
  for (std::size_t index = first; index < end; ++index) items += hotel_item(context, index);
  return items;
}

/// The button that fetches the next window; nothing at the end of the list.
std::string more_button(const Site& site, const RowContext& context, std::size_t next) {
  if (next >= context.found.hotels.size()) return "";
  const std::string start = std::to_string(next + 1);
  return "<button type=\"button\" class=\"avail-show-more button\" onclick=\"$('#availWaitIndicator').show(); $.ajax({type: 'GET', "
         "url:'HotelAvail.aspx?itin=1&cmpt=H&start=" + start + "&length=" + std::to_string(site.options.window) + "&itemids=&uid=" +
         std::to_string(context.search) + "', cache: false}).done(function (html) {$('#availList').append($(html).find('#_list').html()); "
         "$('#availMore').html($(html).find('#_more').html()); $('#availWaitIndicator').hide();});\">Show More Hotels</button>";
}

std::string notice(Site& site, const Availability& found) {
  if (!found.hotels.empty()) {
    return "<p class=\"avail-count\">" + with_commas(static_cast<std::int64_t>(found.hotels.size())) + " hotels available</p>";
  }
  if (site.faults.find("empty_without_text")) return "";
  return "<div class=\"no-avail-message\"><p>" + escaped(site.options.no_availability_text) + "</p></div>";
}

std::string availability_page(Site& site, const Visit& visit, const Availability& found, int search, bool waiting) {
  const SearchRequest& request = found.request;
  const RowContext context = row_context(site, found, search);
  const std::size_t shown = waiting ? 0 : std::min<std::size_t>(found.hotels.size(), static_cast<std::size_t>(site.options.window));
  return fill(embedded("vax/avail.html"),
              {{"hidden", hidden_fields(issue_view_state(site, visit))},
               {"vendor", escaped(request.vendor->name)},
               {"destination", escaped(market_label(*request.destination))},
               {"check_in", shown_day(site, request.stay.check_in)},
               {"check_out", shown_day(site, request.stay.check_in + request.stay.nights)},
               {"travellers", std::to_string(request.travellers())},
               {"notice", waiting ? "" : notice(site, found)},
               {"hotels", window_items(context, 0, shown)},
               {"more", waiting ? "" : more_button(site, context, shown)},
               {"wait", waiting ? "" : "display:none;"}});
}

}  // namespace

Reply take_search(Site& site, const Visit& visit) {
  if (!is_issued(site, visit, visit.request.form.value("__VIEWSTATE"))) return view_state_error();
  std::vector<std::string> problems;
  const SearchRequest request = read_search(visit.request.form, site.options, site.today(), problems);
  if (!problems.empty()) return show_search_form(site, visit, problems);
  site.counters.count_event("searches");
  if (const auto slow = site.faults.strike("results_delay")) {
    site.linger(*slow, 10'000);
  } else {
    site.delay(1800);
  }
  auto found = std::make_shared<Availability>(find_availability(site.catalogue, request));
  if (site.faults.strike("empty_result") || site.faults.find("empty_without_text")) found->hotels.clear();
  const int search = remember(site, visit, found);
  const bool waiting = site.faults.strike("spinner_forever").has_value();
  std::string content = availability_page(site, visit, *found, search, waiting);
  disfigure(site, content);
  Reply reply = html_reply(render_page(visit, "Availability", content));
  if (const auto half = site.faults.strike("half_page")) {
    reply.body.resize(reply.body.size() * 6 / 10);
    if (half->value == "broken") reply.ending = Ending::broken;
  }
  return reply;
}

Reply show_window(Site& site, const Visit& visit) {
  const Fields& query = visit.request.query;
  if (const auto slow = site.faults.strike("windows_delay")) {
    site.linger(*slow, 10'000);
  } else {
    site.delay(350);
  }
  if (site.faults.strike("windows_500")) return html_reply("<h1>Internal Server Error</h1>", 500);
  const int search = query.number("uid", 1, 1'000'000, 0);
  const auto found = recall(site, visit, search);
  const int start = query.number("start", 1, 1'000'000, 0);
  const int length = query.number("length", 1, 200, 0);
  if (!found || start == 0 || length == 0 || static_cast<std::size_t>(start) > found->hotels.size()) {
    return html_reply("<html><body><p>Your session is no longer valid.</p></body></html>");
  }
  const RowContext context = row_context(site, *found, search);
  const auto first = static_cast<std::size_t>(start - 1);
  const std::size_t end = std::min(first + static_cast<std::size_t>(length), found->hotels.size());
  std::string content;
  if (query.value("itemids").empty()) {
    content = "<ul id=\"_list\">" + window_items(context, first, end) + "</ul><div id=\"_more\">" + more_button(site, context, end) + "</div>";
  } else {
    content = "<div id=\"_rep" + std::to_string(first) + "\">\r\n" + hotel_table(context, first, Rooms::all) + "\r\n</div>";
  }
  disfigure(site, content);
  return html_reply("<html><body><form id=\"aspnetForm\" method=\"post\" action=\"HotelAvail.aspx\">" + content + "</form></body></html>");
}

Reply answer_service(Site& site, const Visit& visit, const std::string& method) {
  using nlohmann::json;
  site.delay(120);
  if (site.faults.strike("markets_down")) return json_reply(json{{"Message", "There was an error processing the request."}}.dump(), 500);
  const json vendor_code = json::parse(visit.request.query.value("vendorCode"), nullptr, false);
  const Vendor* vendor = vendor_code.is_string() ? find_vendor(vendor_code.get<std::string>()) : nullptr;
  const bool known = method == "GetOriginMarkets" || method == "GetDestinationMarkets";
  if (!vendor || !known) return json_reply(json{{"Message", "Invalid web service call."}}.dump(), 500);
  json markets = json::array();
  for (const Place* place : method == "GetOriginMarkets" ? all_origins() : destinations_of(*vendor)) {
    markets.push_back({{"C", place->airport}, {"D", market_label(*place)}});
  }
  return json_reply(json{{"d", markets}}.dump());
}

}  // namespace voygen::sim::vax
