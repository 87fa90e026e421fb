// Signing in and out, and the pages around the hotel search that only have to exist. Called by CpmaxxPortal; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cpmaxx/site.hpp"

namespace voygen::sim {

/// A tile of the page of activities.
struct Excursion {
  std::string id;
  std::string product_code;
  std::string title;
  std::string city;
  std::string duration;
  int stars;
  std::int64_t cents;
};
std::vector<Excursion> all_excursions();

Reply show_login(Site& site, const Visit& visit, const std::string& alert = "");
Reply take_login(Site& site, const Visit& visit);
Reply log_out(Site& site, const Visit& visit);
Reply show_home(Site& site, const Visit& visit, const std::string& title);
Reply show_excursions(Site& site, const Visit& visit);

/// The page that stands in the way of robots.
Reply show_challenge(Site& site, const Visit& visit);

/// "PHPSESSID=...; Path=/; HttpOnly"
std::string session_cookie(const std::string& id);

}  // namespace voygen::sim
