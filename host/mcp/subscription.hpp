// Subscription: a modern client's subscriptions/listen, from the acknowledgement to its end. Kept by the transport. Any thread.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "listeners.hpp"
#include "mcp/server.hpp"

namespace voygen::mcp {

class Subscription final : public Listener, public std::enable_shared_from_this<Subscription> {
 public:
  using Outlet = std::function<void(std::string_view message)>;

  // Invalid params when the filter is malformed. Otherwise the acknowledgement has been sent.
  static std::variant<std::shared_ptr<Subscription>, RpcError> begin(Server& server, const Caller& caller, const Message& request, Outlet outlet);

  void list_changed(ListKind kind) override;
  void resource_updated(std::string_view uri) override;
  [[nodiscard]] const std::string& principal() const override { return principal_; }
  // The result with which the server ends it.
  [[nodiscard]] std::string last_message() const;
  [[nodiscard]] const json& id() const { return id_; }

 private:
  Subscription(json id, std::string principal, Outlet outlet) : id_(std::move(id)), principal_(std::move(principal)), outlet_(std::move(outlet)) {}
  void acknowledge(Server& server, const json& honoured);
  void send(std::string_view method, json params);
  void send_next(std::string_view method, json params) const;  // with mutex_ held

  const json id_;
  const std::string principal_;
  const Outlet outlet_;
  std::mutex mutex_;          // keeps the order of what is sent, so it is held while sending
  std::set<ListKind> kinds_;  // not changed after begin()
  std::set<std::string, std::less<>> uris_;
};

}  // namespace voygen::mcp
