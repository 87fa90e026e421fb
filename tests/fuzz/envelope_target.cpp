// The headers that repeat what a modern request's body says: honest ones are taken, and no lie gets through. Everything goes through
// the HTTP parser, as it does on the wire.
#include "envelope.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "core/base64.hpp"
#include "fuzz.hpp"
#include "http_parser.hpp"

namespace voygen::fuzz {
namespace {

using mcp::json;
using mcp::Message;

const mcp::ToolRegistry& tools() {
  static const mcp::ToolRegistry* const kTools = [] {
    auto* const registry = new mcp::ToolRegistry;  // lives as long as the program
    const json schema = json::parse(R"({"type":"object","properties":{
      "city":{"type":"string","x-mcp-header":"City"},"count":{"type":"integer","x-mcp-header":"Count"},"flag":{"type":"boolean","x-mcp-header":"Flag"},
      "in":{"type":"object","properties":{"code":{"type":["string","integer","boolean"],"x-mcp-header":"Code"}}},"free":{"type":"string"}}})");
    mcp::Tool tool;
    tool.name = "t";
    tool.description = "d";
    tool.input_schema = schema;
    tool.handler = [](const mcp::ToolCall&) { return mcp::ToolResult::answer("x"); };
    require(registry->add(std::move(tool)).ok(), "the tool is fit");
    return registry;
  }();
  return *kTools;
}

// A string that JSON can hold: what is no UTF-8 is replaced.
std::string clean(std::string_view bytes) { return json::parse(mcp::to_text(std::string(bytes))).get<std::string>(); }

bool is_plain(std::string_view text) {
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  return printable && !text.starts_with(" ") && !text.ends_with(" ") && !text.starts_with("=?base64?");
}

std::string encoded(const std::string& text) { return is_plain(text) ? text : "=?base64?" + core::to_base64(text) + "?="; }

std::string as_header(const json& value) { return value.is_string() ? encoded(value.get<std::string>()) : value.dump(); }

json take_value(Input& input) {
  const std::uint8_t kind = input.byte();
  const std::string text = clean(input.text());
  if (kind % 4 == 0) return text;
  if (kind % 4 == 1) return kind >= 128;
  if (kind % 4 == 2) return static_cast<std::int64_t>(text.size());
  std::int64_t number = kind;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

struct Request {
  Message message;
  net::HeaderList honest;  // what a client that follows the rules sends
};

Request take_request(Input& input) {
  static constexpr std::array<std::pair<const char*, const char*>, 6> kMethods{
      {{"tools/call", "name"}, {"prompts/get", "name"}, {"resources/read", "uri"}, {"tasks/get", "taskId"}, {"tools/list", nullptr}, {"ping", nullptr}}};
  const auto& [method, member] = input.one_of(kMethods);
  Request request;
  request.message.id = 1;
  request.message.method = method;
  request.message.params["_meta"][mcp::meta::kVersion] = mcp::kModernVersion;
  request.honest = {{"Host", "a"}, {"MCP-Protocol-Version", std::string(mcp::kModernVersion)}, {"Mcp-Method", method}};
  const std::uint8_t chosen = input.byte();
  if (member != nullptr) {
    const std::string name = request.message.method == "tools/call" && (chosen & 1U) == 0 ? "t" : clean(input.text());
    request.message.params[member] = name;
    request.honest.emplace_back("Mcp-Name", encoded(name));
  }
  json& params = request.message.params;
  constexpr std::array<std::pair<const char*, const char*>, 4> kMirrored{
      {{"/city", "Mcp-Param-City"}, {"/count", "Mcp-Param-Count"}, {"/flag", "Mcp-Param-Flag"}, {"/in/code", "Mcp-Param-Code"}}};
  params["arguments"] = json::object();
  for (std::size_t i = 0; i < kMirrored.size(); ++i) {
    if ((chosen >> (i + 1) & 1U) == 0) continue;
    const json value = take_value(input);
    params["arguments"][json::json_pointer(kMirrored[i].first)] = value;
    if (params.value("name", "") == "t" && request.message.method == "tools/call") request.honest.emplace_back(kMirrored[i].second, as_header(value));
  }
  params["arguments"]["free"] = clean(input.text());
  return request;
}

// What the server makes of these headers; nothing when the request does not even reach it.
std::optional<bool> is_taken(const Message& message, const net::HeaderList& headers) {
  std::string text = "POST /mcp HTTP/1.1";
  for (const auto& [name, value] : headers) text.append("\r\n").append(name).append(": ").append(value);
  const auto parsed = net::parse_head(text);
  const auto* const head = std::get_if<net::RequestHead>(&parsed);
  if (head == nullptr) return std::nullopt;
  auto mismatch = version_mismatch(head->request, message);
  if (!mismatch) mismatch = header_mismatch(head->request, message);
  if (!mismatch && message.kind == Message::Kind::request) mismatch = argument_mismatch(head->request, message, mcp::Caller{}, tools());
  if (mismatch) {
    require(mismatch->code == mcp::rpc::kHeaderMismatch && mismatch->http_status == 400, "a mismatch has its own error");
    require(!mismatch->message.empty(), "and says what does not match");
  }
  return !mismatch;
}

// May this header stand for the one an honest client sends?
bool means_the_same(const std::string& honest, std::string_view said, bool encodable) {
  if (said == honest) return true;
  if (encodable) {
    const auto a = mcp::decoded_header(honest);
    return a && a == mcp::decoded_header(said);
  }
  return false;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789", text.front() == '-' ? 1 : 0) == std::string_view::npos && text != "-";
}

// A number may be spelt in other ways, but it must be that number.
bool same_number(const std::string& honest, const std::string& said) {
  std::int64_t a = 0;
  std::int64_t b = 0;
  if (std::from_chars(honest.data(), honest.data() + honest.size(), a).ec != std::errc{}) return false;
  const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), b);
  if (error == std::errc{} && end == said.data() + said.size()) return a == b;
  double number = 0;
  const auto [number_end, problem] = std::from_chars(said.data(), said.data() + said.size(), number);
  return problem == std::errc{} && number_end == said.data() + said.size() && number == static_cast<double>(a) && std::abs(number) < 9007199254740992.0;
}

void check_lies(const Request& request, Input& input) {
  for (std::size_t i = 1; i < request.honest.size(); ++i) {
    net::HeaderList headers = request.honest;
    headers.erase(headers.begin() + static_cast<std::ptrdiff_t>(i));
    require(is_taken(request.message, headers) == false, "a missing header is noticed");
  }
  const std::size_t lie = 1 + input.byte() % (request.honest.size() - 1);
  const std::string honest = request.honest[lie].second;
  const std::string said(net::trimmed(input.text()));
  net::HeaderList headers = request.honest;
  headers[lie].second = said;
  const std::optional<bool> taken = is_taken(request.message, headers);
  const bool mirrors_number = lie >= 4 && is_number(honest);
  const bool truth = means_the_same(honest, said, lie >= 3) || (mirrors_number && same_number(honest, said));
  if (taken == true) require(truth, "a header that says something else is noticed");
  headers = request.honest;
  headers.emplace_back(request.honest[lie].first, said.empty() ? "x" : said);
  require(is_taken(request.message, headers) != true, "a header that is there twice is noticed");
}

}  // namespace

void envelope(std::string_view bytes) {
  Input input(bytes);
  Request request = take_request(input);
  require(is_taken(request.message, request.honest) == true, "honest headers are taken");
  check_lies(request, input);
  request.message.kind = Message::Kind::notification;
  require(is_taken(request.message, request.honest) == true, "honest headers of a notification are taken");
}

}  // namespace voygen::fuzz
