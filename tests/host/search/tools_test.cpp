// The tools as a client's calls reach them: what is asked back, what is kept, and for whom.
#include "search/tools.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "browser/local_provider.hpp"
#include "fake_clock.hpp"
#include "scripted_caller.hpp"
#include "search/icons.hpp"
#include "search/resources.hpp"
#include "temp_folder.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

const json kStay{{"destination", "Miami, FL"}, {"checkIn", "2027-03-14"}, {"checkOut", "2027-03-19"}};

class ToolsTest : public ::testing::Test {
 protected:
  ToolsTest() {
    EXPECT_TRUE(database_->migrate().ok());
    caller_.serve["acme"] = [](const core::Context&, const HotelQuery& query, const CallObserver&) -> Result<json> { return tests::hotels(query, 3).to_json(); };
    const auto registered = register_tools(registry_, {service_, sessions_, ledger_, cache_, clock_, finished_, [](std::string_view) {}, Places::built_in()}, std::chrono::seconds(45));
    EXPECT_TRUE(registered.ok());
  }

  // The handler alone, as the protocol's room calls it.
  mcp::ToolResult call(const std::string& tool, const json& arguments, const mcp::Caller& caller = {}, const json& inputs = json::object()) {
    const auto found = registry_.find(tool);
    EXPECT_EQ(found->why_not_callable_with(arguments), std::nullopt);
    const auto context = core::Context::with_timeout(std::chrono::seconds(20));
    const json state;
    mcp::ToolResult result = found->tool().handler({context, arguments, caller, inputs, state});
    EXPECT_EQ(result.needs ? std::nullopt : found->why_wrong_shape(result), std::nullopt);
    return result;
  }
  static mcp::Caller who(std::string principal, json capabilities = json::object()) {
    mcp::Caller made;
    made.principal = std::move(principal);
    made.capabilities = std::move(capabilities);
    return made;
  }

  tests::TempFolder folder_;
  tests::FakeClock clock_;
  std::unique_ptr<store::Database> database_ = *store::Database::open(folder_ / "voygen.db");
  cache::SearchCache cache_{store::CachedAnswers(*database_), clock_};
  budget::Ledger ledger_{store::CostRecords(*database_)};
  browser::LocalProvider provider_{browser::LocalSettings{}};
  browser::SessionPool sessions_{provider_, browser::PoolSettings{}};
  tests::ScriptedCaller caller_;
  SearchService service_{caller_, cache_, ledger_, clock_, SearchSettings{}};
  FinishedSearches finished_{clock_};
  mcp::ToolRegistry registry_;
};

TEST_F(ToolsTest, EveryClientCanTakeThem) {
  for (const std::string& name : registry_.names()) {
    EXPECT_LE(name.size(), 40U) << name;
    const mcp::Tool& tool = registry_.find(name)->tool();
    EXPECT_FALSE(tool.title.empty()) << name;
    EXPECT_EQ(tool.icons, icons_of(name == "search_hotels_acme" ? "search_hotels" : name));
    const std::string schema = tool.input_schema.dump();
    for (const char* const choking : {"anyOf", "oneOf", "allOf", "exclusiveMinimum", "exclusiveMaximum", "$ref", "\"type\":["}) {
      EXPECT_EQ(schema.find(choking), std::string::npos) << name << " has " << choking;
    }
  }
}

TEST_F(ToolsTest, DatesThatAreMissingAreAskedInWordsWhenTheClientHasNoForms) {
  for (const json& capabilities : {json::object(), json{{"elicitation", {{"url", json::object()}}}}}) {
    const auto result = call("search_hotels", {{"destination", "Miami, FL"}, {"checkIn", "2027-03-14"}}, who("ada", capabilities));
    EXPECT_TRUE(result.is_error);
    EXPECT_EQ(result.text, "The dates of the stay are not complete: \"checkOut\" is missing (YYYY-MM-DD). Ask the traveller, then search again with both dates.");
  }
  EXPECT_EQ(caller_.calls, 0);
}

