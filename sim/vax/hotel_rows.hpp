// The availability's markup of one hotel and its rooms, with the quirks of the original. Pure functions.
#pragma once

#include <cstddef>
#include <string>

#include "vax/availability.hpp"

namespace voygen::sim::vax {

struct RowContext {
  const Availability& found;
  int search = 0;  // the session's number of it, "uid" in addresses
  bool reordered_columns = false;
  bool price_images = false;
  std::string currency = "$";
};

/// How many rooms are shown.
enum class Rooms { first, all };

/// `<table class="avail-grid-table">` of the hotel at `index`.
std::string hotel_table(const RowContext& context, std::size_t index, Rooms rooms);

/// `<li class="componentContainer">` with the first room.
std::string hotel_item(const RowContext& context, std::size_t index);

/// "WI%3bWASHI": percent-encoding as .NET does it.
std::string dotnet_encoded(std::string_view text);
/// "11.40" for 1140.
std::string hundredths_text(std::int64_t hundredths);
/// The address of a hotel's details: "/HotelInformation/Default.aspx?VendorCode=...".
std::string detail_path(const Availability& found, std::size_t index);

}  // namespace voygen::sim::vax
