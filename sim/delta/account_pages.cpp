#include "delta/account_pages.hpp"

#include "delta/booking_form.hpp"
#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim::delta {

Reply show_login(DeltaSite& site, const DeltaVisit& visit, const std::string& alert) {
  const std::string error = alert.empty() ? "" : "<p><span class=\"error\">" + escaped(alert) + "</span></p>";
  return framed_page(site, visit, "Delta Vacations Agent - Login", fill(embedded("delta/login.html"), {{"alert", error}}));
}

Reply take_login(DeltaSite& site, const DeltaVisit& visit) {
  site.delay(250);
  if (const auto slow = site.faults.strike("login_slow")) site.linger(*slow, 5000);
  const Fields& form = visit.request.form;
  const DeltaOptions& options = site.options;
  const bool right = form.value("arcNumber") == options.arc_number && form.value("userId") == options.user_id &&
                     form.value("password") == options.password;
  if (!right || site.faults.strike("wrong_password")) {
    site.counters.count_event("failed_logins");
    return show_login(site, visit, options.refused_login_text);
  }
  DeltaSession session;
  session.signed_in = true;
  session.last_use = std::chrono::steady_clock::now();
  site.sessions.remove(visit.session);
  Reply reply = redirect_reply(kHomePath);
  reply.set_header("Set-Cookie", session_cookie(site.sessions.create(std::move(session))));
  site.counters.count_event("logins");
  return reply;
}

Reply log_out(DeltaSite& site, const DeltaVisit& visit) {
  site.sessions.remove(visit.session);
  Reply reply = redirect_reply("/login");
  reply.set_header("Set-Cookie", std::string{kCookie}.append("=gone; Path=/; Max-Age=0; HttpOnly"));
  return reply;
}

Reply show_home(DeltaSite& site, const DeltaVisit& visit) {
  return framed_page(site, visit, "Delta Vacations Agent - Home", fill(embedded("delta/home.html"), {{"token", fresh_form_token(site, visit)}}));
}

Reply show_challenge(DeltaSite& site, const DeltaVisit& visit) {
  return framed_page(site, visit, "Security Check", std::string{embedded("delta/challenge.html")});
}

}  // namespace voygen::sim::delta
