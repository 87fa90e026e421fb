// LocalProvider: Chromium as a child process. It dies with the host, however the host dies, and leaves no profile behind.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "browser/provider.hpp"

namespace voygen::browser {

struct LocalSettings {
  std::filesystem::path executable;  // empty: chromium-headless-shell where Debian puts it, then what PATH has
  std::filesystem::path guard;       // empty: voygen-browser-guard next to the running program
  std::filesystem::path temp_root;   // profiles live here; empty: the system's temporary folder
  std::vector<std::string> more_flags;
};

class LocalProvider final : public Provider {
 public:
  // Removes profiles that a dead guard left under temp_root.
  explicit LocalProvider(LocalSettings settings);

  Result<std::unique_ptr<Browser>> launch(const core::Context& context, const LaunchOptions& options) override;

  // The Chromium and the guard that launch() would use. unavailable names the path and the cure.
  [[nodiscard]] Result<std::filesystem::path> find_executable() const;
  [[nodiscard]] Result<std::filesystem::path> find_guard() const;

 private:
  LocalSettings settings_;
};

}  // namespace voygen::browser
