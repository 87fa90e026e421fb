// voygen-sim: runs simulated portals, one or several of the same world, until it is told to stop.
#include <csignal>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <exception>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "cpmaxx/cpmaxx_portal.hpp"
#include "delta/delta_portal.hpp"
#include "portal/http_front.hpp"
#include "sites/sites_portal.hpp"
#include "vax/vax_portal.hpp"

namespace {

using voygen::sim::CpmaxxOptions;
using voygen::sim::CpmaxxPortal;
using voygen::sim::DeltaOptions;
using voygen::sim::DeltaPortal;
using voygen::sim::PortalOptions;
using voygen::sim::SitesOptions;
using voygen::sim::SitesPortal;
using voygen::sim::VaxOptions;
using voygen::sim::VaxPortal;
using voygen::sim::WaitingMechanism;

constexpr int kCannotStart = 2;

struct Flags {
  std::vector<std::string> portals;
  std::vector<std::string> faults;
  double delay_scale = 1.0;
  std::string today;
  PortalOptions common;
  CpmaxxOptions cpmaxx;
  DeltaOptions delta;
  VaxOptions vax;
};

/// A portal that listens, kept alive by this.
struct Running {
  std::shared_ptr<void> portal;
  std::vector<std::pair<std::string, std::string>> addresses;  // printed as "<name> <url>"
};

/// The options of a portal: its own ones with the common part of all.
template <class Options>
Options with_common(Options own, const PortalOptions& common) {
  static_cast<PortalOptions&>(own) = common;
  return own;
}

using Start = Running (*)(const Flags&, const PortalOptions&);

/// Every portal there is, in the order they are started.
const std::vector<std::pair<std::string, Start>>& all_portals() {
  static const std::vector<std::pair<std::string, Start>> portals = {
      {"cpmaxx",
       [](const Flags& flags, const PortalOptions& common) -> Running {
         auto portal = std::make_shared<CpmaxxPortal>(with_common(flags.cpmaxx, common));
         const std::string url = portal->base_url();
         return {std::move(portal), {{"cpmaxx", url}}};
       }},
      {"delta",
       [](const Flags& flags, const PortalOptions& common) -> Running {
         auto portal = std::make_shared<DeltaPortal>(with_common(flags.delta, common));
         const std::string url = portal->base_url();
         return {std::move(portal), {{"delta", url}}};
       }},
      {"vax",
       [](const Flags& flags, const PortalOptions& common) -> Running {
         auto portal = std::make_shared<VaxPortal>(with_common(flags.vax, common));
         const std::string url = portal->base_url();
         const std::string login_url = portal->login_url();
         return {std::move(portal), {{"vax", url}, {"vax-login", login_url}}};
       }},
      {"sites",
       [](const Flags&, const PortalOptions& common) -> Running {
         auto portal = std::make_shared<SitesPortal>(with_common(SitesOptions{}, common));
         const std::string url = portal->base_url();
         return {std::move(portal), {{"sites", url}}};
       }},
  };
  return portals;
}

std::vector<std::string> portal_names() {
  std::vector<std::string> names;
  for (const auto& [name, start] : all_portals()) names.push_back(name);
  return names;
}

void add_unknowns(CLI::App& app, CpmaxxOptions& options) {
  static const std::map<std::string, WaitingMechanism> mechanisms = {
      {"script", WaitingMechanism::script}, {"meta", WaitingMechanism::meta_refresh}, {"redirect", WaitingMechanism::redirect}};
  const std::string group = "What nobody has seen of the real CPMaxx";
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
  PortalOptions& options = flags.common;
  app.add_option("--portal", flags.portals, "Which portal to imitate; may be repeated, all without it")
      ->check(CLI::IsMember(portal_names()))->allow_extra_args(false);
  app.add_option("--host", options.host, "Address to listen on")->capture_default_str();
  app.add_option("--port", options.port, "Port of the first address, further ones follow it; 0 picks free ones")->capture_default_str();
  app.add_option("--seed", options.seed, "Seed of hotels and prices")->capture_default_str();
  app.add_option("--delay-scale", flags.delay_scale, "Every delay times this; 0 = none")
      ->check(CLI::Range(0.0, 1000.0))->capture_default_str();
  app.add_option("--fault", flags.faults, "[portal:]name[=value][,count=N][,probability=P]; may be repeated")->allow_extra_args(false);
  app.add_option("--email", flags.cpmaxx.email, "The CPMaxx login that works")->capture_default_str();
  app.add_option("--password", flags.cpmaxx.password, "Its (invented) password")->capture_default_str();
  app.add_option("--vax-agency", flags.vax.agency, "Agency number of the VAX login that works")->capture_default_str();
  app.add_option("--vax-user", flags.vax.user, "Its user name")->capture_default_str();
  app.add_option("--vax-password", flags.vax.password, "Its (invented) password")->capture_default_str();
  app.add_option("--idle-minutes", options.idle_minutes, "A login unused for that long ends")->capture_default_str();
  app.add_option("--today", flags.today, "Pretend that it is this day (ISO)");
  add_unknowns(app, flags.cpmaxx);
}

/// The faults meant for a portal: those with its name in front, and those with none.
std::vector<std::string> faults_of(const std::string& portal, const std::vector<std::string>& all) {
  const std::vector<std::string> names = portal_names();
  std::vector<std::string> mine;
  for (const std::string& fault : all) {
    const std::string prefix = fault.substr(0, fault.find_first_of(":=,"));
    const bool addressed = fault.size() > prefix.size() && fault[prefix.size()] == ':';
    if (addressed && std::find(names.begin(), names.end(), prefix) == names.end()) {
      throw std::invalid_argument("--fault \"" + fault + "\" names a portal that there is not.");
    }
    if (!addressed) mine.push_back(fault);
    if (addressed && prefix == portal) mine.push_back(fault.substr(prefix.size() + 1));
  }
  return mine;
}

/// Starts what was asked for, over one catalogue.
std::vector<Running> start_portals(const Flags& flags) {
  PortalOptions common = flags.common;
  std::vector<Running> running;
  for (const auto& [name, start] : all_portals()) {
    const bool wanted = flags.portals.empty() || std::find(flags.portals.begin(), flags.portals.end(), name) != flags.portals.end();
    if (!wanted) continue;
    common.faults = faults_of(name, flags.faults);
    running.push_back(start(flags, common));
    if (common.port != 0) common.port = static_cast<std::uint16_t>(common.port + running.back().addresses.size());
  }
  return running;
}

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

int serve(const Flags& flags) {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before the first thread, so that all of them inherit it
  const std::vector<Running> portals = start_portals(flags);
  for (const Running& portal : portals) {
    for (const auto& [name, url] : portal.addresses) std::cout << name << ' ' << url << std::endl;
  }
  std::cerr << "simulated portals are ready count=" << portals.size() << " seed=" << flags.common.seed << '\n';
  int received = 0;
  sigwait(&signals, &received);
  std::cerr << "simulated portals stop signal=" << received << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  Flags flags;
  CLI::App app{"Simulated travel-agent portals for voygen"};
  add_flags(app, flags);
  CLI11_PARSE(app, argc, argv);
  flags.common.delay_permille = static_cast<int>(std::lround(flags.delay_scale * 1000));
  if (!flags.today.empty()) flags.common.today = flags.today;
  try {
    return serve(flags);
  } catch (const std::exception& problem) {
    std::cerr << "voygen-sim: " << problem.what() << '\n';
    return kCannotStart;
  }
}
