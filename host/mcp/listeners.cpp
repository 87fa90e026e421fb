#include "listeners.hpp"

namespace voygen::mcp {

std::string_view list_changed_method(ListKind kind) {
  switch (kind) {
    case ListKind::tools: return "notifications/tools/list_changed";
    case ListKind::prompts: return "notifications/prompts/list_changed";
    case ListKind::resources: return "notifications/resources/list_changed";
  }
  return {};
}

void Listeners::add(std::weak_ptr<Listener> listener) {
  const std::lock_guard lock(mutex_);
  std::erase_if(listeners_, [](const auto& known) { return known.expired(); });
  listeners_.push_back(std::move(listener));
}

void Listeners::list_changed(ListKind kind, std::optional<std::string_view> principal) {
  for (const auto& listener : present()) {
    if (!principal || listener->principal() == *principal) listener->list_changed(kind);
  }
}

void Listeners::resource_updated(std::string_view uri) {
  for (const auto& listener : present()) listener->resource_updated(uri);
}

std::vector<std::shared_ptr<Listener>> Listeners::present() {
  std::vector<std::shared_ptr<Listener>> found;
  const std::lock_guard lock(mutex_);
  for (const auto& known : listeners_) {
    if (auto listener = known.lock()) found.push_back(std::move(listener));
  }
  return found;
}

}  // namespace voygen::mcp
