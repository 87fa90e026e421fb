// What every command starts with.
#pragma once

#include <filesystem>
#include <string>

#include "browser/local_provider.hpp"
#include "config.hpp"
#include "voygen/result.hpp"

namespace voygen::app {

// Tells a person on stderr what went wrong and what to do; returns the exit code.
int report(const Error& error, int exit_code);

// The configuration, with plugins looked for beside the running program.
Result<Config> load(const std::filesystem::path& config_file);

// How this installation runs browsers.
browser::LocalSettings local_settings(const Config& config);

}  // namespace voygen::app
