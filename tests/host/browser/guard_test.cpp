// The guard and the local provider: nothing is left of a browser, however its host ended; and what cannot start says why.
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

namespace fs = std::filesystem;

constexpr int kLongest = 10'000;  // ms

class Guard : public ::testing::Test {
 protected:
  void SetUp() override { fs::create_directories(root); }
  void TearDown() override { fs::remove_all(root); }

  // Starts the victim program and returns its process number; `browser` gets that of its Chromium.
  pid_t start_victim(int& browser) const {
    int ends[2] = {-1, -1};
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
    std::string program = (fs::read_symlink("/proc/self/exe").parent_path() / "browser_victim").string();
    std::string folder = root.string();
    char* arguments[] = {program.data(), folder.data(), nullptr};
    pid_t victim = 0;
    EXPECT_EQ(::posix_spawn(&victim, program.c_str(), &files, nullptr, arguments, environ), 0);
    posix_spawn_file_actions_destroy(&files);
    ::close(ends[1]);
    char text[32] = {};
    EXPECT_GT(::read(ends[0], text, sizeof text - 1), 0);
    ::close(ends[0]);
    browser = std::atoi(text);
    return victim;
  }
  static int handle_of(pid_t process) { return static_cast<int>(::syscall(SYS_pidfd_open, process, 0)); }
  static bool ends(int handle) {
    pollfd process{handle, POLLIN, 0};
    const bool ended = ::poll(&process, 1, kLongest) == 1;
    ::close(handle);
    return ended;
  }
  static pid_t parent_of(pid_t process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string word; status >> word;) {
      if (word == "PPid:") {
        status >> word;
        return std::atoi(word.c_str());
      }
    }
    return 0;
  }
  static std::vector<pid_t> group_of(pid_t leader) {
    std::vector<pid_t> members;
    for (const auto& entry : fs::directory_iterator("/proc")) {
      const pid_t process = std::atoi(entry.path().filename().c_str());
      if (process > 0 && ::getpgid(process) == leader) members.push_back(process);
    }
    return members;
  }

  const fs::path root = profile_root() / "guard";
};

TEST_F(Guard, AKilledHostLeavesNothing) {
  int browser = 0;
  const pid_t victim = start_victim(browser);
  ASSERT_GT(browser, 0);
  const int guard = handle_of(parent_of(browser));
  std::vector<int> processes;
  for (const pid_t process : group_of(browser)) processes.push_back(handle_of(process));
  EXPECT_GT(processes.size(), 2U);
  EXPECT_FALSE(fs::is_empty(root));
  ::kill(victim, SIGKILL);
  int status = 0;
  ::waitpid(victim, &status, 0);
  for (const int process : processes) EXPECT_TRUE(ends(process));
  EXPECT_TRUE(ends(guard));
  EXPECT_TRUE(fs::is_empty(root)) << "the profile is gone when the guard is";
}

TEST_F(Guard, AKilledGuardTakesTheBrowserAlongAndItsProfileIsSwept) {
  int browser = 0;
  const pid_t victim = start_victim(browser);
  ASSERT_GT(browser, 0);
  const int handle = handle_of(browser);
  ::kill(parent_of(browser), SIGKILL);
  EXPECT_TRUE(ends(handle));
  ::kill(victim, SIGKILL);
  int status = 0;
  ::waitpid(victim, &status, 0);
  LocalProvider next({{}, {}, root, {}});
  EXPECT_TRUE(fs::is_empty(root));
}

TEST_F(Guard, ProfilesInUseAreNotSwept) {
  LocalProvider first({{}, {}, root, {}});
  auto browser = first.launch(soon(), {});
  ASSERT_TRUE(browser.ok()) << browser.error().message;
  LocalProvider second({{}, {}, root, {}});
  EXPECT_FALSE(fs::is_empty(root));
  browser->reset();
  EXPECT_TRUE(fs::is_empty(root));
}

TEST_F(Guard, AKilledBrowserLeavesNothingWhileTheHostLives) {
  LocalProvider local({{}, {}, root, {}});
  auto browser = local.launch(soon(), {});
  ASSERT_TRUE(browser.ok()) << browser.error().message;
  const int process = *(*browser)->process_id();
  const int guard = handle_of(parent_of(process));
  ::kill(process, SIGKILL);
  EXPECT_TRUE(ends(guard));
  EXPECT_TRUE(fs::is_empty(root));
}

TEST_F(Guard, AMissingBrowserSaysWhatToDo) {
  LocalProvider local({"/no/such/chromium", {}, root, {}});
  const auto browser = local.launch(soon(), {});
  ASSERT_FALSE(browser.ok());
  EXPECT_EQ(browser.error().code, Code::unavailable);
  EXPECT_NE(browser.error().message.find("/no/such/chromium"), std::string::npos);
  EXPECT_NE(browser.error().next_step.find("apt-get install chromium-headless-shell"), std::string::npos);
  LocalProvider unguarded({{}, "/no/such/guard", root, {}});
  EXPECT_EQ(unguarded.launch(soon(), {}).error().code, Code::unavailable);
}

TEST_F(Guard, ABrowserThatFailsToStartIsQuoted) {
  const fs::path fake = root / "fake";
  std::ofstream(fake) << "#!/bin/sh\necho no usable sandbox >&2\nexit 3\n";
  fs::permissions(fake, fs::perms::owner_all);
  LocalProvider local({fake, {}, root, {}});
  const auto browser = local.launch(soon(), {});
  ASSERT_FALSE(browser.ok());
  EXPECT_EQ(browser.error().code, Code::unavailable);
  EXPECT_NE(browser.error().message.find("no usable sandbox"), std::string::npos) << browser.error().message;
}

TEST_F(Guard, ALaunchEndsWithItsContext) {
  const fs::path fake = root / "fake";
  std::ofstream(fake) << "#!/bin/sh\nexec sleep 1000\n";
  fs::permissions(fake, fs::perms::owner_all);
  LocalProvider local({fake, {}, root, {}});
  EXPECT_EQ(local.launch(within(milliseconds(200)), {}).error().code, Code::timeout);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(local.launch(soon().stopped_by(stop.get_token()), {}).error().code, Code::cancelled);
  fs::remove(fake);
  EXPECT_TRUE(fs::is_empty(root));
}

}  // namespace
}  // namespace voygen::browser::test
