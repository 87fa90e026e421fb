#include "vax/site.hpp"

#include <algorithm>

#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim::vax {

const KnownFaults& vax_faults() {
  static const KnownFaults names = {
      {"stale_view_state", "every posted view state is refused, as after an update of the portal"},
      {"empty_result", "no hotels are available, and the page says so"},
      {"empty_without_text", "no hotels are available, and the page says nothing"},
      {"spinner_forever", "the availability page shows its wait indicator and never any hotels"},
      {"results_delay", "the availability page takes that long (value: milliseconds, 10000)"},
      {"windows_delay", "every further window of hotels or rooms takes that long (value: milliseconds, 10000)"},
      {"windows_500", "windows of hotels and rooms fail"},
      {"markets_down", "the lists of markets fail"},
      {"changed_ids", "the controls of the search form have other names"},
      {"renamed_classes", "the portal was redesigned: class names of the availability differ"},
      {"removed_fields", "a field is gone from every hotel (value: price, name, id, rating or location; price)"},
      {"reordered_columns", "price and values of a room have changed places"},
      {"date_format", "the availability shows mm/dd/yyyy"},
      {"wrong_dates", "the availability is for a day later than asked"},
      {"wrong_currency", "prices are in Canadian dollars"},
      {"price_images", "prices are pictures"},
      {"half_page", "the availability is cut in the middle (value: clean or broken; broken also breaks the connection)"},
  };
  return names;
}

std::string session_cookie(const std::string& id) { return std::string{kSessionCookie}.append("=").append(id).append("; Path=/; HttpOnly; SameSite=Lax"); }

std::string issue_view_state(Site& site, const Visit& visit) {
  constexpr std::size_t kMost = 30;
  const std::string state = base64("\xFF\x01\x0F" + random_token() + random_token() + random_token());
  site.sessions.with(visit.session, [&](Session& session) {
    session.view_states.push_back(state);
    if (session.view_states.size() > kMost) session.view_states.pop_front();
  });
  return state;
}

bool is_issued(Site& site, const Visit& visit, const std::string& view_state) {
  if (site.faults.strike("stale_view_state")) return false;
  bool issued = false;
  site.sessions.with(visit.session, [&](const Session& session) {
    issued = std::find(session.view_states.begin(), session.view_states.end(), view_state) != session.view_states.end();
  });
  return issued;
}

Reply view_state_error() {
  return html_reply(
      "<!DOCTYPE html><html><head><title>Validation of viewstate MAC failed. If this application is hosted by a Web Farm or cluster, "
      "the machine keys must agree.</title></head><body bgcolor=\"white\"><span><h1>Server Error in '/' Application.<hr width=\"100%\" "
      "size=\"1\" color=\"silver\"></h1><h2><i>Validation of viewstate MAC failed.</i></h2></span></body></html>", 500);
}

std::string hidden_fields(const std::string& view_state) {
  return "<div class=\"aspNetHidden\">\r\n<input type=\"hidden\" name=\"__LASTFOCUS\" id=\"__LASTFOCUS\" value=\"\" />\r\n"
         "<input type=\"hidden\" name=\"__EVENTTARGET\" id=\"__EVENTTARGET\" value=\"\" />\r\n"
         "<input type=\"hidden\" name=\"__EVENTARGUMENT\" id=\"__EVENTARGUMENT\" value=\"\" />\r\n"
         "<input type=\"hidden\" name=\"__VIEWSTATE\" id=\"__VIEWSTATE\" value=\"" + view_state + "\" />\r\n"
         "<input type=\"hidden\" name=\"__VIEWSTATEGENERATOR\" id=\"__VIEWSTATEGENERATOR\" value=\"CA0B0334\" />\r\n"
         "<input type=\"hidden\" name=\"__EVENTVALIDATION\" id=\"__EVENTVALIDATION\" value=\"" + base64(view_state.substr(8, 60)) +
         "\" />\r\n</div>";
}

std::string render_page(const Visit& visit, std::string_view title, std::string_view content) {
  const bool inside = visit.host() == Host::booking;
  return fill(embedded("vax/layout.html"), {{"title", title},
                                            {"menu", inside ? embedded("vax/menu.html") : std::string_view{}},
                                            {"content", content}});
}

Reply show_challenge(const Visit& visit) {
  return html_reply(render_page(visit, "Security Check", embedded("vax/challenge.html")), 403);
}

}  // namespace voygen::sim::vax
