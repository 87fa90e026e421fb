// The grid: what is refused before anything runs, what is run, and what the budget and the clock leave out.
#include "search/grid_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "fake_clock.hpp"
#include "scripted_caller.hpp"
#include "temp_folder.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

class GridSearchTest : public ::testing::Test {
 protected:
  GridSearchTest() {
    EXPECT_TRUE(database_->migrate().ok());
    caller_.faces = {{"acme", "Acme", "1.0.0", {"hotels"}, {}, 2}, {"zeta", "Zeta", "1.0.0", {"hotels"}, {}, 1}};
    for (const char* id : {"acme", "zeta"}) {
      caller_.serve[id] = [this, at_once = std::make_shared<std::atomic<int>>(0), id](const core::Context&, const HotelQuery& query, const CallObserver&) -> Result<json> {
        const int now = ++*at_once;
        int seen = most_at_once_[id];
        while (seen < now && !most_at_once_[id].compare_exchange_weak(seen, now)) {}
        std::this_thread::yield();
        --*at_once;
        if (query.destination == "Lisbon, Portugal") return Error{Code::blocked, "captcha", "solve it"};
        return tests::hotels(query, 2).to_json();
      };
    }
  }
  GridParts parts() { return {service_, ledger_, {}, clock_, Places::built_in(), 8}; }
  static json body(json changes = json::object()) {
    json made{{"destinations", {"Miami, FL", "Lisbon, Portugal"}}, {"dates", {{{"from", "2027-03-14"}, {"to", "2027-03-19"}}, {{"from", "2027-04-14"}, {"to", "2027-04-19"}}}}};
    made.update(changes);
    return made;
  }
  json run(const json& wanted) {
    const auto plan = plan_grid(wanted, parts());
    EXPECT_TRUE(plan.ok()) << plan.error().message;
    const auto context = core::Context::with_timeout(std::chrono::seconds(30));
    return run_grid(context, *plan, parts(), [this](SearchAnswer) { ++kept_; });
  }

  tests::TempFolder folder_;
  tests::FakeClock clock_;
  std::unique_ptr<store::Database> database_ = *store::Database::open(folder_ / "voygen.db");
  cache::SearchCache cache_{store::CachedAnswers(*database_), clock_};
  budget::Ledger ledger_{store::CostRecords(*database_)};
  tests::ScriptedCaller caller_;
  SearchService service_{caller_, cache_, ledger_, clock_, SearchSettings{}};
  std::atomic<int> kept_ = 0;
  std::map<std::string, std::atomic<int>> most_at_once_{};
};

TEST_F(GridSearchTest, ReportsEveryCellWithItsOwnStatus) {
  most_at_once_["acme"] = most_at_once_["zeta"] = 0;
  const json report = run(body({{"parallel", 8}}));
  ASSERT_EQ(report["cells"].size(), 8u);
  const json& first = report["cells"][0];
  EXPECT_EQ(first["destination"], "Miami, FL");
  EXPECT_EQ(first["from"], "2027-03-14");
  EXPECT_EQ(first["to"], "2027-03-19");
  EXPECT_EQ(first["platform"], "acme");
  EXPECT_EQ(first["status"], "ok");
  EXPECT_EQ(first["count"], 2);
  EXPECT_EQ(first["results"].size(), 2u);
  EXPECT_EQ(first["shadowCost"], 0.030014);
  EXPECT_EQ(report["cells"][7]["status"], "blocked");
  EXPECT_EQ(report["cells"][7]["error"]["nextStep"], "solve it");
  EXPECT_EQ(report["summary"]["byStatus"], (json{{"ok", 4}, {"blocked", 4}}));
  EXPECT_EQ(report["cost"]["shadow"], 0.240112);
  EXPECT_TRUE(report["partial"]);
  EXPECT_EQ(kept_, 8);
  EXPECT_LE(most_at_once_["acme"], 2);
  EXPECT_EQ(most_at_once_["zeta"], 1);
}

