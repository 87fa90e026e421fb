#include "browser/local_provider.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "core/ids.hpp"
#include "core/log.hpp"
#include "local_process.hpp"

namespace voygen::browser {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kProfilePrefix = "voygen-profile-";
constexpr std::size_t kRandomPart = 26;  // characters of core::random_id
constexpr const char* kGuardName = "voygen-browser-guard";

bool is_executable(const fs::path& file) { return fs::is_regular_file(file) && ::access(file.c_str(), X_OK) == 0; }

fs::path find_in_path(const std::string& name) {
  const char* variable = std::getenv("PATH");
  std::string_view rest = variable ? variable : "";
  while (!rest.empty()) {
    const auto end = std::min(rest.find(':'), rest.size());
    const fs::path candidate = fs::path(rest.substr(0, end)) / name;
    if (is_executable(candidate)) return candidate;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

// Profiles whose guard was killed: nobody holds their lock any more.
void sweep(const fs::path& root) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(root, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(kProfilePrefix) || name.size() != kProfilePrefix.size() + kRandomPart) continue;
    const int folder = ::open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) continue;
    if (::flock(folder, LOCK_EX | LOCK_NB) == 0) {
      core::log(core::LogLevel::info, "a profile that a killed browser left was removed", {{"folder", entry.path().string()}});
      fs::remove_all(entry.path(), ignored);
    }
    ::close(folder);
  }
}

std::vector<std::string> flags_for(const LaunchOptions& options, const fs::path& profile, const LocalSettings& settings) {
  std::vector<std::string> flags{"--headless",
                                 "--remote-debugging-port=0",
                                 "--user-data-dir=" + profile.string(),
                                 "--window-size=" + std::to_string(options.width) + "," + std::to_string(options.height),
                                 "--lang=" + options.language,
                                 "--accept-lang=" + options.language,
                                 "--no-first-run",
                                 "--no-startup-window",
                                 "--no-default-browser-check",
                                 "--no-pings",
                                 "--mute-audio",
                                 "--hide-scrollbars",
                                 "--password-store=basic",
                                 "--use-mock-keychain",
                                 "--disable-gpu",
                                 "--disable-dev-shm-usage",
                                 "--disable-background-networking",
                                 "--disable-background-timer-throttling",
                                 "--disable-backgrounding-occluded-windows",
                                 "--disable-renderer-backgrounding",
                                 "--disable-breakpad",
                                 "--disable-crash-reporter",
                                 "--disable-client-side-phishing-detection",
                                 "--disable-component-extensions-with-background-pages",
                                 "--disable-component-update",
                                 "--disable-default-apps",
                                 "--disable-domain-reliability",
                                 "--disable-extensions",
                                 "--disable-hang-monitor",
                                 "--disable-ipc-flooding-protection",
                                 "--disable-popup-blocking",
                                 "--disable-prompt-on-repost",
                                 "--disable-quic",
                                 "--disable-sync",
                                 // One platform per browser: a process per site would cost memory and protect nobody.
                                 "--disable-site-isolation-trials",
                                 "--disable-features=site-per-process,IsolateOrigins,BackForwardCache,Translate,MediaRouter,OptimizationHints,"
                                 "InterestFeedContentSuggestions,Prerender2,PaintHolding,HttpsUpgrades"};
  if (::geteuid() == 0) flags.emplace_back("--no-sandbox");  // Chromium refuses to run its sandbox as root
  if (!options.user_agent.empty()) flags.push_back("--user-agent=" + options.user_agent);
  flags.insert(flags.end(), settings.more_flags.begin(), settings.more_flags.end());
  return flags;
}

}  // namespace

LocalProvider::LocalProvider(LocalSettings settings) : settings_(std::move(settings)) {
  if (settings_.temp_root.empty()) settings_.temp_root = fs::temp_directory_path();
  std::error_code ignored;
  fs::create_directories(settings_.temp_root, ignored);
  sweep(settings_.temp_root);
}

Result<fs::path> LocalProvider::find_executable() const {
  constexpr const char* kCure = "apt-get install chromium-headless-shell or set browser.executable";
  if (!settings_.executable.empty()) {
    if (is_executable(settings_.executable)) return settings_.executable;
    return {Code::unavailable, "the browser " + settings_.executable.string() + " does not exist or cannot be run", kCure};
  }
  const std::array<fs::path, 4> candidates{"/usr/lib/chromium/chromium-headless-shell", find_in_path("chromium-headless-shell"), find_in_path("chromium"), "/usr/bin/chromium"};
  for (const fs::path& candidate : candidates) {
    if (!candidate.empty() && is_executable(candidate)) return candidate;
  }
  return {Code::unavailable, "no browser was found: neither /usr/lib/chromium/chromium-headless-shell nor chromium in PATH", kCure};
}

Result<fs::path> LocalProvider::find_guard() const {
  std::error_code failure;
  const fs::path guard = settings_.guard.empty() ? fs::read_symlink("/proc/self/exe", failure).parent_path() / kGuardName : settings_.guard;
  if (is_executable(guard)) return guard;
  return {Code::unavailable, "the browser guard " + guard.string() + " does not exist or cannot be run", "install voygen-browser-guard next to the program, or set browser.guard"};
}

Result<std::unique_ptr<Browser>> LocalProvider::launch(const core::Context& context, const LaunchOptions& options) {
  if (context.ended()) return context.why_ended("starting a browser");
  VOYGEN_TRY(const fs::path executable, find_executable());
  VOYGEN_TRY(const fs::path guard, find_guard());
  const fs::path profile = settings_.temp_root / core::random_id(kProfilePrefix);
  VOYGEN_TRY(auto process, LocalProcess::start({guard, profile, executable, flags_for(options, profile, settings_)}));
  VOYGEN_TRY(const std::string address, process->devtools_address(context));
  return Browser::connect(context, address, std::move(process));
}

}  // namespace voygen::browser
