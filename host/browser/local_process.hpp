// LocalProcess: a Chromium under its guard (guard/main.cpp). Owned by the Browser that talks to it. One thread reads what Chromium
// prints, for as long as it runs; a full pipe would stop it.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "browser/provider.hpp"
#include "core/context.hpp"

namespace voygen::browser {

struct LocalCommand {
  std::filesystem::path guard;
  std::filesystem::path profile;  // made and removed by the guard
  std::filesystem::path executable;
  std::vector<std::string> arguments;
};

class LocalProcess final : public BrowserHolder {
 public:
  static Result<std::unique_ptr<LocalProcess>> start(const LocalCommand& command);
  ~LocalProcess() override;

  // The address Chromium prints once it listens. unavailable with what it printed when it ends instead.
  Result<std::string> devtools_address(const core::Context& context);
  [[nodiscard]] std::optional<int> process_id() const override;
  // Closes the guard's stdin and waits for the guard; kills it when that takes too long.
  void let_go() override;

 private:
  LocalProcess(pid_t guard, int hold, int output);
  void read_output();
  void take_line(const std::string& line);

  pid_t guard_;
  int hold_;    // the guard lives while this is open
  int output_;  // Chromium's stderr
  mutable std::mutex mutex_;  // guards the four below
  std::condition_variable_any changed_;
  std::string address_;
  std::string printed_;  // the last lines
  std::optional<int> browser_;
  bool ended_ = false;
  std::thread reader_;
};

}  // namespace voygen::browser