TEST_F(GridSearchTest, NothingIsBegunThatTheBudgetMayNotCover) {
  most_at_once_["acme"] = most_at_once_["zeta"] = 0;
  // A cell is expected to cost 0.030834 and costs 0.030014: two fit into 0.07, the third does not.
  const json report = run(body({{"maxCost", 0.07}, {"parallel", 8}}));
  EXPECT_EQ(caller_.calls, 2);
  int refused = 0;
  for (const json& cell : report["cells"]) {
    if (cell["status"] != "budget") continue;
    ++refused;
    EXPECT_FALSE(cell["run"]);
    EXPECT_EQ(cell["error"]["code"], "over_budget");
    EXPECT_THAT(cell["error"]["nextStep"].get<std::string>(), HasSubstr("maxCost"));
  }
  EXPECT_EQ(refused, 6);
  EXPECT_LE(report["cost"]["shadow"], 0.07);
}

TEST_F(GridSearchTest, ACellOnceReadComesFromTheCacheForNothing) {
  most_at_once_["acme"] = most_at_once_["zeta"] = 0;
  const json wanted = body({{"destinations", {"Miami, FL"}}});
  run(wanted);
  const json again = run(wanted);
  EXPECT_EQ(caller_.calls, 4);
  EXPECT_EQ(again["summary"]["byStatus"], (json{{"cached", 4}}));
  EXPECT_EQ(again["cost"]["shadow"], 0);
}

TEST_F(GridSearchTest, WhenTheTimeIsOverTheRestIsNotRun) {
  most_at_once_["acme"] = most_at_once_["zeta"] = 0;
  auto plan = plan_grid(body(), parts());
  ASSERT_TRUE(plan.ok());
  plan->time_limit = std::chrono::milliseconds(0);
  const auto context = core::Context::with_timeout(std::chrono::seconds(30));
  const json report = run_grid(context, *plan, parts(), [](SearchAnswer) {});
  EXPECT_EQ(report["summary"]["byStatus"], (json{{"timeout", 8}}));
  EXPECT_EQ(caller_.calls, 0);
}

TEST_F(GridSearchTest, BadInputNamesTheFieldAndRunsNothing) {
  const std::pair<json, const char*> cases[] = {
      {{{"destinations", json::array()}}, "destinations"},
      {{{"destinations", {"Miami, FL", " "}}}, "destinations[1] with dates[0]"},
      {{{"destinations", {"Springfield"}}}, "\"destinations[0]\" is \"Springfield\", which may be several places"},
      {{{"dates", {{{"from", "2027-02-30"}, {"to", "2027-03-19"}}}}}, "dates[0]"},
      {{{"dates", {{{"from", "2027-03-14"}}}}}, "\"checkOut\" is missing"},
      {{{"dates", {{{"to", "2027-03-14"}}}}}, "from"},
      {{{"platforms", {"acme", "nobody"}}}, "\"platforms[1]\" is \"nobody\""},
      {{{"search", {{"guests", 0}}}}, "\"guests\" is 0"},
      {{{"search", {{"checkIn", "2027-03-14"}}}}, "\"search.checkIn\" cannot be given"},
      {{{"maxCells", 3}}, "the grid has 8 cells"},
      {{{"maxCost", -1}}, "maxCost"},
      {{{"kind", "cars"}}, "kind"},
      {{{"destination", "Miami"}}, "unknown field \"destination\""},
  };
  for (const auto& [changes, names] : cases) {
    const auto plan = plan_grid(body(changes), parts());
    ASSERT_FALSE(plan.ok()) << names;
    EXPECT_THAT(plan.error().message, HasSubstr(names));
    EXPECT_EQ(plan.error().code, Code::invalid_argument);
    EXPECT_FALSE(plan.error().next_step.empty());
  }
  const auto flights = plan_grid(body({{"kind", "flights"}}), parts());
  EXPECT_EQ(flights.error().code, Code::unavailable) << "no platform here serves them";
  EXPECT_EQ(caller_.calls, 0);
}

}  // namespace
}  // namespace voygen::search
