// voygen-browser-guard PROFILE BROWSER [ARGUMENT…]: runs one browser, and takes care that nothing of it is left behind.
//
// The host starts one guard per browser and holds the writing end of its stdin. When that end closes (the host closed it, or died in
// any way), or the browser ends, the guard kills whatever the browser started, waits for all of it, removes the profile folder and
// exits. It is a process of its own with one thread because the parent-death signal belongs to the thread that started a child,
// and because a dead host cannot clean up. Exit status: the browser's, 128 + signal, or 70 when it could not be started.
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>

namespace {

constexpr int kCannotStart = 70;

void say(const std::string& line) {
  const std::string text = "voygen-browser-guard: " + line + "\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

// Makes the profile folder and holds a lock on it, by which a sweeper sees that it is in use. A sweeper that looks between the two
// takes the folder away again; then another one is made.
bool make_profile(const char* path) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    if (::mkdir(path, 0700) != 0) return false;
    const int folder = ::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct stat found {};
    if (folder >= 0 && ::flock(folder, LOCK_EX) == 0 && ::stat(path, &found) == 0) return true;  // stays open, and locked, until the end
    if (folder >= 0) ::close(folder);
  }
  return false;
}

[[noreturn]] void become_browser(char** command, pid_t guard) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::setpgid(0, 0);
  if (::getppid() != guard) ::_exit(kCannotStart);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(nothing, STDOUT_FILENO);
  if (nothing > STDERR_FILENO) ::close(nothing);
  ::execv(command[0], command);
  say("cannot start " + std::string(command[0]) + ": " + std::strerror(errno));
  ::_exit(kCannotStart);
}

// Reaps what has ended. True when the browser itself is among it.
bool reap(pid_t browser, int& status) {
  bool browser_ended = false;
  for (;;) {
    int one = 0;
    const pid_t ended = ::waitpid(-1, &one, WNOHANG);
    if (ended <= 0) return browser_ended;
    if (ended == browser) {
      status = one;
      browser_ended = true;
    }
  }
}

// Returns when the host lets go, a signal asks, or the browser ends; true in that last case.
bool watch(int signals, pid_t browser, int& status) {
  for (;;) {
    pollfd sources[2] = {{STDIN_FILENO, POLLIN, 0}, {signals, POLLIN, 0}};
    if (::poll(sources, 2, -1) < 0 && errno != EINTR) return false;
    if (sources[1].revents != 0) {
      signalfd_siginfo came{};
      if (::read(signals, &came, sizeof came) != sizeof came) continue;
      if (came.ssi_signo != SIGCHLD) return false;
      if (reap(browser, status)) return true;
    }
    if (sources[0].revents != 0) {
      char ignored[64];
      if (::read(STDIN_FILENO, ignored, sizeof ignored) <= 0) return false;
    }
  }
}

// Kills the children this process has now: orphans of the browser become its children, too.
bool kill_children() {
  const std::string self = std::to_string(::getpid());
  FILE* list = std::fopen(("/proc/" + self + "/task/" + self + "/children").c_str(), "re");
  if (!list) return false;
  bool any = false;
  int child = 0;
  while (std::fscanf(list, "%d", &child) == 1) {
    ::kill(child, SIGKILL);
    any = true;
  }
  std::fclose(list);
  return any;
}

void end_all(pid_t browser, bool reaped, int& status) {
  ::kill(-browser, SIGKILL);
  if (!reaped) ::kill(browser, SIGKILL);
  for (;;) {
    kill_children();
    int one = 0;
    const pid_t ended = ::waitpid(-1, &one, 0);
    if (ended < 0 && errno == EINTR) continue;
    if (ended < 0) return;  // no child is left
    if (ended == browser) status = one;
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    say("usage: voygen-browser-guard PROFILE BROWSER [ARGUMENT...]");
    return kCannotStart;
  }
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  sigset_t handled;
  ::sigemptyset(&handled);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&handled, signal);
  ::sigprocmask(SIG_BLOCK, &handled, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  const int signals = ::signalfd(-1, &handled, SFD_CLOEXEC);

  const std::string profile = arguments[1];
  if (!make_profile(profile.c_str())) {
    say("cannot make the folder " + profile + ": " + std::strerror(errno));
    return kCannotStart;
  }
  const pid_t guard = ::getpid();
  const pid_t browser = ::fork();
  if (browser == 0) become_browser(arguments + 2, guard);
  int status = kCannotStart << 8;
  if (browser > 0) {
    ::setpgid(browser, browser);
    say("browser process " + std::to_string(browser));
    const bool ended = watch(signals, browser, status);
    end_all(browser, ended, status);
  } else {
    say(std::string("cannot make a process: ") + std::strerror(errno));
  }
  std::error_code failure;
  std::filesystem::remove_all(profile, failure);
  if (failure) say("cannot remove the folder " + profile + ": " + failure.message());
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
