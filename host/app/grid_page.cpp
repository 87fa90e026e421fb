#include "grid_page.hpp"

#include "net/access_rules.hpp"

namespace voygen::app {
namespace {

using nlohmann::json;

void send_error(net::HttpExchange& exchange, int status, const Error& error) {
  const json body{{"error", {{"code", name_of(error.code)}, {"message", error.message}, {"nextStep", error.next_step}}}};
  exchange.send(status, "application/json", body.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace

net::HttpHandler GridPage::handler() {
  return net::on_workers(workers_, [this](const std::shared_ptr<net::HttpExchange>& exchange) { serve(exchange); });
}

void GridPage::serve(const std::shared_ptr<net::HttpExchange>& exchange) {
  const net::HttpRequest& request = exchange->request();
  const net::AccessRules access{host_->config().allowed_hosts, host_->config().allowed_origins};
  if (const auto why = access.refusal(request)) {
    net::send_problem(*exchange, 403, *why);
    return;
  }
  const auto principal = host_->api_keys().principal(request);
  if (!principal) {
    net::send_problem(*exchange, 401, "a valid API key is needed; send it as Authorization: Bearer <key>", {{"WWW-Authenticate", "Bearer"}});
    return;
  }
  if (request.method != "POST") {
    net::send_problem(*exchange, 405, "only POST is served here", {{"Allow", "POST"}});
    return;
  }
  const json body = json::parse(request.body, nullptr, false);
  if (!body.is_object()) return send_error(*exchange, 400, {Code::invalid_argument, "the body is not a JSON object", "docs/grid-search.md has an example"});
  const auto parts = host_->grid_parts();
  const auto plan = search::plan_grid(body, parts);
  if (!plan.ok()) return send_error(*exchange, plan.error().code == Code::invalid_argument ? 400 : 503, plan.error());
  const core::Context context(core::SteadyTime::max(), exchange->gone(), {});
  const json report = search::run_grid(context, *plan, parts, [&](search::SearchAnswer answer) { host_->keep_search(*principal, std::move(answer)); });
  exchange->send(200, "application/json", report.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace voygen::app
