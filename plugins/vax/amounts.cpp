#include "amounts.hpp"

#include <cstdlib>
#include <map>

#include "hotel.hpp"

namespace vax {

using voygen::HotelOffer;
using voygen::RoomOffer;

namespace {

constexpr std::int64_t kCent = 10'000;
constexpr int kEnoughVotes = 3;  // so many different selections, and none of them usual, are no coincidence

std::optional<std::int64_t> selection_of(const RoomOffer& room) {
  return room.total && room.difference ? std::optional(room.total->amount.micros - room.difference->micros) : std::nullopt;
}

struct Votes {
  std::map<std::int64_t, int> of;
  int all = 0;

  // What more than half of the rooms say.
  [[nodiscard]] std::optional<std::int64_t> usual() const {
    for (const auto& [selection, votes] : of) {
      if (2 * votes > all) return selection;
    }
    return std::nullopt;
  }
};

Votes count_votes(const std::vector<HotelOffer*>& hotels) {
  Votes votes;
  for (const HotelOffer* hotel : hotels) {
    for (const RoomOffer& room : hotel->rooms) {
      if (const auto selection = selection_of(room)) ++votes.of[*selection], ++votes.all;
    }
  }
  return votes;
}

std::optional<bool> is_shared(const RoomOffer& room, int travellers) {
  if (!room.total || !room.per_person || travellers < 1) return std::nullopt;
  return std::abs(room.per_person->amount.micros * travellers - room.total->amount.micros) <= kCent * travellers;
}

void withhold(HotelOffer& hotel, RoomOffer& room, bool total, bool difference, bool per_person, const std::string& why) {
  if (total) room.total.reset();
  if (difference) room.difference.reset();
  if (per_person) room.per_person.reset();
  doubt(hotel, why + " (\"" + room.name.substr(0, 60) + "\"); what nothing confirms is withheld");
}

}  // namespace

AmountCheck check_amounts(const std::vector<HotelOffer*>& hotels, int travellers, std::optional<std::int64_t> known) {
  const Votes votes = count_votes(hotels);
  AmountCheck check{known ? known : votes.usual(), 0, 0};
  const bool scattered = !check.selection && votes.all >= kEnoughVotes;
  for (HotelOffer* hotel : hotels) {
    for (RoomOffer& room : hotel->rooms) {
      check.prices += room.total.has_value();
      const auto selection = selection_of(room);
      const bool judged = selection && (check.selection || scattered);
      const auto fits = judged ? std::optional(check.selection == selection) : std::nullopt;
      const auto shared = is_shared(room, travellers);
      if (shared == false && fits == true) {
        withhold(*hotel, room, false, false, true, "the price per person does not make the total");
      } else if (fits == false && shared == true) {
        withhold(*hotel, room, false, true, false, "the difference does not lead to the same selection as the others'");
      } else if (fits == false || shared == false) {
        ++check.withheld;
        withhold(*hotel, room, true, true, true, "the room's amounts contradict each other or the page's other amounts");
      }
    }
  }
  return check;
}

}  // namespace vax
