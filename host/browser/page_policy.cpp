#include "browser/page_policy.hpp"

#include <algorithm>
#include <cctype>

namespace voygen::browser {
namespace {

struct UrlParts {
  std::string scheme;
  std::string host;  // with port unless it is the scheme's own
  std::string path;
};

UrlParts split(std::string_view url) {
  UrlParts parts;
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) {
    parts.path = url.substr(0, url.find_first_of("?#,"));
    return parts;
  }
  parts.scheme = url.substr(0, scheme_end);
  std::string_view rest = url.substr(scheme_end + 3);
  const auto host_end = std::min(rest.find_first_of("/\\?#"), rest.size());
  std::string_view authority = rest.substr(0, host_end);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  parts.host = authority;
  std::transform(parts.host.begin(), parts.host.end(), parts.host.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::string default_port = parts.scheme == "https" ? ":443" : ":80";
  if (parts.host.ends_with(default_port)) parts.host.resize(parts.host.size() - default_port.size());
  rest.remove_prefix(host_end);
  parts.path = rest.substr(0, rest.find_first_of("?#"));
  return parts;
}

std::string_view without_port(std::string_view host) {
  const auto colon = host.rfind(':');
  return colon == std::string_view::npos || host.find(']', colon) != std::string_view::npos ? host : host.substr(0, colon);
}

}  // namespace

std::string host_of(std::string_view url) { return split(url).host; }

std::string shown_url(std::string_view url) {
  const UrlParts parts = split(url);
  return parts.scheme.empty() ? parts.path : parts.scheme + "://" + parts.host + parts.path;
}

bool is_allowed_host(const std::vector<std::string>& allowed, std::string_view host) {
  if (host.empty()) return false;
  return std::any_of(allowed.begin(), allowed.end(), [&](std::string_view entry) {
    if (entry.starts_with("*.")) return without_port(host).size() > entry.size() - 1 && without_port(host).ends_with(entry.substr(1));
    return entry == host || entry == without_port(host);
  });
}

bool matches_pattern(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace voygen::browser
