// Ordinary travel sites over the simulated world, each under its own path of one address: http://127.0.0.1:8931/harbour/search?... They show
// the same hotels in different languages, currencies and vocabularies; see kSites in site_offers.cpp. Start one in a test like this:
//
//   voygen::sim::SitesOptions options;
//   options.delay_permille = 0;
//   voygen::sim::SitesPortal sites{options};
//   ... sites.base_url() + "/harbour" ...
//
// The constructor throws CannotListen for a taken port and std::invalid_argument for an unknown fault. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "portal/options.hpp"

namespace voygen::sim {

struct SitesOptions : PortalOptions {};

class SitesPortal {
 public:
  explicit SitesPortal(const SitesOptions& options);
  ~SitesPortal();
  SitesPortal(const SitesPortal&) = delete;
  SitesPortal& operator=(const SitesPortal&) = delete;

  std::uint16_t port() const;
  /// "http://127.0.0.1:8931", without a slash at the end.
  std::string base_url() const;

 private:
  class Router;
  std::unique_ptr<Router> router_;
};

}  // namespace voygen::sim
