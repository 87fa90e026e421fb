#include "recent_page.hpp"

namespace voygen::app {
namespace {

void send(net::HttpExchange& exchange, const std::string& text) { exchange.send(200, "application/json", text); }

}  // namespace

net::HttpHandler RecentPage::handler() {
  return [this](const Exchange& exchange) { serve(exchange); };
}

void RecentPage::serve(const Exchange& exchange) {
  std::unique_lock lock(mutex_);
  if (text_ && std::chrono::steady_clock::now() - made_ < kRecent) {
    const auto text = text_;
    lock.unlock();
    return send(*exchange, *text);
  }
  waiting_.push_back(exchange);
  const bool is_first = waiting_.size() == 1;
  lock.unlock();
  if (!is_first || workers_.submit([this] { renew(); })) return;
  for (const Exchange& asked : take_waiting()) net::send_problem(*asked, 503, "the server is busy; try again", {{"Retry-After", "1"}});
}

void RecentPage::renew() {
  const auto begun = std::chrono::steady_clock::now();  // the page is not younger than what it was made from
  std::shared_ptr<const std::string> text;
  try {
    text = std::make_shared<const std::string>(make_().dump());
  } catch (...) {
    take_waiting();  // dropped, which answers them with a neutral 500
    throw;           // the pool logs it
  }
  {
    const std::lock_guard lock(mutex_);
    text_ = text;
    made_ = begun;
  }
  for (const Exchange& exchange : take_waiting()) send(*exchange, *text);
}

std::vector<RecentPage::Exchange> RecentPage::take_waiting() {
  const std::lock_guard lock(mutex_);
  return std::exchange(waiting_, {});
}

}  // namespace voygen::app
