// Random identifiers that nobody can guess.
#pragma once

#include <string>
#include <string_view>

namespace voygen::core {

// 128 random bits as 26 lower-case base32 characters, after a prefix: "s-4kzq…". Any thread.
std::string random_id(std::string_view prefix = {});

}  // namespace voygen::core
