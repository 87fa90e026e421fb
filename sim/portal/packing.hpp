// What a web server does with text before it sends it: gzip, for clients that take it.
#pragma once

#include "portal/http.hpp"

namespace voygen::sim {

/// Packs the body and says so in the head. Pictures, fonts and what is hardly longer than its head stay as they are.
void pack(Reply& reply);

}  // namespace voygen::sim
