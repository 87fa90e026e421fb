// The stdio transport over pipes: lines in, lines out.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <future>

#include "fixtures.hpp"
#include "mcp/stdio.hpp"

namespace voygen::mcp::test {

struct Pipe {
  Pipe() { [[maybe_unused]] const int made = ::pipe2(ends, O_CLOEXEC); }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  void close_end(int end) {
    if (ends[end] >= 0) ::close(std::exchange(ends[end], -1));
  }
  int ends[2] = {-1, -1};
};

class StdioTest : public testing::Test {
 protected:
  explicit StdioTest(ServerOptions options = options_of_tests()) : server_(std::move(options)) { tools_.add_to(server_); }
  ~StdioTest() override {
    tools_.release.give();
    in_.close_end(1);
    out_.close_end(0);
    if (running_.valid()) running_.wait();
  }
  void start(StdioOptions options = {}) {
    options.in = in_.ends[0];
    options.out = out_.ends[1];
    running_ = std::async(std::launch::async, [this, options] { return StdioTransport(server_, options).run(stop_.get_token()); });
  }
  void send(const std::string& line) const {
    const std::string bytes = line + "\n";
    ASSERT_EQ(::write(in_.ends[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  std::string receive() {
    for (;;) {
      if (const auto end = received_.find('\n'); end != std::string::npos) {
        std::string line = received_.substr(0, end);
        received_.erase(0, end + 1);
        return line;
      }
      pollfd readable{out_.ends[0], POLLIN, 0};
      if (::poll(&readable, 1, 20'000) <= 0) throw std::runtime_error("the server did not answer within 20 seconds");
      char piece[4096];
      const ssize_t got = ::read(out_.ends[0], piece, sizeof piece);
      if (got <= 0) return "(end)";
      received_.append(piece, static_cast<std::size_t>(got));
    }
  }
  json ask(const std::string& line) {
    send(line);
    return json::parse(receive());
  }
  // What is left on the output after the transport has ended.
  std::string rest() {
    out_.close_end(1);
    std::string all;
    for (std::string line = receive(); line != "(end)"; line = receive()) all += line + "\n";
    return all;
  }

  Tools tools_;
  Server server_;
  Pipe in_;
  Pipe out_;
  std::stop_source stop_;
  std::future<bool> running_;
  std::string received_;
};

}  // namespace voygen::mcp::test
