#include "core/base64.hpp"

#include <gtest/gtest.h>

namespace voygen::core {
namespace {

TEST(Base64, TakesNothingButItsOwnDigits) {
  EXPECT_EQ(from_base64("AA+/"), std::string("\0\x0f\xbf", 3));
  EXPECT_EQ(from_base64("AA-_", Base64::url), std::string("\0\x0f\xbf", 3));
  for (int c = 0; c < 256; ++c) {
    const std::string text = std::string(1, static_cast<char>(c)) + "AAA";
    const bool is_digit = c < 0x80 && std::isalnum(c) != 0;
    EXPECT_EQ(from_base64(text).has_value(), is_digit || c == '+' || c == '/') << c;
    EXPECT_EQ(from_base64(text, Base64::url).has_value(), is_digit || c == '-' || c == '_') << c;
  }
  for (const char* const wrong : {"A", "AA", "AAA", "AB==", "AA==AAAA", "AAAA\n"}) EXPECT_FALSE(from_base64(wrong)) << wrong;
}

}  // namespace
}  // namespace voygen::core
