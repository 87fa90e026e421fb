#include "core/json_schema.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace voygen::core {

struct JsonSchema::Compiled {
  nlohmann::json source;
  valijson::Schema schema;
};

JsonSchema::JsonSchema(const nlohmann::json& schema) : compiled_(std::make_unique<Compiled>()) {
  compiled_->source = schema;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(compiled_->source), compiled_->schema);
}
JsonSchema::~JsonSchema() = default;
JsonSchema::JsonSchema(JsonSchema&&) noexcept = default;
JsonSchema& JsonSchema::operator=(JsonSchema&&) noexcept = default;

std::vector<SchemaViolation> JsonSchema::violations(const nlohmann::json& document) const {
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  valijson::adapters::NlohmannJsonAdapter target(document);
  if (validator.validate(compiled_->schema, target, &results)) return {};
  std::vector<SchemaViolation> found;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    std::string path;
    for (std::size_t i = 1; i < error.context.size(); ++i) path += error.context[i];
    found.push_back({path, error.description});
  }
  return found;
}

std::string explain(const std::vector<SchemaViolation>& violations) {
  std::string text;
  for (const SchemaViolation& violation : violations) text += (text.empty() ? "" : "; ") + violation.message;
  return text;
}

}  // namespace voygen::core
