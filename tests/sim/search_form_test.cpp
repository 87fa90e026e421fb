#include <gtest/gtest.h>

#include "page_reader.hpp"
#include "portal_client.hpp"

namespace voygen::sim::test {
namespace {

class SearchForm : public ::testing::Test {
 protected:
  SearchForm() { client_.sign_in(); }

  /// Posts the Bath search with one field changed and returns what came back.
  Answer post_with(const std::string& inner, const std::string& value) {
    FormFields fields = search_fields(bath(), "2027-03-01", "2027-03-04");
    for (auto& [name, current] : fields) {
      if (name == search_name(inner)) current = value;
    }
    return client_.post("/HotelEngine/index", fields);
  }

  static const Place& bath() {
    for (const Place& place : all_places()) {
      if (place.city == "Bath") return place;
    }
    throw std::logic_error("no Bath");
  }

  CpmaxxPortal portal_{quick_options()};
  PortalClient client_{portal_.port()};
};

TEST_F(SearchForm, HasTheNamesAndIdsOfThePortal) {
  const std::string page = client_.get("/HotelEngine").body;
  for (const char* text :
       {"form name=\"HotelEngineSearch\" method=\"POST\" action=\"/HotelEngine/index\" data-form-component=\"true\"",
        "id=\"hotelenginesearch-location_search\"", "class=\"google-places\" id=\"gp-0\" data-search-type=\"locationSearchBroader\"",
        "name=\"form_component_data[HotelEngineSearch][google_place][0][state_code]\"", "<input type=\"date\"",
        "min=\"2026-11-22\"", "id=\"hotelenginesearch-rooms-4-child_ages-4\"", "class=\"room hidden\" id=\"room-2\"",
        "<option value=\"0\" selected>&lt;1</option>", "<option value=\"20\" selected>20 miles</option>", "Start Search",
        "<title>Find a Hotel</title>", "<h3 class=\"page-title\">Find a Hotel</h3>", "data-redirect=\"/HotelEngine\""}) {
    EXPECT_NE(page.find(text), std::string::npos) << text;
  }
}

TEST_F(SearchForm, SuggestsPlaces) {
  const auto places = client_.ajax("/main/places?q=Springf").json();
  ASSERT_EQ(places.size(), 3U);
  EXPECT_EQ(places[0]["label"], "Springfield, IL, USA");
  EXPECT_EQ(places[0]["state_code"], "IL");
  EXPECT_EQ(client_.ajax("/main/places?q=S%C3%A3o").json()[0]["city"], "São Paulo");
  EXPECT_TRUE(client_.ajax("/main/places?q=qqqq").json().empty());
}

TEST_F(SearchForm, GoesThroughTheWaitingPage) {
  const Answer posted = search(client_, "bath-gb");
  EXPECT_EQ(posted.status, 302);
  const Answer waiting = client_.get(posted.header("Location"));
  EXPECT_NE(waiting.body.find("Retrieving Search Results"), std::string::npos);
  EXPECT_NE(waiting.body.find("Please do not leave this page or refresh it."), std::string::npos);
  const auto status = client_.ajax(attribute(waiting.body, "data-poll")).json();
  EXPECT_TRUE(status["ready"].get<bool>());
  EXPECT_EQ(status["redirect"], "/HotelEngine/searchResults/map");
}

TEST_F(SearchForm, RefusesWhatTheRealFormRefuses) {
  const struct {
    const char* field;
    const char* value;
    const char* complaint;
  } cases[] = {
      {"[checkin]", "", "Check In Date must be provided"},
      {"[checkin]", "2026-11-21", "Check In Date must be provided"},
      {"[checkout]", "tomorrow", "Check Out Date must be provided"},
      {"[checkout]", "2027-03-01", "Check Out Date must be after Check In Date"},
      {"[google_place][0][lat]", "", "Location must be selected from the list"},
  };
  for (const auto& wrong : cases) {
    const Answer answer = post_with(wrong.field, wrong.value);
    EXPECT_EQ(answer.status, 200) << wrong.field;
    EXPECT_NE(answer.body.find(wrong.complaint), std::string::npos) << wrong.field << " " << wrong.value;
  }
}

TEST_F(SearchForm, FilledFormRepeatsTheLabelAsCity) {
  search(client_, "seattle-wa-us");
  const std::string page = client_.get("/HotelEngine/searchResults/map").body;
  EXPECT_NE(page.find("[google_place][0][city]\" value=\"Seattle, WA, USA\""), std::string::npos);
  EXPECT_NE(page.find("[google_place][0][state_code]\" value=\"\""), std::string::npos);
  EXPECT_NE(page.find("data-value=\"2027-03-01\""), std::string::npos);
  EXPECT_NE(page.find("class=\"toggleable-form collapse\""), std::string::npos);
  EXPECT_NE(page.find(">Search</button>"), std::string::npos);
}

TEST_F(SearchForm, ResultsWithoutASearchLeadBackToTheForm) {
  EXPECT_EQ(client_.get("/HotelEngine/searchResults/map").header("Location"), "/HotelEngine");
}

TEST(WaitingPage, MechanismIsAChoice) {
  CpmaxxOptions options = quick_options();
  options.waiting = WaitingMechanism::meta_refresh;
  options.waiting_path = "/HotelEngine/wait";
  const CpmaxxPortal portal{options};
  PortalClient client{portal.port()};
  client.sign_in();
  EXPECT_EQ(search(client, "bath-gb").header("Location"), "/HotelEngine/wait");
  EXPECT_NE(client.get("/HotelEngine/wait").body.find("http-equiv=\"refresh\""), std::string::npos);
}

}  // namespace
}  // namespace voygen::sim::test
