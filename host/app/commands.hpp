// The commands of the program, one function each. Each returns the exit code: 0 done, 1 failed, 2 could not start.
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

namespace voygen::app {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kCannotStart = 2;

// Serves MCP over HTTP until SIGINT or SIGTERM.
int serve(const std::filesystem::path& config_file);
// Serves MCP over stdin and stdout until stdin ends.
int serve_stdio(const std::filesystem::path& config_file);

// Searches through a running host, as any MCP client would, and prints the offers as a table.
struct SearchCommand {
  std::string kind = "hotels";
  std::string url;
  nlohmann::json arguments;
  bool json = false;  // print the structured content instead of the table
};
int search(const SearchCommand& command);

int list_plugins(const std::filesystem::path& config_file, bool json);

// Runs a platform's parser on a saved page in a real browser, and prints offers and warnings as JSON.
struct ReplayCommand {
  std::filesystem::path config_file;
  std::string platform;
  std::filesystem::path page;
  std::string url;                     // the page's original address; the platform's base URL when empty
  std::string settings;                // JSON object or file that is merged over the configured settings
  std::string kind;                    // hotels, flights or packages; the platform's first when empty
  std::string check_in, check_out;     // first and last day of the saved search; taken from the page when empty
  int max_results = 1000;
};
int replay(const ReplayCommand& command);

// Checks everything a first search needs and says what to do about what is missing.
int doctor(const std::filesystem::path& config_file);

int migrate_database(const std::filesystem::path& config_file);

}  // namespace voygen::app
