// Reading a text/event-stream.
#pragma once

#include <istream>

#include "net/http_client.hpp"

namespace voygen::net {

// Hands on the data of one event after the other until the stream ends; an event without any is passed over.
void read_events(std::istream& stream, const EventSink& on_event);

}  // namespace voygen::net
