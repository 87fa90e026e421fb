#include "request_reader.hpp"

#include <algorithm>

namespace voygen::net {
namespace {

constexpr std::size_t kMaxLine = 1024;
constexpr std::size_t kMaxTrailers = 100;

// `end` is where the terminator was found, if it was. While it was not, all of it but one byte may be there already: how the input was
// cut into pieces must not decide.
bool is_longer(std::size_t end, std::string_view input, std::size_t limit, std::size_t terminator) {
  return end == std::string_view::npos ? input.size() > limit + terminator - 1 : end > limit;
}

}  // namespace

RequestReader::Step RequestReader::read(std::string_view& input) {
  for (;;) {
    if (const Outcome outcome = read_part(input)) return *outcome;
  }
}

RequestHead RequestReader::take() {
  part_ = Part::head;
  trailers_ = 0;
  continue_due_ = false;
  return std::exchange(head_, {});
}

RequestReader::Outcome RequestReader::read_part(std::string_view& input) {
  switch (part_) {
    case Part::head: return read_head(input);
    case Part::body: return read_body(input);
    case Part::chunk_size: return read_chunk_size(input);
    case Part::chunk: return read_chunk(input);
    case Part::chunk_end: return read_chunk_end(input);
    case Part::trailers: return read_trailers(input);
  }
  return Step::more;
}

RequestReader::Outcome RequestReader::read_head(std::string_view& input) {
  while (input.starts_with("\r\n")) input.remove_prefix(2);  // some clients end a body with an extra line break
  const auto end = input.find("\r\n\r\n", searched_ < 3 ? 0 : searched_ - 3);
  if (is_longer(end, input, max_head_, 4)) return refuse(431, "the request head is too large");
  searched_ = end == std::string_view::npos ? input.size() : 0;
  if (end == std::string_view::npos) return Step::more;
  auto parsed = parse_head(input.substr(0, end));
  input.remove_prefix(end + 4);
  if (auto* const problem = std::get_if<HttpProblem>(&parsed)) return refuse(problem->status, std::move(problem->text));
  head_ = std::move(std::get<RequestHead>(parsed));
  if (head_.content_length > max_body_) {
    return refuse(413, "the request body has " + std::to_string(head_.content_length) + " bytes; at most " + std::to_string(max_body_) +
                           " are accepted");
  }
  continue_due_ = head_.expects_continue && input.empty() && (head_.chunked || head_.content_length > 0);
  part_ = head_.chunked ? Part::chunk_size : Part::body;
  return std::nullopt;
}

RequestReader::Outcome RequestReader::read_body(std::string_view& input) {
  std::string& body = head_.request.body;
  const std::size_t taken = std::min<std::size_t>(input.size(), head_.content_length - body.size());
  body.append(input.substr(0, taken));
  input.remove_prefix(taken);
  return body.size() == head_.content_length ? Step::request : Step::more;
}

RequestReader::Outcome RequestReader::read_chunk_size(std::string_view& input) {
  std::string_view line;
  if (const Outcome outcome = take_line(input, line)) return outcome;
  const auto size = parse_chunk_size(line);
  if (!size) return refuse(400, "a chunk of the request body has no size");
  if (*size > max_body_ - head_.request.body.size()) {
    return refuse(413, "the request body has more than " + std::to_string(max_body_) + " bytes");
  }
  chunk_left_ = *size;
  part_ = *size == 0 ? Part::trailers : Part::chunk;
  return std::nullopt;
}

RequestReader::Outcome RequestReader::read_chunk(std::string_view& input) {
  const std::size_t taken = std::min<std::size_t>(input.size(), chunk_left_);
  head_.request.body.append(input.substr(0, taken));
  input.remove_prefix(taken);
  chunk_left_ -= taken;
  if (chunk_left_ > 0) return Step::more;
  part_ = Part::chunk_end;
  return std::nullopt;
}

RequestReader::Outcome RequestReader::read_chunk_end(std::string_view& input) {
  if (input.size() < 2) return Step::more;
  if (!input.starts_with("\r\n")) return refuse(400, "a chunk of the request body is longer than it says");
  input.remove_prefix(2);
  part_ = Part::chunk_size;
  return std::nullopt;
}

RequestReader::Outcome RequestReader::read_trailers(std::string_view& input) {
  std::string_view line;
  if (const Outcome outcome = take_line(input, line)) return outcome;
  if (line.empty()) return Step::request;
  if (++trailers_ == kMaxTrailers) return refuse(431, "there are too many trailers");
  return std::nullopt;
}

RequestReader::Outcome RequestReader::take_line(std::string_view& input, std::string_view& line) {
  const auto end = input.find("\r\n");
  if (is_longer(end, input, kMaxLine, 2)) return refuse(400, "a line within the chunked request body is too long");
  if (end == std::string_view::npos) return Step::more;
  line = input.substr(0, end);
  if (has_control_character(line)) return refuse(400, "a line within the chunked request body has a control character in it");
  input.remove_prefix(end + 2);
  return std::nullopt;
}

RequestReader::Outcome RequestReader::refuse(int status, std::string text) {
  problem_ = {status, std::move(text)};
  return Step::refused;
}

}  // namespace voygen::net
