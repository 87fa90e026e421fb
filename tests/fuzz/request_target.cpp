// HTTP requests: how the bytes arrive does not matter, and no other reader sees another request in the same bytes.
#include <tuple>
#include <vector>

#include "fuzz.hpp"
#include "request_judge.hpp"
#include "request_reader.hpp"

namespace voygen::fuzz {
namespace {

using net::RequestHead;
using net::RequestReader;

struct Limits {
  std::size_t head;
  std::size_t body;
};
constexpr Limits kLimits[] = {{64 * 1024, 1024 * 1024}, {64, 16}, {40, 0}, {128, 100}};
constexpr Limits kWide = {16 * 1024 * 1024, 16 * 1024 * 1024};

// What a connection makes of some bytes.
struct Reading {
  struct Request {
    RequestHead head;
    std::size_t end;  // where it ends in the bytes
  };
  std::vector<Request> requests;
  RequestReader::Step last = RequestReader::Step::more;
  bool in_body = false;     // the rest belongs to a body
  std::size_t left = 0;     // bytes that wait for more
  int status = 0;           // of a refusal, with its text
  std::string problem;
};

auto fields_of(const RequestHead& head) {
  const net::HttpRequest& request = head.request;
  return std::tie(request.method, request.path, request.query, request.headers, request.body, head.content_length, head.chunked, head.keep_alive,
                  head.expects_continue, head.http_1_0);
}

bool same(const Reading& a, const Reading& b) {
  const auto same_request = [](const Reading::Request& x, const Reading::Request& y) { return x.end == y.end && fields_of(x.head) == fields_of(y.head); };
  return std::equal(a.requests.begin(), a.requests.end(), b.requests.begin(), b.requests.end(), same_request) &&
         std::tie(a.last, a.in_body, a.left, a.status, a.problem) == std::tie(b.last, b.in_body, b.left, b.status, b.problem);
}

// As connections do it: what the reader leaves is offered again, with the next piece behind it. `next_size` is how much arrives at once.
template <typename NextSize>
Reading read_in_pieces(std::string_view bytes, const Limits& limits, NextSize next_size) {
  RequestReader reader(limits.head, limits.body);
  Reading reading;
  std::string input;
  while (!bytes.empty() && reading.last != RequestReader::Step::refused) {
    const std::string_view piece = bytes.substr(0, next_size());
    bytes.remove_prefix(piece.size());
    input.append(piece);
    std::string_view rest = input;
    while (!rest.empty()) {
      reading.last = reader.read(rest);
      if (reading.last != RequestReader::Step::request) break;
      reading.requests.push_back({reader.take(), 0});
      reading.requests.back().end = rest.size() + bytes.size();  // counted from the back; turned below
      reading.last = RequestReader::Step::more;
    }
    input.erase(0, input.size() - rest.size());
  }
  if (reading.last == RequestReader::Step::refused) {
    reading.status = reader.problem().status;
    reading.problem = reader.problem().text;
  } else {
    reading.left = input.size();
    reading.in_body = reader.in_body();
  }
  return reading;
}

template <typename NextSize>
Reading read(std::string_view bytes, const Limits& limits, NextSize next_size) {
  Reading reading = read_in_pieces(bytes, limits, next_size);
  for (auto& request : reading.requests) request.end = bytes.size() - request.end;
  return reading;
}

Reading read_at_once(std::string_view bytes, const Limits& limits) {
  return read(bytes, limits, [&] { return bytes.size(); });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

void check_limits(const RequestHead& head, std::string_view bytes, const Limits& limits) {
  const net::HttpRequest& request = head.request;
  require(request.body.size() <= limits.body, "a body keeps to its limit");
  require(head.chunked || request.body.size() == head.content_length, "a body is as long as it says");
  require(!head.chunked || (!head.http_1_0 && head.content_length == 0), "a body is framed in one way");
  require(bytes.find("\r\n\r\n", bytes.find_first_not_of("\r\n")) <= limits.head + bytes.find_first_not_of("\r\n"), "a head keeps to its limit");
  require(!request.method.empty() && request.method.find_first_of(" \t:") == std::string::npos && !has_control(request.method), "a method is a word");
  require(request.path == "*" || request.path.starts_with("/"), "a path begins with a slash");
  require(request.path.find('\0') == std::string::npos && !has_control(request.query), "a path has no NUL, a query no control characters");
  for (const auto& [name, value] : request.headers) {
    require(!name.empty() && !has_control(name) && name.find_first_of(" \t:") == std::string::npos, "a header's name is a word");
    require(!has_control(value) && net::trimmed(value) == value, "a header's value is a trimmed line");
  }
}

std::string percent_encoded(std::string_view path) {
  std::string text;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '*';
    constexpr std::string_view kDigits = "0123456789aBcDeF";
    const auto byte = static_cast<unsigned char>(c);
    if (plain) text += c;
    else text.append("%") += kDigits[byte / 16], text += kDigits[byte % 16];
  }
  return text;
}

// The request as a proxy would hand it on.
std::string written_again(const RequestHead& head) {
  std::string text = head.request.method + " " + percent_encoded(head.request.path);
  if (!head.request.query.empty()) text += "?" + head.request.query;
  text += head.http_1_0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n";
  for (const auto& [name, value] : head.request.headers) text.append(name).append(":").append(value).append("\r\n");
  text += "\r\n";
  if (!head.chunked) return text + head.request.body;
  for (std::string_view body = head.request.body; !body.empty();) {
    const std::string_view chunk = body.substr(0, 9);
    text += std::to_string(chunk.size()) + "\r\n" + std::string(chunk) + "\r\n";
    body.remove_prefix(chunk.size());
  }
  return text + "0\r\n\r\n";
}

// The target by the generic syntax of addresses: what is before the query, and without scheme and authority, is the path.
void check_target(const RequestHead& head, std::string_view own_bytes) {
  own_bytes.remove_prefix(std::min(own_bytes.size(), own_bytes.find_first_not_of("\r\n")));
  std::string_view target = own_bytes.substr(head.request.method.size() + 1);
  target = target.substr(0, target.find(' '));
  require(target.find('#') == std::string_view::npos, "a target has no fragment");
  const auto question = target.find('?');
  require(head.request.query == (question == std::string_view::npos ? "" : target.substr(question + 1)), "a query is what follows the first question mark");
  std::string_view path = target.substr(0, question);
  if (const auto colon = path.find_first_of(":/"); colon != std::string_view::npos && path.substr(colon, 3) == "://") {
    path.remove_prefix(colon + 3);
    path.remove_prefix(std::min(path.size(), path.find('/')));
    if (path.empty()) path = "/";
  }
  require(head.request.path == net::percent_decoded(path), "a path is what stands between authority and query");
}

void check_request(const RequestHead& head, std::string_view own_bytes, const Limits& limits) {
  check_limits(head, own_bytes, limits);
  check_target(head, own_bytes);
  const Reading alone = read_at_once(own_bytes, limits);
  require(alone.requests.size() == 1 && alone.requests[0].end == own_bytes.size(), "the bytes of a request are one request");
  require(fields_of(alone.requests[0].head) == fields_of(head), "which does not depend on what came before");
  require(careless_end(own_bytes) == own_bytes.size(), "a careless reader sees the same end");
  const std::string again = written_again(head);
  const Reading rewritten = read_at_once(again, kWide);
  require(rewritten.requests.size() == 1 && rewritten.requests[0].end == again.size(), "a request handed on is one request");
  require(fields_of(rewritten.requests[0].head) == fields_of(head), "and the same one");
}

}  // namespace

void request(std::string_view bytes) {
  Input input(bytes);
  const Limits& limits = input.one_of(kLimits);
  std::uint32_t seed = input.byte();
  const std::string_view sent = input.rest();
  const Reading whole = read_at_once(sent, limits);
  require(same(whole, read(sent, limits, [] { return 1; })), "bytes that come one by one are read as at once");
  const auto some = [&] {
    seed = seed * 1664525 + 1013904223;
    return 1 + (seed >> 8U) % ((seed >> 30U) == 0 ? 4 : 40);
  };
  require(same(whole, read(sent, limits, some)), "bytes that come in pieces are read as at once");
  std::size_t begin = 0;
  for (const auto& [head, end] : whole.requests) {
    check_request(head, sent.substr(begin, end - begin), limits);
    begin = end;
  }
}

}  // namespace voygen::fuzz
