// Secret: text that must never be seen. It has no formatter and no JSON form, so printing one does not compile; its memory is wiped.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "voygen/result.hpp"

namespace voygen::core {

class Secret {
 public:
  Secret() = default;
  // From now on the log masks this text, too (log.hpp).
  explicit Secret(std::string text);
  Secret(const Secret& other) = default;
  Secret(Secret&& other) noexcept = default;
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret() { wipe(); }

  [[nodiscard]] bool empty() const { return text_.empty(); }
  // The only way to the text. Use it in the expression that hands it to the browser or the wire; do not keep it.
  [[nodiscard]] std::string_view reveal() const { return text_; }
  // Equal in constant time.
  [[nodiscard]] bool matches(std::string_view candidate) const;

 private:
  void wipe();
  std::string text_;
};

// Finds a secret by "<platform>.<name>"; not_found says how to set it. Any thread.
using SecretSource = std::function<Result<Secret>(std::string_view name)>;

}  // namespace voygen::core
