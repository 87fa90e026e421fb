// The tasks extension: calls that a modern client polls instead of waiting for.
#include <thread>

#include "modern.hpp"

namespace voygen::mcp::test {
namespace {

class TaskTest : public testing::Test {
 protected:
  json rpc(const std::string& method, const json& params, const std::string& headers = {}) const {
    return ask_json(world_, modern_post(method, params, envelope(can_do_tasks()), headers));
  }
  // A new task's id.
  std::string create(const json& arguments = json::object(), const std::string& headers = {}) const {
    return rpc("tools/call", {{"name", "task"}, {"arguments", arguments}}, headers)["result"]["taskId"];
  }
  json get(const std::string& id, const std::string& headers = {}) const { return rpc("tasks/get", {{"taskId", id}}, headers); }
  // Polls, as clients do, until the task says so.
  json when(const std::string& status, const std::string& id) const {
    for (;;) {
      const json task = get(id)["result"];
      if (task["status"] == status) return task;
      std::this_thread::yield();
    }
  }
  World world_{options_of_tests(), optional_principals()};

  static StreamableHttpOptions optional_principals() {
    StreamableHttpOptions options;
    options.authenticate = [](const net::HttpRequest& request) { return principal_by_name(request).value_or("ada"); };
    return options;
  }
};

TEST_F(TaskTest, IsMadePolledAndDone) {
  const json made = rpc("tools/call", {{"name", "task"}})["result"];
  EXPECT_EQ(made["resultType"], "task");
  EXPECT_EQ(made["status"], "working");
  EXPECT_EQ(made["ttlMs"], 30 * 60'000);
  EXPECT_EQ(made["pollIntervalMs"], 1000);
  EXPECT_FALSE(made.contains("result"));
  for (const char* const time : {"createdAt", "lastUpdatedAt"}) EXPECT_EQ(made[time].get<std::string>().size(), std::string_view("2026-11-22T12:05:07Z").size());
  const std::string id = made["taskId"];
  EXPECT_GE(id.size(), 26U);
  ASSERT_TRUE(world_.tools.waiting_begun.wait());
  const json working = get(id)["result"];
  EXPECT_EQ(working["resultType"], "complete");
  EXPECT_EQ(working["status"], "working");
  EXPECT_FALSE(working.contains("result"));
  world_.tools.release.give();
  const json done = when("completed", id);
  EXPECT_EQ(done["result"]["content"][0]["text"], "done by nobody");
  EXPECT_EQ(done["result"]["resultType"], "complete");
  EXPECT_FALSE(done.contains("error"));
  EXPECT_EQ(done["createdAt"], made["createdAt"]);
}

TEST_F(TaskTest, AsksThroughItsState) {
  const std::string id = create({{"ask", true}});
  const json asking = when("input_required", id);
  EXPECT_EQ(asking["inputRequests"]["who"]["method"], "elicitation/create");
  EXPECT_FALSE(asking.contains("requestState"));
  const auto update = [&](const json& inputs) { return rpc("tasks/update", {{"taskId", id}, {"inputResponses", inputs}}); };
  EXPECT_EQ(update({{"who", 5}, {"other", accepted("Eve")}})["result"]["resultType"], "complete");
  EXPECT_EQ(get(id)["result"]["status"], "input_required");
  EXPECT_EQ(update(5)["error"]["code"], rpc::kInvalidParams);
  update({{"who", accepted("Ada")}});
  world_.tools.release.give();
  EXPECT_EQ(when("completed", id)["result"]["content"][0]["text"], "done by Ada");
}

TEST_F(TaskTest, IsCancelled) {
  const std::string id = create();
  ASSERT_TRUE(world_.tools.waiting_begun.wait());
  const json answer = rpc("tasks/cancel", {{"taskId", id}});
  EXPECT_EQ(answer["result"]["resultType"], "complete");
  EXPECT_FALSE(answer["result"].contains("status"));
  EXPECT_TRUE(world_.tools.waiting_ended.wait());
  const json cancelled = get(id)["result"];
  EXPECT_EQ(cancelled["status"], "cancelled");
  EXPECT_FALSE(cancelled.contains("result"));
  EXPECT_EQ(rpc("tasks/cancel", {{"taskId", id}})["result"]["resultType"], "complete");
}

TEST_F(TaskTest, FailsOnlyForAProtocolError) {
  const json failed = when("failed", create({{"fail", true}}));
  EXPECT_EQ(failed["error"]["code"], rpc::kInternal);
  EXPECT_FALSE(failed.contains("result"));
  World& world = world_;
  Tool sad = tool("sad", [](const ToolCall&) { return ToolResult::failure("no luck"); });
  sad.tasks = Tool::TaskSupport::offered;
  ASSERT_TRUE(world.server.tools().add(std::move(sad)).ok());
  const json done = when("completed", rpc("tools/call", {{"name", "sad"}})["result"]["taskId"]);
  EXPECT_EQ(done["result"]["isError"], true);
}

TEST_F(TaskTest, GoesOnWhenTheClientGoesAway) {
  RawClient client = world_.connect();
  client.send(modern_post("tools/call", {{"name", "task"}}, envelope(can_do_tasks())));
  const std::string id = json::parse(client.receive().body)["result"]["taskId"];
  client.close();
  ASSERT_TRUE(world_.tools.waiting_begun.wait());
  world_.tools.release.give();
  EXPECT_EQ(when("completed", id)["status"], "completed");
}

// Security 16.
TEST_F(TaskTest, IsUnknownToOthers) {
  const std::string eve = "Authorization: eve\r\n";
  const std::string id = create();
  for (const char* const method : {"tasks/get", "tasks/update", "tasks/cancel"}) {
    EXPECT_EQ(rpc(method, {{"taskId", id}, {"inputResponses", json::object()}}, eve)["error"]["code"], rpc::kInvalidParams) << method;
    EXPECT_EQ(rpc(method, {{"taskId", "t-nobody"}, {"inputResponses", json::object()}})["error"]["code"], rpc::kInvalidParams) << method;
  }
  EXPECT_EQ(get(id)["result"]["status"], "working");
}

TEST_F(TaskTest, ClientsWithoutTheExtensionWait) {
  world_.tools.release.give();
  play(world_, {
      {"only as a task", modern_call("only_task"), 400,
       R"({"jsonrpc":"2.0","id":1,"error":{"code":-32021,"message":"the client has not declared what this needs: {\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}",)"
       R"("data":{"requiredCapabilities":{"extensions":{"io.modelcontextprotocol/tasks":{}}}}}})"},
      {"tasks/get", modern_post("tasks/get", {{"taskId", "t-1"}}), 400, "-32021"},
      {"legacy tasks/get", http_post(R"({"jsonrpc":"2.0","id":1,"method":"tasks/get","params":{"taskId":"t-1"}})"), 200, "-32601"},
      {"legacy", http_post(call_text("1", "task"), in_session(world_.open_session())), 200, text_result("1", "done by nobody")},
  });
  EXPECT_EQ(said(ask_json(world_, modern_call("task"))), "done by nobody");
  EXPECT_EQ(ask_json(world_, http_post(call_text("1", "only_task"), in_session(world_.open_session())))["result"]["isError"], true);
  EXPECT_EQ(rpc("tools/call", {{"name", "only_task"}})["result"]["resultType"], "task");
}

TEST(TaskExpiry, AFinishedTaskIsForgotten) {
  ServerOptions options = options_of_tests();
  options.task_ttl = std::chrono::milliseconds(-1);
  World world(options);
  const auto rpc = [&](const std::string& method, const json& params) { return ask_json(world, modern_post(method, params, envelope(can_do_tasks()))); };
  const std::string id = rpc("tools/call", {{"name", "task"}})["result"]["taskId"];
  EXPECT_EQ(rpc("tasks/get", {{"taskId", id}})["result"]["status"], "working");
  world.tools.release.give();
  json answer;
  do answer = rpc("tasks/get", {{"taskId", id}});
  while (answer.contains("result"));
  EXPECT_EQ(answer["error"]["message"], "there is no such task; it may have expired");
}

TEST(TaskStopping, TasksEndWithTheServer) {
  World world;
  EXPECT_EQ(ask_json(world, modern_post("tools/call", {{"name", "task"}}, envelope(can_do_tasks())))["result"]["status"], "working");
  ASSERT_TRUE(world.tools.waiting_begun.wait());
  world.server.stop();
  EXPECT_TRUE(world.tools.waiting_ended.wait());
}

}  // namespace
}  // namespace voygen::mcp::test
