// How a hotel stands on each portal: whether at all, under which id and under which name. The same house goes by other
// names elsewhere, as in life: accents lost, "Hotel" first or last, "& Spa" forgotten, words cut short, the city added or
// left out. What tells neighbours apart (a tower, "Airport North", a number) is lost
// only where VAX cuts a long name off. Pure functions, any thread.
#pragma once

#include <string>

#include "catalogue/hotel.hpp"

namespace voygen::sim {

enum class PortalId { cpmaxx, vax, delta, web };

struct Listing {
  bool listed = false;  // id and name are given all the same
  std::string id;       // unique on its portal, in that portal's style: "477239", "WI;WASHI", "CUN_78637_78637", "palm-inn-78637"
  std::string name;     // may end in a blank
};

/// CPMaxx knows every hotel, by today's name and GIATA id.
Listing listing_on(PortalId portal, const Hotel& hotel);

}  // namespace voygen::sim
