// Asking a modern client: it is told what is needed, and sends the same call again with the answers and a sealed state.
#include "modern.hpp"
#include "request_state.hpp"

namespace voygen::mcp::test {
namespace {

json again(const std::string& name, const json& inputs, const json& state, const json& arguments = json::object()) {
  json params = {{"name", name}, {"arguments", arguments}, {"inputResponses", inputs}};
  if (!state.is_null()) params["requestState"] = state;
  return params;
}

class InputRequired : public testing::Test {
 protected:
  json ask(const json& params, const json& said_about = envelope(can_elicit()), const std::string& headers = {}) const {
    return ask_json(world_, modern_post("tools/call", params, said_about, headers, next_id_++));
  }
  World world_{options_of_tests(), with_principals_or_not()};
  mutable int next_id_ = 1;

  static StreamableHttpOptions with_principals_or_not() {
    StreamableHttpOptions options;
    options.authenticate = [](const net::HttpRequest& request) { return principal_by_name(request).value_or("nobody"); };
    return options;
  }
};

TEST_F(InputRequired, AskedThenAnswered) {
  const json needed = ask({{"name", "asking"}})["result"];
  EXPECT_EQ(needed["resultType"], "input_required");
  EXPECT_EQ(needed["inputRequests"], json::parse(R"({"who":{"method":"elicitation/create","params":{"message":"What is your name?",
      "requestedSchema":{"properties":{"name":{"type":"string"}},"required":["name"],"type":"object"}}}})"));
  EXPECT_FALSE(needed.contains("ttlMs"));
  EXPECT_FALSE(needed.contains("content"));
  const json result = ask(again("asking", {{"who", accepted("Ada")}}, needed["requestState"]))["result"];
  EXPECT_EQ(result["resultType"], "complete");
  EXPECT_EQ(result["content"][0]["text"], "Hello, Ada");
}

// Security 10: the state tells its bearer nothing.
TEST_F(InputRequired, TheStateIsSealed) {
  const std::string state = ask({{"name", "asking"}})["result"]["requestState"];
  EXPECT_EQ(state.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), std::string::npos);
  EXPECT_NE(state, ask({{"name", "asking"}})["result"]["requestState"]);
}

TEST_F(InputRequired, SeveralRoundsEachWithItsState) {
  const json first = ask({{"name", "asking_twice"}})["result"];
  const json second = ask(again("asking_twice", {{"first", accepted("Ada")}}, first["requestState"]))["result"];
  EXPECT_EQ(second["resultType"], "input_required");
  EXPECT_TRUE(second["inputRequests"].contains("second"));
  EXPECT_NE(second["requestState"], first["requestState"]);
  EXPECT_EQ(said(ask(again("asking_twice", {{"second", accepted("Bob")}}, second["requestState"]))), "Ada and Bob");
}

TEST_F(InputRequired, OnlyWhatTheClientCanDoIsAskedFor) {
  const auto asked = [&](const json& capabilities) {
    std::vector<std::string> methods;
    const json result = ask({{"name", "asking_everything"}}, envelope(capabilities))["result"];
    for (const auto& [key, request] : result["inputRequests"].items()) methods.push_back(request["method"]);
    return methods;
  };
  using Methods = std::vector<std::string>;
  EXPECT_EQ(asked({{"roots", json::object()}}), Methods{"roots/list"});
  EXPECT_EQ(asked({{"sampling", json::object()}}), Methods{"sampling/createMessage"});
  EXPECT_EQ(asked({{"elicitation", json::object()}, {"roots", json::object()}}), (Methods{"roots/list", "elicitation/create"}));
  const json roots = ask({{"name", "asking_everything"}}, envelope({{"roots", json::object()}}))["result"]["inputRequests"]["roots"];
  EXPECT_EQ(roots.dump(), R"({"method":"roots/list","params":{}})");  // mistake 19
}

TEST_F(InputRequired, AClientThatCannotBeAskedGetsAPlainAnswer) {
  const json result = ask({{"name", "asking"}}, envelope())["result"];
  EXPECT_EQ(result["resultType"], "complete");
  EXPECT_EQ(result["isError"], true);
  EXPECT_EQ(result["content"][0]["text"], "More has to be known for this, and the client cannot answer elicitation/create.");
}

