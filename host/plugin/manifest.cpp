#include "plugin/manifest.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/json_schema.hpp"
#include "text.hpp"

namespace voygen::plugin {
namespace {

using nlohmann::json;

std::string shown(const json& value) {
  std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  if (text.size() > 80) text = text.substr(0, 77) + "...";
  return text;
}

// Reads members of one object and remembers the first mistake, so that the caller reads straight through and looks once.
class Reader {
 public:
  Reader(const std::string& file, std::optional<Error>& mistake) : file_(file), mistake_(mistake) {}

  void wrong(const std::string& key, const json& value, const std::string& expected) {
    note(key.empty() ? "the document is " + shown(value) + "; it must be " + expected
                     : "\"" + key + "\" is " + shown(value) + "; it must be " + expected);
  }
  void note(const std::string& what) {
    if (!mistake_) mistake_ = Error{Code::invalid_argument, "\"" + file_ + "\": " + what, {}};
  }

  // A member, or null (and a mistake when it is required).
  const json* member(const json& object, const std::string& path, const char* key, bool required) {
    const auto found = object.find(key);
    if (found != object.end()) return &*found;
    if (required) note("\"" + joined(path, key) + "\" is missing; docs/plugin-guide.md shows a complete manifest");
    return nullptr;
  }
  void known_keys(const json& object, const std::string& path, std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : object.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      std::string list;
      for (const auto name : known) list += (list.empty() ? "" : ", ") + std::string(name);
      note("unknown key \"" + joined(path, key) + "\"; known keys are " + list);
    }
  }
  std::string text(const json& object, const std::string& path, const char* key, bool required, std::size_t longest) {
    const json* value = member(object, path, key, required);
    if (!value) return {};
    const bool fits = value->is_string() && value->get_ref<const std::string&>().size() <= longest && !(required && value->get_ref<const std::string&>().empty());
    if (fits) return value->get<std::string>();
    wrong(joined(path, key), *value, (required ? "text of 1 to " : "text of at most ") + std::to_string(longest) + " bytes");
    return {};
  }
  std::optional<int> number(const json& object, const std::string& path, const char* key, bool required, int least, int most) {
    const json* value = member(object, path, key, required);
    if (!value) return std::nullopt;
    if (value->is_number_integer() && *value >= least && *value <= most) return value->get<int>();
    wrong(joined(path, key), *value, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
  }
  // An array member's elements; none when it is absent or no array.
  std::vector<json> list(const json& object, const char* key, bool required) {
    const json* value = member(object, {}, key, required);
    if (!value) return {};
    if (value->is_array() && !(required && value->empty())) return *value;
    wrong(key, *value, required ? "an array with at least one entry" : "an array");
    return {};
  }
  static std::string joined(const std::string& path, const std::string& key) { return path.empty() ? key : path + "." + key; }

 private:
  const std::string& file_;
  std::optional<Error>& mistake_;
};

// [a-z][a-z0-9_]*, at most 32.
bool is_short_name(std::string_view text) {
  if (text.empty() || text.size() > 32 || text[0] < 'a' || text[0] > 'z') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

// Dot-separated identifiers of a version's pre-release or build part; `numbers` forbids leading zeros as semver does.
bool are_identifiers(std::string_view text, bool strict_numbers) {
  while (true) {
    const std::string_view part = text.substr(0, text.find('.'));
    const bool digits = part.find_first_not_of("0123456789") == std::string_view::npos;
    const bool allowed = part.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") == std::string_view::npos;
    if (part.empty() || !allowed || (strict_numbers && digits && part.size() > 1 && part[0] == '0')) return false;
    if (part.size() == text.size()) return true;
    text.remove_prefix(part.size() + 1);
  }
}

bool is_semantic_version(std::string_view text) {
  if (const auto plus = text.find('+'); plus != std::string_view::npos) {
    if (!are_identifiers(text.substr(plus + 1), false)) return false;
    text = text.substr(0, plus);
  }
  if (const auto dash = text.find('-'); dash != std::string_view::npos) {
    if (!are_identifiers(text.substr(dash + 1), true)) return false;
    text = text.substr(0, dash);
  }
  return std::count(text.begin(), text.end(), '.') == 2 && text.find_first_not_of("0123456789.") == std::string_view::npos && are_identifiers(text, true);
}

void read_identity(Reader& reader, const json& document, Manifest& manifest) {
  manifest.id = reader.text(document, {}, "id", true, 25);
  if (!manifest.id.empty() && !is_short_name(manifest.id)) reader.wrong("id", manifest.id, "lower-case letters, digits and _, beginning with a letter");
  manifest.name = reader.text(document, {}, "name", true, 80);
  manifest.version = reader.text(document, {}, "version", true, 64);
  if (!manifest.version.empty() && !is_semantic_version(manifest.version)) reader.wrong("version", manifest.version, "a semantic version such as \"1.4.0\"");
  manifest.description = reader.text(document, {}, "description", false, 1000);
}

void read_abi(Reader& reader, const json& document, Manifest& manifest) {
  const json* abi = reader.member(document, {}, "abi", true);
  if (!abi) return;
  if (!abi->is_object()) return reader.wrong("abi", *abi, "an object such as {\"min\": 1, \"max\": 1}");
  reader.known_keys(*abi, "abi", {"min", "max"});
  constexpr int kLargest = 1'000'000;
  manifest.abi_min = static_cast<std::uint32_t>(reader.number(*abi, "abi", "min", true, 1, kLargest).value_or(0));
  manifest.abi_max = static_cast<std::uint32_t>(reader.number(*abi, "abi", "max", true, 1, kLargest).value_or(0));
  if (manifest.abi_max < manifest.abi_min) reader.wrong("abi.max", manifest.abi_max, "at least \"abi.min\", which is " + std::to_string(manifest.abi_min));
}

void read_lists(Reader& reader, const json& document, Manifest& manifest) {
  for (const json& kind : reader.list(document, "kinds", true)) {
    const std::string key = "kinds[" + std::to_string(manifest.kinds.size()) + "]";
    if (kind != "hotels" && kind != "flights" && kind != "packages") return reader.wrong(key, kind, "\"hotels\", \"flights\" or \"packages\"");
    if (std::find(manifest.kinds.begin(), manifest.kinds.end(), kind) != manifest.kinds.end()) return reader.wrong(key, kind, "named once");
    manifest.kinds.push_back(kind.get<std::string>());
  }
  for (const json& host : reader.list(document, "hosts", false)) {
    const std::string key = "hosts[" + std::to_string(manifest.hosts.size()) + "]";
    if (!host.is_string() || host.get_ref<const std::string&>().empty()) return reader.wrong(key, host, "a host such as \"www.acme.example\" or \"${baseUrl}\"");
    if (std::find(manifest.hosts.begin(), manifest.hosts.end(), host) != manifest.hosts.end()) return reader.wrong(key, host, "named once");
    manifest.hosts.push_back(host.get<std::string>());
  }
  for (const json& secret : reader.list(document, "secrets", false)) {
    const std::string path = "secrets[" + std::to_string(manifest.secrets.size()) + "]";
    if (!secret.is_object()) return reader.wrong(path, secret, "an object with \"name\" and \"description\"");
    reader.known_keys(secret, path, {"name", "description"});
    manifest.secrets.push_back({reader.text(secret, path, "name", true, 32), reader.text(secret, path, "description", true, 1000)});
    const std::string& name = manifest.secrets.back().name;
    if (!name.empty() && !is_short_name(name)) return reader.wrong(path + ".name", name, "lower-case letters, digits and _, beginning with a letter");
  }
}

void read_limits(Reader& reader, const json& document, Manifest& manifest) {
  const json* limits = reader.member(document, {}, "limits", false);
  if (!limits) return;
  if (!limits->is_object()) return reader.wrong("limits", *limits, "an object");
  reader.known_keys(*limits, "limits", {"maxConcurrency", "sessionsPerHour"});
  manifest.max_concurrency = reader.number(*limits, "limits", "maxConcurrency", false, 1, 64).value_or(1);
  manifest.sessions_per_hour = reader.number(*limits, "limits", "sessionsPerHour", false, 1, 1'000'000);
}

void read_settings(Reader& reader, const json& document, Manifest& manifest) {
  const json* settings = reader.member(document, {}, "settings", false);
  if (!settings) {
    manifest.settings_schema = {{"type", "object"}, {"additionalProperties", false}};
    return;
  }
  const bool describes_object = settings->is_object() && (!settings->contains("type") || settings->at("type") == "object") &&
                                (!settings->contains("properties") || settings->at("properties").is_object());
  if (!describes_object) return reader.wrong("settings", *settings, "a JSON Schema of type \"object\"");
  manifest.settings_schema = *settings;
  manifest.settings_schema["type"] = "object";
  if (!settings->contains("additionalProperties")) manifest.settings_schema["additionalProperties"] = false;
  try {
    static_cast<void>(core::JsonSchema(manifest.settings_schema));
  } catch (const std::exception& error) {
    reader.note(std::string("\"settings\" is no JSON Schema: ") + error.what());
  }
}

void fill_defaults(const json& schema, json& value) {
  if (!schema.is_object() || !value.is_object()) return;
  const auto properties = schema.find("properties");
  if (properties == schema.end() || !properties->is_object()) return;
  for (const auto& [key, part] : properties->items()) {
    if (!part.is_object()) continue;
    if (!value.contains(key) && part.contains("default")) value[key] = part.at("default");
    if (value.contains(key)) fill_defaults(part, value[key]);
  }
}

}  // namespace

Result<Manifest> parse_manifest(std::string_view text, const std::string& file) {
  std::optional<Error> mistake;
  Reader reader(file, mistake);
  Manifest manifest;
  if (nests_deeper_than(text, kDeepestJson)) return {Code::invalid_argument, "\"" + file + "\" nests deeper than " + std::to_string(kDeepestJson) + " levels"};
  try {
    manifest.source = json::parse(text);
  } catch (const json::exception& error) {
    return {Code::invalid_argument, "\"" + file + "\" is not JSON: " + sentence_of(lent(error.what()), 300)};
  }
  const json& document = manifest.source;
  if (!document.is_object()) {
    reader.wrong({}, document, "an object");
    return *mistake;
  }
  reader.known_keys(document, {}, {"$schema", "id", "name", "version", "description", "abi", "kinds", "settings", "hosts", "secrets", "limits"});
  read_identity(reader, document, manifest);
  read_abi(reader, document, manifest);
  read_lists(reader, document, manifest);
  read_limits(reader, document, manifest);
  read_settings(reader, document, manifest);
  if (mistake) return *mistake;
  return manifest;
}

Result<Manifest> read_manifest(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::error_code ignored;
  if (!stream || std::filesystem::is_directory(file, ignored)) {
    return {Code::invalid_argument, "manifest \"" + file.string() + "\" cannot be read; it must stand beside the library, voygen_add_plugin() puts it there"};
  }
  std::ostringstream text;
  text << stream.rdbuf();
  return parse_manifest(text.str(), file.string());
}

std::optional<std::string> difference(const Manifest& file, const Manifest& embedded) {
  if (file.source == embedded.source) return std::nullopt;
  for (const char* key : {"id", "version"}) {
    const auto& in_file = file.source.at(key);
    const auto& in_library = embedded.source.at(key);
    if (in_file != in_library) return std::string("\"") + key + "\" is " + shown(in_file) + " in plugin.json and " + shown(in_library) + " in the library";
  }
  const auto changes = json::diff(file.source, embedded.source);
  return "plugin.json and the library's copy differ at \"" + changes.at(0).at("path").get<std::string>() + "\"";
}

Result<json> complete_settings(const Manifest& manifest, const json& settings, const std::string& place) {
  json complete = settings.is_null() ? json::object() : settings;
  fill_defaults(manifest.settings_schema, complete);
  const auto violations = core::JsonSchema(manifest.settings_schema).violations(complete);
  if (violations.empty()) return complete;
  std::string what;
  for (const auto& violation : violations) {
    if (!what.empty()) what += "; ";
    // The path is said unless the message already names the key.
    const auto key = violation.path.substr(violation.path.rfind('/') + 1);
    what += key.empty() || violation.message.find(key) != std::string::npos ? violation.message : "\"" + key + "\": " + violation.message;
  }
  return {Code::invalid_argument, (place.empty() ? std::string() : "\"" + place + "\": ") + "settings of \"" + manifest.id + "\": " + what};
}

}  // namespace voygen::plugin
