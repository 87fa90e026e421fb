#include "startup.hpp"

#include <iostream>

#include "core/log.hpp"

namespace voygen::app {

int report(const Error& error, int exit_code) {
  std::cerr << "voygen: " << core::masked(error.message) << '\n';
  if (!error.next_step.empty()) std::cerr << "        " << core::masked(error.next_step) << '\n';
  return exit_code;
}

Result<Config> load(const std::filesystem::path& config_file) {
  return load_config(config_file, process_environment(), std::filesystem::read_symlink("/proc/self/exe").parent_path());
}

browser::LocalSettings local_settings(const Config& config) {
  browser::LocalSettings settings;
  settings.executable = config.browser_executable;
  settings.temp_root = config.temp_folder;
  return settings;
}

}  // namespace voygen::app
