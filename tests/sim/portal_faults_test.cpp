#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

#include "page_reader.hpp"
#include "portal_client.hpp"

namespace voygen::sim::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

const std::string kCard = "<div class=\"result rounded\">";

class PortalFaults : public ::testing::Test {
 protected:
  PortalFaults() {
    client_.sign_in();
    search(client_, "bath-gb");
  }

  void set(const std::string& faults) {
    ASSERT_EQ(client_.post_body("/__sim/faults", "{\"set\":{" + faults + "}}", "application/json").status, 200);
  }
  Answer list() { return client_.ajax(list_path(1)); }

  CpmaxxPortal portal_{quick_options()};
  PortalClient client_{portal_.port()};
};

TEST_F(PortalFaults, WrongPassword) {
  set("\"wrong_password\":true");
  PortalClient other{portal_.port()};
  EXPECT_TRUE(other.sign_in().is_login_page());
}

TEST_F(PortalFaults, LoginSlow) {
  set("\"login_slow\":120");
  PortalClient other{portal_.port()};
  const auto before = steady_clock::now();
  EXPECT_EQ(other.sign_in().status, 302);
  EXPECT_GE(steady_clock::now() - before, milliseconds{120});
}

TEST_F(PortalFaults, SessionExpiresAfter) {
  set("\"session_expires_after\":2");
  EXPECT_EQ(client_.get("/HotelEngine").status, 200);
  EXPECT_EQ(client_.get("/HotelEngine").status, 200);
  EXPECT_EQ(client_.get("/HotelEngine").header("Location"), "/main/login");
  EXPECT_TRUE(list().is_login_page());
}

TEST_F(PortalFaults, AjaxLogin) {
  set("\"ajax_login\":true");
  EXPECT_EQ(list().status, 200);
  EXPECT_TRUE(list().is_login_page());
  EXPECT_EQ(client_.get("/HotelEngine").status, 200);
}

TEST_F(PortalFaults, EmptyResult) {
  set("\"empty_result\":true");
  search(client_, "bath-gb");
  const std::string html = list().body;
  EXPECT_NE(html.find("Displaying 0 - 0 of 0"), std::string::npos);
  EXPECT_NE(html.find(CpmaxxOptions{}.no_result_text), std::string::npos);
}

TEST_F(PortalFaults, EmptyWithoutText) {
  set("\"empty_without_text\":true");
  search(client_, "bath-gb");
  const std::string html = list().body;
  EXPECT_NE(html.find("<div class=\"results\">"), std::string::npos);
  EXPECT_EQ(html.find("Displaying"), std::string::npos);
  EXPECT_EQ(html.find(CpmaxxOptions{}.no_result_text), std::string::npos);
}

TEST_F(PortalFaults, SpinnerForeverDoesNotKeepThePortalFromStopping) {
  auto portal = std::make_unique<CpmaxxPortal>(quick_options());
  PortalClient client{portal->port()};
  client.sign_in();
  search(client, "bath-gb");
  client.post_body("/__sim/faults", R"({"set":{"spinner_forever":true}})", "application/json");
  auto waiting = std::async(std::launch::async, [client]() mutable { return client.ajax(list_path(1)); });
  EXPECT_EQ(waiting.wait_for(milliseconds{150}), std::future_status::timeout);
  const auto before = steady_clock::now();
  portal.reset();
  EXPECT_LT(steady_clock::now() - before, std::chrono::seconds{5});
}

TEST_F(PortalFaults, Http500OnAPath) {
  set("\"http_500\":\"/HotelEngine/searchResults*\"");
  EXPECT_EQ(client_.get("/HotelEngine/searchResults/map").status, 500);
  EXPECT_EQ(client_.get("/HotelEngine").status, 200);
  EXPECT_EQ(list().status, 200);
}

TEST_F(PortalFaults, Ajax500OnlyAFewTimes) {
  set("\"ajax_500\":{\"count\":1}");
  EXPECT_EQ(list().status, 500);
  EXPECT_EQ(list().status, 200);
}

TEST_F(PortalFaults, Slow) {
  set("\"slow\":80");
  const auto before = steady_clock::now();
  client_.get("/HotelEngine");
  EXPECT_GE(steady_clock::now() - before, milliseconds{80});
}