TEST_F(InputRequired, MissingAnswersAreAskedForAgainAndOthersIgnored) {
  const json state = ask({{"name", "asking"}})["result"]["requestState"];
  for (const json& inputs : {json::object(), json{{"other", accepted("Eve")}}, json{{"who", 5}}, json{{"who", nullptr}}, json{{"who", json::array()}}, json{{"who", "Ada"}},
                             json{{"who", {{"action", "decline"}}}}, json{{"who", {{"action", "accept"}, {"content", 5}}}}}) {
    EXPECT_EQ(ask(again("asking", inputs, state))["result"]["resultType"], "input_required") << inputs;
  }
  EXPECT_EQ(said(ask(again("asking", {{"who", accepted("Ada")}, {"other", accepted("Eve")}}, state))), "Hello, Ada");
  EXPECT_EQ(said(ask(again("asking", {{"who", accepted("Ada")}}, nullptr))), "Hello, Ada");  // this tool needs no state
  for (const json& wrong : {json(5), json(), json::array(), json("x")}) EXPECT_EQ(ask(again("asking", wrong, state))["error"]["code"], rpc::kInvalidParams) << wrong;
}

// Security 11: altered, somebody else's, of another call, or too late.
TEST_F(InputRequired, AStateFitsItsCallerAndCallOnly) {
  const std::string ada = "Authorization: ada\r\n";
  const json about = envelope(can_elicit());
  const std::string state = ask({{"name", "asking"}}, about, ada)["result"]["requestState"];
  const json inputs = {{"who", accepted("Ada")}};
  const auto code = [&](const json& params, const std::string& headers) { return ask(params, about, headers)["error"].value("code", 0); };
  std::string altered = state;
  altered[state.size() / 2] = state[state.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_EQ(code(again("asking", inputs, altered), ada), rpc::kInvalidParams);
  EXPECT_EQ(code(again("asking", inputs, state), "Authorization: eve\r\n"), rpc::kInvalidParams);
  EXPECT_EQ(code(again("asking", inputs, state, {{"loud", true}}), ada), rpc::kInvalidParams);
  EXPECT_EQ(code(again("asking_twice", inputs, state), ada), rpc::kInvalidParams);
  for (const json& wrong : {json(""), json("x"), json(5), json(), json(state + "A"), json(std::string(200'000, 'A'))}) {
    EXPECT_EQ(code(json{{"name", "asking"}, {"requestState", wrong}}, ada), rpc::kInvalidParams);
  }
  const RawAnswer refused = world_.ask(modern_post("tools/call", again("asking", inputs, altered), about, ada));
  EXPECT_EQ(refused.status, 200);
  EXPECT_EQ(said(ask(again("asking", inputs, state), about, ada)), "Hello, Ada");
}

TEST(InputRequiredLate, AStateExpires) {
  ServerOptions options = options_of_tests();
  options.input_lifetime = std::chrono::milliseconds(-1);
  const World world(options);
  const json about = envelope(can_elicit());
  const json state = ask_json(world, modern_call("asking", json::object(), about))["result"]["requestState"];
  const RawAnswer late = world.ask(modern_post("tools/call", again("asking", {{"who", accepted("Ada")}}, state), about));
  EXPECT_EQ(late.status, 200);
  EXPECT_EQ(json::parse(late.body)["error"]["code"], rpc::kInvalidParams);
}

TEST(RequestStates, EveryByteCounts) {
  const RequestStates states(std::chrono::minutes(1));
  const std::string sealed = states.seal({{"step", 1}}, "binding");
  EXPECT_EQ(states.open(sealed, "binding"), json({{"step", 1}}));
  EXPECT_EQ(states.open(sealed, "another"), std::nullopt);
  EXPECT_EQ(RequestStates(std::chrono::minutes(1)).open(sealed, "binding"), std::nullopt);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string altered = sealed;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(states.open(altered, "binding"), std::nullopt) << i;
    EXPECT_EQ(states.open(sealed.substr(0, i), "binding"), std::nullopt) << i;
  }
}

TEST(InputRequiredPrompts, PromptsMayAskToo) {
  const World world;
  const json about = envelope(can_elicit());
  const json needed = ask_json(world, modern_post("prompts/get", {{"name", "asking_plan"}}, about))["result"];
  EXPECT_EQ(needed["resultType"], "input_required");
  const json result = ask_json(world, modern_post("prompts/get", {{"name", "asking_plan"}, {"inputResponses", {{"who", accepted("Ada")}}}, {"requestState", needed["requestState"]}}, about))["result"];
  EXPECT_EQ(result["resultType"], "complete");
  EXPECT_EQ(result["messages"][0]["content"]["text"], "I am Ada");
  EXPECT_EQ(ask_json(world, modern_post("prompts/get", {{"name", "asking_plan"}}))["error"]["code"], rpc::kInvalidParams);
}

// Nothing else ever asks, and nothing is asked over a stream.
TEST(InputRequiredStream, NoQuestionGoesOverAStream) {
  const World world;
  json about = envelope(can_elicit());
  about["progressToken"] = 1;
  Listening stream(world, modern_call("asking", json::object(), about));
  const auto messages = messages_of(stream);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0]["result"]["resultType"], "input_required");
}

}  // namespace
}  // namespace voygen::mcp::test
