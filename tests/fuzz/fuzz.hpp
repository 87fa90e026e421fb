// What the fuzz targets share. A target is a function that is given any bytes and throws Broken when what it states about the product
// does not hold for them. Targets keep no state from one input to the next.
#pragma once

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace voygen::fuzz {

void message(std::string_view bytes);
void envelope(std::string_view bytes);
void request(std::string_view bytes);
void values(std::string_view bytes);
void events(std::string_view bytes);

struct Broken : std::logic_error {
  using std::logic_error::logic_error;
};

inline void require(bool holds, const char* what) {
  if (!holds) throw Broken(what);
}

// Takes decisions from the front of the bytes; when they are used up, every further one is 0 or empty.
class Input {
 public:
  explicit Input(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return first;
  }
  template <typename List>
  const auto& one_of(const List& list) {
    return list[byte() % std::size(list)];
  }
  // Up to the next byte 0, which is swallowed: a dictionary's words fit in as they are.
  std::string_view text() {
    const std::string_view taken = rest_.substr(0, rest_.find('\0'));
    rest_.remove_prefix(std::min(rest_.size(), taken.size() + 1));
    return taken;
  }
  // A length and that many bytes.
  std::string_view block() {
    const std::size_t size = byte();
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace voygen::fuzz
