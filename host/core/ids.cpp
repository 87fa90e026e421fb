#include "core/ids.hpp"

#include <sodium.h>

#include <array>

namespace voygen::core {

std::string random_id(std::string_view prefix) {
  static constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
  std::array<unsigned char, 26> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string id(prefix);
  for (const unsigned char byte : bytes) id += kAlphabet[byte % kAlphabet.size()];
  return id;
}

}  // namespace voygen::core
