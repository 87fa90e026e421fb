#include "cpmaxx/cpmaxx_portal.hpp"

#include <algorithm>

#include "cpmaxx/account_pages.hpp"
#include "cpmaxx/dead_weight.hpp"
#include "cpmaxx/result_pages.hpp"
#include "cpmaxx/search_pages.hpp"
#include "cpmaxx/truth_api.hpp"
#include "portal/portal_server.hpp"

namespace voygen::sim {

namespace {

bool begins(const std::string& text, std::string_view start) { return text.rfind(start, 0) == 0; }

std::string last_segment(const std::string& path) { return path.substr(path.rfind('/') + 1); }

bool is_list_path(const std::string& path) { return begins(path, "/HotelEngine/displaySearchResults"); }

}  // namespace

class CpmaxxPortal::Router final : public PortalPages {
 public:
  explicit Router(const CpmaxxOptions& options) : site_(options), assets_(options.seed) {
    add_cpmaxx_assets(assets_, options.seed);
    server_ = std::make_unique<PortalServer>(site_, assets_, *this);
  }

  const PortalServer& server() const { return *server_; }

  Reply answer(const Request& request, const std::string& origin) override {
    Visit visit{request, request.cookies.value(kSessionCookie), origin};
    const bool new_session = !greet(visit);
    Reply reply = answer_visit(visit);
    const bool has_cookie = std::any_of(reply.headers.begin(), reply.headers.end(),
                                        [](const auto& header) { return header.first == "Set-Cookie"; });
    if (new_session && !has_cookie) reply.set_header("Set-Cookie", session_cookie(visit.session));
    return reply;
  }

  std::optional<Reply> answer_truth(std::string_view what, const Request& request, const std::string& origin) override {
    if (what == "excursions") return excursions_truth();
    if (what != "catalogue/search") return std::nullopt;
    return search_truth(site_, request, origin);
  }

  int expire_sessions() override {
    int expired = 0;
    site_.remembered.clear();
    site_.sessions.with_each([&](PortalSession& session) {
      expired += session.signed_in ? 1 : 0;
      session = {};
    });
    return expired;
  }

  std::size_t sessions() const override { return site_.sessions.size(); }
  bool is_ajax(const Request& request) const override { return request.ajax || is_list_path(request.path); }
  std::string usual_failing_paths() const override { return "/HotelEngine*"; }
  std::string maintenance_page() const override {
    return "<html><head><title>Maintenance</title></head><body><h1>We'll be back soon</h1>"
           "<p>CP | Central is down for scheduled maintenance.</p></body></html>";
  }

 private:
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
    if (site_.challenges("login")) return show_challenge(site_, visit);
    if (visit.request.is_post()) return take_login(site_, visit);
    if (visit.state(site_).signed_in) return redirect_reply("/main/index");
    return show_login(site_, visit);
  }

  /// Also lets the login run out.
  bool still_signed_in(const Visit& visit) {
    bool signed_in = false;
    bool expired = false;
    site_.sessions.with(visit.session, [&](PortalSession& session) {
      expired = site_.let_expire(session);
      if (expired) session = {};
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
      return site_.challenges("search") ? show_challenge(site_, visit) : show_search_form(site_, visit);
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
  std::unique_ptr<PortalServer> server_;  // last: dies first, so no request outlives what it uses
};

CpmaxxPortal::CpmaxxPortal(const CpmaxxOptions& options) : router_(std::make_unique<Router>(options)) {}
CpmaxxPortal::~CpmaxxPortal() = default;

std::uint16_t CpmaxxPortal::port() const { return router_->server().port(); }

std::string CpmaxxPortal::base_url() const { return router_->server().url(); }

}  // namespace voygen::sim
