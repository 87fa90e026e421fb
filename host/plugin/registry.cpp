#include "plugin/registry.hpp"

#include <algorithm>

#include "instance.hpp"
#include "library.hpp"
#include "plugin/hosts.hpp"

namespace voygen::plugin {
namespace {

constexpr const char* kManifestFile = "plugin.json";

// "plugins/acme" means plugins/acme/acme.so.
std::filesystem::path library_of(const PlatformConfig& config) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(config.plugin, ignored)) return config.plugin;
  auto folder = config.plugin;
  if (!folder.has_filename()) folder = folder.parent_path();
  return folder / (folder.filename().string() + ".so");
}

std::string quoted(const std::filesystem::path& file) { return "\"" + file.string() + "\""; }

// What the manifest alone can decide.
Outcome check_manifest(const PlatformConfig& config, const Manifest& manifest, const std::filesystem::path& file) {
  if (manifest.id != config.id) {
    return {Code::invalid_argument, "plugin " + quoted(file) + " is for platform \"" + manifest.id + "\", not \"" + config.id +
                                        "\"; rename the platform in the configuration or name the right plugin"};
  }
  if (VOYGEN_ABI < manifest.abi_min || VOYGEN_ABI > manifest.abi_max) {
    const std::string range = manifest.abi_min == manifest.abi_max ? std::to_string(manifest.abi_min)
                                                                   : std::to_string(manifest.abi_min) + " to " + std::to_string(manifest.abi_max);
    return {Code::unavailable, "plugin " + quoted(file) + " works with plugin ABI " + range + ", this host has ABI " + std::to_string(VOYGEN_ABI) +
                                   "; rebuild the plugin with this host's SDK or install the host it was made for"};
  }
  return done();
}

}  // namespace

std::string_view name_of(PlatformState state) {
  switch (state) {
    case PlatformState::loaded: return "loaded";
    case PlatformState::disabled: return "disabled";
    case PlatformState::failed: return "failed";
  }
  return "failed";
}

Result<std::shared_ptr<Platform>> load_platform(const PlatformConfig& config, const CallLimits& limits) {
  const auto file = library_of(config);
  const auto manifest_file = file.parent_path() / kManifestFile;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    return {Code::unavailable, "plugin " + quoted(file) + " does not exist; build or install it, or correct the path in the platform's configuration"};
  }
  VOYGEN_TRY(const Manifest manifest, read_manifest(manifest_file));
  VOYGEN_DO(check_manifest(config, manifest, file));
  VOYGEN_TRY(auto settings, complete_settings(manifest, config.settings, config.file));
  VOYGEN_TRY(auto hosts, allowed_hosts(manifest.hosts, settings));
  VOYGEN_TRY(auto library, Library::open(file));
  VOYGEN_TRY(const Manifest embedded, parse_manifest(library->manifest_text(), file.string() + " (the copy inside)"));
  if (const auto other = difference(manifest, embedded)) {
    return {Code::unavailable, quoted(manifest_file) + " does not belong to " + quoted(file) + ": " + *other + "; install both from the same build"};
  }
  VOYGEN_TRY(auto instance, Instance::create(std::move(library), manifest, settings, file, limits));
  return std::make_shared<Platform>(manifest, std::move(settings), std::move(hosts), std::move(instance));
}

PluginRegistry::PluginRegistry(CallLimits limits) : limits_(limits) {}
PluginRegistry::~PluginRegistry() = default;

PluginRegistry::Entry PluginRegistry::load_one(const PlatformConfig& config, const std::vector<Entry>& earlier) const {
  Entry entry;
  PlatformStatus& status = entry.status;
  status.id = config.id;
  status.file = library_of(config).string();
  status.policy = config.policy;
  if (const auto manifest = read_manifest(library_of(config).parent_path() / kManifestFile); manifest.ok()) {
    status.version = manifest->version;
    status.kinds = manifest->kinds;
  }
  if (!config.enabled) return entry;
  status.state = PlatformState::failed;
  const bool duplicate = std::any_of(earlier.begin(), earlier.end(), [&](const Entry& other) { return other.status.id == config.id; });
  if (duplicate) {
    status.error = "platform \"" + config.id + "\" is configured twice" + (config.file.empty() ? "" : ", the second time in \"" + config.file + "\"") +
                   "; remove one of the two";
    return entry;
  }
  auto platform = load_platform(config, limits_);
  if (!platform.ok()) {
    status.error = platform.error().message;
    return entry;
  }
  status.state = PlatformState::loaded;
  entry.platform = std::move(platform).value();
  return entry;
}

void PluginRegistry::load(const std::vector<PlatformConfig>& configs) {
  std::vector<Entry> entries;
  for (const PlatformConfig& config : configs) entries.push_back(load_one(config, entries));
  const std::lock_guard lock(mutex_);
  entries_.swap(entries);  // the old ones end after the lock
}

Result<std::shared_ptr<Platform>> PluginRegistry::platform(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  std::string known;
  for (const Entry& entry : entries_) {
    if (entry.status.id == id && entry.platform) return entry.platform;
    if (entry.status.id == id && entry.status.state == PlatformState::disabled) {
      return {Code::unavailable, "platform \"" + std::string(id) + "\" is disabled", "enable it in the configuration, or use another platform"};
    }
    if (entry.status.id == id) return {Code::unavailable, "platform \"" + std::string(id) + "\" could not be loaded: " + entry.status.error, "use another platform"};
    if (entry.platform) known += (known.empty() ? "" : ", ") + entry.status.id;
  }
  return {Code::not_found, "there is no platform \"" + std::string(id) + "\"", known.empty() ? "no platform is loaded" : "choose one of: " + known};
}

std::vector<std::shared_ptr<Platform>> PluginRegistry::platforms() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Platform>> loaded;
  for (const Entry& entry : entries_) {
    if (entry.platform) loaded.push_back(entry.platform);
  }
  return loaded;
}

std::vector<PlatformStatus> PluginRegistry::statuses() const {
  const std::lock_guard lock(mutex_);
  std::vector<PlatformStatus> all;
  for (const Entry& entry : entries_) {
    all.push_back(entry.status);
    if (entry.platform) all.back().load = entry.platform->load();
  }
  return all;
}

}  // namespace voygen::plugin
