// What the pages of every portal share: the catalogue, the faults that are on, the counters, simulated time. A portal's own
// state derives from it. The members guard themselves, so any number of requests may use it at once.
#pragma once

#include <chrono>
#include <cstdint>

#include "catalogue/catalogue.hpp"
#include "portal/counters.hpp"
#include "portal/faults.hpp"
#include "portal/options.hpp"
#include "portal/pause.hpp"

namespace voygen::sim {

/// Whether somebody is signed in; part of a portal's session.
struct SignIn {
  bool signed_in = false;
  int pages_since_login = 0;
  std::chrono::steady_clock::time_point last_use;
};

class PortalBase {
 public:
  /// `own_faults` are those only this portal has. Throws std::invalid_argument for a day that is none and for an unknown fault.
  PortalBase(const PortalOptions& given, const KnownFaults& own_faults);

  const PortalOptions common;
  const Catalogue& catalogue;
  Faults faults;
  Counters counters;
  Pause pause;

  DayNumber today() const;
  /// Waits as long as the real portal would, scaled.
  void delay(std::int64_t milliseconds) { pause.sleep_for(common.delay(milliseconds)); }
  /// Waits as long as a fault says, unscaled.
  void linger(const Fault& fault, std::int64_t usual_milliseconds) {
    pause.sleep_for(std::chrono::milliseconds{fault.number_or(usual_milliseconds)});
  }

  /// Counts one more page of a login; ends it after too many of them (a fault) or too long a rest. True when it has just ended.
  bool let_expire(SignIn& login) const;
  /// Does a challenge stand at this place ("login", "search") now?
  bool challenges(std::string_view place);
};

}  // namespace voygen::sim
