#include "delta/site.hpp"

#include "portal/embedded.hpp"
#include "portal/markup.hpp"

namespace voygen::sim::delta {

const KnownFaults& delta_faults() {
  static const KnownFaults names = {
      {"field_error", "the booking form comes back with errors beside its fields"},
      {"stale_token", "the booking form's token is refused"},
      {"expired_process", "the results page does not know its process any more"},
      {"login_for_results", "the login page stands where the results should be"},
      {"no_flights", "nobody flies there on these dates, and the form page says so"},
      {"no_hotels", "there are no hotels (value: form, the form page says so, or list, the empty list says so)"},
      {"no_hotels_without_text", "the list has no hotels and no explanation"},
      {"results_delay", "the results take that long (value: milliseconds, 10000)"},
      {"spinner_forever", "the results never arrive"},
      {"half_page", "the results page is cut in the middle (value: clean or broken; broken also breaks the connection)"},
      {"renamed_classes", "the portal was redesigned: class names of hotels and rooms differ"},
      {"reordered_columns", "the columns of the room tables have another order"},
      {"removed_fields", "the room tables have no prices"},
      {"date_format", "dates are written day first (value: slashes or dots)"},
      {"wrong_currency", "prices are in Canadian dollars"},
      {"price_images", "prices are pictures"},
      {"inconsistent_price", "the total of one room does not fit its difference"},
  };
  return names;
}

DeltaSession DeltaVisit::state(DeltaSite& site) const {
  DeltaSession copy;
  site.sessions.with(session, [&](const DeltaSession& found) { copy = found; });
  return copy;
}

std::string session_cookie(const std::string& id) { return std::string{kCookie}.append("=").append(id).append("; Path=/; HttpOnly"); }

Reply framed_page(DeltaSite& site, const DeltaVisit& visit, const std::string& title, const std::string& main, const std::string& sidebar) {
  const bool signed_in = visit.state(site).signed_in;
  return html_reply(fill(embedded("delta/layout.html"), {{"title", title},
                                                         {"tabs", signed_in ? embedded("delta/tabs.html") : std::string_view{}},
                                                         {"main", main},
                                                         {"sidebar", sidebar}}));
}

}  // namespace voygen::sim::delta
