// Delta Vacations: packages and flights of the WorldAgent Direct agent portal, both out of its one large results page.
#include "voygen/plugin.hpp"

#include "offers.hpp"
#include "portal.hpp"
#include "results.hpp"
#include "settings.hpp"

namespace delta {
namespace {

using voygen::Call;
using voygen::Code;
using voygen::FlightAnswer;
using voygen::FlightQuery;
using voygen::PackageAnswer;
using voygen::PackageQuery;
using voygen::Page;
using voygen::Result;

template <class Answered>
Answered nothing(const Look& look) {
  Answered answer;
  answer.available = 0;
  answer.nothing_found_evidence = "the portal says: \"" + look.detail + "\"";
  return answer;
}

// A saved page is compared with as much of the query as is there.
template <class Query>
Expected expected_of_saved(const Query& query, const std::optional<voygen::Date>& back) {
  Expected expected;
  if (back && query.departure < *back) {
    expected.departure = query.departure;
    expected.back = back;
  }
  return expected;
}

class Delta final : public voygen::Plugin {
 public:
  static Result<std::unique_ptr<voygen::Plugin>> create(const nlohmann::json& settings) {
    VOYGEN_TRY(auto read, Settings::from_json(settings));
    return std::unique_ptr<voygen::Plugin>(new Delta(std::move(read)));
  }

  Result<PackageAnswer> search_packages(Call& call, Page& page, const PackageQuery& query) override {
    VOYGEN_TRY(const Asked asked, asked_of(query));
    return search<PackageAnswer>(call, page, asked, [&](PageReading reading) -> Result<PackageAnswer> { return packages_of(std::move(reading), query); });
  }

  Result<FlightAnswer> search_flights(Call& call, Page& page, const FlightQuery& query) override {
    VOYGEN_TRY(const Asked asked, asked_of(query));
    return search<FlightAnswer>(call, page, asked, [&](PageReading reading) { return flights_of(std::move(reading), query); });
  }

  Result<PackageAnswer> read_packages(Call& call, Page& page, const PackageQuery& query) override {
    const auto make = [&](PageReading reading) -> Result<PackageAnswer> { return packages_of(std::move(reading), query); };
    return read_saved<PackageAnswer>(call, page, expected_of_saved(query, query.return_date), make);
  }

  Result<FlightAnswer> read_flights(Call& call, Page& page, const FlightQuery& query) override {
    const auto make = [&](PageReading reading) { return flights_of(std::move(reading), query); };
    return read_saved<FlightAnswer>(call, page, expected_of_saved(query, query.return_date), make);
  }

 private:
  explicit Delta(Settings settings) : settings_(std::move(settings)) {}

  // Searches, once more when the session or the form had grown too old on the way.
  template <class Answered, class Make>
  Result<Answered> search(Call& call, Page& page, const Asked& asked, Make make) const {
    Portal portal(call, page, settings_);
    auto answer = search_once<Answered>(call, page, portal, asked, make);
    if (!answer.ok() && portal.was_stale()) {
      call.info("the portal's session or form had expired; searching again, once");
      answer = search_once<Answered>(call, page, portal, asked, make);
    }
    return answer;
  }

  template <class Answered, class Make>
  Result<Answered> search_once(Call& call, Page& page, Portal& portal, const Asked& asked, Make make) const {
    VOYGEN_DO(portal.open_form());
    VOYGEN_DO(portal.fill_form(asked));
    VOYGEN_TRY(const Look look, portal.submit());
    if (look.state == "nothing") return nothing<Answered>(look);
    call.progress(0, look.hotels, "reading " + std::to_string(look.hotels) + " hotels");
    VOYGEN_TRY(PageReading reading, read_page(portal.screen(), expected_of(asked)));
    VOYGEN_TRY(Answered answer, make(std::move(reading)));
    answer.warnings.insert(answer.warnings.end(), asked.warnings.begin(), asked.warnings.end());
    // The page's address holds the process id, which belongs to the session and is told nobody.
    if (const auto url = page.url(); url.ok()) answer.page_url = url->substr(0, url->find('?'));
    return answer;
  }

  template <class Answered, class Make>
  Result<Answered> read_saved(Call& call, Page& page, const Expected& expected, Make make) const {
    Screen screen(call, page, settings_);
    VOYGEN_TRY(const Look look, screen.look());
    if (look.state == "nothing") return nothing<Answered>(look);
    if (look.state != "results") return error_of(look, settings_);
    VOYGEN_TRY(PageReading reading, read_page(screen, expected));
    return make(std::move(reading));
  }

  Result<PageReading> read_page(Screen& screen, const Expected& expected) const {
    VOYGEN_TRY(const auto page, screen.collect());
    return parse_page(page, expected, settings_);
  }

  Settings settings_;
};

}  // namespace
}  // namespace delta

VOYGEN_PLUGIN(delta::Delta)
