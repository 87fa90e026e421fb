// RecentPage: a page that takes work to make and that many ask for: made at most once in kRecent, on a worker, for all who ask meanwhile.
// Outlives the HTTP server it is registered with. Any thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/worker_pool.hpp"
#include "net/http_server.hpp"

namespace voygen::app {

class RecentPage {
 public:
  static constexpr std::chrono::milliseconds kRecent{250};

  // `make` may wait; one thread at a time calls it.
  RecentPage(core::WorkerPool& workers, std::function<nlohmann::json()> make) : workers_(workers), make_(std::move(make)) {}
  // Refers to this object.
  [[nodiscard]] net::HttpHandler handler();

 private:
  using Exchange = std::shared_ptr<net::HttpExchange>;
  void serve(const Exchange& exchange);
  void renew();
  std::vector<Exchange> take_waiting();

  core::WorkerPool& workers_;
  const std::function<nlohmann::json()> make_;
  std::mutex mutex_;  // guards what follows
  std::shared_ptr<const std::string> text_;  // shared with the answers on their way out
  std::chrono::steady_clock::time_point made_;
  std::vector<Exchange> waiting_;  // for the page that is being made
};

}  // namespace voygen::app
