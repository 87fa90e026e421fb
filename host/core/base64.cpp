#include "core/base64.hpp"

#include <sodium.h>

#include <algorithm>

namespace voygen::core {
namespace {

int variant(Base64 alphabet) { return alphabet == Base64::url ? sodium_base64_VARIANT_URLSAFE_NO_PADDING : sodium_base64_VARIANT_ORIGINAL; }

}  // namespace

std::string to_base64(std::string_view bytes, Base64 alphabet) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant(alphabet)), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), variant(alphabet));
  text.pop_back();  // the terminator
  return text;
}

std::optional<std::string> from_base64(std::string_view text, Base64 alphabet) {
  // The library takes every byte from 0x80 on for a digit.
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return std::nullopt;
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &length, &end,
                                       variant(alphabet));
  if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

}  // namespace voygen::core
