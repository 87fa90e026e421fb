// Pairs of offers from the simulated world, of which it is known whether they are one hotel: the same house on two portals, and, for each, the
// houses most easily taken for it. Each offer carries what its portal shows of a place: CPMaxx address and coordinates, VAX town and stars
// without halves, Delta an area, the web most of it, not always right.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "catalogue/catalogue.hpp"
#include "catalogue/listing.hpp"

namespace voygen::bench {

struct LabelledPair {
  nlohmann::json one;
  nlohmann::json other;
  std::string place;  // as searched
  bool same = false;
  bool located = false;  // both say where the house stands
};

// The offer as the host has it after the check, without prices.
nlohmann::json offer_on(sim::PortalId portal, const sim::Hotel& hotel);

// `hotels` houses, each on two portals, with as many hard negatives.
std::vector<LabelledPair> labelled_pairs(const sim::Catalogue& world, std::uint64_t seed, int hotels);

struct Figures {
  int pairs = 0;
  int same = 0;        // really the same
  int found = 0;       // of them called "same"
  int perhaps = 0;     // of them called "maybe"
  int wrong = 0;       // called "same" and are not
  int wrong_maybe = 0;  // called "maybe" and are not

  [[nodiscard]] int precision_permille() const { return found + wrong == 0 ? 0 : 1000 * found / (found + wrong); }
  [[nodiscard]] int recall_permille() const { return same == 0 ? 0 : 1000 * found / same; }
};

enum class Which { all, located, unlocated };
Figures measure(const std::vector<LabelledPair>& pairs, Which which);

}  // namespace voygen::bench
