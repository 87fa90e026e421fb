// One event of a text/event-stream as text.
#pragma once

#include <string>

#include "net/http_message.hpp"

namespace voygen::net {

// A line break of any kind inside the data begins a new "data:" line; the client joins them again. In name and id it becomes a
// blank: they cannot begin another field.
std::string event_text(const Event& event);

}  // namespace voygen::net
