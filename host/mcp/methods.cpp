#include "methods.hpp"

#include <algorithm>
#include <charconv>

#include "core/base64.hpp"
#include "tasks.hpp"

namespace voygen::mcp {
namespace {

constexpr std::size_t kPage = 100;            // entries of a list
constexpr std::size_t kMostCompletions = 100;  // the protocol's limit

Answer ping(Server&, const Caller&, const json&) { return std::string("{}"); }

Answer discover(Server& server, const Caller&, const json&) {
  json result = {{"supportedVersions", {kModernVersion}},
                 {"capabilities", server.capabilities(Era::modern)},
                 {"_meta", {{meta::kServerInfo, server.introduction()}}}};
  if (!server.options().instructions.empty()) result["instructions"] = server.options().instructions;
  return to_text(result);
}

// Everything fits on one page, so no cursor is ever ours.
bool has_cursor(const json& params) { return params.contains("cursor") && !params["cursor"].is_null(); }
RpcError unknown_cursor() { return invalid_params("this cursor is not known; list again without one"); }

Answer list_tools(Server& server, const Caller&, const json& params) {
  if (has_cursor(params)) return unknown_cursor();
  return *server.tools().list_text();
}

Answer list_prompts(Server& server, const Caller&, const json& params) {
  if (has_cursor(params)) return unknown_cursor();
  return to_text({{"prompts", server.prompts().listed()}});
}

// A cursor is the place in the list where its page begins.
std::optional<std::size_t> page_begin(const json& params, std::size_t size) {
  if (!has_cursor(params)) return 0;
  if (!params["cursor"].is_string()) return std::nullopt;
  const std::string text = params["cursor"];
  std::size_t place = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), place);
  const bool ours = error == std::errc{} && end == text.data() + text.size() && place > 0 && place < size && place % kPage == 0;
  return ours ? std::optional(place) : std::nullopt;
}

template <class Entry>
Answer list_page(const char* member, const std::vector<Entry>& entries, const json& params) {
  const auto begin = page_begin(params, entries.size());
  if (!begin) return unknown_cursor();
  const std::size_t end = std::min(*begin + kPage, entries.size());
  json result{{member, json::array()}};
  for (std::size_t i = *begin; i < end; ++i) result[member].push_back(listed(entries[i]));
  if (end < entries.size()) result["nextCursor"] = std::to_string(end);
  return to_text(result);
}

Answer list_resources(Server& server, const Caller& caller, const json& params) {
  std::vector<Resource> all;
  for (const auto& source : server.resources().sources()) {
    for (Resource& resource : source->list(caller)) all.push_back(std::move(resource));
  }
  return list_page("resources", all, params);
}

Answer list_templates(Server& server, const Caller&, const json& params) {
  std::vector<ResourceTemplate> all;
  for (const auto& source : server.resources().sources()) {
    for (ResourceTemplate& entry : source->templates()) all.push_back(std::move(entry));
  }
  return list_page("resourceTemplates", all, params);
}

Answer read_resource(Server& server, const Caller& caller, const json& params) {
  const auto uri = params.find("uri");
  if (uri == params.end() || !uri->is_string()) return invalid_params("params.uri must be the URI of a resource");
  const auto content = server.resources().read(caller, uri->get_ref<const std::string&>());
  if (!content) {
    const int code = caller.is_modern() ? rpc::kInvalidParams : rpc::kResourceNotFound;
    return RpcError{code, "there is no such resource; resources/list names those there are", nullptr, {{"uri", *uri}}};
  }
  json entry{{"uri", *uri}, {"mimeType", content->mime_type}};
  if (content->is_binary) entry["blob"] = core::to_base64(content->text);
  else entry["text"] = content->text;
  if (!content->meta.is_null()) entry["_meta"] = content->meta;
  return to_text({{"contents", {std::move(entry)}}});
}

