#include "plugin/hosts.hpp"

#include <algorithm>

namespace voygen::plugin {
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

bool matches(std::string_view entry, std::string_view host) {
  if (entry == "*") return is_public_name(host);
  if (entry.size() > 2 && entry.substr(0, 2) == "*.") {
    const std::string_view tail = entry.substr(1);
    return host.size() > tail.size() && host.substr(host.size() - tail.size()) == tail;
  }
  return entry == host;
}

Outcome append_setting(std::vector<std::string>& hosts, const std::string& entry, const nlohmann::json& settings) {
  const std::string key = entry.substr(2, entry.size() - 3);
  const auto value = settings.find(key);
  if (value == settings.end()) {
    return {Code::invalid_argument, "host \"" + entry + "\" refers to the setting \"" + key + "\", which has no value; set it or give it a default"};
  }
  const auto urls = value->is_array() ? *value : nlohmann::json::array({*value});
  for (const auto& url : urls) {
    const auto host = url.is_string() ? host_of(url.get_ref<const std::string&>()) : std::nullopt;
    if (!host) {
      return {Code::invalid_argument,
              "setting \"" + key + "\" is " + url.dump() + "; it must be an http or https address, because the manifest's hosts refer to it"};
    }
    hosts.push_back(*host);
  }
  return done();
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
  const std::string own_port = scheme == "http" ? ":80" : ":443";
  if (host->size() > own_port.size() && host->compare(host->size() - own_port.size(), own_port.size(), own_port) == 0) {
    return host->substr(0, host->size() - own_port.size());
  }
  return host;
}

Result<std::vector<std::string>> allowed_hosts(const std::vector<std::string>& entries, const nlohmann::json& settings) {
  std::vector<std::string> hosts;
  for (const std::string& entry : entries) {
    if (entry.size() > 3 && entry.compare(0, 2, "${") == 0 && entry.back() == '}') {
      VOYGEN_DO(append_setting(hosts, entry, settings));
      continue;
    }
    const bool wildcard = entry.size() > 2 && entry.compare(0, 2, "*.") == 0;
    if (entry != "*" && !clean_host(wildcard ? std::string_view(entry).substr(2) : std::string_view(entry))) {
      return {Code::invalid_argument, "host \"" + entry + "\" is no host; write \"www.acme.example\", \"127.0.0.1:8080\", \"*.acme.example\", \"*\" or \"${setting}\""};
    }
    hosts.push_back(lower(entry));
  }
  return hosts;
}

bool may_open(const std::vector<std::string>& hosts, std::string_view url) {
  const auto host = host_of(url);
  return host && std::any_of(hosts.begin(), hosts.end(), [&](const std::string& entry) { return matches(entry, *host); });
}

}  // namespace voygen::plugin
