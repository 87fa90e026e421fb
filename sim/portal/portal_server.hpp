// The way of every request through a portal: truth API, assets, the faults any page can have, then the portal's own pages; what
// is served is counted. A portal owns one; its destructor ends waiting and running requests first.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portal/assets.hpp"
#include "portal/http_front.hpp"
#include "portal/portal_base.hpp"

namespace voygen::sim {

/// What a portal adds to it. Called from many threads.
class PortalPages {
 public:
  virtual ~PortalPages() = default;

  /// A page or an AJAX answer. `origin` is how the browser calls us: "http://127.0.0.1:8931".
  virtual Reply answer(const Request& request, const std::string& origin) = 0;
  /// The truth API's answer for what only this portal has, e.g. "catalogue/search"; nothing when there is no such thing.
  virtual std::optional<Reply> answer_truth(std::string_view what, const Request& request, const std::string& origin) = 0;
  /// Ends every login; returns how many there were.
  virtual int expire_sessions() = 0;
  virtual std::size_t sessions() const = 0;

  /// Is it a request of a script? Those fail by "ajax_500", pages by "http_500".
  virtual bool is_ajax(const Request& request) const { return request.ajax; }
  /// Which paths "http_500" means when it does not say: "/HotelEngine*".
  virtual std::string usual_failing_paths() const = 0;
  virtual std::string maintenance_page() const = 0;
};

class PortalServer {
 public:
  /// Listens on `addresses` ports. All four outlive it. Throws CannotListen.
  PortalServer(PortalBase& base, Assets& assets, PortalPages& pages, int addresses = 1);
  ~PortalServer();

  std::uint16_t port(std::size_t address = 0) const { return fronts_[address]->port(); }
  /// "http://127.0.0.1:8931", without a slash at the end.
  std::string url(std::size_t address = 0) const;

 private:
  Reply answer(const Request& request);
  Reply answer_counted(const Request& request, const std::string& origin);
  std::optional<Reply> general_failure(const Request& request);
  bool strikes_path(const std::string& name, const std::string& path, const std::string& usual);

  PortalBase* base_;
  Assets* assets_;
  PortalPages* pages_;
  std::vector<std::unique_ptr<HttpFront>> fronts_;
};

inline constexpr std::string_view kTruthPrefix = "/__sim/";

}  // namespace voygen::sim
