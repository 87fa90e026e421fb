// Base64 (RFC 4648), strict: a wrong character, wrong padding or trailing text is no Base64.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace voygen::core {

enum class Base64 { standard, url };  // "+/" with padding, or "-_" without

std::string to_base64(std::string_view bytes, Base64 alphabet = Base64::standard);
std::optional<std::string> from_base64(std::string_view text, Base64 alphabet = Base64::standard);

}  // namespace voygen::core
