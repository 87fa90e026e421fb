#include "request_judge.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace voygen::fuzz {
namespace {

constexpr std::string_view kBlanks = " \t\r\v\f";

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

std::string_view stripped(std::string_view text) {
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

class Careless {
 public:
  explicit Careless(std::string_view bytes) : bytes_(bytes) {}

  std::optional<std::size_t> end() {
    std::optional<std::string_view> line = next_line();
    while (line && line->empty()) line = next_line();  // before the request
    if (!line || !read_headers()) return std::nullopt;
    if (chunked_) return skip_chunks() ? std::optional(at_) : std::nullopt;
    return length_ <= bytes_.size() - at_ ? std::optional<std::size_t>(at_ + length_) : std::nullopt;
  }

 private:
  // Without its end, be it "\r\n" or "\n".
  std::optional<std::string_view> next_line() {
    const auto end = bytes_.find('\n', at_);
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view line = bytes_.substr(at_, end - at_);
    at_ = end + 1;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
  }

  bool read_headers() {
    std::string name;
    for (;;) {
      const auto line = next_line();
      if (!line) return false;
      if (line->empty()) return true;
      std::string_view value = *line;
      if (line->front() != ' ' && line->front() != '\t') {
        const auto colon = line->find(':');
        name = lower(stripped(line->substr(0, colon)));
        value = colon == std::string_view::npos ? std::string_view() : line->substr(colon + 1);
      }
      if (name == "transfer-encoding" && lower(value).find("chunked") != std::string::npos) chunked_ = true;
      if (name == "content-length") length_ = std::strtoull(std::string(stripped(value)).c_str(), nullptr, 10);
    }
  }

  bool skip_chunks() {
    for (;;) {
      const auto line = next_line();
      if (!line) return false;
      const auto size = std::strtoull(std::string(stripped(*line)).c_str(), nullptr, 16);
      if (size == 0) break;
      if (size > bytes_.size() - at_) return false;
      at_ += size;
      if (bytes_.substr(at_, 2) == "\r\n") at_ += 2;
      else if (bytes_.substr(at_, 1) == "\n") ++at_;
    }
    for (;;) {  // trailers
      const auto line = next_line();
      if (!line || line->empty()) return line.has_value();
    }
  }

  const std::string_view bytes_;
  std::size_t at_ = 0;
  bool chunked_ = false;
  unsigned long long length_ = 0;
};

}  // namespace

std::optional<std::size_t> careless_end(std::string_view bytes) { return Careless(bytes).end(); }

}  // namespace voygen::fuzz
