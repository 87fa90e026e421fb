#include "core/web_address.hpp"

#include <algorithm>

namespace voygen::core {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos && std::stoi(std::string(text)) <= 65535;
}

// Where ":port" begins in "host:port" or "[::1]:port"; npos when there is none.
std::size_t port_start(std::string_view host) {
  const auto colon = host.rfind(':');
  return colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos ? colon : std::string_view::npos;
}

// "host" or "host:port" in lower case, with a plausible name; nothing otherwise.
std::optional<std::string> clean_host(std::string_view host) {
  const auto colon = port_start(host);
  const std::string_view name = host.substr(0, colon);
  if (colon != std::string_view::npos && !is_port(host.substr(colon + 1))) return std::nullopt;
  const bool bracketed = name.size() > 2 && name.front() == '[' && name.back() == ']';
  const auto allowed = bracketed ? "0123456789abcdefABCDEF:.[]" : "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
  if (name.empty() || name.find_first_not_of(allowed) != std::string_view::npos) return std::nullopt;
  return lower(host);
}

bool is_public_name(std::string_view host) {
  const std::string_view name = host.substr(0, port_start(host));
  const auto last_dot = name.rfind('.');
  if (last_dot == std::string_view::npos || name.front() == '[') return false;
  const std::string_view top = name.substr(last_dot + 1);
  // A last label that begins with a digit makes a browser read the whole as an IPv4 address ("127.1", "0x7f.1").
  if (top.empty() || (top.front() >= '0' && top.front() <= '9')) return false;
  return top != "local" && top != "internal" && top != "localhost";
}

bool matches(const std::string& written, std::string_view host) {
  const std::string entry = lower(written);
  if (entry == "*") return is_public_name(host);
  if (entry.starts_with("*.")) return host.size() > entry.size() - 1 && host.ends_with(entry.substr(1));
  return entry == host;
}

}  // namespace

std::optional<std::string> host_of(std::string_view url) {
  const auto colon = url.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string scheme = lower(url.substr(0, colon));
  if (scheme != "http" && scheme != "https") return std::nullopt;
  // Browsers read "\" as "/" and drop tabs and line ends; whoever writes such an address wants two readers to disagree.
  if (std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\'; })) return std::nullopt;
  const std::string_view rest = url.substr(colon + 3);
  const auto host = clean_host(rest.substr(0, rest.find_first_of("/?#")));
  if (!host) return std::nullopt;
  if (scheme == "http") return port_start(*host) == std::string_view::npos ? *host + ":80" : *host;
  return host->ends_with(":443") ? host->substr(0, host->size() - 4) : *host;
}

bool may_open(const std::vector<std::string>& hosts, std::string_view url) {
  const auto host = host_of(url);
  return host && std::any_of(hosts.begin(), hosts.end(), [&](const std::string& entry) { return matches(entry, *host); });
}

bool is_host_entry(std::string_view entry) {
  if (entry == "*") return true;
  return clean_host(entry.starts_with("*.") ? entry.substr(2) : entry).has_value();
}

std::string shown_url(std::string_view url) {
  const std::string_view plain = url.substr(0, url.find_first_of("?#"));
  const auto scheme_end = plain.find("://");
  if (scheme_end == std::string_view::npos) return std::string(plain.substr(0, plain.find(',')));  // "data:text/html,..." shows no content
  const std::string_view rest = plain.substr(scheme_end + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/\\"));
  const auto user_end = authority.rfind('@');
  const std::size_t skipped = user_end == std::string_view::npos ? 0 : user_end + 1;
  return std::string(plain.substr(0, scheme_end + 3)) + std::string(rest.substr(skipped));
}

}  // namespace voygen::core
