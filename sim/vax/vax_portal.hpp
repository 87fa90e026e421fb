// A portal shaped like VAX VacationAccess, on two ports that stand for its two hosts: one to sign in, one to search. Start one in
// a test like this:
//
//   voygen::sim::VaxOptions options;
//   options.delay_permille = 0;
//   voygen::sim::VaxPortal portal{options};
//   ... portal.base_url() + "/Search/Default.aspx" ...
//
// The constructor throws CannotListen for a taken port and std::invalid_argument for an unknown fault. The destructor stops it,
// also while requests are waiting. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "vax/options.hpp"

namespace voygen::sim {

class VaxPortal {
 public:
  explicit VaxPortal(const VaxOptions& options);
  ~VaxPortal();
  VaxPortal(const VaxPortal&) = delete;
  VaxPortal& operator=(const VaxPortal&) = delete;

  /// Of the booking host.
  std::uint16_t port() const;
  std::uint16_t login_port() const;
  /// "http://127.0.0.1:8931", without a slash at the end.
  std::string base_url() const;
  std::string login_url() const;

 private:
  class Router;
  std::unique_ptr<Router> router_;
};

}  // namespace voygen::sim
