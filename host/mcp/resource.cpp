#include "mcp/resource.hpp"

namespace voygen::mcp {
namespace {

void put(json& entry, const char* name, const std::string& value) {
  if (!value.empty()) entry[name] = value;
}

}  // namespace

void ResourceRegistry::add(std::shared_ptr<const ResourceSource> source) {
  const std::lock_guard lock(mutex_);
  sources_.push_back(std::move(source));
}

std::vector<std::shared_ptr<const ResourceSource>> ResourceRegistry::sources() const {
  const std::lock_guard lock(mutex_);
  return sources_;
}

std::optional<ResourceContent> ResourceRegistry::read(const Caller& caller, std::string_view uri) const {
  for (const auto& source : sources()) {
    if (auto content = source->read(caller, uri)) return content;
  }
  return std::nullopt;
}

bool ResourceRegistry::empty() const {
  const std::lock_guard lock(mutex_);
  return sources_.empty();
}

json listed(const Resource& resource) {
  json entry{{"uri", resource.uri}, {"name", resource.name}};
  put(entry, "title", resource.title);
  put(entry, "description", resource.description);
  put(entry, "mimeType", resource.mime_type);
  if (resource.size) entry["size"] = *resource.size;
  if (!resource.icons.is_null()) entry["icons"] = resource.icons;
  if (!resource.meta.is_null()) entry["_meta"] = resource.meta;
  return entry;
}

json listed(const ResourceTemplate& entry_template) {
  json entry{{"uriTemplate", entry_template.uri_template}, {"name", entry_template.name}};
  put(entry, "title", entry_template.title);
  put(entry, "description", entry_template.description);
  put(entry, "mimeType", entry_template.mime_type);
  return entry;
}

}  // namespace voygen::mcp
