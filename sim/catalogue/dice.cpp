#include "catalogue/dice.hpp"

namespace voygen::sim {

namespace {

std::uint64_t scramble(std::uint64_t value) {  // the finaliser of splitmix64
  value ^= value >> 30U;
  value *= 0xbf58476d1ce4e5b9ULL;
  value ^= value >> 27U;
  value *= 0x94d049bb133111ebULL;
  return value ^ (value >> 31U);
}

}  // namespace

std::uint64_t mix(std::uint64_t left, std::uint64_t right) {
  return scramble(scramble(left + 0x9e3779b97f4a7c15ULL) ^ (right + 0x632be59bd9b4e019ULL));
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char letter : text) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
  }
  return scramble(hash);
}

std::uint64_t Dice::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  return scramble(state_);
}

std::int64_t Dice::between(std::int64_t low, std::int64_t high) {
  const auto width = static_cast<std::uint64_t>(high - low) + 1;
  return low + static_cast<std::int64_t>(next() % width);
}

}  // namespace voygen::sim
