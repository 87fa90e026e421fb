#include "delta/delta_portal.hpp"

#include <algorithm>

#include "delta/account_pages.hpp"
#include "delta/search_pages.hpp"
#include "delta/truth_api.hpp"
#include "portal/embedded.hpp"
#include "portal/picture.hpp"
#include "portal/portal_server.hpp"

namespace voygen::sim {

using namespace delta;

namespace {

/// 2020 paths end in ".do", later ones do not; both are served.
std::string without_do(const std::string& path) {
  const bool dotted = path.size() > 3 && path.compare(path.size() - 3, 3, ".do") == 0;
  return dotted ? path.substr(0, path.size() - 3) : path;
}

void add_delta_assets(Assets& assets, std::uint64_t seed) {
  assets.add("/resources/css/wad.css", kStyleType, filler_style("wad", 96'000));
  assets.add("/resources/js/prototype.js", kScriptType, filler_script("prototype", 142'000));
  assets.add("/resources/js/jquery.js", kScriptType, filler_script("jquery", 94'000));
  assets.add("/resources/js/wad.js", kScriptType, std::string{embedded("delta/wad.js")} + filler_script("wad", 61'000));
  assets.add("/resources/images/logo/wad.gif", "image/png", draw_landscape(seed, 240, 52, 2));
  assets.add("/resources/images/button/select.gif", "image/png", draw_plain(62, 20, 0x9b1631));
}

}  // namespace

class DeltaPortal::Router final : public PortalPages {
 public:
  explicit Router(const DeltaOptions& options) : site_(options), assets_(options.seed) {
    add_delta_assets(assets_, options.seed);
    server_ = std::make_unique<PortalServer>(site_, assets_, *this);
  }

  const PortalServer& server() const { return *server_; }

  Reply answer(const Request& request, const std::string&) override {
    DeltaVisit visit{request, request.cookies.value(kCookie)};
    const bool known = !visit.session.empty() && site_.sessions.with(visit.session, [](DeltaSession&) {});
    if (!known) visit.session = site_.sessions.create();
    Reply reply = answer_visit(visit);
    const bool has_cookie = std::any_of(reply.headers.begin(), reply.headers.end(),
                                        [](const auto& header) { return header.first == "Set-Cookie"; });
    if (!known && !has_cookie) reply.set_header("Set-Cookie", session_cookie(visit.session));
    return reply;
  }

  std::optional<Reply> answer_truth(std::string_view what, const Request& request, const std::string&) override {
    if (what != "catalogue/search") return std::nullopt;
    return search_truth(site_, request);
  }

  int expire_sessions() override {
    int expired = 0;
    site_.sessions.with_each([&](DeltaSession& session) {
      expired += session.signed_in ? 1 : 0;
      session = {};
    });
    return expired;
  }

  std::size_t sessions() const override { return site_.sessions.size(); }
  std::string usual_failing_paths() const override { return "/delta/booking*"; }
  std::string maintenance_page() const override {
    return "<html><head><title>Maintenance</title></head><body><h1>WorldAgent Direct is unavailable</h1>"
           "<p>The site is down for scheduled maintenance. Please try again later.</p></body></html>";
  }

 private:
  Reply answer_visit(const DeltaVisit& visit) {
    const std::string path = without_do(visit.request.path);
    if (path == "/" || path == "/login") return answer_login(visit);
    if (path == "/logout") return log_out(site_, visit);
    if (!still_signed_in(visit)) return redirect_reply("/login");
    if (path == "/delta/booking/index") return answer_form(visit);
    if (path == "/delta/booking/airhotel") {
      return site_.faults.strike("login_for_results") ? show_login(site_, visit) : show_results(site_, visit);
    }
    if (path == "/delta/home/index") return show_home(site_, visit);
    if (path == "/delta/popover/hotelinfo") return show_hotel_info(site_, visit);
    return not_found(visit);
  }

  Reply answer_login(const DeltaVisit& visit) {
    if (site_.challenges("login")) return show_challenge(site_, visit);
    if (visit.request.is_post()) return take_login(site_, visit);
    return visit.state(site_).signed_in ? redirect_reply(kHomePath) : show_login(site_, visit);
  }

  Reply answer_form(const DeltaVisit& visit) {
    if (site_.challenges("search")) return show_challenge(site_, visit);
    return visit.request.is_post() ? take_form(site_, visit) : show_form(site_, visit);
  }

  /// Also lets the login run out.
  bool still_signed_in(const DeltaVisit& visit) {
    bool signed_in = false;
    bool expired = false;
    site_.sessions.with(visit.session, [&](DeltaSession& session) {
      expired = site_.let_expire(session);
      if (expired) session = {};
      signed_in = session.signed_in;
    });
    if (expired) site_.counters.count_event("expired_sessions");
    return signed_in;
  }

  Reply not_found(const DeltaVisit& visit) {
    Reply reply = framed_page(site_, visit, "Delta Vacations Agent - Page Not Found", "<h1>Page Not Found</h1>");
    reply.status = 404;
    return reply;
  }

  DeltaSite site_;
  Assets assets_;
  std::unique_ptr<PortalServer> server_;  // last: dies first, so no request outlives what it uses
};

DeltaPortal::DeltaPortal(const DeltaOptions& options) : router_(std::make_unique<Router>(options)) {}
DeltaPortal::~DeltaPortal() = default;

std::uint16_t DeltaPortal::port() const { return router_->server().port(); }

std::string DeltaPortal::base_url() const { return router_->server().url(); }

}  // namespace voygen::sim
