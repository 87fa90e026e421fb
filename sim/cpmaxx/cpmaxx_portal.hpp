// A portal shaped like CPMaxx, listening on a port of its own. Start one in a test like this:
//
//   voygen::sim::CpmaxxOptions options;
//   options.delay_permille = 0;
//   voygen::sim::CpmaxxPortal portal{options};
//   ... portal.base_url() ...
//
// The constructor throws CannotListen for a taken port and std::invalid_argument for an unknown fault. The destructor
// stops it, also while requests are waiting. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "cpmaxx/options.hpp"

namespace voygen::sim {

class CpmaxxPortal {
 public:
  explicit CpmaxxPortal(const CpmaxxOptions& options);
  ~CpmaxxPortal();
  CpmaxxPortal(const CpmaxxPortal&) = delete;
  CpmaxxPortal& operator=(const CpmaxxPortal&) = delete;

  std::uint16_t port() const;
  /// "http://127.0.0.1:8931", without a slash at the end.
  std::string base_url() const;

 private:
  class Router;
  std::unique_ptr<Router> router_;
};

}  // namespace voygen::sim
