// The head of an HTTP/1 request, read strictly: whatever two programs could understand differently is refused, because a request
// that is framed differently by a proxy and by us is an attack. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "net/http_message.hpp"

namespace voygen::net {

struct RequestHead {
  HttpRequest request;  // without body and remote
  std::uint64_t content_length = 0;
  bool chunked = false;
  bool keep_alive = true;
  bool expects_continue = false;
  bool http_1_0 = false;  // does not know chunks
};

// An answer to what is not a request; the connection cannot go on after it.
struct HttpProblem {
  int status = 400;
  std::string text;
};

// `head` is everything before the empty line.
std::variant<RequestHead, HttpProblem> parse_head(std::string_view head);

// Any but a tab. A line with one, such as a bare line feed, is two lines to some readers.
bool has_control_character(std::string_view line);

// "1a;name=value" -> 26; nothing when it is not a chunk size.
std::optional<std::uint64_t> parse_chunk_size(std::string_view line);

}  // namespace voygen::net
