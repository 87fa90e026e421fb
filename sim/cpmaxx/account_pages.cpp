#include "cpmaxx/account_pages.hpp"

#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim {

namespace {

std::string fresh_form_token(Site& site, const Visit& visit) {
  std::string token;
  site.sessions.with(visit.session, [&](PortalSession& session) {
    if (session.form_token.empty()) session.form_token = random_token();
    token = session.form_token;
  });
  return token;
}

std::string alert_box(const std::string& text) {
  return text.empty() ? "" : "<div class=\"alert alert-danger\" role=\"alert\">" + escaped(text) + "</div>";
}

Reply refuse_login(Site& site, const Visit& visit, const std::string& why) {
  site.counters.count_event("failed_logins");
  return show_login(site, visit, why);
}

/// A new cookie value at login, as PHP applications do.
Reply accept_login(Site& site, const Visit& visit, const std::string& email, bool keep) {
  PortalSession session;
  session.signed_in = true;
  session.email = email;
  session.last_use = std::chrono::steady_clock::now();
  site.sessions.remove(visit.session);
  Reply reply = redirect_reply("/main/index");
  reply.set_header("Set-Cookie", session_cookie(site.sessions.create(std::move(session))));
  if (keep) {
    reply.set_header("Set-Cookie", std::string{kRememberCookie} + "=" + site.remembered.add(email) +
                                       "; Path=/; Max-Age=2592000; HttpOnly");
  }
  site.counters.count_event("logins");
  return reply;
}

std::string excursion_tile(const Excursion& excursion) {
  std::string stars;
  for (int star = 0; star < excursion.stars; ++star) stars += "<i class=\"fa fa-star\"></i>";
  return "<div class=\"box item\" data-page-num=\"1\" data-id=\"" + excursion.id + "\" data-product-code=\"" + excursion.product_code +
         "\"><div class=\"commences\"><span class=\"text-muted\">compare</span></div>"
         "<div class=\"prod-image\" style=\"background-image: url(/lodging/tours/" + excursion.id + "_b.png)\"></div>"
         "<div class=\"title\">" + escaped(excursion.title) + "</div><div class=\"stars\">" + stars + "</div>"
         "<div class=\"commences\">" + escaped(excursion.city) + "</div><div class=\"commences\">" + excursion.duration + "</div>"
         "<div class=\"commences\">" + excursion.product_code + "</div><span class=\"from\">From</span> <span class=\"price\">USD " +
         dollars_and_cents(excursion.cents) + "</span> <a class=\"btn bucket-addto\" data-item-id=\"" + excursion.id + "\" data-item-title=\"" + escaped(excursion.title) +
         "\">Add</a> <a class=\"btn\">View Details</a></div>\n";
}

}  // namespace

std::string session_cookie(const std::string& id) {
  return std::string{kSessionCookie} + "=" + id + "; Path=/; HttpOnly";
}

Reply show_challenge(Site& site, const Visit& visit) {
  Page page;
  page.title = "Security Check";
  page.content = fill(embedded("cpmaxx/challenge.html"), {{"action", escaped(visit.request.path)}});
  return html_reply(render_page(site, visit, std::move(page)), 403);
}

Reply show_login(Site& site, const Visit& visit, const std::string& alert) {
  const CpmaxxOptions& options = site.options;
  Page page;
  page.title = "CP | Central";
  page.content = fill(embedded("cpmaxx/login.html"), {{"alert", alert_box(alert)},
                                               {"token", fresh_form_token(site, visit)},
                                               {"email_field", options.email_field},
                                               {"password_field", options.password_field},
                                               {"keep_field", options.keep_field}});
  return html_reply(render_page(site, visit, std::move(page)));
}

Reply take_login(Site& site, const Visit& visit) {
  const CpmaxxOptions& options = site.options;
  const Fields& form = visit.request.form;
  if (const auto fault = site.faults.strike("login_slow")) {
    site.pause.sleep_for(std::chrono::milliseconds{fault->number_or(5000)});
  }
  site.delay(250);
  const std::string token = visit.state(site).form_token;
  if (token.empty() || form.value("form_token") != token) {
    return refuse_login(site, visit, "Your session has expired. Please sign in again.");
  }
  const std::string email = form.value(options.email_field);
  const bool right = email == options.email && form.value(options.password_field) == options.password;
  if (!right || site.faults.strike("wrong_password")) return refuse_login(site, visit, options.wrong_password_text);
  return accept_login(site, visit, email, form.value(options.keep_field) == "1");
}

Reply log_out(Site& site, const Visit& visit) {
  site.remembered.remove(visit.request.cookies.value(kRememberCookie));
  site.sessions.remove(visit.session);
  Reply reply = redirect_reply("/main/login");
  for (const std::string_view cookie : {kSessionCookie, kRememberCookie}) {
    reply.set_header("Set-Cookie", std::string{cookie}.append("=gone; Path=/; Max-Age=0; HttpOnly"));
  }
  return reply;
}

Reply show_home(Site& site, const Visit& visit, const std::string& title) {
  Page page;
  page.title = title;
  page.content = fill(embedded("cpmaxx/home.html"), {{"title", title}});
  return html_reply(render_page(site, visit, std::move(page)));
}

std::vector<Excursion> all_excursions() {
  constexpr std::size_t kTiles = 12;
  std::vector<Excursion> excursions;
  for (const Place& place : all_places()) {
    const int number = static_cast<int>(excursions.size());
    if (excursions.size() == kTiles) break;
    const std::string id = std::to_string(1000 + number);
    const std::string title = (number % 3 == 0 ? "Highlights of " : number % 3 == 1 ? "Small-Group Food & Wine Walk: " : "Skip-the-Line: Old Town of ") + std::string{place.city};
    const std::string duration = number % 2 == 0 ? "3 hours 30 minutes" : std::to_string(1 + number % 9) + " hours";
    excursions.push_back({id, "SIM" + id, title, std::string{place.city}, duration, 3 + number % 3, std::int64_t{4500} + number * 13'725});
  }
  return excursions;
}

Reply show_excursions(Site& site, const Visit& visit) {
  Page page;
  page.title = "Excursions & Activities";
  page.content = "<h3 class=\"page-title\">Excursions & Activities</h3><div class=\"item-container\">";
  for (const Excursion& excursion : all_excursions()) page.content += excursion_tile(excursion);
  page.content += "</div>";
  return html_reply(render_page(site, visit, std::move(page)));
}

}  // namespace voygen::sim
