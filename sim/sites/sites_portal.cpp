#include "sites/sites_portal.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "portal/portal_server.hpp"
#include "portal/truth.hpp"
#include "sites/site_pages.hpp"

namespace voygen::sim {

namespace {

using nlohmann::json;

const KnownFaults& sites_faults() {
  static const KnownFaults names = {
      {"empty_result", "no hotel is found"},
      {"empty_without_text", "no hotel is found, and the page does not say so"},
      {"results_delay", "the list takes that long (value: milliseconds, 10000)"},
      {"half_page", "the page is cut in the middle"},
      {"renamed_classes", "the site was redesigned: class names of cards differ"},
      {"prices_as_images", "cards show pictures instead of prices"},
      {"sign_in_wall", "a login page instead of results"},
  };
  return names;
}

/// "2027-02-01" or "01.02.2027".
std::optional<DayNumber> read_day(const std::string& text) {
  if (text.size() == 10 && text[2] == '.' && text[5] == '.') return parse_iso_day(text.substr(6, 4) + "-" + text.substr(3, 2) + "-" + text.substr(0, 2));
  return parse_iso_day(text);
}

}  // namespace

class SitesPortal::Router final : public PortalPages {
 public:
  explicit Router(const SitesOptions& options) : base_(options, sites_faults()), assets_(options.seed) { server_ = std::make_unique<PortalServer>(base_, assets_, *this); }

  const PortalServer& server() const { return *server_; }

  Reply answer(const Request& request, const std::string& origin) override {
    const auto slash = request.path.find('/', 1);
    const TravelSite* site = find_travel_site(request.path.substr(1, slash == std::string::npos ? slash : slash - 1));
    if (!site) return html_reply("<h1>Not Found</h1>", 404);
    const std::string page = slash == std::string::npos ? "/" : request.path.substr(slash);
    if (page == "/" || page.empty()) return html_reply(form_page(*site));
    if (page.rfind("/hotel/", 0) == 0) return html_reply("<h1>" + page.substr(7) + "</h1>");
    if (page != "/search" && page != "/cards") return html_reply("<h1>Not Found</h1>", 404);
    if (base_.challenges("search") || site->writing == Writing::challenge) return html_reply(challenge_page(*site), 403);
    if (base_.faults.strike("sign_in_wall") || site->writing == Writing::sign_in_wall) return html_reply(wall_page(*site));
    return answer_search(*site, request, origin, page == "/cards");
  }

  std::optional<Reply> answer_truth(std::string_view what, const Request& request, const std::string& origin) override {
    if (what == "sites") {
      json sites = json::array();
      for (const TravelSite& site : all_travel_sites()) sites.push_back({{"id", site.id}, {"title", site.title}, {"language", site.language}, {"currency", site.currency}});
      return json_reply(json{{"sites", sites}}.dump());
    }
    if (what != "catalogue/search") return std::nullopt;
    const TravelSite* site = find_travel_site(request.query.value("site"));
    if (!site) return truth_refusal("\"site\" is none of /__sim/sites.", 404);
    Reply problem;
    const auto query = read_truth_query(base_, request, problem);
    if (!query) return problem;
    return json_reply(truth_of(*site, *query, origin).dump());
  }

  int expire_sessions() override { return 0; }
  std::size_t sessions() const override { return 0; }
  bool is_ajax(const Request& request) const override { return request.ajax || (request.path.size() > 6 && request.path.compare(request.path.size() - 6, 6, "/cards") == 0); }
  std::string usual_failing_paths() const override { return "*"; }
  std::string maintenance_page() const override { return "<html><head><title>Maintenance</title></head><body><p>This site is down for scheduled maintenance.</p></body></html>"; }

