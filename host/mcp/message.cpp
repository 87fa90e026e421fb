#include "mcp/message.hpp"

#include <algorithm>

namespace voygen::mcp {
namespace {

// Counted on the text, because reading a document nested a million deep is the harm.
bool nested_deeper_than(std::string_view text, std::size_t limit) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > limit) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

RpcError invalid(std::string message, json id = nullptr) { return {rpc::kInvalidRequest, std::move(message), std::move(id)}; }

bool is_valid_id(const json& id) { return id.is_string() || id.is_number_integer(); }

ParsedMessage read_message(json document) {
  if (!document.is_object()) return invalid("a JSON-RPC message is an object");
  Message message;
  if (const auto id = document.find("id"); id != document.end()) {
    if (!is_valid_id(*id)) return invalid("the id of a message must be a string or an integer");
    message.id = std::move(*id);
  }
  const auto version = document.find("jsonrpc");
  if (version == document.end() || *version != "2.0") return invalid("\"jsonrpc\" must be \"2.0\"", message.id);
  const auto method = document.find("method");
  if (method == document.end()) {
    const bool has_outcome = document.contains("result") || document.contains("error");
    if (!has_outcome || message.id.is_null()) return invalid("the message has no method", message.id);
    message.kind = Message::Kind::response;
    message.response = std::move(document);
    return message;
  }
  if (!method->is_string()) return invalid("\"method\" must be a string", message.id);
  message.method = method->get<std::string>();
  message.kind = message.id.is_null() ? Message::Kind::notification : Message::Kind::request;
  const auto params = document.find("params");
  const bool absent = params == document.end() || params->is_null();
  message.params = absent ? json::object() : std::move(*params);
  return message;
}

// The document, or why there is none.
std::variant<json, RpcError> read_document(std::string_view text, const MessageLimits& limits) {
  if (nested_deeper_than(text, limits.max_depth)) {
    return RpcError{rpc::kParseError, "the message is nested deeper than " + std::to_string(limits.max_depth) + " levels"};
  }
  json document = json::parse(text, nullptr, false);
  const bool cut_short = text.find('\0') != std::string_view::npos;  // the library takes a NUL for the end of the text
  if (cut_short || document.is_discarded()) return RpcError{rpc::kParseError, "the message is not valid JSON"};
  return document;
}

}  // namespace

ParsedMessage parse_message(std::string_view text, const MessageLimits& limits) {
  auto document = read_document(text, limits);
  if (auto* const error = std::get_if<RpcError>(&document)) return std::move(*error);
  return read_message(std::get<json>(std::move(document)));
}

ParsedBody parse_body(std::string_view text, const MessageLimits& limits) {
  ParsedBody body;
  auto read = read_document(text, limits);
  if (auto* const error = std::get_if<RpcError>(&read)) {
    body.messages.emplace_back(std::move(*error));
    return body;
  }
  json& document = std::get<json>(read);
  if (!document.is_array()) {
    body.messages.push_back(read_message(std::move(document)));
  } else if (document.empty() || document.size() > limits.max_batch) {
    body.messages.emplace_back(invalid("a batch has 1 to " + std::to_string(limits.max_batch) + " messages"));
  } else {
    body.is_batch = true;
    for (json& one : document) body.messages.push_back(read_message(std::move(one)));
  }
  return body;
}

std::string_view claimed_version(const Message& message) {
  if (message.kind == Message::Kind::response || !message.params.is_object()) return {};
  const auto meta = message.params.find("_meta");
  if (meta == message.params.end() || !meta->is_object()) return {};
  const auto version = meta->find(meta::kVersion);
  return version != meta->end() && version->is_string() ? std::string_view(version->get_ref<const std::string&>()) : std::string_view{};
}

RpcError invalid_params(std::string message) { return {rpc::kInvalidParams, std::move(message)}; }

std::string to_text(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

std::string result_text(const json& id, std::string_view result) {
  std::string text;
  text.reserve(result.size() + 64);
  return text.append(result_begin(id)).append(result).append(kResultEnd);
}

std::string result_begin(const json& id) { return R"({"jsonrpc":"2.0","id":)" + to_text(id) + R"(,"result":)"; }

std::string error_text(const RpcError& error) {
  std::string text = R"({"jsonrpc":"2.0",)";
  if (!error.id.is_null()) text.append(R"("id":)").append(to_text(error.id)).append(",");
  text.append(R"("error":{"code":)").append(std::to_string(error.code)).append(R"(,"message":)").append(to_text(error.message));
  if (!error.data.is_null()) text.append(R"(,"data":)").append(to_text(error.data));
  return text.append("}}");
}

std::string notification_text(std::string_view method, std::string_view params) {
  std::string text = R"({"jsonrpc":"2.0","method":)";
  return text.append(to_text(json(method))).append(R"(,"params":)").append(params).append("}");
}

std::string request_text(const json& id, std::string_view method, const json& params) {
  return to_text({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params.is_null() ? json::object() : params}});
}

std::string answer_text(const json& id, Answer answer) {
  if (const auto* const result = std::get_if<std::string>(&answer)) return result_text(id, *result);
  auto& error = std::get<RpcError>(answer);
  error.id = id;
  return error_text(error);
}

}  // namespace voygen::mcp
