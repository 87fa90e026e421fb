// voygen: the host's program. Each command is a function in commands.hpp.
#include <sodium.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "commands.hpp"

namespace {

namespace app = voygen::app;
using nlohmann::json;

struct Options {
  std::string config = "config/voygen.json";
  std::function<int()> command;
};

// A flag that becomes a member of the search's arguments only when it was given.
template <class T>
void add_argument(CLI::App& command, const std::string& flag, json& arguments, const std::string& member, const std::string& help) {
  command.add_option_function<T>(flag, [&arguments, member](const T& value) { arguments[member] = value; }, help);
}

void add_search(CLI::App& program, Options& options, app::SearchCommand& search) {
  auto* command = program.add_subcommand("search", "Search through a running host and print the offers");
  search.url = "http://127.0.0.1:8920/mcp";
  command->add_option("--url", search.url, "MCP address of the host")->capture_default_str();
  command->add_option("--kind", search.kind, "hotels, flights or packages")->check(CLI::IsMember({"hotels", "flights", "packages"}))->capture_default_str();
  add_argument<std::string>(*command, "--destination", search.arguments, "destination", "City, airport, landmark or address");
  add_argument<std::string>(*command, "--origin", search.arguments, "origin", "Where flights and packages start");
  add_argument<std::string>(*command, "--departure", search.arguments, "departureDate", "YYYY-MM-DD, of flights and packages");
  add_argument<std::string>(*command, "--return", search.arguments, "returnDate", "YYYY-MM-DD");
  add_argument<std::string>(*command, "--check-in", search.arguments, "checkIn", "YYYY-MM-DD");
  add_argument<std::string>(*command, "--check-out", search.arguments, "checkOut", "YYYY-MM-DD");
  add_argument<int>(*command, "--guests", search.arguments, "guests", "Adults in all rooms");
  add_argument<int>(*command, "--rooms", search.arguments, "rooms", "Rooms");
  add_argument<std::vector<int>>(*command, "--child-ages", search.arguments, "childAges", "Ages of children");
  add_argument<int>(*command, "--max-results", search.arguments, "maxResults", "Most offers");
  add_argument<double>(*command, "--stars", search.arguments, "starRating", "At least so many stars");
  add_argument<std::vector<std::string>>(*command, "--platforms", search.arguments, "platforms", "Platforms to ask");
  add_argument<std::string>(*command, "--sort", search.arguments, "sort", "portal, price, commission, stars, rating or distance");
  command->add_flag_callback("--force-refresh", [&search] { search.arguments["forceRefresh"] = true; }, "Search live even when cached");
  command->add_flag("--json", search.json, "Print the structured answer");
  command->callback([&options, &search] { options.command = [&search] { return app::search(search); }; });
}

void add_plugin(CLI::App& program, Options& options, app::ReplayCommand& replay, bool& as_json) {
  auto* command = program.add_subcommand("plugin", "Look at platform plugins")->require_subcommand(1);
  auto* list = command->add_subcommand("list", "All configured platforms and why one is not loaded");
  list->add_flag("--json", as_json, "As JSON");
  list->callback([&] { options.command = [&] { return app::list_plugins(options.config, as_json); }; });
  auto* run = command->add_subcommand("replay", "Run a platform's parser on a saved page in a real browser");
  run->add_option("platform", replay.platform, "Platform id")->required();
  run->add_option("--page", replay.page, "Saved HTML file")->required()->check(CLI::ExistingFile);
  run->add_option("--url", replay.url, "Address the page was saved from");
  run->add_option("--settings", replay.settings, "JSON object, or a file with one, merged over the configured settings");
  run->add_option("--kind", replay.kind, "What to read from the page; the platform's first kind when absent")->check(CLI::IsMember({"hotels", "flights", "packages"}));
  run->add_option("--check-in,--departure", replay.check_in, "First day of the saved search, YYYY-MM-DD; read from the page when absent");
  run->add_option("--check-out,--return", replay.check_out, "Last day of the saved search");
  run->add_option("--max-results", replay.max_results, "Most offers")->capture_default_str();
  run->callback([&] {
    options.command = [&] {
      replay.config_file = options.config;
      return app::replay(replay);
    };
  });
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  if (sodium_init() < 0) {
    std::cerr << "voygen: the random generator of this machine cannot be used\n";
    return app::kCannotStart;
  }
  Options options;
  app::SearchCommand search;
  search.arguments = json::object();
  app::ReplayCommand replay;
  bool as_json = false;

  CLI::App program{"voygen: travel search for MCP clients"};
  program.require_subcommand(1);
  program.fallthrough();
  program.add_option("--config", options.config, "Configuration file")->capture_default_str();
  const auto simple = [&](CLI::App& parent, const char* name, const char* help, int (*run)(const std::filesystem::path&)) {
    parent.add_subcommand(name, help)->callback([&options, run] { options.command = [&options, run] { return run(options.config); }; });
  };
  simple(program, "serve", "Serve MCP over HTTP", app::serve);
  simple(program, "stdio", "Serve MCP over stdin and stdout", app::serve_stdio);
  add_search(program, options, search);
  add_plugin(program, options, replay, as_json);
  simple(program, "doctor", "Check what a first search needs", app::doctor);
  auto* database = program.add_subcommand("db", "The database")->require_subcommand(1);
  simple(*database, "migrate", "Bring the database to this program's version", app::migrate_database);
  CLI11_PARSE(program, argc, argv);
  return options.command();
}
