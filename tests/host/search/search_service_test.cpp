// The search service with a platform that does what the test says: joining, deadlines, cancelling, cache and ledger. The real browser,
// plugin and portal stand behind it in tests/e2e.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "fake_clock.hpp"
#include "scripted_caller.hpp"
#include "search/search_service.hpp"
#include "temp_folder.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using std::chrono::milliseconds;
using tests::hotels;
using tests::ScriptedCaller;

class SearchServiceTest : public ::testing::Test {
 protected:
  SearchServiceTest() {
    EXPECT_TRUE(database_->migrate().ok());
    caller_.serve["acme"] = [](const core::Context&, const HotelQuery& query, const CallObserver&) -> Result<json> { return hotels(query, 3).to_json(); };
  }
  SearchRequest request(int max_results = 20) {
    return *parse_request(Kind::hotels, {{"destination", "Miami, FL"}, {"checkIn", "2027-03-14"}, {"checkOut", "2027-03-19"}, {"maxResults", max_results}}, clock_, Places::built_in());
  }
  static core::Context context(std::stop_token stop = {}) { return {std::chrono::steady_clock::now() + std::chrono::seconds(20), std::move(stop), "r"}; }
  static ProgressSink silent() { return [](const ProgressNote&) {}; }
  std::int64_t rows() {
    std::int64_t count = 0;
    for (const auto& summary : *ledger_.summarize(0, INT64_MAX)) count += summary.searches;
    return count;
  }

  tests::TempFolder folder_;
  tests::FakeClock clock_;
  std::unique_ptr<store::Database> database_ = *store::Database::open(folder_ / "voygen.db");
  cache::SearchCache cache_{store::CachedAnswers(*database_), clock_};
  budget::Ledger ledger_{store::CostRecords(*database_)};
  ScriptedCaller caller_;
  SearchSettings settings_;
  SearchService service_{caller_, cache_, ledger_, clock_, settings_};
};

TEST_F(SearchServiceTest, AnswersFromTheCacheTheSecondTimeAndBooksBoth) {
  const auto live = service_.search(context(), request(), silent());
  ASSERT_TRUE(live.ok());
  EXPECT_EQ(live->platforms[0].status, PlatformStatus::ok);
  EXPECT_EQ(live->platforms[0].cost_micros, 0);
  clock_.advance_ms(60'000);
  const auto cached = service_.search(context(), request(2), silent());
  EXPECT_EQ(cached->platforms[0].status, PlatformStatus::cached);
  EXPECT_EQ(cached->platforms[0].answer.offers.size(), 2u);
  EXPECT_EQ(cached->platforms[0].saved_micros, 10'000 + 14 + 20'000);
  const json content = structured_content(*cached);
  EXPECT_EQ(content["platforms"][0]["ageSeconds"], 60);
  EXPECT_EQ(content["cost"]["savedByCache"], 0.030014);
  EXPECT_EQ(caller_.calls, 1);
  EXPECT_EQ(rows(), 2);

  SearchRequest refresh = request();
  refresh.force_refresh = true;
  EXPECT_EQ(service_.search(context(), refresh, silent())->platforms[0].status, PlatformStatus::ok);
  EXPECT_EQ(caller_.calls, 2);
}

TEST_F(SearchServiceTest, IdenticalSearchesShareOneCall) {
  std::promise<void> both_asked;
  caller_.serve["acme"] = [wait = both_asked.get_future().share()](const core::Context&, const HotelQuery& query, const CallObserver& observer) -> Result<json> {
    observer.progress({1, 2, "started"});
    wait.wait();
    return hotels(query, 3).to_json();
  };
  // Both have joined the call when both have heard its progress.
  std::promise<void> first_heard, second_heard;
  auto ask = [&](std::promise<void>& heard) {
    return std::async(std::launch::async, [&] {
      return service_.search(context(), request(), [&heard, told = false](const ProgressNote&) mutable {
        if (!std::exchange(told, true)) heard.set_value();
      });
    });
  };
  auto first = ask(first_heard);
  first_heard.get_future().wait();
  auto second = ask(second_heard);
  second_heard.get_future().wait();
  both_asked.set_value();
  const auto one = first.get();
  const auto two = second.get();
  EXPECT_EQ(caller_.calls, 1);
  EXPECT_FALSE(one->platforms[0].joined);
  EXPECT_TRUE(two->platforms[0].joined);
  EXPECT_EQ(two->platforms[0].answer.offers.size(), 3u);
  EXPECT_EQ(rows(), 2);
}

TEST_F(SearchServiceTest, AtTheDeadlineItAnswersWhatWasReadAndTheCallFillsTheCache) {
  std::promise<void> go_on;
  caller_.serve["acme"] = [wait = go_on.get_future().share()](const core::Context&, const HotelQuery& query, const CallObserver& observer) -> Result<json> {
    observer.interim(hotels(query, 2).to_json());
    observer.progress({2, 3, "page 1 of 2"});
    wait.wait();
    return hotels(query, 3).to_json();
  };
  const SearchRequest asked = request();
  const core::Context brief(std::chrono::steady_clock::now() + std::chrono::seconds(1), {}, "r");
  const auto partial = service_.search(brief, asked, silent());
  ASSERT_TRUE(partial.ok());
  EXPECT_EQ(partial->platforms[0].status, PlatformStatus::partial);
  EXPECT_EQ(partial->platforms[0].answer.offers.size(), 2u);
  EXPECT_TRUE(structured_content(*partial)["partial"]);
  EXPECT_THAT(text_content(*partial), HasSubstr("page 1 of 2"));

  auto again = std::async(std::launch::async, [&] { return service_.search(context(), request(), silent()); });
  go_on.set_value();
  EXPECT_EQ(again.get()->platforms[0].answer.offers.size(), 3u);
  EXPECT_EQ(caller_.calls, 1) << "the search that timed out was continued, not repeated";
  EXPECT_EQ(service_.search(context(), request(), silent())->platforms[0].status, PlatformStatus::cached);
}

TEST_F(SearchServiceTest, WithNothingReadTheDeadlineIsATimeoutThatSaysWhatToDo) {
  std::promise<void> go_on;
  caller_.serve["acme"] = [wait = go_on.get_future().share()](const core::Context&, const HotelQuery& query, const CallObserver&) -> Result<json> {
    wait.wait();
    return hotels(query, 3).to_json();
  };
  const SearchRequest asked = request();
  const core::Context brief(std::chrono::steady_clock::now() + milliseconds(100), {}, "r");
  const auto answer = service_.search(brief, asked, silent());
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer->failed());
  EXPECT_EQ(answer->platforms[0].status, PlatformStatus::timeout);
  EXPECT_THAT(text_content(*answer), HasSubstr("make the same search again"));
  go_on.set_value();
}

