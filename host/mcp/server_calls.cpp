// The requests that take a while, from their parameters to a call that only has to be started.
#include "answers_at_hand.hpp"
#include "call.hpp"
#include "core/digest.hpp"
#include "mcp/server.hpp"
#include "rate_limiter.hpp"
#include "request_state.hpp"
#include "tasks.hpp"

namespace voygen::mcp {
namespace {

constexpr std::chrono::seconds kPromptDeadline{30};

// The progress token of a request, or null.
json progress_token(const json& params) {
  const auto meta = params.find("_meta");
  if (meta == params.end() || !meta->is_object()) return nullptr;
  const auto token = meta->find("progressToken");
  return token != meta->end() && (token->is_string() || token->is_number_integer()) ? *token : json();
}

// The trace in a traceparent of W3C Trace Context, "00-<32 hex>-<16 hex>-<2 hex>"; later versions may say more after another "-". Empty when
// it is malformed.
std::string trace_id(std::string_view parent) {
  constexpr std::string_view kShape = "xx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx-xx";
  if (parent.size() < kShape.size() || parent.substr(0, 2) == "ff") return {};
  if (parent.size() > kShape.size() && (parent.substr(0, 2) == "00" || parent[kShape.size()] != '-')) return {};
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const char c = parent[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (kShape[i] == 'x' ? !hex : c != '-') return {};
  }
  const auto is_zero = [](std::string_view number) { return number.find_first_not_of('0') == std::string_view::npos; };
  const std::string_view trace = parent.substr(3, 32);
  return is_zero(trace) || is_zero(parent.substr(36, 16)) ? std::string() : std::string(trace);
}

// The trace a request belongs to, for the log. What the client says in the message itself wins over the header, which anything between
// may have written.
std::string trace_id(const Message& request) {
  const auto meta = request.params.find("_meta");
  if (meta != request.params.end() && meta->is_object()) {
    const auto parent = meta->find("traceparent");
    const std::string said = parent != meta->end() && parent->is_string() ? trace_id(parent->get_ref<const std::string&>()) : std::string();
    if (!said.empty()) return said;
  }
  return trace_id(std::string_view(request.trace_parent));
}

RpcError missing_capabilities(const json& needed) {
  RpcError error{rpc::kMissingCapability, "the client has not declared what this needs: " + to_text(needed), nullptr, {{"requiredCapabilities", needed}}};
  error.http_status = 400;
  return error;
}

// What makes two sends of a request the same one: a state sealed for one fits no other.
std::string binding_of(const Message& request, const Caller& caller, const json& arguments) {
  return to_text({caller.principal, request.method, request.params.value("name", json()), core::digest(to_text(arguments))});
}

const json& arguments_of(const json& params) {
  static const json none = json::object();
  const auto given = params.find("arguments");
  return given != params.end() && !given->is_null() ? *given : none;
}

// Why the client cannot be asked for this; empty when it can.
std::string cannot_be_asked(const Caller& caller, const std::vector<InputRequest>& requests) {
  for (const InputRequest& request : requests) {
    const std::string_view capability = capability_for(request.method);
    if (capability.empty() || !caller.can(capability)) return "the client cannot answer " + request.method;
  }
  return {};
}

// What the client sends again with a call it was asked to repeat.
struct Returned {
  json inputs = json::object();
  json state;
};

std::variant<Returned, RpcError> read_returned(const json& params, const RequestStates& states, std::string_view binding) {
  Returned returned;
  if (const auto sealed = params.find("requestState"); sealed != params.end()) {
    auto state = sealed->is_string() ? states.open(sealed->get_ref<const std::string&>(), binding) : std::nullopt;
    if (!state) return invalid_params("this requestState is not ours, was changed, belongs to another request or has expired; send the request again without it");
    returned.inputs = std::move((*state)["inputs"]);
    returned.state = std::move((*state)["state"]);
  }
  if (const auto inputs = params.find("inputResponses"); inputs != params.end()) {
    if (!inputs->is_object()) return invalid_params("params.inputResponses must be an object");
    for (const auto& [key, value] : inputs->items()) {
      if (value.is_object()) returned.inputs[key] = value;  // anything else is asked for again
    }
  }
  return returned;
}

std::optional<RpcError> unfit_arguments(const Prompt& prompt, const json& arguments) {
  for (const auto& [name, value] : arguments.items()) {
    if (!value.is_string()) return invalid_params("the argument \"" + name + "\" must be a string");
  }
  for (const PromptArgument& argument : prompt.arguments) {
    if (argument.required && !arguments.contains(argument.name)) return invalid_params("the argument \"" + argument.name + "\" is missing");
  }
  return std::nullopt;
}

// The result that tells a client what to send with the same request again.
std::string input_required_text(const NeededInputs& needs, const json& given, const RequestStates& states, std::string_view binding) {
  json result{{"resultType", "input_required"}, {"requestState", states.seal({{"state", needs.state}, {"inputs", given}}, binding)}};
  for (const InputRequest& request : needs.requests) result["inputRequests"][request.key] = question(request);
  return to_text(result);
}

// Refuses what cannot be asked of this client; otherwise nothing has been answered yet.
CallOutcome needs_input(const Caller& caller, NeededInputs needs, const std::function<Answer(std::string)>& failure) {
  const std::string why = cannot_be_asked(caller, needs.requests);
  if (!why.empty()) return {failure("More has to be known for this, and " + why + "."), {}, true};
  return {std::string(), std::move(needs), false};
}

// The client sends this call again with what it was asked for.
bool is_sent_again(const json& params) { return params.contains("requestState") || params.contains("inputResponses"); }

std::shared_ptr<Call> refuse(Reply& reply, const json& id, RpcError error) {
  const int status = error.http_status;
  reply.respond(answer_text(id, std::move(error)), status);
  return nullptr;
}

}  // namespace

std::string Server::next_request_id(const Message& request) {
  const std::string trace = trace_id(request);
  return id_prefix_ + std::to_string(++requests_) + (trace.empty() ? "" : "/" + trace);
}

std::optional<std::string> Server::why_not_now(const Caller& caller) {
  if (stopping_) return "The server is shutting down. Try again in a minute.";
  const auto wait = rate_limiter_->refusal(caller.principal, std::chrono::steady_clock::now());
  if (wait) return "Too many calls in a short time. Wait " + std::to_string(wait->count()) + " seconds, then try again.";
  return std::nullopt;
}

// What tools/call and prompts/get have in common.
std::variant<CallOrder, RpcError> Server::order(const Message& request, const std::shared_ptr<const Caller>& caller, std::shared_ptr<InputSource> inputs) {
  const json& params = request.params;
  CallOrder order;
  order.id = request.id;
  order.caller = caller;
  order.arguments = arguments_of(params);
  if (!order.arguments.is_object()) return invalid_params("params.arguments must be an object");
  std::string binding = binding_of(request, *caller, order.arguments);
  auto returned = read_returned(params, *states_, binding);
  if (auto* const error = std::get_if<RpcError>(&returned)) return std::move(*error);
  order.inputs = std::move(std::get<Returned>(returned).inputs);
  order.state = std::move(std::get<Returned>(returned).state);
  order.progress_token = progress_token(params);
  order.request_id = next_request_id(request);
  order.grace = options_.call_grace;
  order.patience = options_.input_lifetime;
  order.needs = [this, binding = std::move(binding)](const NeededInputs& needs, const json& answers) { return input_required_text(needs, answers, *states_, binding); };
  order.input_source = std::move(inputs);
  return order;
}

std::shared_ptr<Call> Server::begin_tool(const Message& request, const std::shared_ptr<const Caller>& caller, const std::shared_ptr<Reply>& reply,
                                         std::shared_ptr<InputSource> inputs) {
  const json name = request.params.value("name", json());
  if (!name.is_string()) return refuse(*reply, request.id, invalid_params("params.name must be the name of a tool"));
  const auto registered = tools_.find(name.get_ref<const std::string&>());
  if (!registered) return refuse(*reply, request.id, invalid_params("unknown tool " + to_text(name) + "; tools/list names those there are"));
  const Tool& tool = registered->tool();
  const bool as_task = tool.tasks != Tool::TaskSupport::never && caller->is_modern() && caller->has_extension(extension::kTasks);
  const json needed = tool.capabilities_needed();
  if (!caller->declares(needed)) {
    if (caller->is_modern()) return refuse(*reply, request.id, missing_capabilities(needed));
    reply->respond(result_text(request.id, call_result_text(ToolResult::failure(tool.name + " needs a client that can do more: " + to_text(needed)))));
    return nullptr;
  }
  const auto finish = [this, caller](const ToolResult& result) {
    const bool has_meta = !result.meta.is_null();
    return finished(call_result_text(result, has_meta && caller->is_modern() ? server_info() : json()), *caller, Keeping::unsaid, has_meta);
  };
  const auto failure = [finish](std::string text) { return finish(ToolResult::failure(std::move(text))); };
  const auto give_up = [&](std::string text) {
    reply->respond(result_text(request.id, failure(std::move(text))));
    return nullptr;
  };
  const std::string question = as_task || is_sent_again(request.params) ? std::string() : question_of(*caller, tools_.version(), tool.name, arguments_of(request.params));
  if (const auto known = question.empty() ? nullptr : at_hand_->find(question)) {
    if (auto why = why_not_now(*caller)) return give_up(std::move(*why));
    reply->respond_with(request.id, *known);
    return nullptr;
  }

  auto made = order(request, caller, std::move(inputs));
  if (auto* const error = std::get_if<RpcError>(&made)) return refuse(*reply, request.id, std::move(*error));
  auto& order = std::get<CallOrder>(made);
  if (const auto wrong = registered->why_not_callable_with(order.arguments)) return give_up(*wrong);
  if (auto why = why_not_now(*caller)) return give_up(std::move(*why));
  order.failure = failure;
  order.what = tool.name;
  order.allowed = tool.deadline.value_or(options_.default_call_deadline);
  order.long_running = tool.long_running;
  order.work = [this, registered, finish, caller, failure, question](const ToolCall& call) -> CallOutcome {
    ToolResult result = registered->tool().handler(call);
    if (result.rpc_error) return {std::move(*result.rpc_error), {}, true};
    if (result.needs) return needs_input(*caller, std::move(*result.needs), failure);
    if (const auto wrong = registered->why_wrong_shape(result)) throw std::logic_error("the result does not fit the tool's own output schema: " + *wrong);
    std::string text = finish(result);
    if (result.repeatable && !question.empty() && call.inputs.empty()) at_hand_->keep(question, text, std::move(result.repeatable));
    return {std::move(text), {}, result.is_error};
  };
  if (!as_task) return std::make_shared<Call>(std::move(order), reply);
  if (ask_before_task(tool, order, *reply)) return nullptr;
  const auto task = tasks_->create(caller->principal);
  if (!task) return give_up("There are too many unfinished tasks. Wait for one to finish, or cancel one.");
  begin_task(std::move(order), task, *reply);
  return nullptr;
}

// A task that is asked for too early is not made: the client sends the call again with the answers.
bool Server::ask_before_task(const Tool& tool, const CallOrder& order, Reply& reply) const {
  if (!tool.before_task) return false;
  const core::Context now = core::Context::with_timeout(std::chrono::milliseconds(0), order.request_id);
  auto needs = tool.before_task({now, order.arguments, *order.caller, order.inputs, order.state});
  if (!needs) return false;
  CallOutcome outcome = needs_input(*order.caller, std::move(*needs), order.failure);
  if (outcome.needs) outcome.answer = order.needs(*outcome.needs, order.inputs);
  reply.respond(answer_text(order.id, std::move(outcome.answer)));
  return true;
}

void Server::begin_task(CallOrder order, const std::shared_ptr<Task>& task, Reply& reply) {
  json created = task->state(false);
  created["resultType"] = "task";
  const json id = order.id;
  order.input_source = task;
  start(std::make_shared<Call>(std::move(order), task), task->in_flight());
  reply.respond(result_text(id, to_text(created)));
}

std::shared_ptr<Call> Server::begin_prompt(const Message& request, const std::shared_ptr<const Caller>& caller, const std::shared_ptr<Reply>& reply,
                                           std::shared_ptr<InputSource> inputs) {
  const json name = request.params.value("name", json());
  const auto prompt = name.is_string() ? prompts_.find(name.get_ref<const std::string&>()) : nullptr;
  if (!prompt) return refuse(*reply, request.id, invalid_params("unknown prompt " + to_text(name) + "; prompts/list names those there are"));
  auto made = order(request, caller, std::move(inputs));
  if (auto* const error = std::get_if<RpcError>(&made)) return refuse(*reply, request.id, std::move(*error));
  auto& order = std::get<CallOrder>(made);
  if (auto error = unfit_arguments(*prompt, order.arguments)) return refuse(*reply, request.id, std::move(*error));
  order.what = prompt->name;
  order.allowed = kPromptDeadline;
  order.failure = [](std::string text) { return RpcError{rpc::kInternal, std::move(text)}; };
  order.work = [this, prompt, caller](const ToolCall& call) -> CallOutcome {
    PromptResult result = prompt->handler(call);
    if (result.rpc_error) return {std::move(*result.rpc_error), {}, true};
    if (result.needs) return needs_input(*caller, std::move(*result.needs), invalid_params);
    json written{{"messages", std::move(result.messages)}};
    if (!result.description.empty()) written["description"] = std::move(result.description);
    return {finished(to_text(written), *caller), {}, false};
  };
  return std::make_shared<Call>(std::move(order), reply);
}

}  // namespace voygen::mcp
