#include "core/secret.hpp"

#include <sodium.h>

#include "core/log.hpp"

namespace voygen::core {

Secret::Secret(std::string text) : text_(std::move(text)) { mask_in_log(text_); }

Secret& Secret::operator=(const Secret& other) {
  if (this != &other) {
    wipe();
    text_ = other.text_;
  }
  return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    text_ = std::move(other.text_);
    other.wipe();
  }
  return *this;
}

bool Secret::matches(std::string_view candidate) const {
  return !text_.empty() && candidate.size() == text_.size() && sodium_memcmp(candidate.data(), text_.data(), text_.size()) == 0;
}

void Secret::wipe() {
  if (!text_.empty()) sodium_memzero(text_.data(), text_.size());
  text_.clear();
}

}  // namespace voygen::core
