#include "delta/rooms.hpp"

#include <algorithm>
#include <array>

#include "catalogue/dice.hpp"

namespace voygen::sim::delta {

namespace {

struct RoomKind {
  std::string_view name;
  std::string_view code;
};

constexpr std::array<RoomKind, 14> kKinds = {{{"City View Queen", "HRCQ"},
                                              {"City View King", "HRC1"},
                                              {"City View Double", "HRC2"},
                                              {"Run of House", "HROH"},
                                              {"Deluxe King", "HDK1"},
                                              {"Deluxe Room, 2 Queen Beds", "HDQ2"},
                                              {"Garden View Room", "HGV1"},
                                              {"Ocean View Room w/Balcony", "HOV1"},
                                              {"Partial Ocean View", "HPO1"},
                                              {"Junior Suite", "HJS1"},
                                              {"One Bedroom Suite & Sofa Bed", "HS1B"},
                                              {"Habitación Superior", "HSUP"},
                                              {"Accessible Queen (Roll-In Shower)", "HACQ"},
                                              {"Club Level King <Lounge Access>", "HCL1"}}};
constexpr std::array<std::string_view, 8> kPerks = {"$30 Daily Resort Credit",  "Daily Breakfast for 2", "20% Off Room Rate; Included in Price",
                                                    "Welcome Drink & Fruit",    "Late Check-Out (2 PM)", "Free Night: Stay 4, Pay 3",
                                                    "2,500 Bonus Miles",        "Kids' Club Access"};

std::string_view rate_plan(Dice& dice) {
  const std::int64_t draw = dice.between(0, 99);
  return draw < 74 ? "Standard" : draw < 88 ? "EP" : "AI";
}

std::vector<std::string> perks(Dice& dice) {
  std::vector<std::string> chosen;
  const std::int64_t count = dice.chance(450) ? 0 : dice.between(1, 3);
  for (std::int64_t number = 0; number < count; ++number) {
    const std::string perk{dice.pick(kPerks)};
    if (std::find(chosen.begin(), chosen.end(), perk) == chosen.end()) chosen.push_back(perk);
  }
  return chosen;
}

RoomStatus status(Dice& dice) {
  const std::int64_t draw = dice.between(0, 99);
  return draw < 88 ? RoomStatus::bookable : draw < 95 ? RoomStatus::call_to_request : RoomStatus::not_available;
}

}  // namespace

std::vector<RoomOffer> rooms_of(const Hotel& hotel, const Quote& quote, int rooms) {
  Dice dice{mix(number_of(hotel.giata_id), 0x5002)};
  const std::int64_t taxed = divide_rounded(quote.stay_cents * (10'000 + hotel.tax_basis_points), 10'000);
  const std::int64_t count = dice.chance(100) ? 1 : dice.chance(240) ? dice.between(10, 17) : dice.between(3, 9);
  const bool only_on_request = dice.chance(30);
  std::vector<RoomOffer> offers;
  std::int64_t permille = 1000;
  for (std::int64_t number = 0; number < count; ++number) {
    const RoomKind& kind = dice.pick(kKinds);
    RoomOffer room;
    room.code = kind.code;
    room.name = kind.name;
    room.rate_plan = rate_plan(dice);
    room.perks = perks(dice);
    room.hotel_cents = divide_rounded(taxed * permille, 1000) + (number % 3 == 0 ? 0 : number * rooms * 7);
    room.status = only_on_request ? RoomStatus::call_to_request : status(dice);
    room.non_refundable = dice.chance(180);
    room.hidden = number > 0;
    offers.push_back(std::move(room));
    permille += dice.between(0, 3) * dice.between(11, 70);
  }
  return offers;
}

}  // namespace voygen::sim::delta
