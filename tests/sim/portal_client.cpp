#include "portal_client.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/Timespan.h>

#include <stdexcept>

#include "portal/fields.hpp"

namespace voygen::sim::test {

namespace {

std::string encoded(const FormFields& fields) {
  std::string body;
  for (const auto& [name, value] : fields) {
    if (!body.empty()) body += '&';
    body += percent_encoded(name) + "=" + percent_encoded(value);
  }
  return body;
}

void keep_cookie(std::map<std::string, std::string>& cookies, const std::string& header) {
  const std::size_t equals = header.find('=');
  const std::string name = header.substr(0, equals);
  if (header.find("Max-Age=0") != std::string::npos) {
    cookies.erase(name);
  } else {
    cookies[name] = header.substr(equals + 1, header.find(';') - equals - 1);
  }
}

const Place& place_by_id(const std::string& id) {
  for (const Place& place : all_places()) {
    if (place.id() == id) return place;
  }
  throw std::invalid_argument("no place " + id);
}

}  // namespace

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

Answer PortalClient::send(const std::string& method, const std::string& path, const std::string& body, bool ajax,
                          const std::string& type) {
  Poco::Net::HTTPClientSession session{"127.0.0.1", port_};
  session.setTimeout(Poco::Timespan(20, 0));
  Poco::Net::HTTPRequest request{method, path, Poco::Net::HTTPMessage::HTTP_1_1};
  std::string jar;
  for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
  if (!jar.empty()) request.set("Cookie", jar);
  if (ajax) request.set("X-Requested-With", "XMLHttpRequest");
  for (const auto& [name, value] : extra_headers) request.set(name, value);
  if (method == "POST") {
    request.setContentType(type);
    request.setContentLength(static_cast<std::streamsize>(body.size()));
  }
  Answer answer;
  try {
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), answer.body);
    answer.status = response.getStatus();
    for (const auto& [name, value] : response) answer.headers.emplace(name, value);
  } catch (const Poco::Exception&) {
    return answer;
  }
  const auto [first, last] = answer.headers.equal_range("Set-Cookie");
  for (auto cookie = first; cookie != last; ++cookie) keep_cookie(cookies, cookie->second);
  return answer;
}

Answer PortalClient::post(const std::string& path, const FormFields& fields) {
  return send("POST", path, encoded(fields), false);
}

Answer PortalClient::post_body(const std::string& path, const std::string& body, const std::string& type) {
  return send("POST", path, body, false, type);
}

Answer PortalClient::sign_in(const std::string& password, bool keep) {
  const std::string page = get("/main/login").body;
  const std::string mark = "name=\"form_token\" value=\"";
  const std::size_t at = page.find(mark);
  const std::string token = at == std::string::npos ? "" : page.substr(at + mark.size(), 32);
  FormFields fields = {{"form_token", token}, {"email", CpmaxxOptions{}.email}, {"password", password}};
  if (keep) fields.emplace_back("keep_logged_in", "1");
  return post("/main/login", fields);
}

CpmaxxOptions quick_options() {
  CpmaxxOptions options;
  options.delay_permille = 0;
  options.today = "2026-11-22";
  return options;
}

std::string search_name(const std::string& inner) { return "form_component_data[HotelEngineSearch]" + inner; }

FormFields search_fields(const Place& place, const std::string& check_in, const std::string& check_out) {
  return {{search_name("[form_component_submit]"), "1"},
          {search_name("[location_search]"), place.label()},
          {search_name("[google_place][0][city]"), std::string{place.city}},
          {search_name("[google_place][0][state_code]"), std::string{place.state_code}},
          {search_name("[google_place][0][country_code]"), std::string{place.country_code}},
          {search_name("[google_place][0][lat]"), place.lat()},
          {search_name("[google_place][0][lng]"), place.lng()},
          {search_name("[location_radius]"), "20"},
          {search_name("[checkin]"), check_in},
          {search_name("[checkout]"), check_out},
          {search_name("[num_rooms]"), "1"},
          {search_name("[rooms][1][num_adults]"), "2"},
          {search_name("[rooms][1][num_children]"), "0"}};
}

Answer search(PortalClient& client, const std::string& place_id, const std::string& check_in, const std::string& check_out) {
  return client.post("/HotelEngine/index", search_fields(place_by_id(place_id), check_in, check_out));
}

std::string list_path(int page) { return "/HotelEngine/displaySearchResults/page_num:" + std::to_string(page); }

}  // namespace voygen::sim::test
