// Descriptor: owns one open file descriptor.
#pragma once

#include <unistd.h>

#include <utility>

namespace voygen::net {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }

  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

  [[nodiscard]] int get() const { return number_; }

 private:
  int number_ = -1;
};

}  // namespace voygen::net
