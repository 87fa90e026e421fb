#include "network_meter.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace voygen::browser {
namespace {

using nlohmann::json;

constexpr std::size_t kKeptResponses = 256;
constexpr std::size_t kKeptDocuments = 32;
constexpr std::int64_t kMostDrained = 16'384;  // bytes

std::string key_of(const std::string& session, const std::string& id) { return session + '/' + id; }

std::int64_t whole_number(const json& object, const char* member) {
  const auto found = object.find(member);
  return found == object.end() || !found->is_number() ? 0 : static_cast<std::int64_t>(found->get<double>());
}

std::string header(const json& response, std::string_view lower_case_name) {
  const json headers = response.value("headers", json::object());
  for (const auto& [name, value] : headers.items()) {
    const bool is_it = std::equal(name.begin(), name.end(), lower_case_name.begin(), lower_case_name.end(),
                                  [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
    if (is_it && value.is_string()) return value.get<std::string>();
  }
  return {};
}

// The browser tells the size of a redirect's headers only, though its body comes, too, up to what the network stack drains.
std::int64_t redirect_bytes(const json& response) {
  const std::int64_t body = std::strtoll(header(response, "content-length").c_str(), nullptr, 10);
  return whole_number(response, "encodedDataLength") + std::clamp<std::int64_t>(body, 0, kMostDrained);
}

bool is_stream(const std::string& type) { return type == "EventSource" || type == "WebSocket" || type == "Ping" || type == "Media"; }

}  // namespace

void NetworkMeter::on_event(const std::string& session, std::string_view method, const json& params) {
  const std::string key = key_of(session, params.at("requestId").get<std::string>());
  if (method == "Network.requestWillBeSent") return start(key, params);
  const auto found = requests_.find(key);
  if (found == requests_.end()) return;
  Request& request = found->second;
  last_change_ = std::chrono::steady_clock::now();
  if (method == "Network.responseReceived") {
    const json& response = params.at("response");
    request.status = static_cast<int>(whole_number(response, "status"));
    request.url = response.value("url", request.url);
    if (request.is_document) {
      if (document_status_.size() >= kKeptDocuments) document_status_.clear();
      document_status_[request.loader] = request.status;
    }
    request.headers = whole_number(response, "encodedDataLength");
    request.is_compressed = !header(response, "content-encoding").empty();
    count(request, std::max(request.counted, request.headers));
  } else if (method == "Network.dataReceived") {
    request.has_data = true;
    request.encoded += whole_number(params, "encodedDataLength");
    request.decoded += whole_number(params, "dataLength");
    count(request, request.headers + (request.is_compressed ? request.encoded : std::max(request.encoded, request.decoded)));
  } else if (method == "Network.requestServedFromCache") {
    --usage.requests;
  } else if (method == "Network.loadingFinished") {
    count(request, whole_number(params, "encodedDataLength"));
    end(key, true);
  } else if (method == "Network.loadingFailed") {
    if (params.contains("blockedReason")) {
      ++usage.requests_blocked;
      --usage.requests;
    }
    end(key, request.status != 0);
  }
}

void NetworkMeter::start(const std::string& key, const json& params) {
  const std::string& url = params.at("request").at("url").get_ref<const std::string&>();
  if (url.starts_with("data:") || url.starts_with("blob:")) return;
  if (const auto redirect = params.find("redirectResponse"); redirect != params.end()) {
    if (const auto found = requests_.find(key); found != requests_.end()) count(found->second, redirect_bytes(*redirect));
  }
  const std::string type = params.value("type", std::string{});
  Request request;
  request.url = url;
  request.loader = params.value("loaderId", std::string{});
  request.is_document = type == "Document";
  request.is_fetch = type == "Fetch";
  request.is_stream = is_stream(type);
  requests_[key] = std::move(request);
  ++usage.requests;
  last_change_ = std::chrono::steady_clock::now();
}

void NetworkMeter::count(Request& request, std::int64_t total) {
  usage.bytes_received += total - request.counted;
  request.counted = total;
}

void NetworkMeter::end(const std::string& key, bool answered) {
  const auto found = requests_.find(key);
  if (answered) {
    responses_.push_back({found->second.url, found->second.status, ++ended_});
    if (responses_.size() > kKeptResponses) responses_.pop_front();
  }
  requests_.erase(found);
}

void NetworkMeter::start_over() {
  usage = {};
  requests_.clear();
  responses_.clear();
}

const NetworkMeter::Request* NetworkMeter::find(const std::string& session, const std::string& id) const {
  const auto found = requests_.find(key_of(session, id));
  return found == requests_.end() ? nullptr : &found->second;
}

int NetworkMeter::running() const {
  return static_cast<int>(std::count_if(requests_.begin(), requests_.end(), [](const auto& entry) {
    const Request& request = entry.second;
    const bool is_unread = request.is_fetch && request.status != 0 && !request.has_data;
    return !request.is_stream && !is_unread;
  }));
}

const NetworkMeter::Response* NetworkMeter::find_ended(std::string_view pattern, std::uint64_t since) const {
  const auto found = std::find_if(responses_.begin(), responses_.end(), [&](const Response& response) {
    return response.number > since && matches_pattern(pattern, response.url);
  });
  return found == responses_.end() ? nullptr : &*found;
}

int NetworkMeter::document_status(const std::string& loader) const {
  const auto found = document_status_.find(loader);
  return found == document_status_.end() ? 0 : found->second;
}

void NetworkMeter::document_replaced(const std::string& loader) {
  for (auto& [key, request] : requests_) {
    if (request.loader != loader) request.is_stream = true;
  }
}

}  // namespace voygen::browser
