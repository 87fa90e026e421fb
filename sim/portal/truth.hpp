// What is true in the simulated world, for tests and judges, as JSON under /__sim/. Not part of the imitation; it needs no login
// and has no delays. Here is what every portal has: places, stats, faults, expire-sessions; a portal adds its catalogue. Any thread.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "portal/portal_server.hpp"

namespace voygen::sim {

Reply answer_truth(PortalBase& base, PortalPages& pages, const Request& request, const std::string& origin);

/// {"error": why}
Reply truth_refusal(const std::string& why, int status = 400);

/// The place and stay a truth search asks for.
struct TruthQuery {
  const Place* place = nullptr;
  Stay stay;
};

/// Reads place=, checkIn=, checkOut= and rooms= of the request; the refusal goes to `problem` when there is nothing.
std::optional<TruthQuery> read_truth_query(const PortalBase& base, const Request& request, Reply& problem);

}  // namespace voygen::sim
