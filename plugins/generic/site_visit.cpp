#include "site_visit.hpp"

#include <algorithm>

#include "address.hpp"
#include "scripts.hpp"

namespace generic {

using namespace std::chrono_literals;
using nlohmann::json;
using std::chrono::milliseconds;
using voygen::Code;
using voygen::Error;
using voygen::HotelQuery;
using voygen::Outcome;
using voygen::Result;

namespace {

std::string said(const json& look, const char* key) { return voygen::tidy(look.value(key, std::string{})); }

void take(SiteAnswer& answer, PageReading reading, const HotelQuery& query) {
  if (reading.available) answer.available = reading.available;
  if (reading.place) answer.place = std::move(reading.place);
  for (auto& offer : reading.offers) {
    const bool known = std::any_of(answer.offers.begin(), answer.offers.end(), [&](const auto& taken) { return taken.platform_id == offer.platform_id; });
    if (!known && query.accepts(offer)) answer.offers.push_back(std::move(offer));
  }
  for (std::string& warning : reading.warnings) {
    if (std::find(answer.warnings.begin(), answer.warnings.end(), warning) == answer.warnings.end()) answer.warnings.push_back(std::move(warning));
  }
}

}  // namespace

std::optional<Error> error_of_state(const json& look) {
  const std::string state = look.value("state", "");
  const std::string detail = said(look, "detail");
  if (state == "challenge") return Error{Code::blocked, "the site asks for a human: \"" + detail + "\"", "search this site by hand, or leave it for a while"};
  if (state == "login") return Error{Code::login_required, "the site shows nothing without an account: \"" + detail + "\"", "leave this site out"};
  if (state == "unavailable") return Error{Code::unavailable, "the site is out of order: \"" + detail + "\"", "try again later"};
  if (state == "missing") return Error{Code::drift, "the site does not know the address that was opened (" + detail + ")", "correct the site's search.url"};
  return std::nullopt;
}

milliseconds SiteVisit::time_left() const {
  const auto own = std::chrono::duration_cast<milliseconds>(deadline_ - std::chrono::steady_clock::now());
  return std::max(0ms, std::min(own, call_->time_left() - 500ms));
}

milliseconds SiteVisit::opening_time() const { return std::min<milliseconds>(site_->timeout, time_left()); }

Result<json> SiteVisit::look() { return page_->evaluate(scripts::kLook, json::array({site_->page, settings_->texts, false})); }

std::string SiteVisit::selectors_tried() const {
  if (site_->page.contains("ready")) return " (0 elements match " + site_->page.at("ready").dump() + ")";
  return site_->page.contains("cards") ? " (0 elements match " + site_->page.at("cards").at("item").dump() + ")" : std::string{};
}

Result<json> SiteVisit::await_results(milliseconds at_most) {
  const auto dumped = [](const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); };
  const std::string expression = "/* results of " + site_->id + " */(" + std::string(scripts::kLook) + ")(" + dumped(site_->page) + "," + dumped(settings_->texts) + ",true)";
  auto found = page_->wait_for_function(expression, std::min(at_most, time_left()));
  if (found.ok()) return found;
  if (found.error().code != Code::timeout || call_->must_stop()) return std::move(found).error();
  VOYGEN_TRY(const json now, look());
  const std::string state = now.value("state", "");
  const bool without_cards = state == "results" && now.value("cards", 0) == 0 && site_->page.contains("cards") && site_->page.value("only", false);
  if (state == "loading") {
    return {Code::timeout, "waited for the results of " + site_->name + "; \"" + said(now, "title") + "\" is still loading", "try again later, or raise the site's timeoutSeconds"};
  }
  if (state != "unknown" && !without_cards) return now;
  return {Code::drift, "\"" + said(now, "title") + "\" has neither results" + selectors_tried() + " nor a word that there are none", "compare the kept page with the site's selectors and emptyTexts"};
}

Outcome SiteVisit::perform(const json& step, const HotelQuery& query) {
  const std::string value = fill_in(step.value("value", ""), query, false);
  const auto selector = [&](const char* action) { return step.at(action).get<std::string>(); };
  if (step.contains("fill")) return page_->fill(selector("fill"), value);
  if (step.contains("type")) return page_->type(selector("type"), value, 20ms);
  if (step.contains("select")) return page_->select(selector("select"), value);
  if (step.contains("check")) return page_->check(selector("check"));
  if (step.contains("wait")) return page_->wait_for_selector(selector("wait"), time_left());
  if (step.contains("press")) {
    VOYGEN_DO(page_->press(selector("press")));
    return step.value("navigates", false) ? page_->wait_for_navigation(time_left()) : voygen::done();
  }
  if (!step.value("navigates", false)) return page_->click(selector("click"));
  VOYGEN_DO(page_->click_and_navigate(selector("click")));
  return voygen::done();
}

