#include "search/search_service.hpp"

#include <algorithm>
#include <thread>

#include "core/ids.hpp"
#include "core/log.hpp"

namespace voygen::search {
namespace {

PlatformStatus status_of(const Result<CheckedAnswer>& answer) {
  if (!answer.ok()) return search::status_of(answer.error().code);
  if (answer->partial) return PlatformStatus::partial;
  return answer->offers.empty() ? PlatformStatus::no_availability : PlatformStatus::ok;
}

}  // namespace

// One platform's part of one search: what to ask it, and how to remember the answer.
struct SearchService::Part {
  std::string search_id;
  PlatformFace platform;
  SearchRequest request;
  cache::Question question;
};

Result<SearchAnswer> SearchService::search(const core::Context& context, SearchRequest request, const ProgressSink& progress) {
  VOYGEN_TRY(const auto platforms, choose_platforms(request));
  SearchAnswer answer{core::random_id("s-"), std::move(request), {}, clock_->now_ms()};
  const core::Context within_deadline = context.ending_within(settings_.deadline);

  answer.platforms.resize(platforms.size());
  {
    std::vector<std::jthread> others;  // the first platform is asked on this thread
    const auto ask = [&](std::size_t index) {
      const Part part{answer.search_id, platforms[index], answer.request,
                      {platforms[index].id, platforms[index].plugin_version, canonical_destination(answer.request.destination()),
                       answer.request.canonical_question(), answer.request.max_results()}};
      answer.platforms[index] = search_platform(within_deadline, part, progress);
    };
    for (std::size_t index = 1; index < platforms.size(); ++index) others.emplace_back([&ask, index] { ask(index); });
    ask(0);
  }
  if (context.stop().stop_requested()) return context.why_ended("the search for " + std::string(name_of(answer.request.kind())));
  return answer;
}

// Fresh cache, else a call, perhaps one that somebody else has under way.
PlatformOutcome SearchService::search_platform(const core::Context& context, const Part& part, const ProgressSink& progress) {
  if (!part.request.force_refresh) {
    if (auto hit = from_cache(part)) return *hit;
  }
  const auto started = std::chrono::steady_clock::now();
  // An answer to fewer results does not serve this asker, so the number is part of what makes calls identical.
  const std::string key = part.question.key() + ":" + std::to_string(part.question.max_results);
  const auto work = [this, part](const core::Context& call_context, const CallObserver& observer) { return call_platform(call_context, part, observer); };
  const auto wanted = running_.ask(context, key, settings_.call_timeout, work, progress);
  PlatformOutcome outcome = outcome_of(wanted, part);
  outcome.duration = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
  if (wanted.joined) ledger_->book_soon(shared_record(part, outcome, "shared", "joined"));
  return outcome;
}

Result<std::vector<PlatformFace>> SearchService::choose_platforms(const SearchRequest& request) const {
  std::vector<PlatformFace> able;
  std::string known;
  const std::string kind(name_of(request.kind()));
  for (PlatformFace& platform : caller_->platforms()) {
    if (!platform.serves(request.kind())) continue;
    known += (known.empty() ? "" : ", ") + platform.id;
    able.push_back(std::move(platform));
  }
  if (able.empty()) {
    return {Code::unavailable, "no platform that searches " + kind + " is loaded", "ask the operator to look at /health; \"voygen plugin list\" says why"};
  }
  if (request.platforms.empty()) return able;
  std::vector<PlatformFace> chosen;
  for (const std::string& id : request.platforms) {
    const auto found = std::find_if(able.begin(), able.end(), [&](const PlatformFace& platform) { return platform.id == id; });
    if (found == able.end()) {
      return {Code::invalid_argument, "\"platforms\" names \"" + id.substr(0, 60) + "\", which does not search " + kind + " here", "choose from: " + known};
    }
    const bool twice = std::any_of(chosen.begin(), chosen.end(), [&](const PlatformFace& platform) { return platform.id == id; });
    if (!twice) chosen.push_back(*found);
  }
  return chosen;
}

std::optional<PlatformOutcome> SearchService::from_cache(const Part& part) {
  auto found = cache_->find(part.question);
  if (!found.ok()) {
    core::log(core::LogLevel::warn, "the cache cannot be read; searching live", {{"search", part.search_id}, {"why", found.error().message}});
    return std::nullopt;
  }
  if (!*found) return std::nullopt;
  const auto kept = nlohmann::json::parse((*found)->answer_json);
  PlatformOutcome outcome;
  outcome.platform = part.platform.id;
  outcome.answer = CheckedAnswer::from_json(kept.at("answer"));
  outcome.status = outcome.answer.offers.empty() ? PlatformStatus::no_availability : PlatformStatus::cached;
  outcome.stored_ms = (*found)->stored_ms;
  outcome.cached_until_ms = (*found)->expires_ms;
  outcome.saved_micros = kept.at("shadowCostMicros").get<std::int64_t>();
  auto& offers = outcome.answer.offers;
  offers.resize(std::min(offers.size(), static_cast<std::size_t>(part.request.max_results())));
  outcome.standing = (*found)->standing;
  outcome.record = shared_record(part, outcome, "cache", "cache");
  ledger_->book_soon(*outcome.record);
  return outcome;
}

// The whole work of a live call, on the call's own thread: ask, check, keep, book.
FinishedCall SearchService::call_platform(const core::Context& context, const Part& part, const CallObserver& observer) {
  const auto started = std::chrono::steady_clock::now();
  const CallReport report = caller_->call(context, part.platform.id, part.request.kind(), part.request.query_json(), observer);
  const auto checked = [&]() -> Result<CheckedAnswer> {
    if (!report.answer.ok()) {
      const Error& error = report.answer.error();  // a plugin's words may quote the page
      return Error{error.code, quotable_text(error.message, 600), quotable_text(error.next_step, 300)};
    }
    return check_answer(*report.answer, part.platform, part.request, clock_->now_ms());
  };
  FinishedCall finished{checked(), report.provider, {}, 0, settings_.shadow_tariff.cost_of(report.usage), 0, {}};
  finished.duration = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);

