// The log: one event, one line on stderr (stdout belongs to the stdio transport): a plain sentence, then key=value.
//   error  a person must act          warn  served, but worse than it should be
//   info   life cycle, and one line per request     debug  one line per browser command
// Every registered secret is masked before a line leaves. Any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace voygen::core {

enum class LogLevel { debug, info, warn, error };

struct LogField {
  LogField(std::string_view field, std::string_view text) : key(field), value(text) {}
  LogField(std::string_view field, const char* text) : key(field), value(text) {}
  LogField(std::string_view field, std::int64_t number) : key(field), value(std::to_string(number)) {}
  std::string key;
  std::string value;
};

void log(LogLevel level, std::string_view sentence, std::initializer_list<LogField> fields = {});
void set_log_level(LogLevel least);

// Replaces this text by "***" in every later line and in masked(). Texts shorter than 4 characters are not masked: they would
// blank out innocent words.
void mask_in_log(std::string_view secret);
std::string masked(std::string_view text);

}  // namespace voygen::core
