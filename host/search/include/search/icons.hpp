// The pictures a client may show beside the server, its tools and its prompts (MCP from 2025-11-25 on; the schemas of earlier versions
// allow members they do not know). They are host/search/icons/<name>.svg. Any thread.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace voygen::search {

// The name of the server's own.
inline constexpr const char* kServerIcon = "voygen";

// What goes into "icons": the one drawing of that name, inside its URI, so that nothing has to be fetched. A name without a drawing throws.
nlohmann::json icons_of(const std::string& name);

}  // namespace voygen::search
