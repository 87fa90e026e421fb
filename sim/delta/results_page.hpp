// The results page: all flights, hotels and rooms of a trip in one document. Pure apart from the frame, any thread.
#pragma once

#include <string>

#include "delta/site.hpp"

namespace voygen::sim::delta {

/// What a fault has done to the markup.
struct Redesign {
  bool renamed_classes = false;
  bool reordered_columns = false;
  bool no_prices = false;
  bool day_first = false;
  bool dotted = false;           // with points, where slashes leave open which is the day
  bool canadian = false;
  bool price_images = false;
  bool wrong_total = false;      // of the first room of the first hotel
  bool silent = false;           // an empty list does not say that it is
};

struct ResultsView {
  const Trip& trip;
  std::string process_id;
  Redesign redesign;
  std::string no_hotels_text;

  /// "$1,308.79", or what a redesign made of it.
  std::string money(std::int64_t cents) const;
  /// "+$80.00"
  std::string difference(std::int64_t cents) const;
  /// "11/01/2021"
  std::string date(DayNumber day) const;
};

std::string render_results(const ResultsView& view);
std::string render_sidebar(const ResultsView& view);

/// One li.hotelItem.
std::string render_hotel_item(const ResultsView& view, const HotelItem& item);
/// The rates table of a hotel with its links.
std::string render_room_table(const ResultsView& view, const HotelItem& item);
/// The selected flights, and the hidden list of the others.
std::string render_selected_flights(const ResultsView& view);
std::string render_other_flights(const ResultsView& view);

/// A link that explains added values or advisements, several split by <br>.
std::string inclusive_service(const std::vector<std::string>& texts, const std::string& code);

/// The class names of a redesign in place of the usual ones.
std::string with_other_classes(std::string html);

}  // namespace voygen::sim::delta
