// CPMaxx: the hotel search of the CP Central agent portal.
#include "voygen/plugin.hpp"

#include "portal.hpp"
#include "requests.hpp"
#include "results.hpp"
#include "search_form.hpp"
#include "settings.hpp"

namespace cpmaxx {
namespace {

using namespace std::chrono_literals;
using voygen::Call;
using voygen::Code;
using voygen::HotelAnswer;
using voygen::HotelQuery;
using voygen::Page;
using voygen::Result;

constexpr auto kWorthAPage = 3s;       // with less time left, what was read is answered
constexpr auto kStragglers = 3s;       // for cards the portal says it displays
constexpr auto kWorthARepeat = 20s;    // for a whole search that is repeated after signing in again
constexpr int kPerPage = 20;

Asked asked_of(const HotelQuery& query, const Settings& settings) {
  const bool known = query.check_in < query.check_out;
  return {known ? std::optional(Stay{query.check_in, query.check_out}) : std::nullopt, static_cast<int>(query.rooms.size()), settings.base_url};
}

class Cpmaxx final : public voygen::Plugin {
 public:
  static Result<std::unique_ptr<voygen::Plugin>> create(const nlohmann::json& settings) {
    VOYGEN_TRY(auto read, Settings::from_json(settings));
    return std::unique_ptr<voygen::Plugin>(new Cpmaxx(std::move(read)));
  }

  Result<HotelAnswer> search_hotels(Call& call, Page& page, const HotelQuery& query) override {
    VOYGEN_DO(check_party(query));
    Portal portal(call, page, settings_);
    auto answer = search(call, page, portal, query);
    if (!answer.ok() && portal.session_ended() && portal.times_ended() == 1) {
      call.info("the session ended during the search; signing in again, once");
      answer = search(call, page, portal, query);
    }
    return answer;
  }

  Result<HotelAnswer> read_hotels(Call& call, Page& page, const HotelQuery& query) override {
    Screen screen(call, page, settings_);
    VOYGEN_TRY(const Look look, screen.look());
    if (look.state == "nothing") return nothing(look.detail);
    if (look.state == "loading") {
      return {Code::drift, "this is " + look.describe() + ": it does not say which hotels there are", "save the page when its list is complete"};
    }
    if (look.state == "empty") return empty_list_error(look, settings_);
    if (look.state == "unknown" && look.featured > 0) {
      return {Code::drift, "this page shows only featured hotels (" + std::to_string(look.featured) + "), no list of results", "save the page when its list is complete"};
    }
    if (look.state != "cards" && look.state != "cards_loading") return error_of(look);
    VOYGEN_TRY(auto reading, read_page(screen, query));
    HotelList list(query);
    const bool more = reading.has_next;
    list.add(std::move(reading));
    if (look.state == "cards_loading") list.stop_early("the page was still loading when it was saved: the list may be incomplete");
    if (more && !list.is_full()) list.stop_early("the list has more pages than this one");
    return std::move(list).finish();
  }

 private:
  explicit Cpmaxx(Settings settings) : settings_(std::move(settings)) {}

  // By the portal's own requests where they are as they always were, else by navigation; the answer says when it had to.
  Result<HotelAnswer> search(Call& call, Page& page, Portal& portal, const HotelQuery& query) const {
    if (!settings_.repeat_requests || portal.times_ended() > 0) return search_by_navigation(call, page, portal, query);
    Requests requests(call, page, settings_);
    auto begun = requests.begin(query);
    if (!begun.ok() && begun.error().code == Code::login_required) {
      VOYGEN_DO(portal.open_form());
      begun = requests.begin(query);
    }
    auto answer = begun.ok() ? search_by_requests(call, requests, query) : Result<HotelAnswer>(std::move(begun).error());
    if (answer.ok() || call.must_stop()) return answer;
    const std::string why = answer.error().message;
    call.warn("searching by navigation: " + why);
    answer = requests.submitted() ? read_results(call, page, portal, requests.place(), query) : search_by_navigation(call, page, portal, query);
    if (answer.ok()) answer->warnings.push_back("searched by full navigation, because the portal's own requests were not as expected: " + why);
    return answer;
  }

  Result<HotelAnswer> search_by_requests(Call& call, Requests& requests, const HotelQuery& query) const {
    call.progress(0, 0, "searching");
    VOYGEN_DO(requests.submit(query));
    HotelList list(query);
    for (int number = 1;; ++number) {
      VOYGEN_TRY(auto found, requests.list_page(number, asked_of(query, settings_)));
      if (!found.nothing.empty()) return named(nothing(found.nothing), requests.place(), requests.shown_url());
      if (!take_page(call, list, number, std::move(found.reading))) break;
    }
    return named(std::move(list).finish(), requests.place(), requests.shown_url());
  }

