#include "vax/account_pages.hpp"

#include "portal/embedded.hpp"
#include "portal/markup.hpp"
#include "vax/control_names.hpp"

namespace voygen::sim::vax {

Reply show_login(Site& site, const Visit& visit, const std::string& failure) {
  const std::string prefix{kLoginPrefix};
  const std::string alert = failure.empty() ? "" : "<div class=\"login-error\"><span style=\"color:Red;\">" + escaped(failure) + "</span></div>";
  const std::string content = fill(embedded("vax/login.html"), {{"hidden", hidden_fields(issue_view_state(site, visit))},
                                                                {"name", prefix},
                                                                {"id", control_id(prefix)},
                                                                {"alert", alert}});
  return html_reply(render_page(visit, "VAX VacationAccess - Login", content));
}

Reply take_login(Site& site, const Visit& visit) {
  const VaxOptions& options = site.options;
  const Fields& form = visit.request.form;
  const std::string prefix{kLoginPrefix};
  if (const auto slow = site.faults.strike("login_slow")) site.linger(*slow, 5000);
  site.delay(400);
  if (!is_issued(site, visit, form.value("__VIEWSTATE"))) return view_state_error();
  const bool right = form.value(prefix + "Arc") == options.agency && form.value(prefix + "UserName") == options.user &&
                     form.value(prefix + "Password") == options.password;
  if (!right || site.faults.strike("wrong_password")) {
    site.counters.count_event("failed_logins");
    return show_login(site, visit, options.login_failed_text);
  }
  Session session;
  session.signed_in = true;
  session.last_use = std::chrono::steady_clock::now();
  site.sessions.remove(visit.session);
  site.counters.count_event("logins");
  Reply reply = redirect_reply(visit.origin(Host::booking) + "/");
  reply.set_header("Set-Cookie", session_cookie(site.sessions.create(std::move(session))));
  return reply;
}

Reply log_out(Site& site, const Visit& visit) {
  site.sessions.remove(visit.session);
  Reply reply = redirect_reply(visit.origin(Host::login) + "/default.aspx");
  reply.set_header("Set-Cookie", std::string{kSessionCookie}.append("=gone; Path=/; Max-Age=0; HttpOnly"));
  return reply;
}

Reply show_home(const Visit& visit) { return html_reply(render_page(visit, "VAX VacationAccess", embedded("vax/home.html"))); }

}  // namespace voygen::sim::vax
