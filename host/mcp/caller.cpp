#include "mcp/caller.hpp"

namespace voygen::mcp {
namespace {

bool declares(const json& capabilities, const json& needed) {
  for (const auto& [name, inner] : needed.items()) {
    const auto declared = capabilities.find(name);
    if (declared == capabilities.end() || !declared->is_object() || !declares(*declared, inner)) return false;
  }
  return true;
}

}  // namespace

bool Caller::declares(const json& needed) const { return mcp::declares(capabilities, needed); }

}  // namespace voygen::mcp
