// Resources: documents a client can list and read. Whoever has some implements ResourceSource; the registry asks all of them.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mcp/caller.hpp"

namespace voygen::mcp {

struct Resource {
  std::string uri;
  std::string name;
  std::string title;
  std::string description;
  std::string mime_type;
  std::optional<std::int64_t> size;  // bytes
  json icons = nullptr;
  json meta = nullptr;
};

struct ResourceTemplate {
  std::string uri_template;  // RFC 6570, "voygen://search/{id}"
  std::string name;
  std::string title;
  std::string description;
  std::string mime_type;
};

struct ResourceContent {
  std::string mime_type;
  std::string text;        // UTF-8, or the bytes of a binary one
  bool is_binary = false;
  json meta = nullptr;
};

// Any thread; must not wait. What another principal owns does not exist.
class ResourceSource {
 public:
  virtual ~ResourceSource() = default;
  [[nodiscard]] virtual std::vector<Resource> list(const Caller& caller) const = 0;  // always in the same order
  [[nodiscard]] virtual std::vector<ResourceTemplate> templates() const { return {}; }
  [[nodiscard]] virtual std::optional<ResourceContent> read(const Caller& caller, std::string_view uri) const = 0;
  // Values for a variable of one of its templates.
  [[nodiscard]] virtual std::vector<std::string> complete(const Caller&, std::string_view /*uri_template*/, std::string_view /*variable*/,
                                                          std::string_view /*typed*/) const {
    return {};
  }
};

class ResourceRegistry {
 public:
  void add(std::shared_ptr<const ResourceSource> source);
  [[nodiscard]] std::vector<std::shared_ptr<const ResourceSource>> sources() const;
  [[nodiscard]] std::optional<ResourceContent> read(const Caller& caller, std::string_view uri) const;
  [[nodiscard]] bool empty() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<const ResourceSource>> sources_;  // guarded by mutex_; shared with readers at work
};

json listed(const Resource& resource);
json listed(const ResourceTemplate& entry);

}  // namespace voygen::mcp
