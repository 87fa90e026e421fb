// Measures how well the host recognises one hotel on two portals: precision and recall of "same" on pairs from simulated worlds.
//
//   same_hotel [--misses] SEED...
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "labelled_pairs.hpp"
#include "search/same_hotel.hpp"

namespace {

using namespace voygen;

constexpr int kHotels = 1000;

void print(std::uint64_t seed, const char* which, const bench::Figures& figures) {
  std::printf("| %llu | %s | %d | %d.%d | %d.%d | %d | %d | %d |\n", static_cast<unsigned long long>(seed), which, figures.pairs, figures.precision_permille() / 10,
              figures.precision_permille() % 10, figures.recall_permille() / 10, figures.recall_permille() % 10, figures.wrong, figures.perhaps, figures.wrong_maybe);
}

void print_misses(const std::vector<bench::LabelledPair>& pairs) {
  for (const bench::LabelledPair& pair : pairs) {
    const auto match = search::compare_hotels(search::hotel_face(pair.one, pair.place), search::hotel_face(pair.other, pair.place));
    if (pair.same == (match.verdict == search::SameHotel::same)) continue;
    if (!pair.same && match.verdict != search::SameHotel::same) continue;
    std::printf("%s %d (%s): \"%s\" | \"%s\", %s\n", pair.same ? "missed" : "WRONG", match.permille, match.reason.c_str(), pair.one["name"].get<std::string>().c_str(),
                pair.other["name"].get<std::string>().c_str(), pair.place.c_str());
  }
}

}  // namespace

int main(int count, char** arguments) {
  bool misses = false;
  std::printf("| seed | pairs with | pairs | precision %% | recall %% | wrong | same, called maybe | other, called maybe |\n|---|---|---|---|---|---|---|---|\n");
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--misses") {
      misses = true;
      continue;
    }
    const std::uint64_t seed = std::strtoull(arguments[i], nullptr, 10);
    const auto pairs = bench::labelled_pairs(sim::Catalogue{seed}, seed, kHotels);
    print(seed, "all", bench::measure(pairs, bench::Which::all));
    print(seed, "a place each", bench::measure(pairs, bench::Which::located));
    print(seed, "no place on one side", bench::measure(pairs, bench::Which::unlocated));
    if (misses) print_misses(pairs);
  }
  return 0;
}
