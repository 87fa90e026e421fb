// Grid search: one question asked for many destinations and dates on many platforms, within a budget. Each cell of the grid is a search of
// its own (with cache, ledger and honest outcome) on one platform; the report has every cell, also those that were not run and why.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "budget/ledger.hpp"
#include "budget/tariff.hpp"
#include "core/context.hpp"
#include "search/search_service.hpp"

namespace voygen::search {

struct GridCell {
  std::string destination;
  std::string first_day, last_day;  // YYYY-MM-DD; the last is "" for a one-way flight
  PlatformFace platform;
  SearchRequest request;
};

// A grid that may be run: every cell is a search that passed the door.
struct GridPlan {
  std::vector<GridCell> cells;
  std::int64_t max_cost_micros = 0;
  int parallel = 1;  // cells at a time
  std::chrono::milliseconds time_limit{0};
};

// What a grid works on. All of it outlives the run.
struct GridParts {
  SearchService& service;
  budget::Ledger& ledger;
  budget::Tariff tariff;  // by which the budget counts: what the work costs on the paid provider, also where it is free
  const core::Clock& clock;
  const Places& places;
  int most_parallel = 1;  // the session pool's size
};

// From a body of schemas/grid.input.json. Everything is checked before anything is run; the error names the field and what is allowed.
Result<GridPlan> plan_grid(const nlohmann::json& body, const GridParts& parts);

// Runs the cells, never more at a time than the plan, and per platform than the platform, allows. A cell is begun only while what was spent
// and what runs, each at the platform's usual cost, leaves room for it; a cell that has begun is finished. `keep` is told of each search.
// Blocks; the thread of the caller and `parallel` more.
nlohmann::json run_grid(const core::Context& context, const GridPlan& plan, const GridParts& parts, const std::function<void(SearchAnswer)>& keep);

}  // namespace voygen::search
