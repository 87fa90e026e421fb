#include "recent_page.hpp"

#include <atomic>
#include <future>

#include "server_fixture.hpp"

namespace voygen::app {
namespace {

using net::get;

class RecentPageTest : public net::HttpServerTest {
 protected:
  void serve(std::function<nlohmann::json()> make, core::WorkerLimits limits = {}) {
    use_pool(limits);
    page_ = std::make_unique<RecentPage>(*pool_, std::move(make));
    start(page_->handler());
  }
  ~RecentPageTest() override { server_.reset(); }  // before the page it serves

  std::unique_ptr<RecentPage> page_;
};

TEST_F(RecentPageTest, IsMadeOnceForAllWhoAskMeanwhile) {
  std::atomic<int> made{0};
  std::promise<void> go_on;
  serve([&made, wait = go_on.get_future().share()] {
    ++made;
    wait.wait();
    return nlohmann::json{{"made", made.load()}};
  });
  std::vector<net::RawClient> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(connect());
    clients.back().send(get("/"));
  }
  go_on.set_value();
  int others = 0;  // who came so late that the page was too old
  for (auto& client : clients) others += client.receive().body != R"({"made":1})";
  EXPECT_EQ(made, 1 + (others > 0));
}

TEST_F(RecentPageTest, IsMadeAgainWhenItIsNoLongerRecent) {
  std::atomic<int> made{0};
  serve([&made] { return nlohmann::json{{"made", ++made}}; });
  EXPECT_EQ(ask(get("/")).body, R"({"made":1})");
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (made < 2 && std::chrono::steady_clock::now() < deadline) EXPECT_EQ(ask(get("/")).status, 200);
  EXPECT_EQ(made, 2);
}

TEST_F(RecentPageTest, AFaultIsToldNeutrallyAndTheNextOneWhoAsksTriesAgain) {
  std::atomic<int> tries{0};
  serve([&tries]() -> nlohmann::json {
    if (++tries == 1) throw std::runtime_error("the password is hunter2");
    return "fine";
  });
  const net::RawAnswer failed = ask(get("/"));
  EXPECT_EQ(failed.status, 500);
  EXPECT_EQ(failed.body.find("hunter2"), std::string::npos);
  EXPECT_EQ(ask(get("/")).body, "\"fine\"");
}

TEST_F(RecentPageTest, WithoutAWorkerItSaysSo) {
  serve([] { return nlohmann::json(); });
  pool_->stop(std::chrono::seconds(5));
  EXPECT_EQ(ask(get("/")).status, 503);
}

}  // namespace
}  // namespace voygen::app
