// The published JSON schemas of docs/schemas/, compiled into the program. Read-only, any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace voygen::plugin {

const nlohmann::json& manifest_schema();
const nlohmann::json& answer_schema();
const nlohmann::json& query_schema();

}  // namespace voygen::plugin
