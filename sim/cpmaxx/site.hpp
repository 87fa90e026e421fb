// Everything the pages of one portal share. Owned by CpmaxxPortal, handed to every page function; the members guard
// themselves, so any number of requests may use it at once.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "cpmaxx/options.hpp"
#include "cpmaxx/search_run.hpp"
#include "portal/http.hpp"
#include "portal/portal_base.hpp"
#include "portal/session_table.hpp"

namespace voygen::sim {

struct PortalSession : SignIn {
  std::string email;
  std::string form_token;
  std::shared_ptr<const SearchRun> run;  // shared with requests that are showing it
  ResultView view;
};

/// "Keep me logged in": cookie values that sign a new session in. Any thread.
class RememberedLogins {
 public:
  std::string add(const std::string& email);
  std::optional<std::string> find(const std::string& token) const;
  void remove(const std::string& token);
  void clear();

 private:
  mutable std::mutex mutex_;  // guards tokens_
  std::map<std::string, std::string> tokens_;
};

/// The faults only this portal has.
const KnownFaults& cpmaxx_faults();

struct Site : PortalBase {
  explicit Site(const CpmaxxOptions& given) : PortalBase(given, cpmaxx_faults()), options(given) {}

  const CpmaxxOptions options;
  SessionTable<PortalSession> sessions;
  RememberedLogins remembered;
};

/// One request of one session.
struct Visit {
  const Request& request;
  std::string session;  // its cookie value
  std::string origin;   // "http://127.0.0.1:8931", as the browser calls us

  PortalSession state(Site& site) const;  // a copy
};

inline constexpr std::string_view kSessionCookie = "PHPSESSID";
inline constexpr std::string_view kRememberCookie = "adz_remember";

/// A whole page in the portal's frame. `settings` is JSON for the scripts, `head` goes into <head>.
struct Page {
  std::string title = "Find a Hotel";
  std::string content;
  std::string settings;
  std::string head;
};
std::string render_page(Site& site, const Visit& visit, Page page);

/// The usual settings of the scripts with `extra` (a JSON object as text, may be empty) merged in.
std::string script_settings(const Site& site, const std::string& extra);

}  // namespace voygen::sim
