#include "subscription.hpp"

namespace voygen::mcp {
namespace {

constexpr std::pair<const char*, ListKind> kFilters[] = {
    {"toolsListChanged", ListKind::tools}, {"promptsListChanged", ListKind::prompts}, {"resourcesListChanged", ListKind::resources}};

}  // namespace

std::variant<std::shared_ptr<Subscription>, RpcError> Subscription::begin(Server& server, const Caller& caller, const Message& request, Outlet outlet) {
  const json filter = request.params.value("notifications", json());
  if (!filter.is_object()) return invalid_params("params.notifications must say what to listen for: toolsListChanged, promptsListChanged, resourcesListChanged, resourceSubscriptions");
  std::shared_ptr<Subscription> subscription(new Subscription(request.id, caller.principal, std::move(outlet)));
  json honoured = json::object();
  const json capabilities = server.capabilities(Era::modern);
  for (const auto& [name, kind] : kFilters) {
    const auto wanted = filter.find(name);
    if (wanted == filter.end()) continue;
    if (!wanted->is_boolean()) return invalid_params(std::string("params.notifications.") + name + " must be true or false");
    const bool served = kind == ListKind::tools || capabilities.contains(kind == ListKind::prompts ? "prompts" : "resources");
    if (!*wanted || !served) continue;
    subscription->kinds_.insert(kind);
    honoured[name] = true;
  }
  if (const auto uris = filter.find("resourceSubscriptions"); uris != filter.end()) {
    if (!uris->is_array()) return invalid_params("params.notifications.resourceSubscriptions must be a list of URIs");
    honoured["resourceSubscriptions"] = json::array();
    for (const json& uri : *uris) {
      if (!uri.is_string()) return invalid_params("params.notifications.resourceSubscriptions must be a list of URIs");
      if (!server.resources().read(caller, uri.get_ref<const std::string&>())) continue;
      subscription->uris_.insert(uri.get<std::string>());
      honoured["resourceSubscriptions"].push_back(uri);
    }
  }
  subscription->acknowledge(server, honoured);
  return subscription;
}

// What changes meanwhile waits, so that it is neither lost nor told before the acknowledgement.
void Subscription::acknowledge(Server& server, const json& honoured) {
  const std::lock_guard lock(mutex_);
  server.listeners().add(weak_from_this());
  send_next("notifications/subscriptions/acknowledged", {{"notifications", honoured}});
}

void Subscription::send(std::string_view method, json params) {
  const std::lock_guard lock(mutex_);
  send_next(method, std::move(params));
}

void Subscription::send_next(std::string_view method, json params) const {
  params["_meta"][meta::kSubscriptionId] = id_;
  outlet_(notification_text(method, to_text(params)));
}

void Subscription::list_changed(ListKind kind) {
  if (kinds_.count(kind) > 0) send(list_changed_method(kind), json::object());
}

void Subscription::resource_updated(std::string_view uri) {
  if (uris_.count(uri) > 0) send("notifications/resources/updated", {{"uri", uri}});
}

std::string Subscription::last_message() const {
  return result_text(id_, to_text({{"resultType", "complete"}, {"_meta", {{meta::kSubscriptionId, id_}}}}));
}

}  // namespace voygen::mcp
