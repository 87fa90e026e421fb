// Manifest: what plugin.json says about a platform plugin. Read without loading the library; docs/schemas/manifest.schema.json is its
// published shape. A value: whoever holds one owns it, any thread may read it.
// Errors: invalid_argument, one sentence that names file, key path, value and what is allowed there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/result.hpp"

namespace voygen::plugin {

struct ManifestSecret {
  std::string name;  // "<platform>.<name>" in the secret store
  std::string description;
};

struct Manifest {
  std::string id;
  std::string name;
  std::string version;  // semantic version
  std::string description;
  std::uint32_t abi_min = 0;
  std::uint32_t abi_max = 0;
  std::vector<std::string> kinds;  // of "hotels", "flights", "packages"
  nlohmann::json settings_schema = nlohmann::json::object();
  std::vector<std::string> hosts;  // as written; allowed_hosts() resolves "${setting}"
  std::vector<ManifestSecret> secrets;
  int max_concurrency = 1;
  std::optional<int> sessions_per_hour;
  nlohmann::json source;  // the whole document, for comparing
};

// `file` is only for the sentences. An unknown key is a mistake.
Result<Manifest> parse_manifest(std::string_view text, const std::string& file);
Result<Manifest> read_manifest(const std::filesystem::path& file);

// Nothing when the library's copy says the same as the file; otherwise one sentence that names the first difference.
std::optional<std::string> difference(const Manifest& file, const Manifest& embedded);

// The settings with the schema's defaults filled in, checked. `place` says where they stand, e.g. "config/platforms/acme.json".
// A setting the schema does not know is refused unless the schema allows additionalProperties.
Result<nlohmann::json> complete_settings(const Manifest& manifest, const nlohmann::json& settings, const std::string& place);

}  // namespace voygen::plugin
