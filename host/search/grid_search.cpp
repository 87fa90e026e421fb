#include "search/grid_search.hpp"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "answer_figures.hpp"
#include "core/clock.hpp"
#include "voygen/money.hpp"

namespace voygen::search {
namespace {

using nlohmann::json;

// What a live cell of a platform usually costs: the mean of the last 30 days, or, before there are any, a new session of one minute and 5 MB.
std::map<std::string, std::int64_t> usual_costs(const GridPlan& plan, const GridParts& parts) {
  std::map<std::string, std::int64_t> costs;
  for (const GridCell& cell : plan.cells) costs[cell.platform.id] = parts.tariff.cost_of({true, std::chrono::minutes(1), 5'000'000});
  const std::int64_t now = parts.clock.now_ms();
  const auto history = parts.ledger.summarize(now - std::chrono::milliseconds(std::chrono::hours(24 * 30)).count(), now + 1);
  if (!history.ok()) return costs;
  for (const auto& sum : *history) {
    const std::int64_t live = sum.searches - sum.served_from_cache;
    if (live > 0 && sum.shadow_cost_micros > 0 && costs.contains(sum.platform)) costs[sum.platform] = (sum.shadow_cost_micros + live - 1) / live;
  }
  return costs;
}

json cell_json(const GridCell& cell) {
  json entry{{"destination", cell.destination}, {"from", cell.first_day}, {"platform", cell.platform.id}};
  if (!cell.last_day.empty()) entry["to"] = cell.last_day;
  return entry;
}

json error_json(const Error& error) {
  json entry{{"code", name_of(error.code)}, {"message", error.message}, {"retryable", is_retryable(error.code)}};
  if (!error.next_step.empty()) entry["nextStep"] = error.next_step;
  return entry;
}

json not_run(const GridCell& cell, const Error& error) {
  json entry = cell_json(cell);
  entry.update({{"status", name_of(status_of(error.code))}, {"count", 0}, {"cost", 0}, {"shadowCost", 0}, {"run", false}, {"error", error_json(error)}});
  return entry;
}

json ran(const GridCell& cell, const SearchAnswer& answer) {
  const json content = structured_content(answer);
  const json& platform = content["platforms"][0];
  const PlatformOutcome& outcome = answer.platforms.front();
  json entry = cell_json(cell);
  entry.update({{"run", true}, {"searchId", answer.search_id}, {"shadowCost", to_json_number(outcome.shadow_micros)}, {"results", content["results"]}});
  for (const char* member : {"status", "count", "cost", "cached", "ageSeconds", "durationMs", "available", "evidence", "warnings", "unsupportedFilters", "error"}) {
    if (platform.contains(member)) entry[member] = platform[member];
  }
  for (const char* member : {"lowest", "highest", "median"}) {
    if (content["summary"].contains(member)) entry[member] = content["summary"][member];
  }
  return entry;
}

// The run of one grid: workers take cells from it and report back. What they share is under the mutex.
class GridRun {
 public:
  GridRun(const core::Context& context, const GridPlan& plan, const GridParts& parts, const std::function<void(SearchAnswer)>& keep)
      : context_(context), plan_(plan), parts_(parts), keep_(keep), usual_(usual_costs(plan, parts)), reports_(plan.cells.size()), is_taken_(plan.cells.size()) {}

  json run() {
    {
      std::vector<std::jthread> workers;
      for (int i = 0; i < plan_.parallel; ++i) workers.emplace_back([this] { work(); });
    }
    return report();
  }

 private:
  void work() {
    while (const auto index = take()) {
      const GridCell& cell = plan_.cells[*index];
      auto answer = parts_.service.search(context_, cell.request, [](const ProgressNote&) {});
      json entry = answer.ok() ? ran(cell, *answer) : not_run(cell, answer.error());
      const std::int64_t spent = answer.ok() ? std::max(answer->platforms.front().cost_micros, answer->platforms.front().shadow_micros) : 0;
      if (answer.ok()) keep_(std::move(*answer));
      give_back(*index, std::move(entry), spent);
    }
  }

