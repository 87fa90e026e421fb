#include "fixture.hpp"
#include "groups.hpp"

namespace voygen::conformance {

void add_prompts(mcp::Server& server) {
  for (const json& fixture : fixtures("prompts.json")) must(server.prompts().add(prompt_from(fixture)));
}

}  // namespace voygen::conformance