Outcome SiteVisit::open(const HotelQuery& query) {
  if (const auto opened = page_->open(fill_in(site_->url, query, true), opening_time()); !opened.ok()) return opened.error();
  if (!site_->consent.empty()) {
    constexpr const char* kFirst = "(selectors) => selectors.find((selector) => document.querySelector(selector)) || ''";
    VOYGEN_TRY(const json banner, page_->evaluate(kFirst, json::array({site_->consent})));
    if (banner.is_string() && !banner.get_ref<const std::string&>().empty()) VOYGEN_DO(page_->click(banner.get<std::string>()));
  }
  for (std::size_t i = 0; i < site_->steps.size(); ++i) {
    auto performed = perform(site_->steps[i], query);
    if (performed.ok()) continue;
    // A form that is not there may be a wall in front of it.
    if (const auto now = look(); now.ok()) {
      if (auto error = error_of_state(*now)) return std::move(*error);
    }
    Error error = std::move(performed).error();
    error.message = "step " + std::to_string(i + 1) + " of the search, " + site_->steps[i].dump() + ": " + error.message;
    return error;
  }
  return voygen::done();
}

Result<PageReading> SiteVisit::read_page(const HotelQuery& query) {
  if (site_->lazy) (void)page_->wait_for_quiet_network(std::min<milliseconds>(5s, time_left()));
  VOYGEN_TRY(const json collected, page_->evaluate(scripts::kCollect, json::array({site_->page})));
  return parse_page(collected, *site_, query);
}

Result<SiteAnswer> SiteVisit::take_pages(const HotelQuery& query) {
  SiteAnswer answer;
  int seen = 0;
  for (int number = 1;; ++number) {
    auto reading = read_page(query);
    if (!reading.ok() && number == 1) return std::move(reading).error();
    if (!reading.ok()) {
      answer.partial = true;
      answer.warnings.push_back("page " + std::to_string(number) + " could not be read: " + reading.error().message);
      return answer;
    }
    const std::string next = reading->next;
    seen += static_cast<int>(reading->offers.size());
    take(answer, std::move(*reading), query);
    if (next.empty()) {
      if (answer.available && seen < *answer.available) {
        answer.partial = true;
        answer.warnings.push_back("the site speaks of " + std::to_string(*answer.available) + " hotels, its list holds " + std::to_string(seen));
      }
      return answer;
    }
    const bool enough = static_cast<int>(answer.offers.size()) >= query.max_results;
    if (enough) return answer;
    if (number >= site_->max_pages || time_left() < 2s) {
      answer.partial = true;
      answer.warnings.push_back("the list goes on after page " + std::to_string(number) + (number >= site_->max_pages ? ", the most that is read (maxPages)" : ": the time allowed is over"));
      return answer;
    }
    auto turned = page_->open(next, opening_time());
    if (turned.ok()) {
      const auto look = await_results(std::chrono::duration_cast<milliseconds>(site_->timeout));
      if (!look.ok()) turned = look.error();
      else if (auto error = error_of_state(*look)) turned = std::move(*error);
    }
    if (turned.ok()) continue;
    if (turned.error().code == Code::cancelled) return std::move(turned).error();
    answer.partial = true;
    answer.warnings.push_back("the page after page " + std::to_string(number) + " could not be opened: " + turned.error().message);
    return answer;
  }
}

Result<SiteAnswer> SiteVisit::search(const HotelQuery& query, milliseconds at_most) {
  deadline_ = std::chrono::steady_clock::now() + at_most;
  VOYGEN_DO(open(query));
  VOYGEN_TRY(const json look, await_results(std::chrono::duration_cast<milliseconds>(site_->timeout)));
  if (auto error = error_of_state(look)) return std::move(*error);
  if (look.value("state", "") == "empty") {
    SiteAnswer nothing;
    nothing.available = 0;
    nothing.nothing = "the site says: \"" + said(look, "detail") + "\"";
    return nothing;
  }
  return take_pages(query);
}

Result<SiteAnswer> SiteVisit::read(const HotelQuery& query) {
  VOYGEN_TRY(const json now, look());
  if (auto error = error_of_state(now)) return std::move(*error);
  if (now.value("state", "") == "empty") {
    SiteAnswer nothing;
    nothing.available = 0;
    nothing.nothing = "the page says: \"" + said(now, "detail") + "\"";
    return nothing;
  }
  deadline_ = std::chrono::steady_clock::now() + std::chrono::hours(1);
  VOYGEN_TRY(const json collected, page_->evaluate(scripts::kCollect, json::array({site_->page})));
  VOYGEN_TRY(PageReading reading, parse_page(collected, *site_, query));
  SiteAnswer answer;
  answer.partial = !reading.next.empty();
  if (answer.partial) answer.warnings.emplace_back("the list has more pages than this one");
  take(answer, std::move(reading), query);
  return answer;
}

}  // namespace generic
