#include "cpmaxx/result_pages.hpp"

#include <array>

#include "cpmaxx/cards.hpp"
#include "portal/embedded.hpp"
#include "cpmaxx/filter_form.hpp"
#include "cpmaxx/paginator.hpp"
#include "cpmaxx/search_form.hpp"
#include "cpmaxx/search_pages.hpp"
#include "portal/markup.hpp"

namespace voygen::sim {

namespace {

CardContext card_context(const Visit& visit, const SearchRun& run) { return {run.request, visit.origin, run.token}; }

/// The redesign of the fault "renamed_classes": nothing a card is found by keeps its name.
std::string redesigned(std::string html) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kRenamed = {{
      {"result rounded", "stay-tile shadow-1"},
      {"property result", "promo-tile shadow-1"},
      {"\"hotel-image lazy", "\"stay-photo lazy"},
      {"property-hotel-image", "promo-photo"},
      {"he-hotel-comparison", "stay-compare"},
      {"pricing-box", "stay-price-box"},
      {"min-rate", "stay-rate"},
      {"class=\"title\"", "class=\"stay-title\""},
      {"class=\"address\"", "class=\"stay-address\""},
      {"hotel-engine-poi", "stay-poi"},
      {"select-button", "stay-select"},
      {"class=\"results\"", "class=\"stay-list\""},
  }};
  for (const auto& [old_name, new_name] : kRenamed) {
    for (std::size_t at = html.find(old_name); at != std::string::npos; at = html.find(old_name, at + new_name.size())) {
      html.replace(at, old_name.size(), new_name);
    }
  }
  return html;
}

std::string featured_part(const Visit& visit, const SearchRun& run) {
  if (run.featured.empty()) return "";
  std::string html = "<div class=\"hotel-engine-featured overlay\">\n\t\t<h4>Featured Properties</h4>\n\t\t";
  for (const Offer& offer : run.featured) html += render_featured_card(offer, card_context(visit, run));
  return html + "</div>";
}

std::string sort_options(const std::string& selected) {
  std::string html;
  for (const auto& [value, text] : sort_orders()) {
    html += "<option value=\"" + std::string{value} + "\"" + (value == selected ? " selected" : "") + ">" + std::string{text} + "</option>";
  }
  return html;
}

std::string cards(const Visit& visit, const SearchRun& run, const std::vector<const Offer*>& offers) {
  std::string html;
  int index = 0;
  for (const Offer* offer : offers) html += render_result_card(*offer, index++, card_context(visit, run)) + "\n";
  return html;
}

std::string list_html(Site& site, const Visit& visit, const PortalSession& session, std::size_t wanted) {
  const SearchRun& run = *session.run;
  const std::vector<const Offer*> all = visible_offers(run, session.view);
  const PageOfList page = page_of_list(wanted, all.size());
  const std::vector<const Offer*> shown(all.begin() + static_cast<std::ptrdiff_t>(page.first()),
                                        all.begin() + static_cast<std::ptrdiff_t>(page.last()));
  const bool silent = site.faults.find("empty_without_text").has_value();
  std::string paginator;
  if (!silent && !site.faults.find("no_next_link")) paginator = render_paginator(page);
  std::string inside = cards(visit, run, shown);
  if (all.empty() && !silent) inside = "<p class=\"text-center no-results\">" + escaped(site.options.no_result_text) + "</p>";
  return "<div class=\"map-view hidden\"><div class=\"hotels-map\" data-map-markers=\"" + escaped(map_markers(shown)) +
         "\"></div></div>\n" + paginator + "<div class=\"results\">\n" + inside + "</div>\n" + paginator;
}

/// The part after "name:" of a path like ".../page_num:2/sort_by:x"; empty without one.
std::string path_value(const std::string& path, const std::string& name) {
  const std::size_t at = path.find("/" + name + ":");
  if (at == std::string::npos) return "";
  const std::size_t start = at + name.size() + 2;
  return path.substr(start, path.find('/', start) - start);
}

void change_sorting(Site& site, const Visit& visit, const std::string& order) {
  for (const auto& [value, text] : sort_orders()) {
    if (value != order) continue;
    site.sessions.with(visit.session, [&](PortalSession& session) { session.view.sort_by = order; });
  }
}

/// The first list comes when the suppliers have answered, later pages after a short while.
void wait_for_list(Site& site, const SearchRun& run, int page) {
  if (page > 1) {
    if (const auto delay = site.faults.strike("pages_delay")) site.pause.sleep_for(std::chrono::milliseconds{delay->number_or(10'000)});
  }
  if (site.faults.strike("spinner_forever")) site.pause.sleep_for(std::chrono::minutes{10});
  const auto now = std::chrono::steady_clock::now();
  if (now < run.list_ready) return site.pause.sleep_until(run.list_ready);
  site.delay(400);
}

Reply cut_in_half(Reply reply, const Fault& fault) {
  if (fault.value == "broken") {
    reply.ending = Ending::broken;
  } else {
    reply.body.resize(reply.body.size() / 2);
  }
  return reply;
}

std::string summary(const SearchRequest& request) {
  return escaped(request.label) + ", " + iso_day(request.stay.check_in) + " to " + iso_day(request.check_out());
}

}  // namespace

Reply show_results_page(Site& site, const Visit& visit) {
  site.delay(30);
  const PortalSession session = visit.state(site);
  if (!session.run) return redirect_reply("/HotelEngine");
  const SearchRun& run = *session.run;
  Page page;
  page.content = render_steps(2) + fill(embedded("cpmaxx/results_shell.html"),
                                        {{"summary", summary(run.request)},
                                         {"form", render_search_form(site, &run.request, "Search")},
                                         {"filters", render_filter_form(session.view.filter)},
                                         {"sort_options", sort_options(session.view.sort_by)},
                                         {"featured", featured_part(visit, run)}});
  std::string html = render_page(site, visit, std::move(page));
  return html_reply(site.faults.find("renamed_classes") ? redesigned(std::move(html)) : std::move(html));
}

Reply take_filter(Site& site, const Visit& visit) {
  ResultFilter filter = read_filter(visit.request.form);
  site.sessions.with(visit.session, [&](PortalSession& session) { session.view.filter = std::move(filter); });
  return redirect_reply(std::string{kResultsPath});
}

Reply show_list(Site& site, const Visit& visit) {
  const std::string order = path_value(visit.request.path, "sort_by");
  if (!order.empty()) change_sorting(site, visit, order);
  const PortalSession session = visit.state(site);
  if (!session.run) return redirect_reply("/HotelEngine");
  const int wanted = parse_number(path_value(visit.request.path, "page_num"), 1, 1'000'000).value_or(1);
  wait_for_list(site, *session.run, wanted);
  if (site.faults.strike("supplier_error")) {
    return html_reply("<div class=\"alert alert-danger\">" + escaped(site.options.supplier_error_text) + "</div>");
  }
  std::string html = list_html(site, visit, session, static_cast<std::size_t>(wanted));
  if (site.faults.find("renamed_classes")) html = redesigned(std::move(html));
  Reply reply = html_reply(std::move(html));
  const auto cut = site.faults.strike("half_page");
  return cut ? cut_in_half(std::move(reply), *cut) : reply;
}

Reply show_filters(Site& site, const Visit& visit) {
  const PortalSession session = visit.state(site);
  if (!session.run) return json_reply("{\"error\":\"no search\"}");
  return json_reply(filter_numbers(*session.run, session.view.filter));
}

Reply show_hotel(Site& site, const Visit& visit, const std::string& giata_id) {
  const Hotel* hotel = site.catalogue.find_hotel(giata_id);
  Page page;
  if (!hotel) {
    page.content = "<div class=\"alert alert-danger\">This hotel is no longer available.</div>";
    return html_reply(render_page(site, visit, std::move(page)), 404);
  }
  page.content = fill(embedded("cpmaxx/room_page.html"),
                      {{"name", escaped(hotel->name)}, {"address", escaped(hotel->address)}, {"giata", hotel->giata_id}});
  return html_reply(render_page(site, visit, std::move(page)));
}

}  // namespace voygen::sim
