#include "cpmaxx/search_pages.hpp"

#include <nlohmann/json.hpp>

#include "portal/embedded.hpp"
#include "cpmaxx/search_form.hpp"
#include "portal/markup.hpp"

namespace voygen::sim {

namespace {

using nlohmann::json;

constexpr std::int64_t kWaitingMs = 500;
constexpr std::int64_t kSuppliersMs = 1500;  // after the waiting page

Reply form_page(Site& site, const Visit& visit, const json& settings, const std::string& extra = "") {
  Page page;
  page.content = render_steps(1) + render_search_form(site, nullptr, "Start Search") + extra;
  page.settings = script_settings(site, settings.dump());
  return html_reply(render_page(site, visit, std::move(page)));
}

/// The same form again, hidden, behind a question; it is posted when the user insists.
Reply ask_about_duplicate(Site& site, const Visit& visit) {
  std::string form = "<form class=\"duplicate-search hidden\" method=\"POST\" action=\"/HotelEngine/index\">";
  for (const auto& [name, value] : visit.request.form.items()) {
    form += "<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">";
  }
  form += "<input type=\"hidden\" name=\"duplicate_confirmed\" value=\"1\"></form>";
  return form_page(site, visit, {{"duplicate", true}}, form);
}

std::shared_ptr<const SearchRun> run_search(Site& site, SearchRequest request) {
  auto run = std::make_shared<SearchRun>();
  run->request = std::move(request);
  run->token = random_token().substr(0, 12);
  const bool empty = site.faults.find("empty_result") || site.faults.find("empty_without_text");
  if (!empty) {
    run->offers = site.catalogue.top_picks(run->request.around, run->request.stay);
    run->featured = site.catalogue.featured(run->request.around, run->request.stay);
  }
  const auto delay = site.faults.strike("results_delay");
  const auto suppliers = delay ? std::chrono::milliseconds{delay->number_or(10'000)} : site.options.delay(kSuppliersMs);
  run->page_ready = std::chrono::steady_clock::now() + site.options.delay(kWaitingMs);
  run->list_ready = run->page_ready + suppliers;
  return run;
}

}  // namespace

std::string render_steps(int step) {
  return fill(embedded("cpmaxx/steps.html"), {{"first", step == 1 ? "active" : ""}, {"second", step == 2 ? "active" : ""}});
}

Reply show_search_form(Site& site, const Visit& visit) {
  site.delay(30);
  return form_page(site, visit, json::object());
}

Reply suggest_places(Site& site, const Visit& visit) {
  constexpr std::size_t kMost = 6;
  if (site.faults.strike("autocomplete_down")) return json_reply("{\"error\":\"unavailable\"}", 503);
  site.delay(100);
  json places = json::array();
  for (const Place* place : site.catalogue.suggest(visit.request.query.value("q"), kMost)) {
    places.push_back({{"label", place->label()},
                      {"city", place->city},
                      {"state_code", place->state_code},
                      {"country_code", place->country_code},
                      {"lat", place->lat()},
                      {"lng", place->lng()}});
  }
  return json_reply(places.dump());
}

Reply start_search(Site& site, const Visit& visit) {
  site.delay(150);
  ReadSearch read = read_search(visit.request.form, site.today(), site.options.no_pick_text);
  if (!read.request) return form_page(site, visit, {{"errors", read.problems}});
  const bool confirmed = visit.request.form.value("duplicate_confirmed") == "1";
  if (!confirmed && site.faults.strike("duplicate_search_dialog")) return ask_about_duplicate(site, visit);
  auto run = run_search(site, std::move(*read.request));
  site.sessions.with(visit.session, [&](PortalSession& session) {
    session.run = std::move(run);
    session.view = {};
  });
  site.counters.count_event("searches");
  const bool straight_on = site.options.waiting == WaitingMechanism::redirect;
  return redirect_reply(straight_on ? std::string{kResultsPath} : site.options.waiting_path);
}

Reply show_waiting_page(Site& site, const Visit& visit) {
  Page page;
  std::string poll;
  if (site.options.waiting == WaitingMechanism::meta_refresh) {
    const auto seconds = (site.options.delay(kWaitingMs).count() + 999) / 1000;
    page.head = "<meta http-equiv=\"refresh\" content=\"" + std::to_string(seconds) + ";url=" + std::string{kResultsPath} + "\">";
  } else {
    poll = "data-poll=\"" + std::string{kStatusPath} + "\"";
  }
  page.content = fill(embedded("cpmaxx/waiting.html"), {{"poll", poll}});
  return html_reply(render_page(site, visit, std::move(page)));
}

Reply search_status(Site& site, const Visit& visit) {
  const auto run = visit.state(site).run;
  const bool ready = run && std::chrono::steady_clock::now() >= run->page_ready;
  return json_reply(json{{"ready", ready}, {"redirect", kResultsPath}}.dump());
}

}  // namespace voygen::sim