  // The next cell whose platform has room. Cells that may not be begun any more are reported on the way. Nothing when none is left.
  std::optional<std::size_t> take() {
    std::unique_lock lock(mutex_);
    while (true) {
      bool any_waits = false;
      for (std::size_t index = 0; index < plan_.cells.size(); ++index) {
        if (is_taken_[index]) continue;
        const PlatformFace& platform = plan_.cells[index].platform;
        if (auto why = why_not(platform)) {
          is_taken_[index] = true;
          reports_[index] = not_run(plan_.cells[index], *why);
          continue;
        }
        any_waits = true;
        const bool room_later = spent_ + reserved_ + usual_[platform.id] > plan_.max_cost_micros;
        if (room_later || running_[platform.id] >= platform.max_concurrency) continue;
        is_taken_[index] = true;
        ++running_[platform.id];
        reserved_ += usual_[platform.id];
        return index;
      }
      if (!any_waits) return std::nullopt;
      changed_.wait_for(lock, std::chrono::milliseconds(500));  // a cell comes back, or the time limit passes
    }
  }

  // Why a cell of this platform may never be begun; with mutex_ held.
  [[nodiscard]] std::optional<Error> why_not(const PlatformFace& platform) {
    if (context_.stop().stop_requested()) return Error{Code::cancelled, "the grid was cancelled before this cell", {}};
    if (context_.ended()) return Error{Code::timeout, "the grid's \"timeoutSeconds\" passed before this cell", "ask for this cell again, or give more time"};
    const std::int64_t usual = usual_[platform.id];
    if (spent_ + usual <= plan_.max_cost_micros) return std::nullopt;
    return Error{Code::over_budget,
                 "not run: $" + decimal_text(spent_) + " of \"maxCost\" $" + decimal_text(plan_.max_cost_micros) + " is spent, and a search on " + platform.id +
                     " usually costs $" + decimal_text(usual),
                 "raise \"maxCost\", or ask for fewer cells"};
  }

  void give_back(std::size_t index, json entry, std::int64_t spent) {
    {
      const std::lock_guard lock(mutex_);
      const std::string& platform = plan_.cells[index].platform.id;
      --running_[platform];
      reserved_ -= usual_[platform];
      spent_ += spent;
      reports_[index] = std::move(entry);
    }
    changed_.notify_all();
  }

  [[nodiscard]] json report() const {
    json by_status = json::object();
    std::int64_t cost = 0;
    std::int64_t shadow = 0;
    bool partial = false;
    for (const json& cell : reports_) {
      const std::string status = cell["status"];
      by_status[status] = by_status.value(status, 0) + 1;
      partial = partial || cell.contains("error") || status == "partial";
      cost += *micros_from_json_number(cell["cost"]);
      shadow += *micros_from_json_number(cell["shadowCost"]);
    }
    return {{"cells", reports_},
            {"summary", {{"cells", reports_.size()}, {"byStatus", by_status}}},
            {"cost", {{"total", to_json_number(cost)}, {"shadow", to_json_number(shadow)}, {"max", to_json_number(plan_.max_cost_micros)}, {"currency", "USD"}}},
            {"partial", partial},
            {"searchedAt", core::iso_time(parts_.clock.now_ms())}};
  }

  const core::Context& context_;
  const GridPlan& plan_;
  const GridParts& parts_;
  const std::function<void(SearchAnswer)>& keep_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::int64_t> usual_;  // from here on under mutex_ while workers run
  std::map<std::string, int> running_;
  std::int64_t spent_ = 0;
  std::int64_t reserved_ = 0;
  std::vector<json> reports_;
  std::vector<bool> is_taken_;
};

}  // namespace

json run_grid(const core::Context& context, const GridPlan& plan, const GridParts& parts, const std::function<void(SearchAnswer)>& keep) {
  const core::Context limited = context.ending_within(plan.time_limit);
  return GridRun(limited, plan, parts, keep).run();
}

}  // namespace voygen::search
