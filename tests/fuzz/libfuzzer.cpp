// One target as a libFuzzer program.
#include <cstdio>
#include <cstdlib>

#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  try {
    voygen::fuzz::FUZZ_TARGET({reinterpret_cast<const char*>(bytes), size});
  } catch (const voygen::fuzz::Broken& broken) {
    std::fprintf(stderr, "broken: %s\n", broken.what());
    std::abort();
  }
  return 0;
}
