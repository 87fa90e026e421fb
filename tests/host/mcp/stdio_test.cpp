// stdio in the versions with sessions.
#include <sys/wait.h>

#include <cstdio>
#include <set>
#include <thread>

#include "stdio_fixture.hpp"

namespace voygen::mcp::test {
namespace {

TEST_F(StdioTest, AnswersLineByLine) {
  start();
  EXPECT_EQ(ask(kInitialize)["result"]["protocolVersion"], "2025-11-25");
  send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n\r\n");
  send(R"({"jsonrpc":"2.0","id":"p","method":"ping"})" "\r");
  EXPECT_EQ(receive(), R"({"jsonrpc":"2.0","id":"p","result":{}})");
  send(call_text("0", "greet", R"({"name":"Köln"})"));
  EXPECT_EQ(receive(), text_result("0", "Hello, Köln"));
  in_.close_end(1);
  EXPECT_TRUE(running_.get());
  EXPECT_EQ(rest(), "");
}

TEST_F(StdioTest, VersionsAreNegotiated) {
  start();
  EXPECT_EQ(ask(initialize_text("2026-07-28"))["result"]["protocolVersion"], "2025-11-25");
  EXPECT_EQ(ask(kInitialize)["error"]["code"], rpc::kInvalidRequest);
}

TEST_F(StdioTest, BadLinesAreAnsweredAndTheTalkGoesOn) {
  start({.max_line_bytes = 1000});
  send("{oops");
  EXPECT_EQ(receive(), rpc_error(-32700, "the message is not valid JSON"));
  EXPECT_EQ(ask("[]")["error"]["code"], rpc::kInvalidRequest);
  send(std::string(40'000, 'x'));
  EXPECT_EQ(receive(), rpc_error(-32600, "the message is too long"));
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})")["error"]["code"], rpc::kMethodNotFound);
}

TEST_F(StdioTest, LinesMayArriveInPieces) {
  start();
  const std::string line = call_text("1", "greet", R"({"name":"Köln"})") + "\n";
  for (const char byte : line) ASSERT_EQ(::write(in_.ends[1], &byte, 1), 1);
  EXPECT_EQ(receive(), text_result("1", "Hello, Köln"));
}

TEST_F(StdioTest, ProgressComesBeforeTheAnswer) {
  start();
  send(call_text("1", "progressing", "{}", R"({"progressToken":7})"));
  std::vector<json> lines;
  do lines.push_back(json::parse(receive()));
  while (!lines.back().contains("id"));
  ASSERT_GE(lines.size(), 3U);
  EXPECT_EQ(lines.front()["params"]["progress"], 0);
  EXPECT_EQ(lines[lines.size() - 2]["params"]["progress"], 100);
}

TEST_F(StdioTest, TheClientIsAskedAndToldOfChanges) {
  start();
  EXPECT_TRUE(ask(initialize_text("2025-11-25", R"({"elicitation":{}})")).contains("result"));
  const json question = ask(call_text("7", "asking"));
  EXPECT_EQ(question["method"], "elicitation/create");
  EXPECT_EQ(said(ask(R"({"jsonrpc":"2.0","id":"ask-1","result":{"action":"accept","content":{"name":"Ada"}}})")), "Hello, Ada");
  server_.prompts_changed();
  EXPECT_EQ(receive(), R"({"jsonrpc":"2.0","method":"notifications/prompts/list_changed","params":{}})");
}

TEST_F(StdioTest, TheEndOfTheInputCancelsWhatRuns) {
  start();
  send(call_text("1", "waiting"));
  ASSERT_TRUE(tools_.waiting_begun.wait());
  in_.close_end(1);
  EXPECT_TRUE(running_.get());
  EXPECT_EQ(rest(), "");
}

TEST_F(StdioTest, EndsInTimeEvenIfACallDoesNot) {
  start({.stop_timeout = std::chrono::milliseconds(20)});
  send(call_text("1", "stubborn"));
  ASSERT_TRUE(tools_.waiting_begun.wait());
  stop_.request_stop();
  EXPECT_FALSE(running_.get());
  tools_.release.give();
  EXPECT_TRUE(tools_.waiting_ended.wait());
  while (server_.calls_running() > 0) std::this_thread::yield();
}

ServerOptions with_workers(core::WorkerLimits workers) {
  ServerOptions options = options_of_tests();
  options.workers = workers;
  return options;
}

class StdioWithOneThread : public StdioTest {
 protected:
  StdioWithOneThread() : StdioTest(with_workers({.threads = 1, .waiting = 1})) {}
};

TEST_F(StdioWithOneThread, ACancellationOvertakesTheCallAndLeavesNoAnswer) {
  start();
  send(call_text("1", "waiting"));
  ASSERT_TRUE(tools_.waiting_begun.wait());
  send(cancel_text("1"));
  EXPECT_TRUE(tools_.waiting_ended.wait());
  EXPECT_EQ(ask(call_text("2", "whoami"))["id"], 2);
}

class StdioWithThreeThreads : public StdioTest {
 protected:
  StdioWithThreeThreads() : StdioTest(with_workers({.threads = 3, .waiting = 1})) {}
};

TEST_F(StdioWithThreeThreads, CallsRunSideBySideUpToTheLimit) {
  start();
  for (int i = 0; i < 3; ++i) {
    send(call_text(std::to_string(i), "stubborn"));
    ASSERT_TRUE(tools_.waiting_begun.wait(i + 1));
  }
  const json refused = ask(call_text("3", "whoami") + "\n" + call_text("4", "whoami"));
  EXPECT_EQ(refused["id"], 4);
  EXPECT_EQ(refused["result"]["isError"], true);
  tools_.release.give();
  std::set<int> answered;
  for (int i = 0; i < 4; ++i) answered.insert(json::parse(receive())["id"].get<int>());
  EXPECT_EQ(answered, (std::set<int>{0, 1, 2, 3}));
}

// Mistake 11: whatever else prints, the protocol has standard output for itself.
TEST(StdioNoise, Mistake11PrintsGoToStandardError) {
  Pipe out;
  Pipe err;
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::dup2(out.ends[1], STDOUT_FILENO);
    ::dup2(err.ends[1], STDERR_FILENO);
    const int protocol = claim_stdout();
    [[maybe_unused]] ssize_t written = ::write(STDOUT_FILENO, "noise", 5);
    written = ::write(protocol, "{}\n", 3);
    ::_exit(0);
  }
  out.close_end(1);
  err.close_end(1);
  const auto all = [](int descriptor) {
    std::string text;
    char piece[100];
    for (ssize_t got = 1; got > 0;) {
      got = ::read(descriptor, piece, sizeof piece);
      if (got > 0) text.append(piece, static_cast<std::size_t>(got));
    }
    return text;
  };
  EXPECT_EQ(all(out.ends[0]), "{}\n");
  EXPECT_EQ(all(err.ends[0]).substr(0, 5), "noise");  // sanitizers may add their last words
  EXPECT_EQ(::waitpid(child, nullptr, 0), child);
}

}  // namespace
}  // namespace voygen::mcp::test