std::variant<std::vector<std::string>, RpcError> completions(Server& server, const Caller& caller, const json& ref, std::string_view argument,
                                                             std::string_view typed, const json& known) {
  const std::string type = ref.value("type", "");
  if (type == "ref/prompt") {
    const auto prompt = server.prompts().find(ref.value("name", ""));
    if (!prompt) return invalid_params("there is no prompt of this name; prompts/list names those there are");
    return prompt->completer ? prompt->completer(argument, typed, known) : std::vector<std::string>{};
  }
  if (type != "ref/resource") return invalid_params(R"(params.ref.type must be "ref/prompt" or "ref/resource")");
  const std::string uri = ref.value("uri", "");
  for (const auto& source : server.resources().sources()) {
    const auto templates = source->templates();
    const bool is_its_own = std::any_of(templates.begin(), templates.end(), [&](const auto& entry) { return entry.uri_template == uri; });
    if (is_its_own) return source->complete(caller, uri, argument, typed);
  }
  return invalid_params("there is no resource template of this URI; resources/templates/list names those there are");
}

Answer complete(Server& server, const Caller& caller, const json& params) {
  const json ref = params.value("ref", json());
  const json argument = params.value("argument", json());
  const auto is_text = [](const json& object, const char* name) { return object.contains(name) && object[name].is_string(); };
  if (!ref.is_object() || !is_text(ref, "type") || !argument.is_object() || !is_text(argument, "name") || !is_text(argument, "value")) {
    return invalid_params("completion needs params.ref {type, name or uri} and params.argument {name, value}");
  }
  for (const char* const name : {"name", "uri"}) {
    if (ref.contains(name) && !ref[name].is_string()) return invalid_params("params.ref." + std::string(name) + " must be a string");
  }
  const json context = params.value("context", json::object());
  const json known = context.is_object() ? context.value("arguments", json::object()) : json::object();
  const std::string name = argument["name"];
  const std::string typed = argument["value"];
  auto found = completions(server, caller, ref, name, typed, known);
  if (auto* const error = std::get_if<RpcError>(&found)) return *error;
  auto& values = std::get<std::vector<std::string>>(found);
  const std::size_t total = values.size();
  if (total > kMostCompletions) values.resize(kMostCompletions);
  return to_text({{"completion", {{"values", values}, {"total", total}, {"hasMore", total > values.size()}}}});
}

Answer task_get(Server& server, const Caller& caller, const json& params) { return server.tasks().get(caller, params); }
Answer task_update(Server& server, const Caller& caller, const json& params) { return server.tasks().update(caller, params); }
Answer task_cancel(Server& server, const Caller& caller, const json& params) { return server.tasks().cancel(caller, params); }

constexpr Keeping kUnsaid = Keeping::unsaid;
constexpr Keeping kAWhile = Keeping::for_a_while;
constexpr Keeping kNot = Keeping::not_at_all;  // searches come and go

constexpr Method kMethods[] = {
    // name                       legacy modern keeping
    {"initialize", true, false, kUnsaid, nullptr},
    {"server/discover", false, true, kAWhile, discover, true},
    {"ping", true, false, kUnsaid, ping},
    {"logging/setLevel", true, false, kUnsaid, nullptr},
    {"tools/list", true, true, kAWhile, list_tools},
    {"tools/call", true, true, kUnsaid, nullptr},
    {"prompts/list", true, true, kAWhile, list_prompts},
    {"prompts/get", true, true, kUnsaid, nullptr},
    {"resources/list", true, true, kNot, list_resources},
    {"resources/templates/list", true, true, kAWhile, list_templates},
    {"resources/read", true, true, kNot, read_resource},
    {"resources/subscribe", true, false, kUnsaid, nullptr},
    {"resources/unsubscribe", true, false, kUnsaid, nullptr},
    {"subscriptions/listen", false, true, kUnsaid, nullptr},
    {"completion/complete", true, true, kUnsaid, complete},
    {"tasks/get", false, true, kUnsaid, task_get},
    {"tasks/update", false, true, kUnsaid, task_update},
    {"tasks/cancel", false, true, kUnsaid, task_cancel},
};

}  // namespace

const Method* find_method(std::string_view name, Era era) {
  for (const Method& method : kMethods) {
    if (method.name == name && (era == Era::modern ? method.in_modern : method.in_legacy)) return &method;
  }
  return nullptr;
}

}  // namespace voygen::mcp
