#include <gtest/gtest.h>

#include "portal_client.hpp"

namespace voygen::sim::test {
namespace {

class Login : public ::testing::Test {
 protected:
  CpmaxxPortal portal_{quick_options()};
  PortalClient client_{portal_.port()};
};

TEST_F(Login, PageHasTheKnownPlaceholdersAndBase) {
  const Answer page = client_.get("/main/login");
  EXPECT_EQ(page.status, 200);
  for (const char* text : {"placeholder=\"Enter email address\"", "placeholder=\"Enter password\"", "Keep me logged in",
                           "Sign In To CP | Central", "name=\"form_token\""}) {
    EXPECT_NE(page.body.find(text), std::string::npos) << text;
  }
  EXPECT_NE(page.body.find("<base href=\"" + portal_.base_url() + "\">"), std::string::npos);
  EXPECT_NE(page.header("Set-Cookie").find("HttpOnly"), std::string::npos);
}

TEST_F(Login, IsNeededForTheHotelEngine) {
  const Answer page = client_.get("/HotelEngine");
  EXPECT_EQ(page.status, 302);
  EXPECT_EQ(page.header("Location"), "/main/login");
  const Answer list = client_.ajax(list_path(1));
  EXPECT_EQ(list.status, 200);
  EXPECT_TRUE(list.is_login_page());
}

TEST_F(Login, LeadsHomeAndOut) {
  const Answer accepted = client_.sign_in();
  EXPECT_EQ(accepted.status, 302);
  EXPECT_EQ(accepted.header("Location"), "/main/index");
  const Answer home = client_.get("/main/index");
  EXPECT_NE(home.body.find("Research Hub"), std::string::npos);
  EXPECT_NE(home.body.find("href=\"/main/logout\""), std::string::npos);
  EXPECT_EQ(client_.get("/HotelEngine").status, 200);
  EXPECT_EQ(client_.get("/main/logout").status, 302);
  EXPECT_EQ(client_.get("/HotelEngine").status, 302);
}

TEST_F(Login, RefusesAWrongPasswordOnTheSamePage) {
  const Answer refused = client_.sign_in("wrong");
  EXPECT_EQ(refused.status, 200);
  EXPECT_TRUE(refused.is_login_page());
  EXPECT_NE(refused.body.find(CpmaxxOptions{}.wrong_password_text), std::string::npos);
  EXPECT_EQ(client_.get("/HotelEngine").status, 302);
}

TEST_F(Login, RefusesAFormWithoutItsToken) {
  client_.get("/main/login");
  const Answer refused = client_.post("/main/login", {{"email", CpmaxxOptions{}.email}, {"password", CpmaxxOptions{}.password}});
  EXPECT_EQ(refused.status, 200);
  EXPECT_TRUE(refused.is_login_page());
}

TEST_F(Login, KeepsRememberedUsers) {
  client_.sign_in(CpmaxxOptions{}.password, true);
  ASSERT_TRUE(client_.cookies.count("adz_remember"));
  client_.cookies.erase("PHPSESSID");
  EXPECT_EQ(client_.get("/HotelEngine").status, 200);
  client_.post_body("/__sim/expire-sessions", "", "application/json");
  client_.cookies.erase("PHPSESSID");
  EXPECT_EQ(client_.get("/HotelEngine").status, 302);
}

TEST_F(Login, ExpiresAsPageAndAsAjax) {
  client_.sign_in();
  search(client_, "bath-gb");
  EXPECT_FALSE(client_.ajax(list_path(1)).is_login_page());
  EXPECT_EQ(client_.post_body("/__sim/expire-sessions", "", "application/json").json()["expired"], 1);
  const Answer list = client_.ajax(list_path(2));
  EXPECT_EQ(list.status, 200);
  EXPECT_TRUE(list.is_login_page());
  EXPECT_EQ(client_.get("/HotelEngine/searchResults/map").header("Location"), "/main/login");
}

TEST_F(Login, SessionsDoNotShareSearches) {
  PortalClient other{portal_.port()};
  client_.sign_in();
  other.sign_in();
  search(client_, "bath-gb");
  search(other, "cork-ie");
  EXPECT_NE(client_.ajax(list_path(1)).body, other.ajax(list_path(1)).body);
  EXPECT_NE(client_.get("/HotelEngine/searchResults/map").body.find("Bath, UK"), std::string::npos);
}

TEST(LoginOptions, NamesOfUnknownFieldsCanBeChanged) {
  CpmaxxOptions options = quick_options();
  options.email_field = "user[login]";
  const CpmaxxPortal portal{options};
  PortalClient client{portal.port()};
  EXPECT_NE(client.get("/main/login").body.find("name=\"user[login]\""), std::string::npos);
  EXPECT_EQ(client.sign_in().status, 200);
}

}  // namespace
}  // namespace voygen::sim::test
