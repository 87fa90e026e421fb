// VAX VacationAccess: hotels and vacation packages of several suppliers.
#include "voygen/plugin.hpp"

#include <algorithm>
#include <functional>

#include "portal.hpp"
#include "results.hpp"
#include "search_form.hpp"
#include "settings.hpp"
#include "trip.hpp"

namespace vax {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using voygen::Call;
using voygen::Code;
using voygen::HotelAnswer;
using voygen::HotelQuery;
using voygen::Outcome;
using voygen::PackageAnswer;
using voygen::PackageQuery;
using voygen::PackageType;
using voygen::Page;
using voygen::Result;

constexpr auto kWorthAWindow = 3s;   // with less time left, what was read is answered
constexpr auto kWorthARepeat = 20s;  // for a whole search that is repeated after the session has ended

// What is wanted of a walk through the list: is it enough, and what would the answer be now?
struct Wanted {
  std::function<bool(const HotelList&)> is_enough;
  std::function<void(Call&, const HotelList&)> tell;
  std::function<bool(const voygen::HotelOffer&)> accepts;
};

// What one supplier brought: hotels in the list, or a reason why there are none.
struct Found {
  bool nothing = false;
  std::string evidence;
};

class Vax final : public voygen::Plugin {
 public:
  static Result<std::unique_ptr<voygen::Plugin>> create(const json& settings) {
    VOYGEN_TRY(auto read, Settings::from_json(settings));
    return std::unique_ptr<voygen::Plugin>(new Vax(std::move(read)));
  }

  Result<HotelAnswer> search_hotels(Call& call, Page& page, const HotelQuery& query) override {
    const auto answer_of = [&query](const HotelList& list) { return list.hotels_for(query); };
    return search(call, page, Trip(query), answer_of, query.max_results, [&query](const voygen::HotelOffer& hotel) {
      return !query.min_star_halves || (hotel.star_halves && *hotel.star_halves >= *query.min_star_halves);
    });
  }

  Result<PackageAnswer> search_packages(Call& call, Page& page, const PackageQuery& query) override {
    VOYGEN_DO(check_type(query));
    const auto answer_of = [&query](const HotelList& list) { return list.packages_for(query); };
    const PackageType type = query.origin ? PackageType::flight_hotel : PackageType::custom;
    return search(call, page, Trip(query), answer_of, query.max_results, [&query, type](const voygen::HotelOffer& hotel) { return query.accepts(package_of(hotel, type)); });
  }

  Result<HotelAnswer> read_hotels(Call& call, Page& page, const HotelQuery& query) override {
    return read(call, page, Trip(query), [&query](const HotelList& list) { return list.hotels_for(query); });
  }

  Result<PackageAnswer> read_packages(Call& call, Page& page, const PackageQuery& query) override {
    VOYGEN_DO(check_type(query));
    return read(call, page, Trip(query), [&query](const HotelList& list) { return list.packages_for(query); });
  }

 private:
  explicit Vax(Settings settings) : settings_(std::move(settings)) {}

  // Whether meals are included is not said anywhere, so other types can be neither searched nor told apart.
  static Outcome check_type(const PackageQuery& query) {
    const PackageType sold = query.origin ? PackageType::flight_hotel : PackageType::custom;
    if (!query.package_type || *query.package_type == sold) return voygen::done();
    return {Code::unsupported, "the portal sells " + std::string(voygen::name_of(sold)) + (query.origin ? " from an origin" : " without an origin") + ", not " + std::string(voygen::name_of(*query.package_type)),
            query.origin ? "leave packageType out, or ask another platform" : "name an origin for packages with a flight"};
  }

  [[nodiscard]] Asked asked_of(const Trip& trip, std::optional<std::int64_t> selection = {}) const {
    const bool known = trip.stay.check_in < trip.stay.check_out;
    return {known ? std::optional(trip.stay) : std::nullopt, trip.travellers(), settings_.base_url, settings_.search_path, selection};
  }

  // The page that is shown, without going anywhere.
  template <class AnswerOf>
  auto read(Call& call, Page& page, const Trip& trip, AnswerOf answer_of) const -> Result<decltype(answer_of(HotelList{}))> {
    Screen screen(call, page, settings_);
    VOYGEN_TRY(const Look look, screen.look());
    if (look.state == "nothing") return nothing(answer_of(HotelList{}), "the portal says: \"" + look.detail + "\"");
    if (look.state != "hotels") return error_of(look, settings_);
    VOYGEN_TRY(const auto raw, screen.collect());
    VOYGEN_TRY(auto reading, parse_page(raw, asked_of(trip), settings_.selectors));
    HotelList list;
    const std::string more = reading.more_address;
    const auto available = reading.available;
    const bool whole = reading.has_end || available || !more.empty();
    list.add(std::move(reading));
    if (!whole) list.stop_early("the page neither says how many hotels there are nor holds what stands below its list: it may not have arrived whole");
    if (!more.empty()) list.stop_early("the list has more hotels than this page shows");
    if (more.empty() && available && list.count() < *available) list.stop_early("the page names " + std::to_string(*available) + " hotels and holds " + std::to_string(list.count()));
    return answer_of(list);
  }

