// How any imitated portal is set up. A portal derives its own options from this; plain values.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace voygen::sim {

struct PortalOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // of its first address, further ones follow it; 0 picks free ones
  std::uint64_t seed = 7;
  int delay_permille = 1000;                   // every simulated delay times this; 0 = no delays
  std::optional<std::string> today;            // ISO; the system clock otherwise
  std::vector<std::string> faults;             // as Faults::set_from_text takes them
  int idle_minutes = 24;                       // a login unused for that long ends

  /// A delay of the real thing, scaled.
  std::chrono::milliseconds delay(std::int64_t milliseconds) const {
    return std::chrono::milliseconds{milliseconds * delay_permille / 1000};
  }
};

}  // namespace voygen::sim
