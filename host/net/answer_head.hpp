// The head of an answer as text.
#pragma once

#include <string>
#include <string_view>

#include "net/http_message.hpp"

namespace voygen::net {

// Status line, Date, Content-Type (unless empty) and the headers; the caller goes on with headers of its own.
void append_head(std::string& text, int status, std::string_view content_type, const HeaderList& headers);
// Line breaks become blanks: a value cannot begin another header.
void append_header(std::string& text, std::string_view name, std::string_view value);

// {"error": "<text>"}
std::string problem_body(std::string_view text);

}  // namespace voygen::net