TEST_F(SearchServiceTest, CancellingTheOnlyAskerStopsTheCall) {
  std::promise<void> started;
  std::promise<void> stopped;
  caller_.serve["acme"] = [&](const core::Context& call, const HotelQuery&, const CallObserver&) -> Result<json> {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    started.set_value();
    EXPECT_FALSE(core::wait(call, changed, lock, [] { return false; }));
    stopped.set_value();
    return call.why_ended("the call");
  };
  std::stop_source cancel;
  auto search = std::async(std::launch::async, [&] { return service_.search(context(cancel.get_token()), request(), silent()); });
  started.get_future().wait();
  cancel.request_stop();
  EXPECT_EQ(stopped.get_future().wait_for(std::chrono::seconds(5)), std::future_status::ready);
  const auto answer = search.get();
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::cancelled);
  service_.stop();
  EXPECT_EQ(rows(), 1) << "a cancelled call is booked, too";
}

TEST_F(SearchServiceTest, OnePlatformsFailureLeavesTheOthersAnswer) {
  caller_.faces.push_back({"broken", "Broken", "1.0.0", {"hotels"}, {}, 1});
  caller_.faces.push_back({"planes", "Planes", "1.0.0", {"flights"}, {}, 1});
  caller_.serve["broken"] = [](const core::Context&, const HotelQuery&, const CallObserver&) -> Result<json> {
    return {Code::login_required, "the portal did not accept the sign-in", "check the secrets"};
  };
  const auto answer = service_.search(context(), request(), silent());
  ASSERT_TRUE(answer.ok());
  ASSERT_EQ(answer->platforms.size(), 2u);
  EXPECT_FALSE(answer->failed());
  EXPECT_TRUE(answer->partial());
  EXPECT_EQ(answer->platforms[1].status, PlatformStatus::login_required);
  EXPECT_EQ(answer->ranked_offers().size(), 3u);
  const std::string text = text_content(*answer);
  EXPECT_THAT(text, HasSubstr("broken: login_required"));
  EXPECT_THAT(text, HasSubstr("check the secrets"));
}

TEST_F(SearchServiceTest, AnUnknownPlatformIsRefusedWithTheKnownOnes) {
  SearchRequest wrong = request();
  wrong.platforms = {"acme", "amadeus"};
  const auto answer = service_.search(context(), wrong, silent());
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::invalid_argument);
  EXPECT_THAT(answer.error().message, HasSubstr("\"amadeus\""));
  EXPECT_THAT(answer.error().next_step, HasSubstr("acme"));
  EXPECT_EQ(caller_.calls, 0);
}

TEST_F(SearchServiceTest, SortsByPriceAndCommissionWithTheUnpricedLast) {
  caller_.serve["acme"] = [](const core::Context&, const HotelQuery& query, const CallObserver&) -> Result<json> {
    HotelAnswer answer = hotels(query, 4);
    answer.offers[3].stay.reset();
    answer.offers[3].commission.reset();
    return answer.to_json();
  };
  const auto names = [&](Sort sort) {
    SearchRequest sorted = request();
    sorted.sort = sort;
    std::vector<std::string> order;
    const auto answer = service_.search(context(), sorted, silent());
    for (const json* offer : answer->ranked_offers()) order.push_back((*offer)["name"]);
    return order;
  };
  EXPECT_THAT(names(Sort::portal), ::testing::ElementsAre("Hotel 0", "Hotel 1", "Hotel 2", "Hotel 3"));
  EXPECT_THAT(names(Sort::price), ::testing::ElementsAre("Hotel 2", "Hotel 1", "Hotel 0", "Hotel 3"));
  EXPECT_THAT(names(Sort::commission), ::testing::ElementsAre("Hotel 2", "Hotel 1", "Hotel 0", "Hotel 3"));
}

TEST_F(SearchServiceTest, TheTextStaysBelowItsLimitAndSaysWhatIsMissing) {
  caller_.serve["acme"] = [](const core::Context&, const HotelQuery& query, const CallObserver&) -> Result<json> {
    HotelAnswer answer = hotels(query, 50);
    for (auto& offer : answer.offers) {
      offer.name.assign(190, 'n').append(offer.platform_id).append("|");
      offer.collections.assign(10, std::string(200, 'c'));
    }
    answer.warnings.assign(30, std::string(290, 'w'));
    return answer.to_json();
  };
  const auto answer = service_.search(context(), request(50), silent());
  const std::string text = text_content(*answer);
  EXPECT_LE(text.size(), kLongestText);
  EXPECT_THAT(text, HasSubstr("more hotels did not fit"));
  EXPECT_THAT(text, HasSubstr("25 more warnings"));
}

}  // namespace
}  // namespace voygen::search
