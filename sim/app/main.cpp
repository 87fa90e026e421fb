// voygen-sim: runs one simulated portal until it is told to stop.
#include <csignal>

#include <CLI/CLI.hpp>
#include <cmath>
#include <exception>
#include <iostream>
#include <map>
#include <string>

#include "cpmaxx/cpmaxx_portal.hpp"
#include "portal/http_front.hpp"

namespace {

using voygen::sim::PortalOptions;
using voygen::sim::WaitingMechanism;

constexpr int kCannotStart = 2;

struct Flags {
  std::string portal = "cpmaxx";
  double delay_scale = 1.0;
  std::string today;
  PortalOptions options;
};

void add_unknowns(CLI::App& app, PortalOptions& options) {
  static const std::map<std::string, WaitingMechanism> mechanisms = {
      {"script", WaitingMechanism::script}, {"meta", WaitingMechanism::meta_refresh}, {"redirect", WaitingMechanism::redirect}};
  const std::string group = "What nobody has seen of the real portal";
  app.add_option("--waiting", options.waiting, "How the waiting page goes on: script, meta or redirect")
      ->transform(CLI::CheckedTransformer(mechanisms))->group(group);
  app.add_option("--waiting-path", options.waiting_path, "Path of the waiting page")->group(group);
  app.add_option("--menu-class", options.menu_class, "Class of the list of place suggestions")->group(group);
  app.add_option("--item-class", options.item_class, "Class of one place suggestion")->group(group);
  app.add_flag("--suggestions-need-keys", options.suggestions_need_keys, "Only real key presses bring suggestions")->group(group);
  app.add_option("--email-field", options.email_field, "Form name of the e-mail field")->group(group);
  app.add_option("--password-field", options.password_field, "Form name of the password field")->group(group);
  app.add_option("--keep-field", options.keep_field, "Form name of \"Keep me logged in\"")->group(group);
  app.add_option("--wrong-password-text", options.wrong_password_text, "Alert of a refused login")->group(group);
  app.add_option("--no-result-text", options.no_result_text, "Text of an empty list")->group(group);
  app.add_option("--supplier-error-text", options.supplier_error_text, "Text of the fault supplier_error")->group(group);
  app.add_option("--no-pick-text", options.no_pick_text, "Complaint about a place that was typed but not picked")->group(group);
}

void add_flags(CLI::App& app, Flags& flags) {
  PortalOptions& options = flags.options;
  app.add_option("--portal", flags.portal, "Which portal to imitate")->check(CLI::IsMember({"cpmaxx"}))->capture_default_str();
  app.add_option("--host", options.host, "Address to listen on")->capture_default_str();
  app.add_option("--port", options.port, "Port; 0 picks a free one")->capture_default_str();
  app.add_option("--seed", options.seed, "Seed of hotels and prices")->capture_default_str();
  app.add_option("--delay-scale", flags.delay_scale, "Every delay times this; 0 = none")
      ->check(CLI::Range(0.0, 1000.0))->capture_default_str();
  app.add_option("--fault", options.faults, "name[=value][,count=N][,probability=P]; may be repeated")->allow_extra_args(false);
  app.add_option("--email", options.email, "The login that works")->capture_default_str();
  app.add_option("--password", options.password, "Its (invented) password")->capture_default_str();
  app.add_option("--idle-minutes", options.idle_minutes, "A login unused for that long ends")->capture_default_str();
  app.add_option("--today", flags.today, "Pretend that it is this day (ISO)");
  add_unknowns(app, options);
}

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

int serve(const PortalOptions& options) {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before the first thread, so that all of them inherit it
  const voygen::sim::CpmaxxPortal portal{options};
  std::cout << "cpmaxx " << portal.base_url() << std::endl;
  std::cerr << "simulated portal is ready portal=cpmaxx port=" << portal.port() << " seed=" << options.seed << '\n';
  int received = 0;
  sigwait(&signals, &received);
  std::cerr << "simulated portal stops signal=" << received << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  Flags flags;
  CLI::App app{"Simulated travel-agent portals for voygen"};
  add_flags(app, flags);
  CLI11_PARSE(app, argc, argv);
  flags.options.delay_permille = static_cast<int>(std::lround(flags.delay_scale * 1000));
  if (!flags.today.empty()) flags.options.today = flags.today;
  try {
    return serve(flags.options);
  } catch (const std::exception& problem) {
    std::cerr << "voygen-sim: " << problem.what() << '\n';
    return kCannotStart;
  }
}
