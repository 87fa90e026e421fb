// A browser without a screen: keeps cookies, follows nothing by itself. One test, one thread.
#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catalogue/place.hpp"
#include "cpmaxx/cpmaxx_portal.hpp"

namespace voygen::sim::test {

struct Answer {
  int status = 0;  // 0: the connection broke
  std::string body;
  std::multimap<std::string, std::string> headers;

  std::string header(const std::string& name) const;
  bool is_login_page() const { return body.find("Enter password") != std::string::npos; }
  nlohmann::json json() const { return nlohmann::json::parse(body); }
};

using FormFields = std::vector<std::pair<std::string, std::string>>;

class PortalClient {
 public:
  explicit PortalClient(std::uint16_t port) : port_(port) {}

  Answer get(const std::string& path) { return send("GET", path, "", false); }
  Answer ajax(const std::string& path) { return send("GET", path, "", true); }
  Answer post(const std::string& path, const FormFields& fields);
  Answer post_body(const std::string& path, const std::string& body, const std::string& type);
  Answer send(const std::string& method, const std::string& path, const std::string& body, bool ajax,
              const std::string& type = "application/x-www-form-urlencoded");

  /// Opens the login page and posts its form.
  Answer sign_in(const std::string& password, bool keep = false);
  Answer sign_in() { return sign_in(CpmaxxOptions{}.password); }

  std::map<std::string, std::string> cookies;
  std::map<std::string, std::string> extra_headers;

 private:
  std::uint16_t port_;
};

/// No delays, a fixed day, a free port.
CpmaxxOptions quick_options();

/// The search form as the page's scripts would fill it in.
FormFields search_fields(const Place& place, const std::string& check_in, const std::string& check_out);
std::string search_name(const std::string& inner);

/// Posts a search; the list can be fetched afterwards.
Answer search(PortalClient& client, const std::string& place_id, const std::string& check_in = "2027-03-01",
              const std::string& check_out = "2027-03-04");

std::string list_path(int page);

}  // namespace voygen::sim::test