TEST_F(ToolsTest, DatesThatAreMissingAreAskedFromThePersonWhereThatIsPossible) {
  const mcp::Caller person = who("ada", {{"elicitation", json::object()}});
  const auto question = call("search_hotels", {{"destination", "Miami, FL"}}, person);
  ASSERT_TRUE(question.needs);
  ASSERT_EQ(question.needs->requests.size(), 1U);
  const mcp::InputRequest& form = question.needs->requests[0];
  EXPECT_EQ(form.method, "elicitation/create");
  EXPECT_EQ(form.params["message"], "When is the stay in Miami, FL?");
  EXPECT_EQ(form.params["requestedSchema"]["required"], (json{"checkIn", "checkOut"}));
  EXPECT_EQ(form.params["requestedSchema"]["properties"]["checkIn"]["format"], "date");

  const auto answer = call("search_hotels", {{"destination", "Miami, FL"}}, person,
                           {{form.key, {{"action", "accept"}, {"content", {{"checkIn", "2027-03-14"}, {"checkOut", "2027-03-19"}}}}}});
  EXPECT_FALSE(answer.is_error) << answer.text;
  EXPECT_EQ((*answer.structured)["query"]["nights"], 5);
  for (const char* const action : {"decline", "cancel"}) {
    const auto declined = call("search_hotels", {{"destination", "Miami, FL"}}, person, {{form.key, {{"action", action}}}});
    EXPECT_TRUE(declined.is_error);
    EXPECT_THAT(declined.text, HasSubstr("Ask the traveller"));
  }
  const auto nonsense = call("search_hotels", {{"destination", "Miami, FL"}}, person, {{form.key, {{"action", "accept"}, {"content", {{"checkIn", 5}}}}}});
  EXPECT_TRUE(nonsense.is_error);
}

TEST_F(ToolsTest, APlaceThatCouldBeSeveralIsAskedBackNotGuessed) {
  json springfield = kStay;
  springfield["destination"] = "Springfield";
  const auto in_words = call("search_hotels", springfield, who("ada"));
  EXPECT_TRUE(in_words.is_error);
  EXPECT_THAT(in_words.text, HasSubstr("Which Springfield is meant? Ask the traveller, then search again with one of these as \"destination\":\n- Springfield, MO"));
  EXPECT_EQ(caller_.calls, 0);

  const mcp::Caller person = who("ada", {{"elicitation", {{"form", json::object()}}}});
  const auto question = call("search_hotels", springfield, person);
  ASSERT_TRUE(question.needs);
  const mcp::InputRequest& form = question.needs->requests[0];
  const json choices = form.params["requestedSchema"]["properties"]["destination"]["enum"];
  EXPECT_GE(choices.size(), 3U);
  const auto answer = call("search_hotels", springfield, person, {{form.key, {{"action", "accept"}, {"content", {{"destination", choices[1]}}}}}});
  ASSERT_FALSE(answer.is_error) << answer.text;
  EXPECT_EQ((*answer.structured)["query"]["destination"], choices[1]);
}

TEST_F(ToolsTest, ANameThatEverybodyTakesForOnePlaceIsSearchedAndSaidToBeTaken) {
  json boston = kStay;
  boston["destination"] = " boston\n";
  std::string searched;
  caller_.serve["acme"] = [&](const core::Context&, const HotelQuery& query, const CallObserver&) -> Result<json> {
    searched = query.destination;
    return tests::hotels(query, 3).to_json();
  };
  const auto answer = call("search_hotels", boston, who("ada"));
  ASSERT_FALSE(answer.is_error) << answer.text;
  EXPECT_EQ(searched, "Boston, MA, United States");
  EXPECT_EQ((*answer.structured)["query"]["destination"], searched);
  const json understood{{"given", "boston"}, {"destination", searched}, {"others", {"Boston, United Kingdom"}}};
  EXPECT_EQ((*answer.structured)["understood"], understood);
  EXPECT_THAT(answer.text, HasSubstr("\n\"boston\" was taken for Boston, MA, United States. If another one is meant, search again with it as destination: Boston, United Kingdom.\n"));

  // Nothing is decided, so nothing is said, when the place is named; the search is the same one.
  boston["destination"] = "Boston, MA, United States";
  const auto named = call("search_hotels", boston, who("ada"));
  EXPECT_FALSE(named.structured->contains("understood"));
  EXPECT_EQ(named.text.find("taken for"), std::string::npos);
  EXPECT_EQ((*named.structured)["platforms"][0]["status"], "cached");
  EXPECT_EQ(caller_.calls, 1);

  const auto continued = call("search_continue", {{"searchId", (*answer.structured)["searchId"]}}, who("ada"));
  EXPECT_EQ((*continued.structured)["understood"], understood);
  const auto forgotten = call("invalidate_cache", {{"destination", "Boston"}});
  EXPECT_EQ((*forgotten.structured)["removed"], 1);
  EXPECT_THAT(forgotten.text, HasSubstr("1 cached answers for Boston, MA, United States were forgotten"));
}

