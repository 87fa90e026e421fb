// Deterministic draws. The same seed gives the same numbers on every machine, compiler and in every order of asking:
// std::uniform_int_distribution promises none of that, so it is not used. Values only, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace voygen::sim {

/// One well mixed 64-bit number of two others.
std::uint64_t mix(std::uint64_t left, std::uint64_t right);

/// A stable number for a piece of text (FNV-1a), so that labels can take part in draws.
std::uint64_t number_of(std::string_view text);

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();
  /// Both ends included.
  std::int64_t between(std::int64_t low, std::int64_t high);
  /// True in `permille` of 1000 draws.
  bool chance(std::int64_t permille) { return between(0, 999) < permille; }

  template <typename List>
  const auto& pick(const List& list) {
    return list[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(std::size(list)) - 1))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace voygen::sim
