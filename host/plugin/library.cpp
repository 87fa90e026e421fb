#include "library.hpp"

#include <boost/dll/shared_library.hpp>
#include <dlfcn.h>

#include "text.hpp"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define VOYGEN_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define VOYGEN_SANITIZED 1
#endif
#endif
#ifndef VOYGEN_SANITIZED
#define VOYGEN_SANITIZED 0
#endif

namespace voygen::plugin {
namespace {

constexpr const char* kEntry = "voygen_plugin_entry";
constexpr std::size_t kLargestManifest = std::size_t{256} << 10;

std::string quoted(const std::filesystem::path& file) { return "plugin \"" + file.string() + "\""; }

// Boost's sentence around the loader's own; the loader's is the one that names the missing library or symbol.
std::string loader_message(const std::exception& error) {
  const std::string_view text = error.what();
  constexpr std::string_view kStart = "dlerror system message: ";
  const auto start = text.find(kStart);
  if (start == std::string_view::npos) return std::string(text);
  const auto end = text.rfind(')');
  return std::string(text.substr(start + kStart.size(), end == std::string_view::npos ? end : end - start - kStart.size()));
}

// The first thing wrong with a table, or nothing.
std::string table_mistake(const voygen_plugin& table) {
  if (table.abi != VOYGEN_ABI) {
    return "was built for plugin ABI " + std::to_string(table.abi) + ", this host has ABI " + std::to_string(VOYGEN_ABI) +
           "; rebuild the plugin with this host's SDK or install the host it was made for";
  }
  if (table.size < sizeof(voygen_plugin)) {
    return "returned a table of " + std::to_string(table.size) + " bytes, ABI " + std::to_string(VOYGEN_ABI) + " has " +
           std::to_string(sizeof(voygen_plugin)) + "; rebuild it with this host's SDK";
  }
  const char* missing = !table.manifest ? "manifest" : !table.create ? "create" : !table.serve ? "serve" : !table.destroy ? "destroy" : nullptr;
  return missing ? std::string("has no function \"") + missing + "\" in its table; rebuild it with this host's SDK" : std::string{};
}

}  // namespace

struct Library::Handle {
  boost::dll::shared_library library;
};

Library::Library(std::unique_ptr<Handle> handle, const voygen_plugin* table, std::string_view manifest)
    : handle_(std::move(handle)), table_(table), manifest_(manifest) {}

Library::~Library() = default;

Result<std::shared_ptr<const Library>> Library::open(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    return {Code::unavailable, quoted(file) + " does not exist; build or install it, or correct the path in the platform's configuration"};
  }
  VOYGEN_DO(check_architecture(file));
  auto handle = std::make_unique<Handle>();
  try {
    using namespace boost::dll::load_mode;
    constexpr auto kStaysLoaded = static_cast<type>(VOYGEN_SANITIZED ? RTLD_NODELETE : 0);
    handle->library.load(std::filesystem::absolute(file).string(), rtld_now | rtld_local | kStaysLoaded);
  } catch (const std::exception& error) {
    return {Code::unavailable, quoted(file) + " cannot be loaded: " + loader_message(error) + "; install what it needs or rebuild it"};
  }
  if (!handle->library.has(kEntry)) {
    return {Code::unavailable, quoted(file) + " exports no function \"" + kEntry + "\"; build it with voygen_add_plugin() and VOYGEN_PLUGIN(YourClass)"};
  }
  try {
    const auto entry = handle->library.get<const voygen_plugin*(std::uint32_t)>(kEntry);
    const voygen_plugin* table = entry(VOYGEN_ABI);
    if (!table) {
      return {Code::unavailable, quoted(file) + " refuses to work with plugin ABI " + std::to_string(VOYGEN_ABI) +
                                     " of this host; rebuild the plugin with this host's SDK or install the host it was made for"};
    }
    if (const std::string mistake = table_mistake(*table); !mistake.empty()) return {Code::unavailable, quoted(file) + " " + mistake};
    const std::string_view manifest = view_of(table->manifest());
    if (manifest.size() > kLargestManifest) {
      return {Code::unavailable, quoted(file) + " carries a manifest of " + std::to_string(manifest.size()) + " bytes; at most " +
                                     std::to_string(kLargestManifest) + " are allowed"};
    }
    return std::shared_ptr<const Library>(new Library(std::move(handle), table, manifest));
  } catch (const std::exception& error) {
    return {Code::unavailable, quoted(file) + " threw while it was asked for its table: " + error.what() + "; report this to the plugin's author"};
  } catch (...) {
    return {Code::unavailable, quoted(file) + " threw while it was asked for its table; report this to the plugin's author"};
  }
}

}  // namespace voygen::plugin
