#include <gtest/gtest.h>

#include <future>

#include "portal/http_front.hpp"
#include "portal_client.hpp"

namespace voygen::sim::test {
namespace {

class Http : public ::testing::Test {
 protected:
  CpmaxxPortal portal_{quick_options()};
  PortalClient client_{portal_.port()};
};

TEST_F(Http, HeadHasNoBody) {
  const Answer head = client_.send("HEAD", "/main/login", "", false);
  EXPECT_EQ(head.status, 200);
  EXPECT_TRUE(head.body.empty());
  EXPECT_GT(std::stoi(head.header("Content-Length")), 500);
}

TEST_F(Http, UnknownPathsAndMethodsAreRefused) {
  client_.sign_in();
  EXPECT_EQ(client_.get("/no/such/page").status, 404);
  EXPECT_EQ(client_.send("PUT", "/main/login", "", false).status, 405);
}

TEST_F(Http, PacksTextForClientsThatTakeIt) {
  const std::string plain = client_.get("/main/login").body;
  client_.extra_headers["Accept-Encoding"] = "gzip, deflate";
  const Answer packed = client_.get("/main/login");
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_LT(packed.body.size(), plain.size() / 2);
  EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
}

TEST_F(Http, LargeBodiesAreRefused) {
  EXPECT_EQ(client_.post_body("/main/login", std::string(300'000, 'x'), "text/plain").status, 413);
  EXPECT_EQ(client_.get("/main/login").status, 200);
}

TEST_F(Http, StrangeHostsDoNotReachThePage) {
  client_.extra_headers["Host"] = "\"><script>";
  EXPECT_EQ(client_.get("/main/login").body.find("<script>\""), std::string::npos);
}

TEST_F(Http, ServesManyClientsAtOnce) {
  std::vector<std::future<int>> answers;
  for (int number = 0; number < 64; ++number) {
    answers.push_back(std::async(std::launch::async, [port = portal_.port()] {
      PortalClient client{port};
      return client.sign_in().status + client.get("/HotelEngine").status;
    }));
  }
  for (auto& answer : answers) EXPECT_EQ(answer.get(), 302 + 200);
  EXPECT_EQ(client_.get("/__sim/stats").json()["logins"], 64);
}

TEST_F(Http, CountsWhatItServes) {
  client_.sign_in();
  search(client_, "bath-gb");
  client_.ajax(list_path(1));
  client_.ajax(list_path(2));
  client_.get("/tracker/pixel.gif?e=view");
  const auto stats = client_.get("/__sim/stats").json();
  EXPECT_EQ(stats["searches"], 1);
  EXPECT_EQ(stats["requests"]["/HotelEngine/displaySearchResults/page_num:*"], 2);
  EXPECT_EQ(stats["bytes"]["image"], 43);
  EXPECT_GE(stats["sessions"], 1);
}

TEST_F(Http, TakenPortIsOneSentence) {
  CpmaxxOptions options = quick_options();
  options.port = portal_.port();
  try {
    const CpmaxxPortal second{options};
    FAIL() << "two portals on one port";
  } catch (const CannotListen& problem) {
    EXPECT_NE(std::string{problem.what()}.find("Cannot listen on 127.0.0.1:"), std::string::npos);
  }
}

TEST(HttpDelays, ListComesLateAndPagesTurnFaster) {
  CpmaxxOptions options = quick_options();
  options.delay_permille = 100;  // 50 ms waiting page, 150 ms suppliers, 40 ms page turn
  const CpmaxxPortal portal{options};
  PortalClient client{portal.port()};
  client.sign_in();
  const auto start = std::chrono::steady_clock::now();
  search(client, "bath-gb");
  client.ajax(list_path(1));
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds{195});
  const auto turn = std::chrono::steady_clock::now();
  client.ajax(list_path(2));
  EXPECT_GE(std::chrono::steady_clock::now() - turn, std::chrono::milliseconds{40});
}

}  // namespace
}  // namespace voygen::sim::test
