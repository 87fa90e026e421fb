// The stdio transport over pipes: lines in, lines out.
#include "mcp/stdio.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <future>
#include <set>

#include "fixtures.hpp"

namespace voygen::mcp::test {
namespace {

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
  StdioTest() { tools_.add_to(server_.tools()); }
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
  void send(const std::string& bytes) const {
    ASSERT_EQ(::write(in_.ends[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  std::string receive() {
    for (;;) {
      if (const auto end = received_.find('\n'); end != std::string::npos) {
        std::string line = received_.substr(0, end);
        received_.erase(0, end + 1);
        return line;
      }
      char piece[4096];
      const ssize_t got = ::read(out_.ends[0], piece, sizeof piece);
      if (got <= 0) return "(end)";
      received_.append(piece, static_cast<std::size_t>(got));
    }
  }
  // What is left on the output after the transport has ended.
  std::string rest() {
    out_.close_end(1);
    std::string all;
    for (std::string line = receive(); line != "(end)"; line = receive()) all += line + "\n";
    return all;
  }

  Tools tools_;
  Server server_{options_of_tests()};
  Pipe in_;
  Pipe out_;
  std::stop_source stop_;
  std::future<bool> running_;
  std::string received_;
};

TEST_F(StdioTest, AnswersLineByLine) {
  start();
  send(std::string(kInitialize) + "\n");
  EXPECT_EQ(json::parse(receive())["result"]["protocolVersion"], "2025-11-25");
  send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n\r\n\n");
  send(R"({"jsonrpc":"2.0","id":"p","method":"ping"})" "\r\n");
  EXPECT_EQ(receive(), R"({"jsonrpc":"2.0","id":"p","result":{}})");
  send(call_text("0", "greet", R"({"name":"Köln"})") + "\n");
  EXPECT_EQ(receive(), R"({"jsonrpc":"2.0","id":0,"result":{"content":[{"type":"text","text":"Hello, Köln"}]}})");
  in_.close_end(1);
  EXPECT_TRUE(running_.get());
  EXPECT_EQ(rest(), "");
}

TEST_F(StdioTest, BadLinesAreAnsweredAndTheTalkGoesOn) {
  start({.max_line_bytes = 1000});
  send("{oops\n");
  EXPECT_EQ(receive(), R"({"jsonrpc":"2.0","error":{"code":-32700,"message":"the message is not valid JSON"}})");
  send("[]\n");
  EXPECT_EQ(json::parse(receive())["error"]["code"], rpc::kInvalidRequest);
  send(std::string(40'000, 'x') + "\n");
  EXPECT_EQ(receive(), R"({"jsonrpc":"2.0","error":{"code":-32600,"message":"the message is too long"}})");
  send(R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})" "\n");
  EXPECT_EQ(json::parse(receive())["error"]["code"], rpc::kMethodNotFound);
}

TEST_F(StdioTest, ACancellationOvertakesTheCallAndLeavesNoAnswer) {
  start({.max_calls = 1});
  send(call_text("1", "waiting") + "\n");
  ASSERT_TRUE(tools_.waiting_begun.wait());
  send(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})" "\n");
  EXPECT_TRUE(tools_.waiting_ended.wait());
  send(call_text("2", "whoami") + "\n");
  EXPECT_EQ(json::parse(receive())["id"], 2);
}

TEST_F(StdioTest, ProgressComesBeforeTheAnswer) {
  start();
  send(call_text("1", "progressing", "{}", R"({"progressToken":7})") + "\n");
  std::vector<json> lines;
  do lines.push_back(json::parse(receive()));
  while (!lines.back().contains("id"));
  ASSERT_GE(lines.size(), 3U);
  EXPECT_EQ(lines.front()["params"]["progress"], 0);
  EXPECT_EQ(lines[lines.size() - 2]["params"]["progress"], 100);
}

TEST_F(StdioTest, CallsRunSideBySideUpToTheLimit) {
  start({.max_calls = 3, .max_waiting_calls = 1});
  for (int i = 0; i < 3; ++i) {
    send(call_text(std::to_string(i), "stubborn") + "\n");
    ASSERT_TRUE(tools_.waiting_begun.wait(i + 1));
  }
  send(call_text("3", "whoami") + "\n" + call_text("4", "whoami") + "\n");
  const json refused = json::parse(receive());
  EXPECT_EQ(refused["id"], 4);
  EXPECT_EQ(refused["result"]["isError"], true);
  tools_.release.give();
  std::set<int> answered;
  for (int i = 0; i < 4; ++i) answered.insert(json::parse(receive())["id"].get<int>());
  EXPECT_EQ(answered, (std::set<int>{0, 1, 2, 3}));
}

TEST_F(StdioTest, TheEndOfTheInputCancelsWhatRuns) {
  start();
  send(call_text("1", "waiting") + "\n");
  ASSERT_TRUE(tools_.waiting_begun.wait());
  in_.close_end(1);
  EXPECT_TRUE(running_.get());
  EXPECT_EQ(rest(), "");
}

TEST_F(StdioTest, EndsInTimeEvenIfACallDoesNot) {
  start({.stop_timeout = std::chrono::milliseconds(20)});
  send(call_text("1", "stubborn") + "\n");
  ASSERT_TRUE(tools_.waiting_begun.wait());
  stop_.request_stop();
  EXPECT_FALSE(running_.get());
  tools_.release.give();
  EXPECT_TRUE(tools_.waiting_ended.wait());
  while (server_.calls_running() > 0) std::this_thread::yield();
}

}  // namespace
}  // namespace voygen::mcp::test
