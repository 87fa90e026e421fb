// Everything the pages of one VAX portal share. Owned by VaxPortal, handed to every page function; the members guard themselves,
// so any number of requests may use it at once.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <string>

#include "portal/http.hpp"
#include "portal/portal_base.hpp"
#include "portal/session_table.hpp"
#include "vax/availability.hpp"
#include "vax/options.hpp"

namespace voygen::sim::vax {

struct Session : SignIn {
  std::deque<std::string> view_states;  // issued to this session, the newest last
  int searches = 0;
  std::map<int, std::shared_ptr<const Availability>> runs;  // by search number; shared with requests that are showing it
};

/// The faults only this portal has.
const KnownFaults& vax_faults();

struct Site : PortalBase {
  explicit Site(const VaxOptions& given) : PortalBase(given, vax_faults()), options(given) {}

  const VaxOptions options;
  SessionTable<Session> sessions;
};

/// The two hosts of the portal, by Request::address.
enum class Host : std::size_t { booking, login };

/// One request of one session.
struct Visit {
  const Request& request;
  std::string session;                 // its cookie value
  std::array<std::string, 2> origins;  // of both hosts, as the browser calls us

  const std::string& origin(Host host) const { return origins[static_cast<std::size_t>(host)]; }
  Host host() const { return static_cast<Host>(request.address); }
};

inline constexpr std::string_view kSessionCookie = "ASP.NET_SessionId";

/// "ASP.NET_SessionId=...; Path=/; HttpOnly"
std::string session_cookie(const std::string& id);

/// A view state for a page of this session, and whether a posted one was issued to it.
std::string issue_view_state(Site& site, const Visit& visit);
bool is_issued(Site& site, const Visit& visit, const std::string& view_state);

/// What ASP.NET says about a view state it did not issue.
Reply view_state_error();

/// The hidden fields of a WebForms page.
std::string hidden_fields(const std::string& view_state);

/// A whole page in the portal's frame.
std::string render_page(const Visit& visit, std::string_view title, std::string_view content);

/// The page that stands in the way of robots.
Reply show_challenge(const Visit& visit);

}  // namespace voygen::sim::vax
