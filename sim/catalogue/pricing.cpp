#include "catalogue/pricing.hpp"

#include <array>

#include "catalogue/dice.hpp"
#include "catalogue/place.hpp"

namespace voygen::sim {

namespace {

/// Permille of the base price. Cities in the far south have the opposite summer, the tropics have it in winter.
std::int64_t season(DayNumber day, const Place& place) {
  static constexpr std::array<std::int64_t, 12> kNorth = {820, 840, 910, 980, 1060, 1150, 1240, 1220, 1080, 1000, 870, 960};
  static constexpr std::array<std::int64_t, 12> kTropics = {1190, 1230, 1210, 1080, 960, 920, 950, 900, 840, 880, 990, 1260};
  const auto month = static_cast<std::size_t>(month_of(day) - 1);
  const std::int64_t degrees = place.lat_e7 / 10'000'000;
  if (degrees > -23 && degrees < 23) return kTropics[month];
  return degrees < 0 ? kNorth[(month + 6) % 12] : kNorth[month];
}

std::int64_t weekday(DayNumber day) {
  static constexpr std::array<std::int64_t, 7> kSundayFirst = {930, 950, 970, 980, 1000, 1140, 1170};
  return kSundayFirst[static_cast<std::size_t>(weekday_of(day))];
}

/// Permille of the price for two adults.
std::int64_t occupancy(const Room& room) {
  std::int64_t permille = room.adults == 1 ? 940 : 1000;
  if (room.adults > 2) permille += 175 * (room.adults - 2);
  for (const int age : room.child_ages) {
    if (age >= 12) {
      permille += 120;
    } else if (age >= 2) {
      permille += 55;
    }
  }
  return permille;
}

std::int64_t length_of_stay(int nights) {
  if (nights >= 7) return 915;
  return nights >= 4 ? 962 : 1000;
}

std::int64_t night_price(const Hotel& hotel, const Place& place, DayNumber day) {
  const std::uint64_t luck = mix(number_of(hotel.giata_id), static_cast<std::uint64_t>(day));
  const std::int64_t demand = 965 + static_cast<std::int64_t>(luck % 71);
  return divide_rounded(hotel.base_nightly_cents * season(day, place) * weekday(day) * demand, 1'000'000'000);
}

bool sold_out(const Hotel& hotel, const Stay& stay) {
  for (const Room& room : stay.rooms) {
    if (room.adults + static_cast<int>(room.child_ages.size()) > hotel.guests_per_room) return true;
  }
  for (int night = 0; night < stay.nights; ++night) {
    const auto day = static_cast<std::uint64_t>(stay.check_in + night);
    Dice dice{mix(number_of(hotel.giata_id), day ^ 0x50ULL << 40U)};
    if (dice.chance(hotel.sold_out_permille)) return true;
  }
  return false;
}

void add_other_sellers(Quote& quote, const Hotel& hotel, const Stay& stay) {
  static constexpr std::array<std::string_view, 4> kSellers = {"Expedia.com", "Priceline.com", "Booking.com", "Hotels.com"};
  Dice dice{mix(number_of(hotel.giata_id) + 1, static_cast<std::uint64_t>(stay.check_in))};
  if (!hotel.compared || !dice.chance(750)) return;
  for (const std::string_view seller : kSellers) {
    if (!dice.chance(600)) continue;
    // Verified means that nobody is cheaper.
    const std::int64_t more = dice.chance(500) ? 0 : quote.nightly_dollars * dice.between(0, 90) / 1000;
    quote.other_sellers.push_back({seller, quote.nightly_dollars + more});
  }
}

std::int64_t stay_price(const Hotel& hotel, const Stay& stay) {
  const Place& place = all_places()[hotel.place];
  std::int64_t cents = 0;
  for (int night = 0; night < stay.nights; ++night) {
    const std::int64_t for_two = night_price(hotel, place, stay.check_in + night);
    for (const Room& room : stay.rooms) cents += divide_rounded(for_two * occupancy(room), 1000);
  }
  return divide_rounded(cents * length_of_stay(stay.nights), 1000);
}

}  // namespace

std::int64_t divide_rounded(std::int64_t amount, std::int64_t by) { return (amount * 2 + by) / (by * 2); }

Quote quote(const Hotel& hotel, const Stay& stay) {
  Quote result;
  if (!hotel.supplier_data || sold_out(hotel, stay)) return result;
  result.priced = true;
  result.original_cents = stay_price(hotel, stay);
  result.stay_cents = result.original_cents;
  const bool on_sale = mix(number_of(hotel.giata_id) + 2, static_cast<std::uint64_t>(stay.check_in / 7)) % 2 == 0;
  if (hotel.discount_permille > 0 && on_sale) {
    result.stay_cents = divide_rounded(result.original_cents * (1000 - hotel.discount_permille), 1000);
  }
  result.nightly_dollars = divide_rounded(result.stay_cents, std::int64_t{100} * stay.nights);
  result.total_dollars = divide_rounded(result.stay_cents * (10'000 + hotel.tax_basis_points), 1'000'000);
  result.commission_cents = divide_rounded(result.stay_cents * hotel.commission_tenths, 1000);
  add_other_sellers(result, hotel, stay);
  return result;
}

}  // namespace voygen::sim
