#include "vax/vax_portal.hpp"

#include <algorithm>

#include "portal/portal_server.hpp"
#include "vax/account_pages.hpp"
#include "vax/avail_pages.hpp"
#include "vax/dead_weight.hpp"
#include "vax/search_page.hpp"
#include "vax/truth_api.hpp"

namespace voygen::sim {

using vax::Host;
using vax::Session;
using vax::Visit;

namespace {

constexpr std::string_view kService = "/Search/RestoolConfiguration.asmx/";

bool begins(const std::string& text, std::string_view start) { return text.rfind(start, 0) == 0; }

bool is_window(const std::string& path) { return path == "/Search/HotelAvail.aspx"; }

/// The pages of ASP.NET do not mind the case of their names.
bool is_page(const std::string& path, std::string_view page) {
  return path.size() == page.size() && std::equal(path.begin(), path.end(), page.begin(), [](char a, char b) {
    const auto lower = [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; };
    return lower(a) == lower(b);
  });
}

}  // namespace

class VaxPortal::Router final : public PortalPages {
 public:
  explicit Router(const VaxOptions& options) : site_(options), assets_(options.seed) {
    vax::add_assets(assets_, options.seed);
    server_ = std::make_unique<PortalServer>(site_, assets_, *this, 2);
  }

  const PortalServer& server() const { return *server_; }

  Reply answer(const Request& request, const std::string& origin) override {
    Visit visit{request, request.cookies.value(vax::kSessionCookie), origins_from(request, origin)};
    const bool new_session = visit.session.empty() || !site_.sessions.with(visit.session, [](Session&) {});
    if (new_session) visit.session = site_.sessions.create();
    Reply reply = answer_visit(visit);
    const bool has_cookie = std::any_of(reply.headers.begin(), reply.headers.end(),
                                        [](const auto& header) { return header.first == "Set-Cookie"; });
    if (new_session && !has_cookie) reply.set_header("Set-Cookie", vax::session_cookie(visit.session));
    return reply;
  }

  std::optional<Reply> answer_truth(std::string_view what, const Request& request, const std::string& origin) override {
    if (what == "catalogue/search") return vax::search_truth(site_, request, origin);
    if (what == "markets") return vax::markets_truth(request);
    return std::nullopt;
  }

  int expire_sessions() override {
    int expired = 0;
    site_.sessions.with_each([&](Session& session) {
      expired += session.signed_in ? 1 : 0;
      session = {};
    });
    return expired;
  }

  std::size_t sessions() const override { return site_.sessions.size(); }
  bool is_ajax(const Request& request) const override { return request.ajax || is_window(request.path) || begins(request.path, kService); }
  std::string usual_failing_paths() const override { return "/Search/*"; }
  std::string maintenance_page() const override {
    return "<html><head><title>Scheduled Maintenance</title></head><body><h1>VAX VacationAccess is temporarily unavailable</h1>"
           "<p>We are performing scheduled maintenance.</p></body></html>";
  }

 private:
  /// Both hosts as this browser calls us: the same name, another port.
  std::array<std::string, 2> origins_from(const Request& request, const std::string& origin) const {
    const std::string name = origin.substr(0, origin.rfind(':'));
    std::array<std::string, 2> origins{name + ":" + std::to_string(server_->port(0)), name + ":" + std::to_string(server_->port(1))};
    origins[request.address] = origin;
    return origins;
  }

  Reply answer_visit(const Visit& visit) { return visit.host() == Host::login ? answer_login_host(visit) : answer_booking_host(visit); }

  Reply answer_login_host(const Visit& visit) {
    const std::string& path = visit.request.path;
    if (path == "/") return redirect_reply("/default.aspx");
    if (!is_page(path, "/default.aspx")) return not_found(visit);
    if (site_.challenges("login")) return vax::show_challenge(visit);
    return visit.request.is_post() ? vax::take_login(site_, visit) : vax::show_login(site_, visit);
  }

  Reply answer_booking_host(const Visit& visit) {
    const std::string& path = visit.request.path;
    if (is_page(path, "/Logout.aspx")) return vax::log_out(site_, visit);
    if (!still_signed_in(visit)) return redirect_reply(visit.origin(Host::login) + "/default.aspx");
    if (path == "/" || is_page(path, "/default.aspx")) return vax::show_home(visit);
    if (is_page(path, "/Search/Default.aspx")) {
      if (site_.challenges("search")) return vax::show_challenge(visit);
      return visit.request.is_post() ? vax::take_search(site_, visit) : vax::show_search_form(site_, visit);
    }
    if (is_window(path)) return vax::show_window(site_, visit);
    if (begins(path, kService)) return vax::answer_service(site_, visit, path.substr(kService.size()));
    return not_found(visit);
  }

  /// Also lets the login run out.
  bool still_signed_in(const Visit& visit) {
    bool signed_in = false;
    bool expired = false;
    site_.sessions.with(visit.session, [&](Session& session) {
      expired = site_.let_expire(session);
      if (expired) session = {};
      signed_in = session.signed_in;
    });
    if (expired) site_.counters.count_event("expired_sessions");
    return signed_in;
  }

  static Reply not_found(const Visit& visit) {
    return html_reply(vax::render_page(visit, "Not Found", "<h1>The resource cannot be found.</h1>"), 404);
  }

  vax::Site site_;
  Assets assets_;
  std::unique_ptr<PortalServer> server_;  // last: dies first, so no request outlives what it uses
};

VaxPortal::VaxPortal(const VaxOptions& options) : router_(std::make_unique<Router>(options)) {}
VaxPortal::~VaxPortal() = default;

std::uint16_t VaxPortal::port() const { return router_->server().port(0); }
std::uint16_t VaxPortal::login_port() const { return router_->server().port(1); }
std::string VaxPortal::base_url() const { return router_->server().url(0); }
std::string VaxPortal::login_url() const { return router_->server().url(1); }

}  // namespace voygen::sim
