// Digest: a short, stable name for content. The same text gives the same digest on every machine and release.
#pragma once

#include <string>
#include <string_view>

namespace voygen::core {

// 128-bit BLAKE2b as 32 hexadecimal characters. For keys and ids, not for secrets.
std::string digest(std::string_view text);

}  // namespace voygen::core
