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

}  // namespace

std::variant<Message, RpcError> parse_message(std::string_view text, const MessageLimits& limits) {
  if (nested_deeper_than(text, limits.max_depth)) {
    return RpcError{rpc::kParseError, "the message is nested deeper than " + std::to_string(limits.max_depth) + " levels", nullptr};
  }
  json document = json::parse(text, nullptr, false);
  if (document.is_discarded()) return RpcError{rpc::kParseError, "the message is not valid JSON", nullptr};
  if (document.is_array()) return invalid("batches are not served; send one message at a time");
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

std::string to_text(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

std::string result_text(const json& id, std::string_view result) {
  std::string text;
  text.reserve(result.size() + 64);
  return text.append(R"({"jsonrpc":"2.0","id":)").append(to_text(id)).append(R"(,"result":)").append(result).append("}");
}

std::string error_text(const RpcError& error) {
  std::string text = R"({"jsonrpc":"2.0",)";
  if (!error.id.is_null()) text.append(R"("id":)").append(to_text(error.id)).append(",");
  return text.append(R"("error":{"code":)").append(std::to_string(error.code)).append(R"(,"message":)").append(to_text(error.message)).append("}}");
}

std::string notification_text(std::string_view method, std::string_view params) {
  std::string text = R"({"jsonrpc":"2.0","method":)";
  return text.append(to_text(json(method))).append(R"(,"params":)").append(params).append("}");
}

}  // namespace voygen::mcp