 private:
  Reply answer_search(const TravelSite& site, const Request& request, const std::string& origin, bool cards_only) {
    const auto value = [&](const char* name, const char* german) { return request.query.find(name) ? request.query.value(name) : request.query.value(german); };
    const Place* place = base_.catalogue.find_place(value("q", "q"));
    const auto check_in = read_day(value("in", "anreise"));
    const auto check_out = read_day(value("out", "abreise"));
    if (!place || !check_in || !check_out || *check_out <= *check_in || base_.faults.strike("empty_result")) return html_reply(empty_page(site, true));
    if (base_.faults.strike("empty_without_text")) return html_reply(empty_page(site, false));
    if (const auto late = base_.faults.strike("results_delay")) base_.linger(*late, 10'000);
    if (site.writing == Writing::lazy_cards && cards_only) base_.delay(800);
    Stay stay{*check_in, *check_out - *check_in, {Room{request.query.number("adults", 1, 8, request.query.number("gaeste", 1, 8, 2)), {}}}};
    Shown shown{site, offers_of(site, base_.catalogue, *place, stay), stay, place->label(), place->id(), origin, query_of(request)};
    shown.found = shown.offers.size();
    shown.page = static_cast<std::size_t>(request.query.number("page", 1, 1000, 1));
    shown.pages = (shown.found + site.page_size - 1) / site.page_size;
    const std::size_t first = std::min((shown.page - 1) * site.page_size, shown.found);
    const std::size_t last = std::min(first + site.page_size, shown.found);
    shown.offers = std::vector<SiteOffer>(shown.offers.begin() + static_cast<std::ptrdiff_t>(first), shown.offers.begin() + static_cast<std::ptrdiff_t>(last));
    shown.renamed = base_.faults.find("renamed_classes").has_value();
    shown.pictured = base_.faults.find("prices_as_images").has_value();
    if (shown.offers.empty()) return html_reply(empty_page(site, true));
    std::string html = cards_only ? cards_of(shown) : results_page(shown);
    if (base_.faults.strike("half_page")) html.resize(html.size() / 2);
    return html_reply(std::move(html));
  }

  static std::string query_of(const Request& request) {
    std::string text;
    for (const auto& [name, value] : request.query.items()) {
      if (name != "page") text += (text.empty() ? "" : "&") + name + "=" + percent_encoded(value);
    }
    return text;
  }

  json truth_of(const TravelSite& site, const TruthQuery& query, const std::string& origin) {
    json hotels = json::array();
    for (const SiteOffer& offer : offers_of(site, base_.catalogue, *query.place, query.stay)) {
      const Hotel& hotel = *offer.hotel;
      std::string address = hotel.address;
      std::string name = offer.name;
      while (!address.empty() && address.back() == ' ') address.pop_back();
      while (!name.empty() && name.back() == ' ') name.pop_back();
      hotels.push_back({{"id", offer.id}, {"giataId", hotel.giata_id}, {"name", name}, {"url", origin + hotel_path(site, offer)}, {"address", address}, {"currency", site.currency},
                        {"decimals", site.decimals}, {"nightly", offer.sold_out ? json() : json(offer.nightly)}, {"total", offer.sold_out ? json() : json(offer.total)},
                        {"before", offer.before > 0 ? json(offer.before) : json()}, {"soldOut", offer.sold_out}, {"lat", decimal_degrees(hotel.lat_e8, 8)},
                        {"lng", decimal_degrees(hotel.lng_e8, 8)}, {"halfStars", hotel.half_stars}, {"imageUrl", origin + "/lodging/" + hotel.giata_id + "/1_b.jpg"}});
    }
    return {{"site", site.id}, {"total", hotels.size()}, {"pageSize", site.page_size}, {"hotels", hotels}};
  }

  PortalBase base_;
  Assets assets_;
  std::unique_ptr<PortalServer> server_;  // last: dies first, so no request outlives what it uses
};

SitesPortal::SitesPortal(const SitesOptions& options) : router_(std::make_unique<Router>(options)) {}
SitesPortal::~SitesPortal() = default;

std::uint16_t SitesPortal::port() const { return router_->server().port(); }

std::string SitesPortal::base_url() const { return router_->server().url(); }

}  // namespace voygen::sim
