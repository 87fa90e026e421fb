// Ordinary travel sites, by configuration alone.
#include "voygen/plugin.hpp"

#include <algorithm>

#include "address.hpp"
#include "settings.hpp"
#include "site_visit.hpp"

namespace generic {
namespace {

using namespace std::chrono_literals;
using voygen::Call;
using voygen::Code;
using voygen::Error;
using voygen::HotelAnswer;
using voygen::HotelQuery;
using voygen::Page;
using voygen::Result;

// The answers of several sites as one: their offers by turns, so that a long list does not push the others out.
class Gathered {
 public:
  explicit Gathered(const HotelQuery& query) : query_(query) {}

  void add(const Site& site, SiteAnswer answer) {
    for (std::string& warning : answer.warnings) answer_.warnings.push_back(site.name + ": " + warning);
    answer_.partial = answer_.partial || answer.partial;
    if (answer.place && !answer_.place) answer_.place = answer.place;
    if (answer.nothing) nothing_ += (nothing_.empty() ? "" : "; ") + site.name + ": " + *answer.nothing;
    if (!answer.available) counted_ = false;
    available_ += answer.available.value_or(0);
    if (!answer.nothing && answer.offers.empty()) nothing_ += (nothing_.empty() ? "" : "; ") + site.name + ": none of its hotels passes the filters";
    lists_.push_back(std::move(answer.offers));
  }
  void fail(const Site& site, const Error& error) {
    answer_.warnings.push_back(site.name + ": " + std::string(name_of(error.code)) + ": " + error.message);
    if (!worst_) worst_ = Error{error.code, site.name + ": " + error.message, error.next_step};
  }
  void skip(const Site& site, const std::string& why) { answer_.warnings.push_back(site.name + ": left out: " + why), ++skipped_; }

  [[nodiscard]] HotelAnswer so_far() const {
    HotelAnswer answer = answer_;
    answer.partial = true;
    answer.offers = by_turns();
    return answer;
  }

  Result<HotelAnswer> finish() && {
    answer_.offers = by_turns();
    if (answer_.offers.empty() && worst_) return std::move(*worst_);
    if (lists_.empty()) return {Code::unsupported, "no site could be asked: " + (answer_.warnings.empty() ? std::string("none is configured") : answer_.warnings.front()), "configure a site for such searches"};
    if (worst_) answer_.partial = true;
    if (answer_.offers.empty()) answer_.nothing_found_evidence = nothing_;
    if (counted_ && !worst_ && skipped_ == 0) answer_.available = available_;
    answer_.applied_filters = {"priceRange", "starRating"};
    return std::move(answer_);
  }

 private:
  [[nodiscard]] std::vector<voygen::HotelOffer> by_turns() const {
    std::vector<voygen::HotelOffer> offers;
    std::size_t longest = 0;
    for (const auto& list : lists_) longest = std::max(longest, list.size());
    for (std::size_t i = 0; i < longest; ++i) {
      for (const auto& list : lists_) {
        if (i < list.size() && static_cast<int>(offers.size()) < query_.max_results) offers.push_back(list[i]);
      }
    }
    return offers;
  }

  const HotelQuery& query_;
  HotelAnswer answer_;
  std::vector<std::vector<voygen::HotelOffer>> lists_;
  std::string nothing_;
  std::optional<Error> worst_;
  bool counted_ = true;
  int available_ = 0;
  int skipped_ = 0;
};

class Generic final : public voygen::Plugin {
 public:
  static Result<std::unique_ptr<voygen::Plugin>> create(const nlohmann::json& settings) {
    VOYGEN_TRY(auto read, Settings::from_json(settings));
    return std::unique_ptr<voygen::Plugin>(new Generic(std::move(read)));
  }

  Result<HotelAnswer> search_hotels(Call& call, Page& page, const HotelQuery& query) override {
    Gathered gathered(query);
    const auto total = static_cast<std::int64_t>(settings_.sites.size());
    for (std::size_t i = 0; i < settings_.sites.size(); ++i) {
      const Site& site = settings_.sites[i];
      if (const auto why = why_not(site, query)) {
        gathered.skip(site, *why);
        continue;
      }
      // What is left is shared fairly: a site that hangs must not cost the others their turn.
      const auto share = call.time_left() / static_cast<std::int64_t>(settings_.sites.size() - i);
      auto answer = SiteVisit(call, page, settings_, site).search(query, share);
      if (!answer.ok() && call.must_stop()) return std::move(answer).error();
      if (answer.ok()) gathered.add(site, std::move(*answer));
      else gathered.fail(site, answer.error());
      call.progress(static_cast<std::int64_t>(i) + 1, total, site.name);
      if (i + 1 < settings_.sites.size()) call.interim(gathered.so_far());
    }
    auto answer = std::move(gathered).finish();
    if (!answer.ok()) return answer;
    if (const auto url = page.url(); url.ok()) answer->page_url = *url;
    return answer;
  }

  // The site of a saved page is told by its address, else by trying: selectors that fit, then structured data alone.
  Result<HotelAnswer> read_hotels(Call& call, Page& page, const HotelQuery& query) override {
    VOYGEN_TRY(const std::string url, page.url());
    const Site unconfigured = Site::unconfigured();
    std::optional<Error> first_error;
    for (const Site* site : candidates(url, unconfigured)) {
      auto answer = SiteVisit(call, page, settings_, *site).read(query);
      if (answer.ok()) {
        Gathered gathered(query);
        gathered.add(*site, std::move(*answer));
        return std::move(gathered).finish();
      }
      if (!first_error) first_error = std::move(answer).error();
      if (first_error->code != Code::drift) break;
    }
    return std::move(*first_error);
  }

 private:
  explicit Generic(Settings settings) : settings_(std::move(settings)) {}

  static std::optional<std::string> why_not(const Site& site, const HotelQuery& query) {
    if (site.activities) return "it sells activities, no hotels";
    std::string templates = site.url;
    for (const auto& step : site.steps) templates += step.value("value", "");
    return cannot_ask_for(templates, query);
  }

  std::vector<const Site*> candidates(const std::string& url, const Site& unconfigured) const {
    std::vector<const Site*> of_address;
    std::vector<const Site*> others;
    for (const Site& site : settings_.sites) (origin_of(site.url) == origin_of(url) ? of_address : others).push_back(&site);
    if (!of_address.empty()) return of_address;
    others.push_back(&unconfigured);
    return others;
  }

  Settings settings_;
};

}  // namespace
}  // namespace generic

VOYGEN_PLUGIN(generic::Generic)
