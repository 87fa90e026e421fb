// JSON-RPC messages: what is read from any text, and that what is written about it can be read again.
#include "mcp/message.hpp"

#include "envelope.hpp"
#include "fuzz.hpp"
#include "json_judge.hpp"

namespace voygen::fuzz {
namespace {

using mcp::json;
using mcp::Message;
using mcp::MessageLimits;
using mcp::ParsedMessage;
using mcp::RpcError;
namespace rpc = mcp::rpc;

MessageLimits take_limits(Input& input) {
  static constexpr MessageLimits kLimits[] = {{64, 100}, {64, 1}, {1, 2}, {2, 3}, {8, 0}};
  return input.one_of(kLimits);
}

bool same(const Message& a, const Message& b) {
  return a.kind == b.kind && a.id == b.id && a.method == b.method && a.params == b.params && a.response == b.response;
}

bool same(const ParsedMessage& a, const ParsedMessage& b) {
  if (a.index() != b.index()) return false;
  if (const auto* const message = std::get_if<Message>(&a)) return same(*message, std::get<Message>(b));
  return error_text(std::get<RpcError>(a)) == error_text(std::get<RpcError>(b));
}

bool is_id(const json& id) { return id.is_string() || id.is_number_integer(); }

// Which texts are read at all, and as how many messages.
void check_body(std::string_view text, const MessageLimits& limits, const mcp::ParsedBody& body) {
  const JsonFacts facts = judge_json(text);
  require(!body.messages.empty(), "a body has at least one message or error");
  const auto* const first_error = std::get_if<RpcError>(&body.messages.front());
  const bool unread = first_error != nullptr && first_error->code == rpc::kParseError;
  if (!facts.is_valid || facts.depth > limits.max_depth) {
    require(unread && body.messages.size() == 1 && !body.is_batch, "what is not JSON, or nested too deep, is one parse error");
    return;
  }
  if (unread) {
    require(facts.has_huge_number, "JSON within the limits is read");
    return;
  }
  const bool fits = facts.elements >= 1 && facts.elements <= limits.max_batch;
  require(body.is_batch == (facts.is_array && fits), "an array within the limits is a batch");
  require(body.messages.size() == (body.is_batch ? facts.elements : 1), "one outcome for each message");
  if (facts.is_array && !fits) require(first_error != nullptr && first_error->code == rpc::kInvalidRequest, "a batch of a wrong size is one invalid request");
  if (!facts.is_array) require(same(body.messages.front(), parse_message(text, limits)), "a message is read the same, alone or as a body");
}

void check_shape(const Message& message) {
  switch (message.kind) {
    case Message::Kind::request: require(is_id(message.id) && message.response.is_null(), "a request has an id"); break;
    case Message::Kind::notification: require(message.id.is_null() && message.response.is_null(), "a notification has none"); break;
    case Message::Kind::response:
      require(is_id(message.id) && (message.response.contains("result") || message.response.contains("error")), "a response has an id and an outcome");
      require(message.method.empty(), "a response has no method");
      break;
  }
}

// A message written by us is read as what it was.
void check_written_again(const Message& message) {
  std::string text;
  switch (message.kind) {
    case Message::Kind::request: text = mcp::request_text(message.id, message.method, message.params); break;
    case Message::Kind::notification: text = mcp::notification_text(message.method, mcp::to_text(message.params)); break;
    case Message::Kind::response: {
      json document = message.response;
      document["id"] = message.id;
      text = mcp::to_text(document);
      break;
    }
  }
  require(is_one_json_line(text), "a message is one line of JSON");
  const ParsedMessage again = mcp::parse_message(text);
  const auto* const read = std::get_if<Message>(&again);
  require(read != nullptr, "a message we write can be read");
  if (message.kind != Message::Kind::response) require(same(*read, message), "and is the same");
}

void check_answers(const Message& message, std::string_view bytes) {
  const std::string result = mcp::result_text(message.id, mcp::to_text(message.params));
  require(is_one_json_line(result), "a result is one line of JSON");
  require(json::parse(result) == json({{"jsonrpc", "2.0"}, {"id", message.id}, {"result", message.params}}), "a result holds what was put in");
  const RpcError error{-32000, message.method, message.id, message.params};
  const std::string text = error_text(error);
  require(is_one_json_line(text), "an error is one line of JSON");
  const json read = json::parse(text);
  require(read.value("id", json()) == message.id, "an error holds the id, or none");
  json expected{{"code", -32000}, {"message", message.method}};
  if (!message.params.is_null()) expected["data"] = message.params;
  require(read["error"] == expected, "an error holds what was put in");
  // Strings that come from elsewhere, such as a plugin, may hold any bytes.
  require(is_one_json_line(mcp::error_text({1, std::string(bytes), std::string(bytes), std::string(bytes)})), "an error made of any bytes is one line of JSON");
  require(is_one_json_line(mcp::notification_text(bytes, mcp::to_text(std::string(bytes)))), "a notification made of any bytes is one line of JSON");
  require(is_one_json_line(mcp::answer_text(std::string(bytes), RpcError{2, std::string(bytes)})), "an answer made of any bytes is one line of JSON");
}

void check_envelope(const Message& message) {
  std::string claimed;
  bool claims = false;
  if (message.kind != Message::Kind::response) {
    const json params = message.params.is_object() ? message.params : json::object();
    const json meta = params.value("_meta", json());
    const json version = meta.is_object() ? meta.value(mcp::meta::kVersion, json("")) : json("");
    claims = meta.is_object() && meta.contains(mcp::meta::kVersion);
    if (version.is_string()) claimed = version.get<std::string>();
  }
  require(claimed_version(message) == claimed, "the claimed version is the string in _meta");
  require(claims_modern(message) == claims, "the key in _meta makes a message modern");
  const auto read = read_envelope(message, "someone");
  if (const auto* const error = std::get_if<RpcError>(&read)) {
    require(error->http_status == 400 && is_one_json_line(error_text(*error)), "a bad envelope is told");
    require((error->code == rpc::kUnsupportedVersion) == (error->code != rpc::kInvalidParams), "as one of two errors");
    if (error->code == rpc::kUnsupportedVersion) require(error->data["requested"] == claimed && claimed != mcp::kModernVersion, "an unserved version is named");
    return;
  }
  const mcp::Caller& caller = *std::get<std::shared_ptr<const mcp::Caller>>(read);
  const json& meta = message.params["_meta"];
  require(claimed == mcp::kModernVersion && caller.is_modern(), "only the modern version has an envelope");
  require(caller.principal == "someone" && caller.session_id.empty(), "an envelope does not say who its sender is");
  require(caller.capabilities.is_object() && caller.capabilities == meta[mcp::meta::kClientCapabilities], "the capabilities are those of the envelope");
  require(caller.client_info.is_null() || caller.client_info == meta[mcp::meta::kClientInfo], "the client is that of the envelope");
  if (caller.log_level) require(mcp::kLogLevels[static_cast<std::size_t>(*caller.log_level)] == meta[mcp::meta::kLogLevel], "and so is the log level");
  else require(!meta.contains(mcp::meta::kLogLevel), "a log level is read or refused");
}

}  // namespace

void message(std::string_view bytes) {
  Input input(bytes);
  const MessageLimits limits = take_limits(input);
  const auto body = mcp::parse_body(input.rest(), limits);
  check_body(input.rest(), limits, body);
  for (const ParsedMessage& one : body.messages) {
    if (const auto* const error = std::get_if<RpcError>(&one)) {
      require(error->id.is_null() || is_id(error->id), "an error has the id of its message, or none");
      require(is_one_json_line(error_text(*error)), "an error is one line of JSON");
      continue;
    }
    const Message& read = std::get<Message>(one);
    check_shape(read);
    check_written_again(read);
    check_answers(read, input.rest());
    check_envelope(read);
  }
}

}  // namespace voygen::fuzz
