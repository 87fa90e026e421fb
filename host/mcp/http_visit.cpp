#include "http_visit.hpp"

#include <algorithm>

namespace voygen::mcp {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kStream = "text/event-stream";

bool is_zero(std::string_view weight) {
  return weight == "0" || (weight.substr(0, 2) == "0." && weight.find_first_not_of('0', 2) == std::string_view::npos);
}

bool is_refused(std::string_view parameters) {  // ";q=0", ";level=1; Q=0.0"
  for (std::string_view rest = parameters; !rest.empty();) {
    const std::string_view item = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), item.size() + 1));
    const auto equals = item.find('=');
    if (equals == std::string_view::npos || !net::equal_ignoring_case(net::trimmed(item.substr(0, equals)), "q")) continue;
    if (is_zero(net::trimmed(item.substr(equals + 1)))) return true;
  }
  return false;
}

}  // namespace

Accepted read_accept(std::string_view header) {
  if (header.empty()) return {true, true, false, false};
  Accepted accepted;
  for (std::string_view rest = header; !rest.empty();) {
    const std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), item.size() + 1));
    const auto semicolon = item.find(';');
    const std::string_view range = net::trimmed(item.substr(0, semicolon));
    if (semicolon != std::string_view::npos && is_refused(item.substr(semicolon))) continue;
    const bool all = range == "*/*";
    accepted.json_named |= net::equal_ignoring_case(range, kJson);
    accepted.json |= all || accepted.json_named || net::equal_ignoring_case(range, "application/*");
    accepted.stream_named |= net::equal_ignoring_case(range, kStream);
    accepted.stream |= all || accepted.stream_named || net::equal_ignoring_case(range, "text/*");
  }
  return accepted;
}

std::vector<std::string> repeated_arguments(std::string_view header) {
  constexpr std::string_view kPrefix = "Mcp-Param-";
  std::vector<std::string> found;
  for (std::string_view rest = header; !rest.empty();) {
    const std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), item.size() + 1));
    const std::string_view name = net::trimmed(item);
    if (net::equal_ignoring_case(name.substr(0, kPrefix.size()), kPrefix)) found.emplace_back(name);
  }
  return found;
}

}  // namespace voygen::mcp
