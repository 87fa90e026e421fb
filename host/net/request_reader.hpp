// RequestReader: puts one request together from input that arrives in pieces. Holds at most one body; a head or line that is not yet
// whole stays in the caller's input. Used by one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "http_parser.hpp"

namespace voygen::net {

class RequestReader {
 public:
  enum class Step { more, request, refused };

  RequestReader(std::size_t max_head_bytes, std::size_t max_body_bytes) : max_head_(max_head_bytes), max_body_(max_body_bytes) {}

  // Takes from the front of the input what belongs to the request. After `more` it wants the rest again, with more behind it; after
  // `refused` nothing that follows can be understood.
  Step read(std::string_view& input);

  // Once, when the client waits for "100 Continue" before it sends the body.
  bool take_continue() { return std::exchange(continue_due_, false); }
  [[nodiscard]] bool in_body() const { return part_ != Part::head; }

  // After `request`; then the next one can be read.
  RequestHead take();
  // After `refused`.
  [[nodiscard]] const HttpProblem& problem() const { return problem_; }

 private:
  enum class Part { head, body, chunk_size, chunk, chunk_end, trailers };
  using Outcome = std::optional<Step>;  // nothing: go on with the next part

  Outcome read_part(std::string_view& input);
  Outcome read_head(std::string_view& input);
  Outcome read_body(std::string_view& input);
  Outcome read_chunk_size(std::string_view& input);
  Outcome read_chunk(std::string_view& input);
  Outcome read_chunk_end(std::string_view& input);
  Outcome read_trailers(std::string_view& input);
  Outcome take_line(std::string_view& input, std::string_view& line);
  Outcome refuse(int status, std::string text);

  const std::size_t max_head_;
  const std::size_t max_body_;
  Part part_ = Part::head;
  bool continue_due_ = false;
  std::size_t searched_ = 0;    // so far there is no end of the head
  std::uint64_t chunk_left_ = 0;
  std::size_t trailers_ = 0;
  RequestHead head_;
  HttpProblem problem_;
};

}  // namespace voygen::net