TEST_F(ToolsTest, TheQuestionForDatesNamesThePlaceThatWasUnderstood) {
  const auto question = call("search_hotels_acme", {{"destination", "Barcelona"}}, who("ada", {{"elicitation", json::object()}}));
  ASSERT_TRUE(question.needs);
  EXPECT_EQ(question.needs->requests.at(0).params["message"], "When is the stay in Barcelona, Spain?");
}

TEST_F(ToolsTest, ASearchCanBeContinuedByWhoMadeItAndCostsNothingMore) {
  const auto first = call("search_hotels", kStay, who("ada"));
  const std::string id = (*first.structured)["searchId"];
  const auto again = call("search_continue", {{"searchId", id}}, who("ada"));
  ASSERT_FALSE(again.is_error) << again.text;
  EXPECT_EQ((*again.structured)["platforms"][0]["status"], "cached");
  EXPECT_EQ((*again.structured)["results"].size(), 3U);
  EXPECT_EQ(caller_.calls, 1);

  const auto foreign = call("search_continue", {{"searchId", id}}, who("eve"));
  EXPECT_TRUE(foreign.is_error);
  EXPECT_THAT(foreign.text, HasSubstr("is not known"));
  clock_.advance_ms(61 * 60'000);
  EXPECT_TRUE(call("search_continue", {{"searchId", id}}, who("ada")).is_error);
}

TEST_F(ToolsTest, AnAnswerFromTheCacheMayBeGivenAgainForAWhile) {
  const auto live = call("search_hotels", kStay, who("ada"));
  EXPECT_FALSE(live.repeatable) << "its receipt is for this search alone";
  const auto cached = call("search_hotels", kStay, who("ada"));
  ASSERT_TRUE(cached.repeatable);
  EXPECT_TRUE(cached.repeatable->use());
  EXPECT_TRUE(cached.repeatable->use());
  EXPECT_EQ(ledger_.summarize(0, INT64_MAX)->front().served_from_cache, 3);

  clock_.advance_ms(9'000);
  EXPECT_FALSE(cached.repeatable->use()) << "the first who asks late renews it";
  EXPECT_TRUE(cached.repeatable->use()) << "the others need not wait for that";
  clock_.advance_ms(1'000);
  EXPECT_FALSE(cached.repeatable->use());
  EXPECT_FALSE(cached.repeatable->use());
}

TEST_F(ToolsTest, AnAnswerIsNotGivenAgainWhenTheCacheHasAnotherOrNone) {
  const auto cached = [&] {
    call("search_hotels", kStay, who("ada"));
    return call("search_hotels", kStay, who("ada")).repeatable;
  };
  json refresh = kStay;
  refresh["forceRefresh"] = true;
  const auto before_refresh = cached();
  EXPECT_FALSE(call("search_hotels", refresh, who("eve")).repeatable);
  EXPECT_FALSE(before_refresh->use());
  const auto before_forgetting = cached();
  call("invalidate_cache", json::object());
  EXPECT_FALSE(before_forgetting->use());
  const auto before_the_end = cached();
  for (int i = 0; i < 60; ++i) call("search_hotels", kStay, who("ada"));
  EXPECT_FALSE(before_the_end->use()) << "a search that nobody can continue is not named";
}

TEST_F(ToolsTest, AFailedSearchCanBeContinued) {
  caller_.serve["acme"] = [](const core::Context&, const HotelQuery&, const CallObserver&) -> Result<json> { return Error{Code::unavailable, "the portal is down", "try later"}; };
  EXPECT_TRUE(call("search_hotels", kStay, who("ada")).is_error);
  ASSERT_EQ(finished_.of("ada").size(), 1U);
  caller_.serve["acme"] = [](const core::Context&, const HotelQuery& query, const CallObserver&) -> Result<json> { return tests::hotels(query, 2).to_json(); };
  EXPECT_FALSE(call("search_continue", {{"searchId", finished_.of("ada")[0]->search_id}}, who("ada")).is_error);
}

TEST_F(ToolsTest, ResultsAreShownAsCards) {
  for (const char* const name : {"search_hotels", "search_hotels_acme", "search_continue"}) {
    EXPECT_EQ(registry_.find(name)->tool().meta["ui"]["resourceUri"], kHotelCardsUri) << name;
  }
  EXPECT_TRUE(registry_.find("get_cost_metrics")->tool().meta.is_null());
}

}  // namespace
}  // namespace voygen::search
