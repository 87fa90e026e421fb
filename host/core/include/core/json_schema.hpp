// JSON Schema (draft 7) for everything that comes in at a door: tool arguments, settings, manifests, plugin answers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace voygen::core {

// One thing wrong with a document: where (a JSON pointer, "" is the whole), what stands there, and what is allowed.
struct SchemaViolation {
  std::string path;
  std::string message;
};

// A compiled schema. Immutable; any thread may check with it.
class JsonSchema {
 public:
  // The schema is ours: a broken one is a programming error and throws std::logic_error.
  explicit JsonSchema(const nlohmann::json& schema);
  ~JsonSchema();
  JsonSchema(JsonSchema&&) noexcept;
  JsonSchema& operator=(JsonSchema&&) noexcept;

  // Empty when the document satisfies the schema. Each message names field, value and what is allowed, in a form a model can act on:
  //   "guests" is 0; it must be at least 1
  //   unknown field "guest"; did you mean "guests"? known fields are checkIn, checkOut, …
  [[nodiscard]] std::vector<SchemaViolation> violations(const nlohmann::json& document) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

// "a; b; c" of all messages.
std::string explain(const std::vector<SchemaViolation>& violations);

}  // namespace voygen::core
