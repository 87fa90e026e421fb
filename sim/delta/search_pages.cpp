#include "delta/search_pages.hpp"

#include "delta/booking_form.hpp"
#include "delta/results_page.hpp"
#include "portal/markup.hpp"

namespace voygen::sim::delta {

namespace {

constexpr std::int64_t kSuppliersMs = 4000;  // one slow answer behind the splash
constexpr std::size_t kMostTrips = 4;        // of one session

/// A 17-digit time stamp, never the same twice.
std::string new_process_id(DeltaSite& site) {
  site.counters.count_event("searches");
  std::string count = std::to_string(site.counters.events("searches"));
  std::string day = iso_day(site.today());
  std::string id;
  for (const char letter : day) id += letter == '-' ? "" : std::string(1, letter);
  return id + count.insert(0, 9 - std::min<std::size_t>(9, count.size()), '0');
}

/// Does the submitted token belong to the form this session was shown last? It is worth nothing afterwards.
bool take_token(DeltaSite& site, const DeltaVisit& visit) {
  bool right = false;
  site.sessions.with(visit.session, [&](DeltaSession& session) {
    right = !session.form_token.empty() && session.form_token == visit.request.form.value("formToken");
    session.form_token.clear();
  });
  return right;
}

Trip search(DeltaSite& site, const TripRequest& request) {
  Trip trip = make_trip(site.catalogue, request);
  if (site.faults.find("no_flights")) trip.flights.clear();
  if (site.faults.find("no_hotels") || site.faults.find("no_hotels_without_text")) trip.hotels.clear();
  return trip;
}

/// Why there is nothing to show; empty when there is something.
std::string nothing_to_show(DeltaSite& site, const Trip& trip) {
  if (trip.flights.empty()) return site.options.no_flights_text;
  const auto fault = site.faults.find("no_hotels");
  const bool on_list = site.faults.find("no_hotels_without_text") || (fault && fault->value == "list");
  return trip.hotels.empty() && !on_list ? site.options.no_hotels_text : "";
}

std::string keep_trip(DeltaSite& site, const DeltaVisit& visit, Trip trip) {
  const std::string process = new_process_id(site);
  const auto kept = std::make_shared<const Trip>(std::move(trip));
  site.sessions.with(visit.session, [&](DeltaSession& session) {
    if (session.trips.size() >= kMostTrips) session.trips.erase(session.trips.begin());
    session.trips[process] = kept;
  });
  return process;
}

Redesign redesign_of(DeltaSite& site) {
  const auto on = [&](std::string_view name) { return site.faults.find(name).has_value(); };
  Redesign redesign;
  redesign.renamed_classes = on("renamed_classes");
  redesign.reordered_columns = on("reordered_columns");
  redesign.no_prices = on("removed_fields");
  const auto dates = site.faults.find("date_format");
  redesign.day_first = dates.has_value();
  redesign.dotted = dates && dates->value == "dots";
  redesign.canadian = on("wrong_currency");
  redesign.price_images = on("price_images");
  redesign.wrong_total = on("inconsistent_price");
  redesign.silent = on("no_hotels_without_text");
  return redesign;
}

Reply cut_in_half(Reply reply, const Fault& fault) {
  if (fault.value == "broken") {
    reply.ending = Ending::broken;
  } else {
    reply.body.resize(reply.body.size() / 2);
  }
  return reply;
}

}  // namespace

Reply show_form(DeltaSite& site, const DeltaVisit& visit) {
  site.delay(120);
  return show_booking_form(site, visit, {}, "");
}

Reply take_form(DeltaSite& site, const DeltaVisit& visit) {
  const bool right_token = take_token(site, visit);
  if (!right_token || site.faults.strike("stale_token")) {
    return show_booking_form(site, visit, {}, "This page has already been submitted or has expired. Please submit it again.");
  }
  ReadBooking read = read_booking(visit.request.form, site.today());
  if (site.faults.strike("field_error")) read.problems["departureDate"] = "Departure date must be after today's date.";
  if (!read.problems.empty()) return show_booking_form(site, visit, read.problems, "");
  if (site.faults.strike("spinner_forever")) site.pause.sleep_for(std::chrono::minutes{10});
  if (const auto delay = site.faults.strike("results_delay")) {
    site.linger(*delay, 10'000);
  } else {
    site.delay(kSuppliersMs);
  }
  Trip trip = search(site, *read.request);
  const std::string why = nothing_to_show(site, trip);
  if (!why.empty()) return show_booking_form(site, visit, {}, why);
  return redirect_reply(std::string{kResultsPath}.append("?processId=").append(keep_trip(site, visit, std::move(trip))));
}

Reply show_results(DeltaSite& site, const DeltaVisit& visit) {
  const std::string process = visit.request.query.value("processId");
  const DeltaSession session = visit.state(site);
  const auto found = session.trips.find(process);
  if (found == session.trips.end() || site.faults.strike("expired_process")) {
    return show_booking_form(site, visit, {}, site.options.expired_process_text);
  }
  const ResultsView view{*found->second, process, redesign_of(site), site.options.no_hotels_text};
  const std::string title = "Delta Vacations Agent - Booking - Air and Hotel";
  Reply reply = framed_page(site, visit, title, render_results(view), render_sidebar(view));
  if (view.redesign.renamed_classes) reply.body = with_other_classes(std::move(reply.body));
  const auto cut = site.faults.strike("half_page");
  return cut ? cut_in_half(std::move(reply), *cut) : reply;
}

Reply show_hotel_info(DeltaSite& site, const DeltaVisit& visit) {
  const std::string code = visit.request.query.value("hotelId");
  return framed_page(site, visit, "Delta Vacations Agent - Hotel Information", "<h1>Hotel " + escaped(code) + "</h1>");
}

}  // namespace voygen::sim::delta
