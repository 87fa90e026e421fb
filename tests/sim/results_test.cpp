#include <gtest/gtest.h>

#include <map>
#include <set>

#include "page_reader.hpp"
#include "portal/fields.hpp"
#include "portal/markup.hpp"
#include "portal_client.hpp"

namespace voygen::sim::test {
namespace {

using nlohmann::json;

const std::string kCard = "<div class=\"result rounded\">";

class Results : public ::testing::Test {
 protected:
  Results() { client_.sign_in(); }

  json truth(const std::string& place, const std::string& more = "") {
    return client_.get("/__sim/catalogue/search?place=" + percent_encoded(place) + "&checkIn=2027-03-01&checkOut=2027-03-04" + more).json();
  }
  std::string list(int page) { return client_.ajax(list_path(page)).body; }

  CpmaxxPortal portal_{quick_options()};
  PortalClient client_{portal_.port()};
};

void expect_price(const std::string& card, const json& hotel) {
  EXPECT_EQ(attribute(card, "data-total-stay"), plain_cents(hotel["stayCents"]));
  EXPECT_EQ(attribute(card, "data-original-price"), plain_cents(hotel["originalCents"]));
  EXPECT_EQ(between(card, "<span class=\"min-rate\">", "<"), dollars(hotel["nightlyDollars"]));
  EXPECT_EQ(between(card, "Total:", "<"), dollars(hotel["totalDollars"]));
  EXPECT_EQ(between(card, "<b>Commission:</b>", "</div>"),
            dollars_and_cents(hotel["commissionCents"]) + " (" + percent_text(hotel["commissionPercentTenths"]) + "%)");
}

void expect_sellers(const std::string& card, const json& hotel) {
  const std::string content = attribute(card, "data-content");
  EXPECT_EQ(content != "(none)", hotel["verified"].get<bool>());
  EXPECT_EQ(card.find("Verified Best OTA Rate") != std::string::npos, hotel["verified"].get<bool>());
  const auto items = split_at(content, "<li class='ota-item");
  ASSERT_EQ(items.size(), hotel["otaRates"].size());
  for (std::size_t index = 0; index < items.size(); ++index) {
    EXPECT_EQ(between(items[index], "<div class='provider-name'>", "<"), hotel["otaRates"][index]["provider"]);
    EXPECT_EQ(between(items[index], "<div class='provider-price'>", "<"), dollars(hotel["otaRates"][index]["dollars"]));
  }
}

void expect_marker(const std::string& card, const json& hotel) {
  const json marker = json::parse(decoded(attribute(card, "data-marker")));
  EXPECT_EQ(marker["lat"], hotel["lat"]);
  EXPECT_EQ(marker["lng"], hotel["lng"]);
  EXPECT_EQ(marker["title"], hotel["name"]);
  EXPECT_EQ(marker["content"], hotel["addressRaw"]);
}

void expect_card(const std::string& card, const json& hotel) {
  EXPECT_EQ(attribute(card, "data-giata-id"), hotel["giataId"]);
  EXPECT_EQ(attribute(card, "data-name"), hotel["name"]);
  EXPECT_EQ(attribute(card, "data-address"), hotel["addressRaw"]);
  EXPECT_EQ(attribute(card, "data-description"), hotel["description"]);
  EXPECT_EQ(attribute(card, "data-star-rating"), hotel["stars"].is_null() ? "0.00" : hotel["stars"].get<std::string>());
  EXPECT_EQ(attribute(card, "data-check-in"), "2027-03-01");
  EXPECT_EQ(attribute(card, "data-check-out"), "2027-03-04");
  EXPECT_NE(card.find("href=\"" + hotel["selectPath"].get<std::string>() + "\""), std::string::npos);
  EXPECT_NE(card.find("href=\"" + hotel["sheetPath"].get<std::string>() + "\""), std::string::npos);
  EXPECT_EQ(split_at(card, "specialty-badge").size(), hotel["programs"].size());
  EXPECT_EQ(split_at(card, "label-primary").size(), hotel["collections"].size());
  const std::string image = attribute(card, "data-image");
  EXPECT_EQ(hotel["imageUrl"].is_null() ? image : image.substr(0, image.find('?')),
            hotel[hotel["imageUrl"].is_null() ? "shownImageUrl" : "imageUrl"]);
  expect_marker(card, hotel);
  expect_sellers(card, hotel);
  if (hotel["priced"].get<bool>()) {
    expect_price(card, hotel);
  } else {
    EXPECT_EQ(attribute(card, "data-total-stay"), "0");
    EXPECT_EQ(card.find("pricing-box"), std::string::npos);
    EXPECT_EQ(card.find("Commission"), std::string::npos);
  }
}

TEST_F(Results, PagesSayWhatIsTrue) {
  for (const char* place : {"seattle-wa-us", "bath-gb", "sao-paulo-sp-br", "zurich-ch"}) {
    const json expected = truth(place);
    search(client_, place);
    for (const int page : {1, 2}) {
      const auto cards = split_at(without_comments(list(page)), kCard);
      const std::size_t first = static_cast<std::size_t>(page - 1) * 20;
      ASSERT_EQ(cards.size(), std::min<std::size_t>(20, expected["total"].get<std::size_t>() - first)) << place;
      for (std::size_t index = 0; index < cards.size(); ++index) expect_card(cards[index], expected["hotels"][first + index]);
    }
  }
}

TEST_F(Results, PagingCoversEveryHotelOnce) {
  const json expected = truth("seattle-wa-us");
  search(client_, "seattle-wa-us");
  std::vector<std::string> seen;
  const int pages = (expected["total"].get<int>() + 19) / 20;
  for (int page = 1; page <= pages; ++page) {
    for (const std::string& id : giata_ids(list(page))) seen.push_back(id);
  }
  std::vector<std::string> wanted;
  for (const json& hotel : expected["hotels"]) wanted.push_back(hotel["giataId"]);
  EXPECT_EQ(seen, wanted);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size());
  EXPECT_NE(list(1).find("of 1,"), std::string::npos);
}

TEST_F(Results, PageStartsEmptyWithFeaturedHotels) {
  const json expected = truth("seattle-wa-us");
  search(client_, "seattle-wa-us");
  const std::string page = client_.get("/HotelEngine/searchResults/map").body;
  EXPECT_NE(page.find("data-loading-animation=\"1\" data-url=\"/HotelEngine/displaySearchResults\"></div>"), std::string::npos);
  EXPECT_NE(page.find("<div class=\"hotel-engine-featured overlay\">"), std::string::npos);
  EXPECT_NE(page.find("<aside id=\"he-filters-container\" class=\"overlay\">"), std::string::npos);
  EXPECT_EQ(page.find(kCard), std::string::npos);
  const auto cards = split_at(page, "<div class=\"property result\">");
  ASSERT_EQ(cards.size(), expected["featured"].size());
  for (std::size_t index = 0; index < cards.size(); ++index) {
    const json& hotel = expected["featured"][index];
    EXPECT_EQ(attribute(cards[index], "data-giata-id"), hotel["giataId"]);
    EXPECT_EQ(attribute(cards[index], "data-name"), hotel["name"]);
    EXPECT_EQ(hotel["featuredRank"], index + 1);
    EXPECT_EQ(attribute(cards[index], "data-total-stay"), hotel["priced"].get<bool>() ? plain_cents(hotel["stayCents"]) : "0");
    EXPECT_EQ(split_at(cards[index], "property-rate-amenity-name").size(), hotel["amenities"].size());
    EXPECT_EQ(attribute(cards[index], "data-address"), hotel["supplierData"].get<bool>() ? hotel["addressRaw"] : json(""));
  }
}

TEST_F(Results, SomeFeaturedHotelsAreListedAndSomeAreNot) {
  int listed = 0, only_featured = 0;
  const json world = client_.get("/__sim/places").json();
  for (const json& place : world["places"]) {
    const json expected = truth(place["id"]);
    for (const json& hotel : expected["featured"]) (hotel["listed"].get<bool>() ? listed : only_featured) += 1;
  }
  EXPECT_GT(listed, 20);
  EXPECT_GT(only_featured, 20);
}

TEST_F(Results, MapShowsThePage) {
  search(client_, "bath-gb");
  const std::string html = list(1);
  const json markers = json::parse(attribute(html, "data-map-markers"));
  const json expected = truth("bath-gb");
  ASSERT_EQ(markers.size(), 20U);
  for (std::size_t index = 0; index < 20; ++index) {
    const json& hotel = expected["hotels"][index];
    EXPECT_EQ(markers[index]["giata_id"], hotel["giataId"]);
    EXPECT_EQ(markers[index]["price"], hotel["priced"].get<bool>() ? (hotel["stayCents"].get<int>() + 50) / 100 : 0);
  }
}

TEST_F(Results, CommentsHoldPricesNobodySees) {
  search(client_, "bath-gb");
  const std::string html = list(1);
  EXPECT_EQ(split_at(html, "<!-- <div class=\"col-sm-12\">").size(), 20U);
  EXPECT_EQ(without_comments(html).find("comparison-price"), std::string::npos);
}

TEST_F(Results, SheetLinkSaysWhatWasSearched) {
  const json expected = truth("zurich-ch", "&rooms=" + percent_encoded(R"([{"adults":3,"childAges":[5]}])"));
  const std::string path = expected["hotels"][0]["sheetPath"];
  const json sheet = json::parse(base64_decoded(path.substr(path.rfind('/') + 1)));
  EXPECT_EQ(sheet["location_search"], "Zürich, Switzerland");
  EXPECT_EQ(sheet["num_nights"], "3");
  EXPECT_EQ(sheet["rooms"][0]["num_adults"], "3");
  EXPECT_EQ(sheet["rooms"][0]["num_children"], "1");
}

TEST_F(Results, GuestsAndRoomsOfTheFormCount) {
  FormFields fields = search_fields(all_places().front(), "2027-03-01", "2027-03-04");
  for (auto& [name, value] : fields) {
    if (name == search_name("[num_rooms]")) value = "2";
    if (name == search_name("[rooms][1][num_children]")) value = "1";
  }
  fields.emplace_back(search_name("[rooms][1][child_ages][1]"), "14");
  fields.emplace_back(search_name("[rooms][2][num_adults]"), "1");
  client_.post("/HotelEngine/index", fields);
  const json expected = truth("seattle-wa-us", "&rooms=" + percent_encoded(R"([{"adults":2,"childAges":[14]},{"adults":1}])"));
  const auto cards = split_at(without_comments(list(1)), kCard);
  for (std::size_t index = 0; index < cards.size(); ++index) {
    const json& hotel = expected["hotels"][index];
    EXPECT_EQ(attribute(cards[index], "data-total-stay"), hotel["priced"].get<bool>() ? plain_cents(hotel["stayCents"]) : "0");
  }
}

TEST_F(Results, SortingReordersTheWholeList) {
  search(client_, "bath-gb");
  const std::string sorted = client_.ajax(list_path(1) + "/sort_by:price_low_high").body;
  std::vector<std::int64_t> stays;
  const json expected = truth("bath-gb");
  for (const json& hotel : expected["hotels"]) {
    if (hotel["priced"].get<bool>()) stays.push_back(hotel["stayCents"]);
  }
  std::sort(stays.begin(), stays.end());
  const auto cards = split_at(sorted, kCard);
  for (std::size_t index = 0; index < cards.size(); ++index) EXPECT_EQ(attribute(cards[index], "data-total-stay"), plain_cents(stays[index]));
  EXPECT_NE(client_.get("/HotelEngine/searchResults/map").body.find("value=\"price_low_high\" selected"), std::string::npos);
}

TEST_F(Results, FilterFormNarrowsTheList) {
  search(client_, "seattle-wa-us");
  const std::string filter = "form_component_data[HotelEngineFilter]";
  const Answer posted = client_.post("/HotelEngine/searchResults", {{filter + "[property_name]", "spa"},
                                                                    {filter + "[star-rating][1]", "4"},
                                                                    {filter + "[price-range][2]", "200-299"}});
  EXPECT_EQ(posted.status, 302);
  std::set<std::string> wanted;
  const json expected = truth("seattle-wa-us");
  for (const json& hotel : expected["hotels"]) {
    if (!hotel["priced"].get<bool>() || hotel["stars"].is_null()) continue;
    const bool four = hotel["stars"] == "4.00" || hotel["stars"] == "4.50";
    const int nightly = hotel["nightlyDollars"];
    if (four && nightly >= 200 && nightly <= 299 && plain_key(hotel["name"].get<std::string>()).find("spa") != std::string::npos) {
      wanted.insert(hotel["giataId"]);
    }
  }
  ASSERT_GT(wanted.size(), 5U);
  std::set<std::string> seen;
  for (int page = 1; page <= static_cast<int>(wanted.size() + 19) / 20; ++page) {
    for (const std::string& id : giata_ids(list(page))) seen.insert(id);
  }
  EXPECT_EQ(seen, wanted);
}

TEST_F(Results, PlaceWithoutHotelsSaysSo) {
  search(client_, "tristan-da-cunha-sh");
  const std::string html = list(1);
  EXPECT_NE(html.find(CpmaxxOptions{}.no_result_text), std::string::npos);
  EXPECT_NE(html.find("Displaying 0 - 0 of 0"), std::string::npos);
  EXPECT_EQ(html.find(kCard), std::string::npos);
}

TEST_F(Results, PicturesAreNewForEverySearch) {
  search(client_, "bath-gb");
  const std::string first = attribute(split_at(list(1), kCard)[0], "data-image");
  search(client_, "bath-gb");
  const std::string second = attribute(split_at(list(1), kCard)[0], "data-image");
  EXPECT_NE(first, second);
  EXPECT_EQ(first.substr(0, first.find('?')), second.substr(0, second.find('?')));
}

TEST_F(Results, WholePageWeighsTwoToThreeMegabytes) {
  search(client_, "seattle-wa-us");
  const std::string page = client_.get("/HotelEngine/searchResults/map").body + list(1);
  std::size_t bytes = page.size();
  std::set<std::string> urls;
  urls = {"/adzuki/fonts/adzicons.woff2", "/adzuki/fonts/adzuki-sans.woff2"};  // named by a style sheet
  for (const char* mark : {"src=\"", "url(", "rel=\"stylesheet\" href=\""}) {
    for (const std::string& part : split_at(page, mark)) urls.insert(between(part, mark, mark == std::string{"url("} ? ")" : "\""));
  }
  for (std::string url : urls) {
    if (url.rfind(portal_.base_url(), 0) == 0) url = url.substr(portal_.base_url().size());
    if (!url.empty() && url[0] == '/') bytes += client_.get(url).body.size();
  }
  EXPECT_GT(bytes, 2'000'000U);
  EXPECT_LT(bytes, 3'000'000U);
}

TEST_F(Results, SelectingLeadsSomewhere) {
  const json expected = truth("seattle-wa-us");
  for (const char* path : {"selectPath", "featuredSelectPath", "sheetPath"}) {
    EXPECT_EQ(client_.get(expected["hotels"][0][path]).status, 200) << path;
  }
  EXPECT_EQ(client_.get("/HotelEngine/processor/selectHotel/0").status, 404);
}

TEST_F(Results, TruthRefusesNonsense) {
  EXPECT_EQ(client_.get("/__sim/catalogue/search?place=atlantis&checkIn=2027-03-01&checkOut=2027-03-02").status, 404);
  EXPECT_EQ(client_.get("/__sim/catalogue/search?place=bath-gb&checkIn=2027-03-01&checkOut=2027-03-01").status, 400);
  EXPECT_EQ(client_.get("/__sim/catalogue/search?place=bath-gb&checkIn=2027-03-01&checkOut=2027-03-02&rooms=%7B").status, 400);
  EXPECT_EQ(client_.get("/__sim/nothing").status, 404);
}

}  // namespace
}  // namespace voygen::sim::test