  Result<HotelAnswer> search_by_navigation(Call& call, Page& page, Portal& portal, const HotelQuery& query) const {
    VOYGEN_DO(portal.open_form());
    VOYGEN_DO(portal.fill_form(query));
    VOYGEN_TRY(const Look look, portal.submit());
    return read_shown(call, page, portal, look, portal.place(), query);
  }

  // The portal has this search already: a second one would take as long again, and it counts them.
  Result<HotelAnswer> read_results(Call& call, Page& page, Portal& portal, const std::string& place, const HotelQuery& query) const {
    VOYGEN_TRY(const Look look, portal.show_results());
    return read_shown(call, page, portal, look, place, query);
  }

  Result<HotelAnswer> read_shown(Call& call, Page& page, Portal& portal, const Look& look, const std::string& place, const HotelQuery& query) const {
    auto answer = look.state == "nothing" ? nothing(look.detail) : read_list(call, portal, look, query);
    if (!answer.ok()) return answer;
    const auto url = page.url();
    return named(std::move(*answer), place, url.ok() ? *url : "");
  }

  static HotelAnswer named(HotelAnswer answer, const std::string& place, const std::string& url) {
    answer.place = place;
    if (!url.empty()) answer.page_url = url;
    return answer;
  }

  static HotelAnswer nothing(const std::string& words) {
    HotelAnswer answer;
    answer.available = 0;
    answer.nothing_found_evidence = "the portal says: \"" + words + "\"";
    return answer;
  }

  Result<PageReading> read_page(Screen& screen, const HotelQuery& query) const {
    VOYGEN_TRY(const auto page, screen.collect());
    return parse_page(page, asked_of(query, settings_), settings_.selectors);
  }

  // The page, once all the cards are there that the portal says it displays.
  Result<PageReading> read_complete_page(Screen& screen, const HotelQuery& query) const {
    auto reading = read_page(screen, query);
    const bool complete = reading.ok() && (!reading->shown || reading->cards >= *reading->shown);
    if (complete || !screen.await_cards(reading.ok() ? *reading->shown : kPerPage, kStragglers).ok()) return reading;
    return read_page(screen, query);
  }

  // Turns pages until enough hotels pass the query. What was read is never thrown away because a later page failed.
  Result<HotelAnswer> read_list(Call& call, Portal& portal, const Look& first, const HotelQuery& query) const {
    HotelList list(query);
    if (first.state == "cards_loading") list.warn("the results page never said that it had finished loading");
    for (int number = 1;; ++number) {
      const std::string name = "page " + std::to_string(number);
      auto reading = read_complete_page(portal.screen(), query);
      if (!reading.ok() && list.seen() == 0) return std::move(reading).error();
      if (!reading.ok()) {
        list.stop_early(name + " could not be read: " + reading.error().message);
        break;
      }
      if (!take_page(call, list, number, std::move(*reading))) break;
      const auto turned = portal.turn_page();
      if (!turned.ok() && !is_survivable(call, portal, turned.error())) return turned.error();
      if (!turned.ok() || turned->state == "nothing") {
        list.stop_early("the page after " + name + " could not be read: " + (turned.ok() ? turned->detail : turned.error().message));
        break;
      }
    }
    return std::move(list).finish();
  }

  // Adds a page. Is the next one wanted, there, and still affordable?
  bool take_page(Call& call, HotelList& list, int number, PageReading page) const {
    const std::string name = "page " + std::to_string(number);
    const bool more = page.has_next;
    const auto pages = page.pages;
    const bool counted = page.available.has_value();
    if (page.shown && page.cards < *page.shown) list.stop_early(name + " did not show all of its hotels");
    list.add(std::move(page));
    call.progress(list.seen(), list.available().value_or(0), name + (pages ? " of " + std::to_string(*pages) : "") + " · " + std::to_string(list.seen()) + " hotels");
    if (list.is_full()) return false;
    if (more) call.interim(list.so_far());
    if (!more && pages && number < *pages) list.stop_early("the list has " + std::to_string(*pages) + " pages, but " + name + " has no link to the next");
    if (!more && !counted) list.stop_early("the list neither says how many hotels there are nor links to more of them");
    if (more && number >= settings_.max_pages) list.stop_early("stopped after " + name + ", the most that is read (setting maxPages)");
    if (more && call.time_left() < kWorthAPage) list.stop_early("stopped after " + name + ": the time allowed is over");
    return more && number < settings_.max_pages && call.time_left() >= kWorthAPage;
  }

  // May a search end with what it has? Not when nobody wants it, and not when signing in again can complete it.
  static bool is_survivable(Call& call, const Portal& portal, const voygen::Error& error) {
    if (error.code == Code::cancelled) return false;
    return !(portal.session_ended() && portal.times_ended() == 1 && call.time_left() > kWorthARepeat);
  }

  Settings settings_;
};

}  // namespace
}  // namespace cpmaxx

VOYGEN_PLUGIN(cpmaxx::Cpmaxx)
