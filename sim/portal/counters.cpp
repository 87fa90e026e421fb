#include "portal/counters.hpp"

#include <nlohmann/json.hpp>

namespace voygen::sim {

namespace {

/// Paths with an id or a page number in them count as one path: "/HotelEngine/displaySearchResults/page_num:*".
std::string path_family(const std::string& path) {
  if (path.rfind("/lodging/", 0) == 0) return "/lodging/*";
  std::string family;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at + 1), path.size());
    std::string part = path.substr(at, end - at);
    const std::size_t colon = part.find(':');
    const bool number = part.find_first_not_of("0123456789", 1) == std::string::npos && part.size() > 1;
    if (colon != std::string::npos) part = part.substr(0, colon + 1) + "*";
    family += number || part.size() > 60 ? "/*" : part;
    at = end;
  }
  return family;
}

std::string kind_of(const std::string& content_type) {
  if (content_type.rfind("text/html", 0) == 0) return "html";
  if (content_type.rfind("text/css", 0) == 0) return "css";
  if (content_type.rfind("image/", 0) == 0) return "image";
  if (content_type.rfind("font/", 0) == 0) return "font";
  if (content_type.find("javascript") != std::string::npos) return "script";
  if (content_type.find("json") != std::string::npos) return "json";
  return "other";
}

}  // namespace

void Counters::count_reply(const Request& request, const Reply& reply) {
  constexpr std::size_t kMostPaths = 500;
  const std::string path = path_family(request.path);
  const std::lock_guard lock{mutex_};
  const bool room_left = requests_.size() < kMostPaths || requests_.count(path) > 0;
  ++requests_[room_left ? path : "other"];
  ++statuses_[std::to_string(reply.status)];
  const bool has_body = request.method != "HEAD" && reply.ending != Ending::dropped;
  if (has_body) bytes_[kind_of(reply.content_type)] += static_cast<std::int64_t>(reply.content().size());
}

void Counters::count_event(const std::string& name) {
  const std::lock_guard lock{mutex_};
  ++events_[name];
}

std::int64_t Counters::events(const std::string& name) const {
  const std::lock_guard lock{mutex_};
  const auto found = events_.find(name);
  return found == events_.end() ? 0 : found->second;
}

std::string Counters::to_json(std::size_t sessions) const {
  const std::lock_guard lock{mutex_};
  nlohmann::json stats = {{"requests", requests_}, {"bytes", bytes_}, {"statuses", statuses_}, {"sessions", sessions}};
  for (const char* name : {"logins", "failed_logins", "searches", "expired_sessions"}) stats[name] = 0;
  for (const auto& [name, count] : events_) stats[name] = count;
  return stats.dump(2);
}

}  // namespace voygen::sim
