#include "portal/truth.hpp"

#include <map>

namespace voygen::sim {

namespace {

using nlohmann::json;

/// [{"adults":2,"childAges":[5]}]; nothing when it is not that.
std::optional<std::vector<Room>> read_rooms(const std::string& text) {
  if (text.empty()) return std::vector<Room>{Room{}};
  const json source = json::parse(text, nullptr, false);
  if (!source.is_array() || source.empty() || source.size() > 4) return std::nullopt;
  std::vector<Room> rooms;
  try {
    for (const json& room : source) {
      rooms.push_back({room.value("adults", 2), room.value("childAges", std::vector<int>{})});
    }
  } catch (const json::exception&) {
    return std::nullopt;
  }
  return rooms;
}

Reply places_truth(const PortalBase& base) {
  std::map<std::size_t, int> counts;
  for (const Hotel& hotel : base.catalogue.hotels()) counts[hotel.place] += hotel.supplier_data ? 1 : 0;
  json places = json::array();
  for (std::size_t index = 0; index < all_places().size(); ++index) {
    const Place& place = all_places()[index];
    places.push_back({{"id", place.id()},
                      {"label", place.label()},
                      {"city", place.city},
                      {"stateCode", place.state_code},
                      {"countryCode", place.country_code},
                      {"airport", place.airport},
                      {"lat", place.lat()},
                      {"lng", place.lng()},
                      {"hotels", counts[index]}});
  }
  return json_reply(json{{"places", places}, {"hotels", base.catalogue.hotels().size()}}.dump());
}

Reply switch_faults(PortalBase& base, const Request& request) {
  if (request.method == "DELETE") {
    const std::string name = request.query.value("name");
    if (name.empty()) {
      base.faults.clear();
    } else {
      base.faults.remove(name);
    }
  } else if (request.is_post()) {
    if (const auto problem = base.faults.set_from_json(request.body)) return truth_refusal(*problem);
  }
  return json_reply(base.faults.to_json());
}

Reply expire_sessions(PortalBase& base, PortalPages& pages) {
  const int expired = pages.expire_sessions();
  for (int login = 0; login < expired; ++login) base.counters.count_event("expired_sessions");
  return json_reply(json{{"expired", expired}}.dump());
}

}  // namespace

Reply truth_refusal(const std::string& why, int status) { return json_reply(json{{"error", why}}.dump(), status); }

std::optional<TruthQuery> read_truth_query(const PortalBase& base, const Request& request, Reply& problem) {
  constexpr int kMostNights = 60;
  const Place* place = base.catalogue.find_place(request.query.value("place"));
  if (!place) {
    problem = truth_refusal("\"place\" is neither an id nor a label of /__sim/places.", 404);
    return std::nullopt;
  }
  const auto check_in = parse_iso_day(request.query.value("checkIn"));
  const auto check_out = parse_iso_day(request.query.value("checkOut"));
  if (!check_in || !check_out || *check_out <= *check_in || *check_out - *check_in > kMostNights) {
    problem = truth_refusal("\"checkIn\" and \"checkOut\" must be ISO dates, 1 to 60 nights apart.");
    return std::nullopt;
  }
  auto rooms = read_rooms(request.query.value("rooms"));
  if (!rooms) {
    problem = truth_refusal("\"rooms\" must be JSON like [{\"adults\":2,\"childAges\":[5]}] with 1 to 4 rooms.");
    return std::nullopt;
  }
  return TruthQuery{place, Stay{*check_in, *check_out - *check_in, std::move(*rooms)}};
}

Reply answer_truth(PortalBase& base, PortalPages& pages, const Request& request, const std::string& origin) {
  const std::string what = request.path.substr(kTruthPrefix.size());
  if (what == "places") return places_truth(base);
  if (what == "stats") return json_reply(base.counters.to_json(pages.sessions()));
  if (what == "faults") return switch_faults(base, request);
  if (what == "expire-sessions" && request.is_post()) return expire_sessions(base, pages);
  if (auto own = pages.answer_truth(what, request, origin)) return std::move(*own);
  return truth_refusal("There is catalogue/search, places, stats, faults and (POST) expire-sessions here.", 404);
}

}  // namespace voygen::sim
