#include "portal/portal_base.hpp"

#include <stdexcept>

namespace voygen::sim {

PortalBase::PortalBase(const PortalOptions& given, const KnownFaults& own_faults)
    : common(given),
      catalogue(Catalogue::of(given.seed)),
      faults(given.seed, own_faults) {
  if (given.today && !parse_iso_day(*given.today)) throw std::invalid_argument("\"today\" must be an ISO date.");
  for (const std::string& fault : given.faults) {
    if (const auto problem = faults.set_from_text(fault)) throw std::invalid_argument(*problem);
  }
}

DayNumber PortalBase::today() const {
  const auto fixed = parse_iso_day(common.today.value_or(""));
  return fixed ? *fixed : today_utc();
}

bool PortalBase::let_expire(SignIn& login) const {
  if (!login.signed_in) return false;
  const auto limit = faults.find("session_expires_after");
  const auto now = std::chrono::steady_clock::now();
  const bool rested = now - login.last_use > std::chrono::minutes{common.idle_minutes};
  const bool used_up = limit && ++login.pages_since_login > limit->number_or(5);
  login.last_use = now;
  return rested || used_up;
}

bool PortalBase::challenges(std::string_view place) {
  const auto fault = faults.find("captcha");
  if (!fault) return false;
  const bool here = fault->value.empty() || fault->value == "both" || fault->value == place;
  return here && faults.strike("captcha");
}

}  // namespace voygen::sim