  if (finished.answer.ok() && !finished.answer->partial) {
    const nlohmann::json kept{{"answer", finished.answer->to_json()}, {"shadowCostMicros", finished.shadow_cost_micros}};
    const auto until = cache_->put(part.question, kept.dump(), finished.answer->exhaustive(part.request.max_results()),
                                  settings_.cache_lifetimes.of(part.request.kind()));
    if (until.ok()) finished.cached_until_ms = *until;
    else finished.warnings.push_back("the answer could not be cached: " + until.error().message);
  }

  store::CostRecord record;
  record.search_id = part.search_id;
  record.platform = part.platform.id;
  record.provider = report.provider;
  record.outcome = name_of(status_of(finished.answer));
  record.cost_micros = finished.cost_micros;
  record.shadow_cost_micros = finished.shadow_cost_micros;
  record.duration_ms = finished.duration.count();
  record.result_count = finished.answer.ok() ? static_cast<std::int64_t>(finished.answer->offers.size()) : 0;
  record.bytes_received = report.usage.bytes_received;
  record.session_created = report.usage.session_created;
  record.optimization_applied = report.usage.session_created ? "" : "warm_session";
  record.created_ms = clock_->now_ms();
  if (const auto booked = ledger_->book(std::move(record)); !booked.ok()) {
    finished.warnings.push_back("the cost row is not on disk yet: " + booked.error().message);
  }
  return finished;
}

PlatformOutcome SearchService::outcome_of(const RunningCalls::Wanted& wanted, const Part& part) {
  PlatformOutcome outcome;
  outcome.platform = part.platform.id;
  outcome.joined = wanted.joined;
  outcome.stored_ms = clock_->now_ms();
  const auto fail = [&](Error error) {
    outcome.status = search::status_of(error.code);
    outcome.error = std::move(error);
  };
  if (wanted.cancelled) {
    fail({Code::cancelled, "the search on " + part.platform.id + " was cancelled", {}});
  } else if (wanted.finished) {
    const FinishedCall& finished = *wanted.finished;
    outcome.warnings = finished.warnings;
    outcome.cost_micros = wanted.joined ? 0 : finished.cost_micros;
    outcome.shadow_micros = wanted.joined ? 0 : finished.shadow_cost_micros;
    outcome.cached_until_ms = finished.cached_until_ms;
    if (!finished.answer.ok()) {
      fail(finished.answer.error());
    } else {
      outcome.answer = *finished.answer;
      outcome.status = status_of(finished.answer);
    }
  } else {
    const std::string where = wanted.running.last_progress.empty() ? "" : " (last seen: " + wanted.running.last_progress + ")";
    const std::string next_step = "make the same search again in a minute: this one goes on and its result is kept";
    const auto so_far = wanted.running.so_far
                            ? check_answer(*wanted.running.so_far, part.platform, part.request, clock_->now_ms())
                            : Result<CheckedAnswer>(Code::timeout, part.platform.id + " has not answered by the search's deadline" + where, next_step);
    if (!so_far.ok()) {
      fail(so_far.error());
    } else {
      outcome.answer = *so_far;
      outcome.answer.partial = true;
      outcome.status = PlatformStatus::partial;
      outcome.warnings.push_back(part.platform.id + " is still reading" + where + "; " + next_step);
    }
  }
  return outcome;
}

// A row for a search that cost nothing itself: served from the cache, or by another search's call.
store::CostRecord SearchService::shared_record(const Part& part, const PlatformOutcome& outcome, std::string provider, std::string optimization) const {
  store::CostRecord record;
  record.search_id = part.search_id;
  record.platform = part.platform.id;
  record.provider = std::move(provider);
  record.outcome = name_of(outcome.status);
  record.duration_ms = outcome.duration.count();
  record.result_count = static_cast<std::int64_t>(outcome.answer.offers.size());
  record.optimization_applied = std::move(optimization);
  record.created_ms = clock_->now_ms();
  return record;
}

}  // namespace voygen::search
