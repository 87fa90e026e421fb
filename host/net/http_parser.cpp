#include "http_parser.hpp"

#include <algorithm>
#include <charconv>

namespace voygen::net {
namespace {

constexpr std::size_t kMaxHeaders = 100;
constexpr std::size_t kUsualHeaders = 12;
constexpr std::size_t kMaxTarget = 8 * 1024;

bool is_token(std::string_view text) {
  constexpr std::string_view kPunctuation = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || kPunctuation.find(c) != std::string_view::npos;
  });
}

std::optional<std::uint64_t> parse_number(std::string_view digits, int base) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// Does a comma-separated header name this option?
bool lists(std::string_view header, std::string_view option) {
  for (std::string_view rest = header; !rest.empty();) {
    const std::string_view item = rest.substr(0, rest.find(','));
    if (equal_ignoring_case(trimmed(item), option)) return true;
    rest.remove_prefix(std::min(rest.size(), item.size() + 1));
  }
  return false;
}

// "/path?query", "http://name/path?query" (as sent to proxies), or "*".
std::optional<HttpProblem> take_target(std::string_view target, HttpRequest& request) {
  if (target.size() > kMaxTarget) return HttpProblem{414, "the request target is too long"};
  if (target.find('#') != std::string_view::npos) return HttpProblem{400, "the request target has a fragment"};
  const auto question = target.find('?');
  std::string_view path = target.substr(0, question);
  if (const auto colon = path.find_first_of(":/"); colon != std::string_view::npos && colon > 0 && path.substr(colon, 3) == "://") {
    const auto slash = path.find('/', colon + 3);
    path = slash == std::string_view::npos ? std::string_view("/") : path.substr(slash);
  }
  if (!path.starts_with('/') && target != "*") return HttpProblem{400, "the request target is not a path"};
  auto decoded = percent_decoded(path);
  if (!decoded) return HttpProblem{400, "the request path has a broken percent escape"};
  request.path = std::move(*decoded);
  if (question != std::string_view::npos) request.query = target.substr(question + 1);
  return std::nullopt;
}

std::optional<HttpProblem> take_request_line(std::string_view line, RequestHead& head) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || !is_token(line.substr(0, first))) {
    return HttpProblem{400, "the request line is not METHOD TARGET HTTP/1.1"};
  }
  const std::string_view version = line.substr(last + 1);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    if (version.substr(0, 5) == "HTTP/") return HttpProblem{505, "only HTTP/1.1 and HTTP/1.0 are served"};
    return HttpProblem{400, "the request line is not METHOD TARGET HTTP/1.1"};
  }
  if (target.find(' ') != std::string_view::npos) return HttpProblem{400, "the request target has a blank in it"};
  head.http_1_0 = version == "HTTP/1.0";
  head.request.method = line.substr(0, first);
  return take_target(target, head.request);
}

std::optional<HttpProblem> take_header(std::string_view line, HeaderList& headers) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return HttpProblem{400, "a header line is not NAME: VALUE"};
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  for (auto& [known, joined] : headers) {
    if (!equal_ignoring_case(known, name)) continue;
    for (const std::string_view single : {"Host", "Content-Length", "Transfer-Encoding"}) {
      if (equal_ignoring_case(name, single)) return HttpProblem{400, "the header " + std::string(single) + " is there twice"};
    }
    joined.append(value.empty() ? "," : ", ").append(value);  // a value never ends with a blank
    return std::nullopt;
  }
  if (headers.size() == kMaxHeaders) return HttpProblem{431, "there are more than 100 headers"};
  headers.emplace_back(name, value);
  return std::nullopt;
}

bool has_header(const HeaderList& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return equal_ignoring_case(header.first, name); });
}

// How the body is framed and whether the connection lives on.
std::optional<HttpProblem> take_framing(RequestHead& head) {
  const HttpRequest& request = head.request;
  const bool has_length = has_header(request.headers, "Content-Length");
  if (!head.http_1_0 && !has_header(request.headers, "Host")) return HttpProblem{400, "the Host header is missing"};
  if (has_header(request.headers, "Transfer-Encoding")) {
    if (has_length || head.http_1_0) return HttpProblem{400, "the body is framed in two ways"};
    if (!equal_ignoring_case(request.header("Transfer-Encoding"), "chunked")) return HttpProblem{501, "only the chunked transfer encoding is known"};
    head.chunked = true;
  } else if (has_length) {
    const auto length = parse_number(request.header("Content-Length"), 10);
    if (!length) return HttpProblem{400, "Content-Length is not a number"};
    head.content_length = *length;
  }
  const std::string_view expect = request.header("Expect");
  if (!expect.empty() && !equal_ignoring_case(expect, "100-continue")) return HttpProblem{417, "this expectation cannot be met"};
  head.expects_continue = !expect.empty() && !head.http_1_0;
  const std::string_view connection = request.header("Connection");
  head.keep_alive = !lists(connection, "close") && (!head.http_1_0 || lists(connection, "keep-alive"));
  return std::nullopt;
}

}  // namespace

bool has_control_character(std::string_view line) {
  return std::any_of(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

std::variant<RequestHead, HttpProblem> parse_head(std::string_view text) {
  RequestHead head;
  head.request.headers.reserve(kUsualHeaders);
  bool request_line = true;
  for (std::string_view rest = text; !rest.empty() || request_line;) {
    const std::string_view line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(std::min(rest.size(), line.size() + 2));
    if (has_control_character(line)) return HttpProblem{400, "the request head has a control character in it"};
    const auto problem = request_line ? take_request_line(line, head) : take_header(line, head.request.headers);
    if (problem) return *problem;
    request_line = false;
  }
  if (const auto problem = take_framing(head)) return *problem;
  return head;
}

std::optional<std::uint64_t> parse_chunk_size(std::string_view line) {
  const std::string_view digits = trimmed(line.substr(0, line.find(';')));
  return digits.size() > 15 ? std::nullopt : parse_number(digits, 16);
}

}  // namespace voygen::net