  template <class Answer>
  static Answer nothing(Answer answer, std::string evidence) {
    answer.available = 0;
    answer.nothing_found_evidence = std::move(evidence);
    return answer;
  }

  // One search per supplier, one list of hotels.
  template <class AnswerOf>
  auto search(Call& call, Page& page, const Trip& trip, AnswerOf answer_of, int most, std::function<bool(const voygen::HotelOffer&)> accepts) const
      -> Result<decltype(answer_of(HotelList{}))> {
    VOYGEN_DO(check_party(trip));
    const Wanted wanted{[answer_of, most](const HotelList& list) { return static_cast<int>(answer_of(list).offers.size()) >= most; },
                        [answer_of](Call& to, const HotelList& list) {
                          auto so_far = answer_of(list);
                          so_far.partial = true;
                          to.interim(so_far);
                        },
                        std::move(accepts)};
    Portal portal(call, page, settings_);
    HotelList list;
    VOYGEN_TRY(const auto evidence, search_suppliers(call, portal, trip, wanted, most, list));
    auto answer = answer_of(list);
    if (list.count() == 0) answer = nothing(std::move(answer), evidence);
    answer.place = portal.place();
    if (const auto url = page.url(); url.ok()) answer.page_url = url->substr(0, url->find_first_of("?#"));
    return answer;
  }

  // Fills the list. A supplier that fails is a warning when another one answers. Returns what the portal said where there was nothing.
  Result<std::string> search_suppliers(Call& call, Portal& portal, const Trip& trip, const Wanted& wanted, int most, HotelList& list) const {
    std::string evidence;
    std::optional<voygen::Error> failure;
    int answered = 0;
    for (const std::string& vendor : settings_.vendors) {
      if (answered > 0 && call.time_left() < kWorthAWindow) {
        list.stop_early("supplier " + vendor + " was not searched: the time allowed is over");
        continue;
      }
      auto found = search_supplier(call, portal, trip, vendor, wanted, most, list);
      if (found.ok()) {
        ++answered;
        if (found->nothing) evidence += (evidence.empty() ? "" : "; ") + ("supplier " + vendor + ": \"" + found->evidence + "\"");
        continue;
      }
      if (found.error().code == Code::cancelled || found.error().code == Code::login_required || found.error().code == Code::blocked) return found.error();
      if (settings_.vendors.size() > 1) list.warn("supplier " + vendor + ": " + found.error().message);
      if (found.error().code != Code::not_found || !failure) failure = found.error();
    }
    if (answered == 0 && failure) return *failure;
    if (failure && failure->code != Code::not_found) list.stop_early("not all suppliers answered");
    if (settings_.vendors.size() > 1) list.join_suppliers();
    return evidence;
  }

  // The search of one supplier; once more from the start when the session or the form had ended on the way.
  Result<Found> search_supplier(Call& call, Portal& portal, const Trip& trip, const std::string& vendor, const Wanted& wanted, int most, HotelList& list) const {
    auto look = open_and_search(portal, trip, vendor);
    if (!look.ok() && portal.is_worth_a_repeat() && call.time_left() > kWorthARepeat) {
      call.info("the session or its form had ended; searching once more from the start");
      look = open_and_search(portal, trip, vendor);
    }
    if (!look.ok()) return std::move(look).error();
    if (look->state == "nothing") return Found{true, look->detail};
    VOYGEN_DO(read_list(call, portal, trip, wanted, list));
    VOYGEN_DO(read_rooms(call, portal, trip, wanted, most, list));
    return Found{};
  }

  static Result<Look> open_and_search(Portal& portal, const Trip& trip, const std::string& vendor) {
    VOYGEN_DO(portal.open_form());
    return portal.search(trip, vendor);
  }

