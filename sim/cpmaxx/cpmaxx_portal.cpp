#include "cpmaxx/cpmaxx_portal.hpp"

#include <algorithm>
#include <stdexcept>

#include "cpmaxx/account_pages.hpp"
#include "cpmaxx/embedded.hpp"
#include "cpmaxx/result_pages.hpp"
#include "cpmaxx/search_pages.hpp"
#include "cpmaxx/truth_api.hpp"
#include "portal/assets.hpp"
#include "portal/http_front.hpp"

namespace voygen::sim {

namespace {

bool begins(const std::string& text, std::string_view start) { return text.rfind(start, 0) == 0; }

std::string last_segment(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// "/HotelEngine*" fits every path that starts so; without the star the path must be equal.
bool path_fits(const std::string& path, std::string pattern) {
  if (pattern.empty() || pattern.back() != '*') return path == pattern;
  pattern.pop_back();
  return begins(path, pattern);
}

/// Only what can be part of a host name; a client may send anything.
bool is_plain_host(const std::string& host) {
  return !host.empty() && host.size() < 256 && std::all_of(host.begin(), host.end(), [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           letter == '.' || letter == '-' || letter == ':' || letter == '[' || letter == ']';
  });
}

bool is_list_path(const std::string& path) { return begins(path, "/HotelEngine/displaySearchResults"); }

bool is_ajax(const Request& request) { return request.ajax || is_list_path(request.path); }

void add_own_assets(Assets& assets) {
  assets.add("/adzuki/css/adzuki.css", "text/css; charset=UTF-8",
             std::string{embedded("adzuki.css")} + filler_style("adz", 41'000));
  assets.add("/adzuki/js/adzuki.js", "application/javascript; charset=UTF-8", std::string{embedded("adzuki.js")});
}

}  // namespace

class CpmaxxPortal::Router {
 public:
  explicit Router(PortalOptions options)
      : site_(prepared(std::move(options))), assets_(site_.options.seed), front_(open_front()) {}

  ~Router() { site_.pause.stop(); }

  std::uint16_t port() const { return front_->port(); }
  const std::string& host() const { return site_.options.host; }

 private:
  static PortalOptions prepared(PortalOptions options) {
    if (options.today && !parse_iso_day(*options.today)) throw std::invalid_argument("\"today\" must be an ISO date.");
    return options;
  }

  std::unique_ptr<HttpFront> open_front() {
    for (const std::string& fault : site_.options.faults) {
      if (const auto problem = site_.faults.set_from_text(fault)) throw std::invalid_argument(*problem);
    }
    add_own_assets(assets_);
    const Handler handler = [this](const Request& request) { return answer(request); };
    return std::make_unique<HttpFront>(site_.options.host, site_.options.port, handler);
  }

  Reply answer(const Request& request) {
    const std::string origin = "http://" + (is_plain_host(request.host) ? request.host : site_.options.host);
    if (begins(request.path, kTruthPrefix)) return answer_truth(site_, request, origin);
    Reply reply = answer_portal(request, origin);
    site_.counters.count_reply(request, reply);
    return reply;
  }

  Reply answer_portal(const Request& request, const std::string& origin) {
    if (auto asset = assets_.find(request)) return std::move(*asset);
    if (request.method != "GET" && request.method != "POST" && request.method != "HEAD") {
      return html_reply("<h1>Method Not Allowed</h1>", 405);
    }
    if (auto failure = general_failure(request)) return std::move(*failure);
    Visit visit{request, request.cookies.value(kSessionCookie), origin};
    const bool new_session = !greet(visit);
    Reply reply = answer_visit(visit);
    const bool has_cookie = std::any_of(reply.headers.begin(), reply.headers.end(),
                                        [](const auto& header) { return header.first == "Set-Cookie"; });
    if (new_session && !has_cookie) reply.set_header("Set-Cookie", session_cookie(visit.session));
    return reply;
  }

  /// Faults that hit every page, before anybody looks at it.
  std::optional<Reply> general_failure(const Request& request) {
    if (strikes_path("drop_connection", request.path, "*")) {
      Reply dropped;
      dropped.ending = Ending::dropped;
      return dropped;
    }
    if (const auto slow = site_.faults.strike("slow")) {
      site_.pause.sleep_for(std::chrono::milliseconds{slow->number_or(1000)});
    }
    if (site_.faults.strike("maintenance")) {
      Reply closed = html_reply("<html><head><title>Maintenance</title></head><body><h1>We'll be back soon</h1>"
                                "<p>CP | Central is down for scheduled maintenance.</p></body></html>", 503);
      closed.set_header("Retry-After", "600");
      return closed;
    }
    const bool failing = is_ajax(request) ? site_.faults.strike("ajax_500").has_value()
                                          : strikes_path("http_500", request.path, "/HotelEngine*");
    if (failing) return html_reply("<h1>Internal Server Error</h1>", 500);
    return std::nullopt;
  }

  bool strikes_path(const std::string& name, const std::string& path, const std::string& usual) {
    const auto fault = site_.faults.find(name);
    if (!fault || !path_fits(path, fault->value.empty() ? usual : fault->value)) return false;
    return site_.faults.strike(name).has_value();
  }

  /// Makes sure the visit has a session; false when it had to be made.
  bool greet(Visit& visit) {
    if (!visit.session.empty() && site_.sessions.with(visit.session, [](PortalSession&) {})) return true;
    PortalSession session;
    if (const auto email = site_.remembered.find(visit.request.cookies.value(kRememberCookie))) {
      session.signed_in = true;
      session.email = *email;
      session.last_use = std::chrono::steady_clock::now();
    }
    visit.session = site_.sessions.create(std::move(session));
    return false;
  }

  Reply answer_visit(const Visit& visit) {
    const std::string& path = visit.request.path;
    if (path == "/main/login") return answer_login(visit);
    if (path == "/main/logout") return log_out(site_, visit);
    if (!still_signed_in(visit)) return ask_to_sign_in(visit);
    if (is_ajax(visit.request) && site_.faults.strike("ajax_login")) return show_login(site_, visit);
    if (begins(path, "/HotelEngine") || begins(path, "/HotelSheets/")) return answer_hotel_engine(visit);
    return answer_main(visit);
  }

  Reply answer_login(const Visit& visit) {
    if (challenges("login")) return show_challenge(site_, visit);
    if (visit.request.is_post()) return take_login(site_, visit);
    if (visit.state(site_).signed_in) return redirect_reply("/main/index");
    return show_login(site_, visit);
  }

  bool challenges(const std::string& place) {
    const auto fault = site_.faults.find("captcha");
    if (!fault) return false;
    const bool here = fault->value.empty() || fault->value == "both" || fault->value == place;
    return here && site_.faults.strike("captcha");
  }

  /// Also lets the login run out: after too many pages (a fault) or too long a rest.
  bool still_signed_in(const Visit& visit) {
    const auto limit = site_.faults.find("session_expires_after");
    const auto now = std::chrono::steady_clock::now();
    bool signed_in = false;
    bool expired = false;
    site_.sessions.with(visit.session, [&](PortalSession& session) {
      if (!session.signed_in) return;
      const bool rested = now - session.last_use > std::chrono::minutes{site_.options.idle_minutes};
      const bool used_up = limit && ++session.pages_since_login > limit->number_or(5);
      expired = rested || used_up;
      if (expired) session = {};
      session.last_use = now;
      signed_in = session.signed_in;
    });
    if (expired) site_.counters.count_event("expired_sessions");
    return signed_in;
  }

  /// A script gets the login page where it expected a list: its request follows the redirect without telling it.
  Reply ask_to_sign_in(const Visit& visit) {
    return is_ajax(visit.request) ? show_login(site_, visit) : redirect_reply("/main/login");
  }

  Reply answer_hotel_engine(const Visit& visit) {
    const std::string& path = visit.request.path;
    if (path == "/HotelEngine/index" && visit.request.is_post()) return start_search(site_, visit);
    if (path == "/HotelEngine" || path == "/HotelEngine/index") {
      return challenges("search") ? show_challenge(site_, visit) : show_search_form(site_, visit);
    }
    if (path == site_.options.waiting_path) return show_waiting_page(site_, visit);
    if (path == kStatusPath) return search_status(site_, visit);
    if (path == kResultsPath || path == "/HotelEngine/searchResults") {
      return visit.request.is_post() ? take_filter(site_, visit) : show_results_page(site_, visit);
    }
    if (is_list_path(path)) return show_list(site_, visit);
    if (path == "/HotelEngine/searchFilters") return show_filters(site_, visit);
    return answer_hotel(visit);
  }

  Reply answer_hotel(const Visit& visit) {
    const std::string& path = visit.request.path;
    const bool chosen = begins(path, "/HotelEngine/processor/selectHotel/") ||
                        begins(path, "/HotelEngine/processor/viewHotelSpecialtyRates/");
    if (chosen) return show_hotel(site_, visit, last_segment(path));
    const std::string sheets = "/HotelSheets/processor/selectRooms/";
    if (begins(path, sheets)) {
      const std::string rest = path.substr(sheets.size());
      return show_hotel(site_, visit, rest.substr(0, rest.find('/')));
    }
    return not_found(visit);
  }

  Reply answer_main(const Visit& visit) {
    const std::string& path = visit.request.path;
    if (path == "/") return redirect_reply("/main/index");
    if (path == "/main/places") return suggest_places(site_, visit);
    if (path == "/main/index" || path == "/main/dashboard") return show_home(site_, visit, "Home");
    if (path == "/main/hub/research_hub") return show_home(site_, visit, "Research Hub");
    if (path == "/main/excursionsAndActivities") return show_excursions(site_, visit);
    return not_found(visit);
  }

  Reply not_found(const Visit& visit) {
    Page page;
    page.title = "Page Not Found";
    page.content = "<h3 class=\"page-title\">Page Not Found</h3><p>The page you requested could not be found.</p>";
    return html_reply(render_page(site_, visit, std::move(page)), 404);
  }

  Site site_;
  Assets assets_;
  std::unique_ptr<HttpFront> front_;  // last: dies first, so no request outlives what it uses
};

CpmaxxPortal::CpmaxxPortal(PortalOptions options) : router_(std::make_unique<Router>(std::move(options))) {}
CpmaxxPortal::~CpmaxxPortal() = default;

std::uint16_t CpmaxxPortal::port() const { return router_->port(); }

std::string CpmaxxPortal::base_url() const { return "http://" + router_->host() + ":" + std::to_string(port()); }

}  // namespace voygen::sim
