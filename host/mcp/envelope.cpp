#include "envelope.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "core/base64.hpp"

namespace voygen::mcp {
namespace {

RpcError bad_request(int code, std::string message, json data = nullptr) {
  RpcError error{code, std::move(message), nullptr, std::move(data)};
  error.http_status = 400;
  return error;
}

RpcError mismatch(std::string why) { return bad_request(rpc::kHeaderMismatch, std::move(why)); }

const json* meta_of(const Message& message) {
  if (message.kind == Message::Kind::response || !message.params.is_object()) return nullptr;
  const auto meta = message.params.find("_meta");
  return meta != message.params.end() && meta->is_object() ? &*meta : nullptr;
}

// The member of params a request is routed by; null for none.
const char* routed_by(std::string_view method) {
  if (method == "tools/call" || method == "prompts/get") return "name";
  if (method == "resources/read") return "uri";
  if (method == "tasks/get" || method == "tasks/update" || method == "tasks/cancel") return "taskId";
  return nullptr;
}

// An argument that must be repeated in a header, because the tool's schema says so ("x-mcp-header").
struct MirroredArgument {
  std::string header;
  json::json_pointer place;
};

void find_mirrored(const json& schema, const json::json_pointer& place, std::vector<MirroredArgument>& found) {
  const auto properties = schema.find("properties");
  if (properties == schema.end() || !properties->is_object()) return;
  for (const auto& [name, property] : properties->items()) {
    if (!property.is_object()) continue;
    if (property.contains("x-mcp-header") && property["x-mcp-header"].is_string()) {
      found.push_back({"Mcp-Param-" + property["x-mcp-header"].get<std::string>(), place / name});
    }
    find_mirrored(property, place / name, found);
  }
}

bool same_value(const json& argument, const std::string& header) {
  if (argument.is_string()) return argument.get_ref<const std::string&>() == header;
  if (argument.is_boolean()) return header == (argument.get<bool>() ? "true" : "false");
  if (!argument.is_number()) return false;
  double number = 0;
  const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), number);
  if (error != std::errc{} || end != header.data() + header.size() || number != argument.get<double>()) return false;
  constexpr double kExact = 9007199254740992;  // from here on neighbouring integers are one double
  return !argument.is_number_integer() || std::abs(number) < kExact || header == argument.dump();
}

bool has_header(const net::HttpRequest& request, std::string_view name) {
  return std::any_of(request.headers.begin(), request.headers.end(), [&](const auto& header) { return net::equal_ignoring_case(header.first, name); });
}

std::optional<std::string> mirrored_mismatch(const net::HttpRequest& request, const Message& message, const Caller& caller, const ToolRegistry& tools) {
  const json name = message.params.value("name", json());
  const auto tool = name.is_string() ? tools.find(name.get_ref<const std::string&>()) : nullptr;
  const auto arguments = message.params.find("arguments");
  if (!tool || !caller.declares(tool->tool().capabilities_needed()) || arguments == message.params.end() || !arguments->is_object()) return std::nullopt;
  std::vector<MirroredArgument> mirrored;
  find_mirrored(tool->tool().input_schema, json::json_pointer(), mirrored);
  for (const MirroredArgument& one : mirrored) {
    if (!arguments->contains(one.place) || arguments->at(one.place).is_null()) continue;
    if (!has_header(request, one.header)) return "the header " + one.header + " is missing";
    const auto value = decoded_header(request.header(one.header));
    if (!value || !same_value(arguments->at(one.place), *value)) return "the header " + one.header + " differs from the argument " + one.place.to_string().substr(1);
  }
  return std::nullopt;
}

}  // namespace

bool claims_modern(const Message& message) {
  const json* const meta = meta_of(message);
  return meta != nullptr && meta->contains(meta::kVersion);
}

