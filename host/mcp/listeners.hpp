// Listeners: the clients that are to be told when something about this server changes. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace voygen::mcp {

enum class ListKind { tools, prompts, resources };
// "notifications/tools/list_changed"
std::string_view list_changed_method(ListKind kind);

class Listener {
 public:
  virtual ~Listener() = default;
  virtual void list_changed(ListKind kind) = 0;
  // For whom it listens.
  [[nodiscard]] virtual const std::string& principal() const = 0;
  virtual void resource_updated(std::string_view uri) = 0;
};

class Listeners {
 public:
  // Told for as long as somebody else keeps it.
  void add(std::weak_ptr<Listener> listener);
  // Without a principal, everybody's list has changed.
  void list_changed(ListKind kind, std::optional<std::string_view> principal = {});
  void resource_updated(std::string_view uri);

 private:
  [[nodiscard]] std::vector<std::shared_ptr<Listener>> present();

  std::mutex mutex_;
  std::vector<std::weak_ptr<Listener>> listeners_;  // guarded by mutex_
};

}  // namespace voygen::mcp
