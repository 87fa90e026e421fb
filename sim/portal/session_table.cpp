#include "portal/session_table.hpp"

#include <random>
#include <string_view>

namespace voygen::sim {

std::string random_token() {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device source;
  std::string token;
  for (int word = 0; word < 4; ++word) {
    std::uint32_t bits = source();
    for (int digit = 0; digit < 8; ++digit, bits >>= 4U) token += kDigits[bits & 15U];
  }
  return token;
}

}  // namespace voygen::sim
