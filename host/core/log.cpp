#include "core/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <mutex>
#include <vector>

namespace voygen::core {
namespace {

// The one process-wide state of this room: where lines go, and what must not stand in them.
struct Sink {
  std::shared_ptr<spdlog::logger> logger = [] {
    auto made = spdlog::stderr_logger_mt("voygen");
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %-5l %v", spdlog::pattern_time_type::utc);
    return made;
  }();
  std::mutex mutex;
  std::vector<std::string> secrets;  // guarded by mutex; longest first
};

// Never destroyed: a thread that outlives main() (a plugin's stuck call) may still log.
Sink& sink() {
  static Sink& instance = *new Sink;
  return instance;
}

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warn: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

// A line stays a line: control characters would let page text forge another one.
void append_printable(std::string& line, std::string_view text) {
  for (const char c : text) line += (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) ? ' ' : c;
}

}  // namespace

void log(LogLevel level, std::string_view sentence, std::initializer_list<LogField> fields) {
  if (!sink().logger->should_log(to_spdlog(level))) return;
  std::string line;
  append_printable(line, sentence);
  for (const LogField& field : fields) {
    line += ' ' + field.key + '=';
    const bool quoted = field.value.find(' ') != std::string::npos;
    if (quoted) line += '"';
    append_printable(line, field.value);
    if (quoted) line += '"';
  }
  sink().logger->log(to_spdlog(level), masked(line));
}

void set_log_level(LogLevel least) { sink().logger->set_level(to_spdlog(least)); }

void mask_in_log(std::string_view secret) {
  if (secret.size() < 4) return;
  const std::lock_guard lock(sink().mutex);
  auto& secrets = sink().secrets;
  if (std::find(secrets.begin(), secrets.end(), secret) != secrets.end()) return;
  secrets.emplace_back(secret);
  std::sort(secrets.begin(), secrets.end(), [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::string masked(std::string_view text) {
  std::string clean(text);
  const std::lock_guard lock(sink().mutex);
  for (const std::string& secret : sink().secrets) {
    for (auto at = clean.find(secret); at != std::string::npos; at = clean.find(secret, at + 3)) clean.replace(at, secret.size(), "***");
  }
  return clean;
}

}  // namespace voygen::core
