// A second opinion on JSON texts (RFC 8259), which shares nothing with the library the product uses.
#pragma once

#include <cstddef>
#include <string_view>

namespace voygen::fuzz {

struct JsonFacts {
  bool is_valid = false;
  bool is_array = false;          // the outermost value
  std::size_t elements = 0;       // of the outermost array
  std::size_t depth = 0;          // of nested arrays and objects; 0 for a bare value
  bool has_huge_number = false;   // may be beyond a double: a reader may refuse it
};
JsonFacts judge_json(std::string_view text);

bool is_utf8(std::string_view text);
// What every message we write must be: valid JSON in UTF-8, without line breaks.
bool is_one_json_line(std::string_view text);

}  // namespace voygen::fuzz
