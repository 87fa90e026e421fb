// Everything the pages of one WorldAgent Direct portal share. Owned by DeltaPortal, handed to every page function; the members
// guard themselves, so any number of requests may use it at once.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "delta/options.hpp"
#include "delta/trip.hpp"
#include "portal/http.hpp"
#include "portal/portal_base.hpp"
#include "portal/session_table.hpp"

namespace voygen::sim::delta {

struct DeltaSession : SignIn {
  std::string form_token;                                    // good for one submission
  std::map<std::string, std::shared_ptr<const Trip>> trips;  // by process id; shared with requests that are showing one
};

/// The faults only this portal has.
const KnownFaults& delta_faults();

struct DeltaSite : PortalBase {
  explicit DeltaSite(const DeltaOptions& given) : PortalBase(given, delta_faults()), options(given) {}

  const DeltaOptions options;
  SessionTable<DeltaSession> sessions;
};

/// One request of one session.
struct DeltaVisit {
  const Request& request;
  std::string session;  // its cookie value

  DeltaSession state(DeltaSite& site) const;  // a copy
};

inline constexpr std::string_view kCookie = "JSESSIONID";
std::string session_cookie(const std::string& id);

inline constexpr const char* kHomePath = "/delta/home/index.do";
inline constexpr const char* kFormPath = "/delta/booking/index.do";
inline constexpr const char* kResultsPath = "/delta/booking/airhotel.do";

/// A whole page in the portal's frame, splash included.
Reply framed_page(DeltaSite& site, const DeltaVisit& visit, const std::string& title, const std::string& main, const std::string& sidebar = "");

}  // namespace voygen::sim::delta
