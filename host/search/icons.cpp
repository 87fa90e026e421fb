#include "search/icons.hpp"

#include <map>

#include "core/base64.hpp"

namespace voygen::search {

using nlohmann::json;

// No "sizes": a drawing fits all, which is what its absence means; and clients of 2025-06-18 that knew an early draft of icons expect a
// string there, not a list, and would refuse every tool.
json icons_of(const std::string& name) {
  static const std::map<std::string, std::string_view> drawings = {
#include "icons.inc"
  };
  return json::array({{{"src", "data:image/svg+xml;base64," + core::to_base64(drawings.at(name + ".svg"))}, {"mimeType", "image/svg+xml"}}});
}

}  // namespace voygen::search