TEST_F(PortalFaults, ResultsDelayIsNotScaled) {
  set("\"results_delay\":150");
  const auto before = steady_clock::now();
  search(client_, "bath-gb");
  EXPECT_NE(list().body.find(kCard), std::string::npos);
  EXPECT_GE(steady_clock::now() - before, milliseconds{150});
}

TEST_F(PortalFaults, DropConnection) {
  set("\"drop_connection\":\"/HotelEngine\"");
  EXPECT_EQ(client_.get("/HotelEngine").status, 0);
  EXPECT_EQ(client_.get("/main/index").status, 200);
}

TEST_F(PortalFaults, HalfPage) {
  const std::string whole = list().body;
  set("\"half_page\":{\"count\":1}");
  const Answer half = list();
  EXPECT_EQ(half.status, 200);
  EXPECT_EQ(half.body.size(), whole.size() / 2);
  set("\"half_page\":\"broken\"");
  const Answer broken = list();
  EXPECT_TRUE(broken.status == 0 || broken.body.size() < whole.size());
}

TEST_F(PortalFaults, RenamedClasses) {
  set("\"renamed_classes\":true");
  EXPECT_EQ(list().body.find(kCard), std::string::npos);
  EXPECT_NE(list().body.find("stay-tile"), std::string::npos);
}

TEST_F(PortalFaults, Captcha) {
  set("\"captcha\":\"login\"");
  PortalClient other{portal_.port()};
  EXPECT_NE(other.get("/main/login").body.find("not a robot"), std::string::npos);
  EXPECT_EQ(client_.get("/HotelEngine").status, 200);
  set("\"captcha\":true");
  EXPECT_EQ(client_.get("/HotelEngine").status, 403);
}

TEST_F(PortalFaults, Maintenance) {
  set("\"maintenance\":true");
  EXPECT_EQ(client_.get("/main/login").status, 503);
  EXPECT_EQ(list().status, 503);
  EXPECT_EQ(client_.get("/__sim/stats").status, 200);
}

TEST_F(PortalFaults, SupplierError) {
  set("\"supplier_error\":true");
  EXPECT_NE(list().body.find(CpmaxxOptions{}.supplier_error_text), std::string::npos);
}

TEST_F(PortalFaults, DuplicateSearchDialog) {
  set("\"duplicate_search_dialog\":true");
  const Answer asked = search(client_, "bath-gb");
  EXPECT_EQ(asked.status, 200);
  EXPECT_NE(asked.body.find("\"duplicate\":true"), std::string::npos);
  FormFields fields = search_fields(all_places().front(), "2027-03-01", "2027-03-04");
  fields.emplace_back("duplicate_confirmed", "1");
  EXPECT_EQ(client_.post("/HotelEngine/index", fields).status, 302);
}

TEST_F(PortalFaults, NoNextLink) {
  set("\"no_next_link\":true");
  EXPECT_EQ(list().body.find("paginator"), std::string::npos);
  EXPECT_NE(list().body.find(kCard), std::string::npos);
}

TEST_F(PortalFaults, AutocompleteDown) {
  set("\"autocomplete_down\":true");
  EXPECT_EQ(client_.ajax("/main/places?q=Bath").status, 503);
}

TEST_F(PortalFaults, CanBeListedAndSwitchedOff) {
  set("\"slow\":1,\"maintenance\":true");
  EXPECT_EQ(client_.get("/__sim/faults").json()["active"].size(), 2U);
  EXPECT_EQ(client_.send("DELETE", "/__sim/faults?name=maintenance", "", false).json()["active"].size(), 1U);
  EXPECT_EQ(client_.send("DELETE", "/__sim/faults", "", false).json()["active"].size(), 0U);
  EXPECT_EQ(client_.post_body("/__sim/faults", R"({"set":{"oops":true}})", "application/json").status, 400);
}

TEST(PortalStart, RefusesAnUnknownFault) {
  CpmaxxOptions options = quick_options();
  options.faults = {"slow=10", "oops"};
  EXPECT_THROW(CpmaxxPortal{options}, std::invalid_argument);
}

}  // namespace
}  // namespace voygen::sim::test
