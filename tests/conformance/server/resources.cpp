#include "core/base64.hpp"
#include "fixture.hpp"
#include "groups.hpp"

namespace voygen::conformance {
namespace {

// "123" for "test://template/123/data" and "test://template/{id}/data".
std::optional<std::string> variable_of(const std::string& uri_template, std::string_view uri) {
  const std::string before = uri_template.substr(0, uri_template.find('{'));
  const std::string after = uri_template.substr(uri_template.find('}') + 1);
  if (uri.size() <= before.size() + after.size()) return std::nullopt;
  if (uri.substr(0, before.size()) != before || uri.substr(uri.size() - after.size()) != after) return std::nullopt;
  return std::string(uri.substr(before.size(), uri.size() - before.size() - after.size()));
}

mcp::ResourceContent content_of(const json& fixture, const json& values) {
  mcp::ResourceContent content;
  content.mime_type = fixture["mimeType"];
  content.is_binary = fixture.contains("blob");
  content.text = filled(fixture[content.is_binary ? "blob" : "text"], values);
  if (content.is_binary) content.text = core::from_base64(content.text).value();
  return content;
}

class Resources final : public mcp::ResourceSource {
 public:
  std::vector<mcp::Resource> list(const mcp::Caller&) const override {
    std::vector<mcp::Resource> all;
    for (const json& fixture : all_["resources"]) {
      mcp::Resource resource;
      resource.uri = fixture["uri"];
      resource.name = fixture["name"];
      resource.description = fixture["description"];
      resource.mime_type = fixture["mimeType"];
      all.push_back(std::move(resource));
    }
    return all;
  }

  std::vector<mcp::ResourceTemplate> templates() const override {
    std::vector<mcp::ResourceTemplate> all;
    for (const json& fixture : all_["templates"]) {
      all.push_back({fixture["uriTemplate"], fixture["name"], {}, fixture["description"], fixture["mimeType"]});
    }
    return all;
  }

  std::optional<mcp::ResourceContent> read(const mcp::Caller&, std::string_view uri) const override {
    for (const json& fixture : all_["resources"]) {
      if (fixture["uri"] == uri) return content_of(fixture, {{"media", fixtures("media.json")}});
    }
    for (const json& fixture : all_["templates"]) {
      if (const auto variable = variable_of(fixture["uriTemplate"], uri)) return content_of(fixture, {{"variable", *variable}});
    }
    return std::nullopt;
  }

 private:
  const json& all_ = fixtures("resources.json");
};

}  // namespace

void add_resources(mcp::Server& server) { server.resources().add(std::make_shared<Resources>()); }

}  // namespace voygen::conformance
