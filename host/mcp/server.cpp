#include "mcp/server.hpp"

#include "answers_at_hand.hpp"
#include "call.hpp"
#include "call_watch.hpp"
#include "core/ids.hpp"
#include "in_flight.hpp"
#include "listeners.hpp"
#include "methods.hpp"
#include "rate_limiter.hpp"
#include "request_state.hpp"
#include "tasks.hpp"

namespace voygen::mcp {

Server::Server(ServerOptions options)
    : options_(std::move(options)), id_prefix_(core::random_id("r-").substr(0, 6) + "-"), listeners_(std::make_unique<Listeners>()),
      tools_([this] { listeners_->list_changed(ListKind::tools); }), states_(std::make_unique<RequestStates>(options_.input_lifetime)),
      rate_limiter_(std::make_unique<RateLimiter>(options_.rate_limit)), at_hand_(std::make_unique<AnswersAtHand>(options_.max_kept_answer_bytes)),
      calls_(std::make_shared<CallWatch>()), tasks_(std::make_unique<Tasks>(options_.task_ttl)), workers_(options_.workers) {}
Server::~Server() { stop(); }

void Server::prompts_changed() { listeners_->list_changed(ListKind::prompts); }
void Server::resources_changed(std::string_view principal) { listeners_->list_changed(ListKind::resources, principal); }
void Server::resource_updated(std::string_view uri) { listeners_->resource_updated(uri); }

std::size_t Server::calls_running() const { return calls_->size(); }

void Server::stop() {
  stopping_ = true;
  calls_->stop_all();
}

bool Server::wait_for_calls(std::chrono::milliseconds timeout) { return workers_.stop(timeout); }

bool Server::knows_method(std::string_view method, Era era) const { return find_method(method, era) != nullptr; }

json Server::server_info() const {
  const ServerInfo& info = options_.info;
  json said{{"name", info.name}, {"version", info.version}};
  if (!info.title.empty()) said["title"] = info.title;
  if (!info.description.empty()) said["description"] = info.description;
  return said;
}

json Server::introduction() const {
  json said = server_info();
  if (!options_.info.icons.is_null()) said["icons"] = options_.info.icons;
  return said;
}

json Server::capabilities(Era era) const {
  json can{{"tools", {{"listChanged", true}}}, {"logging", json::object()}};
  const bool has_prompts = !prompts_.empty();
  const bool has_resources = !resources_.empty();
  if (has_prompts) can["prompts"] = {{"listChanged", true}};
  if (has_resources) can["resources"] = {{"subscribe", true}, {"listChanged", true}};
  if (has_prompts || has_resources) can["completions"] = json::object();
  json extensions = options_.extensions;
  if (era == Era::modern) extensions[extension::kTasks] = json::object();
  if (!extensions.empty()) can["extensions"] = std::move(extensions);
  return can;
}

std::string Server::finished(std::string result, const Caller& caller, Keeping keeping, bool has_meta) const {
  if (!caller.is_modern()) return result;
  std::string text = R"({"resultType":"complete")";
  if (keeping != Keeping::unsaid) {
    const auto ttl = keeping == Keeping::for_a_while ? options_.list_ttl.count() : 0;
    text.append(R"(,"ttlMs":)").append(std::to_string(ttl)).append(R"(,"cacheScope":"private")");
  }
  if (!has_meta) text.append(R"(,"_meta":{")").append(meta::kServerInfo).append("\":").append(to_text(server_info())).append("}");
  return text.append(result == "{}" ? "" : ",").append(result, 1);
}

std::shared_ptr<Call> Server::serve(const Message& request, const std::shared_ptr<const Caller>& caller, const std::shared_ptr<Reply>& reply,
                                    std::shared_ptr<InputSource> inputs) {
  const bool is_call = request.params.is_object();
  if (is_call && request.method == "tools/call") return begin_tool(request, caller, reply, std::move(inputs));
  if (is_call && request.method == "prompts/get") return begin_prompt(request, caller, reply, std::move(inputs));
  Answer answered = answer(request, *caller);
  if (const auto* const result = std::get_if<std::string>(&answered)) {
    reply->respond_with(request.id, *result);
  } else {
    const int status = std::get<RpcError>(answered).http_status;
    reply->respond(answer_text(request.id, std::move(answered)), status);
  }
  return nullptr;
}

Answer Server::answer(const Message& request, const Caller& caller) {
  const Method* const method = find_method(request.method, caller.era());
  if (method == nullptr || (method->answer == nullptr && request.params.is_object())) {
    RpcError unknown{rpc::kMethodNotFound, "the method \"" + request.method + "\" is not served"};
    unknown.http_status = 404;
    return unknown;
  }
  if (!request.params.is_object()) return invalid_params("params must be an object");
  Answer answered = method->answer(*this, caller, request.params);
  if (auto* const result = std::get_if<std::string>(&answered)) return finished(std::move(*result), caller, method->keeping, method->has_meta);
  return answered;
}

// Keeps a call where it can be cancelled and watched, from its acceptance until its thread has left it.
struct Server::Carried {
  Carried(std::shared_ptr<Call> accepted, std::shared_ptr<InFlight> of_client, std::shared_ptr<CallWatch> watching)
      : call(std::move(accepted)), in_flight(std::move(of_client)), watch(std::move(watching)) {
    in_flight->add(call);
    watch->add(call);
  }
  ~Carried() {
    call->refuse("The server could not run this call. Try again later.");  // unless it has been answered
    in_flight->remove(*call);
    watch->remove(call);
  }
  const std::shared_ptr<Call> call;
  const std::shared_ptr<InFlight> in_flight;
  const std::shared_ptr<CallWatch> watch;
};

void Server::start(const std::shared_ptr<Call>& call, const std::shared_ptr<InFlight>& in_flight) {
  auto carried = std::make_shared<Carried>(call, in_flight, calls_);
  if (stopping_) call->stop();  // stop() may have passed between the acceptance and the registration
  workers_.submit([carried = std::move(carried)] { carried->call->run(); });  // not taken: dropped, which answers it
}

}  // namespace voygen::mcp
