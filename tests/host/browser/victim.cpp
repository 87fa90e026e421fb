// browser_victim PROFILES: opens a browser, prints its guard's and its own process numbers, and waits to be killed.
#include <unistd.h>

#include <cstdio>

#include "browser/local_provider.hpp"

int main(int count, char** arguments) {
  using namespace voygen;
  if (count != 2) return 2;
  browser::LocalProvider provider({{}, {}, arguments[1], {}});
  const auto browser = provider.launch(core::Context::with_timeout(std::chrono::seconds(20)), {});
  if (!browser.ok()) {
    std::fprintf(stderr, "%s\n", browser.error().message.c_str());
    return 1;
  }
  std::printf("%d\n", (*browser)->process_id().value_or(0));
  std::fflush(stdout);
  ::pause();
  return 0;
}
