#include "plugin/hosts.hpp"

#include "core/web_address.hpp"

namespace voygen::plugin {
namespace {

Outcome append_setting(std::vector<std::string>& hosts, const std::string& entry, const nlohmann::json& settings) {
  const std::string key = entry.substr(2, entry.size() - 3);
  const auto value = settings.find(key);
  if (value == settings.end()) {
    return {Code::invalid_argument, "host \"" + entry + "\" refers to the setting \"" + key + "\", which has no value; set it or give it a default"};
  }
  const auto urls = value->is_array() ? *value : nlohmann::json::array({*value});
  for (const auto& url : urls) {
    const auto host = url.is_string() ? core::host_of(url.get_ref<const std::string&>()) : std::nullopt;
    if (!host) {
      return {Code::invalid_argument,
              "setting \"" + key + "\" is " + url.dump() + "; it must be an http or https address, because the manifest's hosts refer to it"};
    }
    hosts.push_back(*host);
  }
  return done();
}

}  // namespace

Result<std::vector<std::string>> allowed_hosts(const std::vector<std::string>& entries, const nlohmann::json& settings) {
  std::vector<std::string> hosts;
  for (const std::string& entry : entries) {
    if (entry.size() > 3 && entry.compare(0, 2, "${") == 0 && entry.back() == '}') {
      VOYGEN_DO(append_setting(hosts, entry, settings));
      continue;
    }
    if (!core::is_host_entry(entry)) {
      return {Code::invalid_argument, "host \"" + entry + "\" is no host; write \"www.acme.example\", \"127.0.0.1:8080\", \"*.acme.example\", \"*\" or \"${setting}\""};
    }
    hosts.push_back(entry);
  }
  return hosts;
}

}  // namespace voygen::plugin
