#include "room.hpp"

#include <gtest/gtest.h>

#include "hotel.hpp"

namespace delta {
namespace {

using nlohmann::json;
using voygen::OfferStatus;

const Columns kUsual{0, 1};

// A row with nothing odd about it; each test changes one thing.
json row() {
  return json::array({json::array({"Standard", "City View Queen", "$30 Daily Resort Credit\nBreakfast", "+$72.93\n=\n$2,089.26\ntotal", ""}), "", "",
                      "$30 Daily Resort Credit\nBreakfast", "", json::array({"BK,219,HRCQ,234.54,1,1,000026302|ALL,SEA,78637,78637,,,,0.00", "234.54"}), 2, 4});
}

TEST(Row, WithoutOdditiesIsRead) {
  const RoomReading read = read_room(row(), kUsual);
  ASSERT_TRUE(read.room) << read.why_not;
  EXPECT_EQ(read.room->name, "City View Queen");
  EXPECT_EQ(read.room->rate_plan, "Standard");
  EXPECT_EQ(read.room->code, "HRCQ");
  EXPECT_EQ(read.room->perks, (std::vector<std::string>{"$30 Daily Resort Credit", "Breakfast"}));
  EXPECT_EQ(read.room->total->amount, voygen::Money::from_cents(208926));
  EXPECT_EQ(read.room->difference, voygen::Money::from_cents(7293));
  EXPECT_EQ(read.room->status, OfferStatus::bookable);
  EXPECT_FALSE(read.room->refundable);  // unstated
  EXPECT_EQ(read.hotel_price, voygen::Money::from_cents(23454));
  EXPECT_TRUE(read.warnings.empty());
}

TEST(Row, SaysWhetherItCanBeBooked) {
  json without_form = row();
  without_form[5] = nullptr;
  json on_request = without_form;
  on_request[4] = "Call reservations to request this room";
  json taken = without_form;
  taken[1] = "Not currently available";
  EXPECT_EQ(read_room(on_request, kUsual).room->status, OfferStatus::call_to_request);
  EXPECT_TRUE(read_room(on_request, kUsual).warnings.empty());
  EXPECT_EQ(read_room(taken, kUsual).room->status, OfferStatus::not_available);
  EXPECT_EQ(read_room(without_form, kUsual).room->status, OfferStatus::call_to_request);
  EXPECT_EQ(read_room(without_form, kUsual).warnings.size(), 1u);
  EXPECT_TRUE(read_room(taken, kUsual).room->total);
}

TEST(Row, SaysWhenMoneyIsLost) {
  json strict = row();
  strict[2] = "Non-Refundable";
  EXPECT_EQ(read_room(strict, kUsual).room->refundable, false);
}

TEST(Row, OfNothingIsNoRoom) {
  const json none = json::array({json::array({"", "", "", ""}), "Not Available", "", "", "", nullptr, -1, -1});
  EXPECT_FALSE(read_room(none, kUsual).room);
  EXPECT_TRUE(read_room(none, kUsual).why_not.empty());
  const json in_words = json::array({json::array({"Not Available"}), "", "", "", "", nullptr, -1, -1});
  EXPECT_TRUE(read_room(in_words, kUsual).why_not.empty());
}

TEST(Row, OfFieldsOfTheWrongTypeIsNoCrash) {
  for (std::size_t member = 0; member < 8; ++member) {
    for (const json& odd : {json(nullptr), json(7), json::array({json::array(), 5, "x"}), json::object({{"a", 9}})}) {
      json changed = row();
      changed[member] = odd;
      (void)read_room(changed, kUsual);
    }
  }
  for (const json& odd : {json(nullptr), json(7), json::array(), json::object()}) EXPECT_FALSE(read_room(odd, kUsual).why_not.empty());
}

TEST(Headings, TellWhichColumnIsWhich) {
  const Columns usual = Columns::from_headings({"Hotel Rates", "Room Type", "Added Values", "Added Values", "Added Values"});
  EXPECT_EQ(usual.rate_plan, 0u);
  EXPECT_EQ(usual.room, 1u);
  const Columns moved = Columns::from_headings({"Room Type", "Price", "Hotel Rates"});
  EXPECT_EQ(moved.room, 0u);
  EXPECT_EQ(moved.rate_plan, 2u);
  EXPECT_FALSE(Columns::from_headings(json::array()).room);
}

TEST(Headings, ThatSayNothingMakeNoGuess) {
  EXPECT_FALSE(read_room(row(), {}).room);
  EXPECT_NE(read_room(row(), {}).why_not.find("heading"), std::string::npos);
  EXPECT_FALSE(read_room(row(), {std::nullopt, 1}).room->rate_plan);
}

TEST(RoomCode, IsTheThirdOfTheValues) {
  EXPECT_EQ(room_code_of("BK,219,HRCQ,234.54"), "HRCQ");
  for (const char* wrong : {"", "BK", "BK,219", "BK,219,,1", "BK,219,HRCQ"}) EXPECT_FALSE(room_code_of(wrong)) << wrong;
}

TEST(Stars, AreReadFromWordsOrPicture) {
  EXPECT_EQ(star_halves_of("4.5 Stars", ""), 9);
  EXPECT_EQ(star_halves_of("4 Stars", "//x/4star_small.gif"), 8);
  EXPECT_EQ(star_halves_of("", "//static.example/images/drc/hotelrating/4xstar_small.gif"), 9);
  EXPECT_EQ(star_halves_of("", "/3star_small.gif"), 6);
  EXPECT_EQ(star_halves_of("Exceptional Luxury", "//x/exl_small.gif"), std::nullopt);
  EXPECT_EQ(star_halves_of("7 Stars", ""), std::nullopt);
  EXPECT_EQ(star_halves_of("4.3 Stars", ""), std::nullopt);
  EXPECT_EQ(star_halves_of("", ""), std::nullopt);
}

TEST(Addresses, AreAbsoluteOrAbsent) {
  EXPECT_EQ(absolute_address("//static.example/a.jpg", "https://p.example"), "https://static.example/a.jpg");
  EXPECT_EQ(absolute_address("/delta/a", "https://p.example"), "https://p.example/delta/a");
  EXPECT_EQ(absolute_address("https://q.example/a", "https://p.example"), "https://q.example/a");
  for (const char* nowhere : {"", "#", "javascript:void(0)", "a.jpg"}) EXPECT_EQ(absolute_address(nowhere, "https://p.example"), std::nullopt) << nowhere;
}

TEST(Hotel, WithoutCodeOrNameIsNone) {
  EXPECT_FALSE(read_hotel({{"name", "Inn"}}, {}, {}, "").hotel);
  EXPECT_FALSE(read_hotel({{"code", "SEA_1_1"}}, {}, {}, "").hotel);
  EXPECT_FALSE(read_hotel(json(7), {}, {}, "").hotel);
}

TEST(Hotel, OfFieldsOfTheWrongTypeIsNoCrash) {
  for (const char* key : {"stars", "image", "area", "amenities", "pick", "rating", "notes", "columns", "rows", "transfer"}) {
    for (const json& odd : {json(nullptr), json(7), json::array({json::array(), 5, "x"}), json::object({{"a", 9}})}) {
      json changed{{"code", "SEA_1_1"}, {"name", "Inn"}, {"rows", {row()}}};
      changed[key] = odd;
      EXPECT_TRUE(read_hotel(changed, {}, {}, "https://p.example").hotel);
    }
  }
}

}  // namespace
}  // namespace delta
