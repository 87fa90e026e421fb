// JSON as sites write it: with what authors and templates break put right, as long as it can mean one thing only. Pure.
#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

namespace generic {

// Reads strict JSON, else repairs: a byte order mark, comment and CDATA wrappers, comments, trailing and doubled commas, raw line ends in texts,
// single quotes, bare keys, entities instead of quotes, "undefined" and "NaN" (null), "name = {...};" around the value, several values in a
// row (an array of them). Nothing when it is still not one value: a text that is cut off is not completed.
std::optional<nlohmann::json> read_lenient_json(std::string_view text);

}  // namespace generic
