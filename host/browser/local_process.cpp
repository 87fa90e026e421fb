#include "local_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
extern "C" {  // glibc 2.36 declares it for C only
#include <sys/syscall.h>
}
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/log.hpp"

namespace voygen::browser {
namespace {

constexpr std::size_t kKeptOutput = 4000;      // bytes
constexpr int kLongestEnd = 5000;              // ms until the guard itself is killed
constexpr std::string_view kListening = "DevTools listening on ";
constexpr std::string_view kBrowserProcess = "voygen-browser-guard: browser process ";

// Both ends close on exec: an end that leaked into another browser's guard would keep this one alive.
struct Pipe {
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) ends[0] = ends[1] = -1;
  }
  ~Pipe() {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  [[nodiscard]] bool ok() const { return ends[0] >= 0; }
  int take(int end) { return std::exchange(ends[end], -1); }
  int ends[2];
};

int spawn_guard(const std::vector<std::string>& words, int input, int error, pid_t& guard) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, error, STDERR_FILENO);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);  // sockets of the host's libraries are not close-on-exec
  posix_spawnattr_t how;
  posix_spawnattr_init(&how);
  sigset_t none;
  sigset_t all;
  ::sigemptyset(&none);
  ::sigfillset(&all);
  posix_spawnattr_setsigmask(&how, &none);
  posix_spawnattr_setsigdefault(&how, &all);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int failure = ::posix_spawn(&guard, words.front().c_str(), &files, &how, arguments.data(), environ);
  posix_spawnattr_destroy(&how);
  posix_spawn_file_actions_destroy(&files);
  return failure;
}

}  // namespace

Result<std::unique_ptr<LocalProcess>> LocalProcess::start(const LocalCommand& command) {
  Pipe hold;
  Pipe output;
  if (!hold.ok() || !output.ok()) return {Code::unavailable, std::string("no pipe to a browser could be made: ") + std::strerror(errno), "allow more open files"};
  std::vector<std::string> words{command.guard.string(), command.profile.string(), command.executable.string()};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  pid_t guard = 0;
  if (const int failure = spawn_guard(words, hold.ends[0], output.ends[1], guard); failure != 0) {
    return {Code::unavailable, "the browser guard " + words.front() + " could not be started: " + std::strerror(failure), "install voygen-browser-guard next to the program, or set browser.guard"};
  }
  return std::unique_ptr<LocalProcess>(new LocalProcess(guard, hold.take(1), output.take(0)));
}

LocalProcess::LocalProcess(pid_t guard, int hold, int output) : guard_(guard), hold_(hold), output_(output) {
  reader_ = std::thread([this] { read_output(); });
}

LocalProcess::~LocalProcess() { let_go(); }

void LocalProcess::read_output() {
  std::string line;
  char buffer[4096];
  for (;;) {
    const auto size = ::read(output_, buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    for (const char c : std::string_view(buffer, static_cast<std::size_t>(size))) {
      if (c != '\n') {
        line += c;
        continue;
      }
      take_line(line);
      line.clear();
    }
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

void LocalProcess::take_line(const std::string& line) {
  const std::lock_guard lock(mutex_);
  if (line.starts_with(kListening)) {
    address_ = line.substr(kListening.size());
  } else if (line.starts_with(kBrowserProcess)) {
    browser_ = std::atoi(line.c_str() + kBrowserProcess.size());
  } else if (!line.empty()) {
    printed_ += line + "\n";
    if (printed_.size() > kKeptOutput) printed_.erase(0, printed_.size() - kKeptOutput);
  }
  changed_.notify_all();
}

Result<std::string> LocalProcess::devtools_address(const core::Context& context) {
  std::unique_lock lock(mutex_);
  const bool settled = core::wait(context, changed_, lock, [&] { return ended_ || !address_.empty(); });
  if (!address_.empty()) return address_;
  const std::string printed = printed_.empty() ? "; it printed nothing" : "; it printed: " + printed_;
  if (settled) return {Code::unavailable, "the browser ended before it was ready" + printed, "start it by hand with the same flags to see why"};
  Error error = context.why_ended("starting the browser");
  error.message += printed;
  return error;
}

std::optional<int> LocalProcess::process_id() const {
  const std::lock_guard lock(mutex_);
  return browser_;
}

void LocalProcess::let_go() {
  if (hold_ < 0) return;
  ::close(std::exchange(hold_, -1));
  if (const int handle = static_cast<int>(::syscall(SYS_pidfd_open, guard_, 0)); handle >= 0) {
    pollfd ended{handle, POLLIN, 0};
    int ready = 0;
    while ((ready = ::poll(&ended, 1, kLongestEnd)) < 0 && errno == EINTR) {
    }
    ::close(handle);
    if (ready == 0) {
      core::log(core::LogLevel::warn, "a browser did not end in time and was killed", {{"guard", static_cast<std::int64_t>(guard_)}});
      if (const auto browser = process_id()) ::kill(-*browser, SIGKILL);
      ::kill(guard_, SIGKILL);
    }
  }
  int status = 0;
  while (::waitpid(guard_, &status, 0) < 0 && errno == EINTR) {
  }
  if (reader_.joinable()) reader_.join();
  ::close(output_);
}

}  // namespace voygen::browser