std::variant<std::shared_ptr<const Caller>, RpcError> read_envelope(const Message& message, std::string principal) {
  const json* const meta = meta_of(message);
  const json empty = json::object();
  const json& said = meta != nullptr ? *meta : empty;
  std::string wrong;
  const auto need = [&](const char* key, auto is_right) {
    const auto found = said.find(key);
    if (found == said.end() || !is_right(*found)) wrong.append(wrong.empty() ? "" : ", ").append(key);
  };
  need(meta::kVersion, [](const json& value) { return value.is_string(); });
  need(meta::kClientCapabilities, [](const json& value) { return value.is_object(); });
  if (!wrong.empty()) return bad_request(rpc::kInvalidParams, "params._meta lacks, or has in a wrong form: " + wrong);
  const std::string& version = said[meta::kVersion].get_ref<const std::string&>();
  if (version != kModernVersion) return unsupported_version(version);

  auto caller = std::make_shared<Caller>();
  caller->principal = std::move(principal);
  caller->version = kModernVersion;
  caller->capabilities = said[meta::kClientCapabilities];
  if (const auto info = said.find(meta::kClientInfo); info != said.end() && info->is_object()) caller->client_info = *info;
  if (const auto level = said.find(meta::kLogLevel); level != said.end()) {
    const auto known = std::find_if(kLogLevels.begin(), kLogLevels.end(), [&](std::string_view name) { return *level == name; });
    if (known == kLogLevels.end()) return bad_request(rpc::kInvalidParams, std::string(meta::kLogLevel) + " is not a log level");
    caller->log_level = static_cast<LogLevel>(known - kLogLevels.begin());
  }
  return std::shared_ptr<const Caller>(std::move(caller));
}

std::optional<RpcError> version_mismatch(const net::HttpRequest& request, const Message& message) {
  const std::string_view header = request.header("MCP-Protocol-Version");
  const std::string_view claimed = claimed_version(message);
  if (header.empty() || claimed.empty() || header == claimed) return std::nullopt;
  return bad_request(rpc::kHeaderMismatch, "the header MCP-Protocol-Version differs from params._meta");
}

std::optional<RpcError> header_mismatch(const net::HttpRequest& request, const Message& message) {
  if (request.header("MCP-Protocol-Version").empty()) return mismatch("the header MCP-Protocol-Version is missing");
  const std::string_view method = request.header("Mcp-Method");
  if (message.kind == Message::Kind::notification && method.empty()) return std::nullopt;
  if (method != message.method) return mismatch(method.empty() ? "the header Mcp-Method is missing" : "the header Mcp-Method differs from the method");
  if (message.kind == Message::Kind::notification || !message.params.is_object()) return std::nullopt;
  if (const char* const member = routed_by(message.method)) {
    const json wanted = message.params.value(member, json());
    const auto name = decoded_header(request.header("Mcp-Name"));
    if (!has_header(request, "Mcp-Name")) return mismatch("the header Mcp-Name is missing");
    if (!name || (wanted.is_string() && *name != wanted.get_ref<const std::string&>())) {
      return mismatch(std::string("the header Mcp-Name differs from params.") + member);
    }
  }
  return std::nullopt;
}

std::optional<RpcError> argument_mismatch(const net::HttpRequest& request, const Message& message, const Caller& caller, const ToolRegistry& tools) {
  if (message.method != "tools/call" || !message.params.is_object()) return std::nullopt;
  if (auto why = mirrored_mismatch(request, message, caller, tools)) return mismatch(std::move(*why));
  return std::nullopt;
}

RpcError unsupported_version(std::string_view requested) {
  return bad_request(rpc::kUnsupportedVersion, "the protocol version " + std::string(requested) + " is not served this way",
                     {{"supported", {kModernVersion}}, {"requested", requested}});
}

std::optional<std::string> decoded_header(std::string_view value) {
  constexpr std::string_view kBegin = "=?base64?";
  constexpr std::string_view kEnd = "?=";
  const bool encoded = value.size() >= kBegin.size() + kEnd.size() && value.substr(0, kBegin.size()) == kBegin && value.substr(value.size() - 2) == kEnd;
  if (!encoded) return std::string(value);
  return core::from_base64(value.substr(kBegin.size(), value.size() - kBegin.size() - kEnd.size()));
}

}  // namespace voygen::mcp
