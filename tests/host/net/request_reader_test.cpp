#include "request_reader.hpp"

#include <gtest/gtest.h>

namespace voygen::net {
namespace {

using Step = RequestReader::Step;

constexpr std::size_t kMaxHead = 64;

// The last step, when the bytes come one by one or at once.
Step read(const std::string& bytes, bool one_by_one) {
  RequestReader reader(kMaxHead, 1024);
  std::string input;
  Step step = Step::more;
  for (std::size_t i = 0; i < bytes.size() && step == Step::more;) {
    const std::string piece = one_by_one ? bytes.substr(i, 1) : bytes;
    i += piece.size();
    input += piece;
    std::string_view rest = input;
    step = reader.read(rest);
    input.erase(0, input.size() - rest.size());
  }
  return step;
}

std::string head_of_size(std::size_t size) {
  const std::string begin = "GET / HTTP/1.1\r\nHost: ";
  return begin + std::string(size - begin.size(), 'a') + "\r\n\r\n";
}

std::string chunked(const std::string& body) { return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body; }

TEST(RequestReader, LimitsDoNotDependOnHowTheBytesArrive) {
  for (const bool one_by_one : {false, true}) {
    EXPECT_EQ(read(head_of_size(kMaxHead), one_by_one), Step::request);
    EXPECT_EQ(read(head_of_size(kMaxHead + 1), one_by_one), Step::refused);
    EXPECT_EQ(read(chunked("0;" + std::string(1022, 'x') + "\r\n\r\n"), one_by_one), Step::request);
    EXPECT_EQ(read(chunked("0;" + std::string(1023, 'x') + "\r\n\r\n"), one_by_one), Step::refused);
  }
}

TEST(RequestReader, RefusesChunkLinesThatOthersReadAsTwo) {
  EXPECT_EQ(read(chunked("2;x\r\nab\r\n0\r\nX: y\r\n\r\n"), false), Step::request);
  for (const char* const body : {"2;\nxx\r\nab\r\n0\r\n\r\n", "0\r\nX: y\n\nGET / HTTP/1.1\r\n\r\n", "0;\r\r\n\r\n"}) {
    EXPECT_EQ(read(chunked(body), false), Step::refused) << body;
  }
}

}  // namespace
}  // namespace voygen::net