  // The page, then windows until enough hotels pass. What was read is never thrown away because a later window failed.
  Outcome read_list(Call& call, Portal& portal, const Trip& trip, const Wanted& wanted, HotelList& list) const {
    VOYGEN_TRY(const auto raw, portal.screen().collect());
    VOYGEN_TRY(auto page, parse_page(raw, asked_of(trip), settings_.selectors));
    const int before = list.count();
    const Stay stay = *page.stay;
    const auto available = page.available;
    std::string more = page.more_address;
    const bool whole = page.has_end || available || !more.empty();
    list.add(std::move(page));
    if (!whole) list.stop_early("the page neither says how many hotels there are nor holds what stands below its list: it may not have arrived whole");
    for (int window = 1; !more.empty() && !wanted.is_enough(list); ++window) {
      wanted.tell(call, list);
      call.progress(list.count(), available.value_or(0), std::to_string(list.count()) + " hotels");
      if (window >= settings_.max_windows) return stop(list, "stopped after " + std::to_string(window) + " windows, the most that are read (setting maxWindows)");
      if (call.time_left() < kWorthAWindow) return stop(list, "stopped after " + std::to_string(window) + " windows: the time allowed is over");
      auto next = fetch_window(portal, more, stay, trip, list);
      if (!next.ok() && next.error().code == Code::cancelled) return std::move(next).error();
      if (!next.ok()) return stop(list, "the window after " + std::to_string(list.count()) + " hotels could not be read: " + next.error().message);
      if (next->hotels.empty()) return stop(list, "the window after " + std::to_string(list.count()) + " hotels held none");
      more = next->more_address;
      list.add(std::move(*next));
    }
    if (more.empty() && available && list.count() - before < *available) {
      list.stop_early("the portal names " + std::to_string(*available) + " hotels, its page holds " + std::to_string(list.count() - before));
    }
    return voygen::done();
  }

  static Outcome stop(HotelList& list, std::string why) {
    list.stop_early(std::move(why));
    return voygen::done();
  }

  Result<PageReading> fetch_window(Portal& portal, const std::string& address, const Stay& stay, const Trip& trip, const HotelList& list) const {
    VOYGEN_TRY(const auto raw, portal.screen().fetch({address}));
    const json window = raw.is_array() && !raw.empty() ? raw[0] : json::object();
    if (window.contains("problem")) return {Code::unavailable, window.at("problem").get<std::string>()};
    return parse_window(window, stay, asked_of(trip, list.selection()), settings_.selectors);
  }

  // All rooms of the first hotels that pass, fetched as the portal's "+" does, several at a time.
  Outcome read_rooms(Call& call, Portal& portal, const Trip& trip, const Wanted& wanted, int most, HotelList& list) const {
    std::vector<std::size_t> indices;
    std::vector<std::string> addresses;
    const auto limit = static_cast<std::size_t>(std::min(most, settings_.rooms_of_hotels));
    std::size_t passed = 0;
    for (std::size_t i = 0; i < list.hotels().size() && passed < limit; ++i) {
      const ListedHotel& hotel = list.hotels()[i];
      if (!wanted.accepts(hotel.offer)) continue;
      ++passed;
      if (hotel.rooms_address.empty()) continue;
      indices.push_back(i);
      addresses.push_back(hotel.rooms_address);
    }
    if (addresses.empty()) return voygen::done();
    if (call.time_left() < kWorthAWindow) return stop(list, "only the room shown at first is here for " + std::to_string(addresses.size()) + " hotels: the time allowed is over");
    wanted.tell(call, list);
    call.progress(list.count(), 0, "rooms of " + std::to_string(addresses.size()) + " hotels");
    const auto raw = portal.screen().fetch(addresses);
    if (!raw.ok() && raw.error().code == Code::cancelled) return raw.error();
    if (!raw.ok()) return stop(list, "only the room shown at first is here: " + raw.error().message);
    take_rooms(*raw, indices, trip, list);
    return voygen::done();
  }

  void take_rooms(const json& windows, const std::vector<std::size_t>& indices, const Trip& trip, HotelList& list) const {
    int failed = 0;
    std::string why;
    for (std::size_t i = 0; i < indices.size(); ++i) {
      const json window = windows.is_array() && i < windows.size() ? windows[i] : json::object();
      auto reading = window.contains("problem") ? Result<PageReading>(Code::unavailable, window.at("problem").get<std::string>())
                                                : parse_window(window, trip.stay, asked_of(trip, list.selection()), settings_.selectors);
      if (reading.ok() && reading->hotels.size() == 1) {
        list.set_rooms(indices[i], reading->hotels[0]);
        continue;
      }
      ++failed;
      if (why.empty()) why = reading.ok() ? "the window held " + std::to_string(reading->hotels.size()) + " hotels" : reading.error().message;
    }
    if (failed > 0) list.stop_early("of " + std::to_string(failed) + " hotels only the room shown at first is here: " + why);
  }

  Settings settings_;
};

}  // namespace
}  // namespace vax

VOYGEN_PLUGIN(vax::Vax)
