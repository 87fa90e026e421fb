// Runs the tests, then looks for what they left behind: child processes, zombies, profile folders.
#include <sys/wait.h>

#include <cerrno>
#include <iostream>

#include "core/log.hpp"
#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

bool left_nothing() {
  int status = 0;
  if (::waitpid(-1, &status, WNOHANG) != -1 || errno != ECHILD) {
    std::cerr << "a child process is left\n";
    return false;
  }
  bool clean = true;
  if (!std::filesystem::exists(profile_root())) return true;
  for (const auto& entry : std::filesystem::directory_iterator(profile_root())) {
    std::cerr << "a profile is left: " << entry.path() << "\n";
    clean = false;
  }
  std::filesystem::remove_all(profile_root());
  return clean;
}

class SharedBrowser final : public ::testing::Environment {
 public:
  void TearDown() override { close_shared_browser(); }
};

}  // namespace
}  // namespace voygen::browser::test

int main(int count, char** arguments) {
  using namespace voygen::browser::test;
  ::testing::InitGoogleTest(&count, arguments);
  ::testing::AddGlobalTestEnvironment(new SharedBrowser);
  voygen::core::set_log_level(voygen::core::LogLevel::warn);
  const int result = RUN_ALL_TESTS();
  return left_nothing() ? result : 1;
}
