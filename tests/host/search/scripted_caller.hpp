// Platforms that do what the test says.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "search/platform_caller.hpp"
#include "voygen/offers.hpp"
#include "voygen/query.hpp"

namespace voygen::tests {

inline HotelAnswer hotels(const HotelQuery& query, int count) {
  HotelAnswer answer;
  for (int i = 0; i < count; ++i) {
    HotelOffer offer;
    offer.platform_id = std::to_string(i);
    offer.name = "Hotel " + std::to_string(i);
    offer.check_in = query.check_in;
    offer.check_out = query.check_out;
    offer.stay = Price{Money::from_cents(10'000 - i * 100), PriceBasis::exact};
    offer.commission = Commission{Money::from_cents(100 + i), Percent{1000}, {}};
    answer.offers.push_back(offer);
  }
  answer.available = count;
  return answer;
}

// Each call runs `serve`; tests hold it back and let it go.
class ScriptedCaller final : public search::PlatformCaller {
 public:
  using Serve = std::function<Result<nlohmann::json>(const core::Context&, const HotelQuery&, const search::CallObserver&)>;
  using ServeAny = std::function<Result<nlohmann::json>(search::Kind, const nlohmann::json& query)>;
  [[nodiscard]] std::vector<search::PlatformFace> platforms() const override { return faces; }
  search::CallReport call(const core::Context& context, const std::string& platform, search::Kind kind, const nlohmann::json& query,
                          const search::CallObserver& observer) override {
    ++calls;
    auto answer = kind == search::Kind::hotels ? serve.at(platform)(context, *HotelQuery::from_json(query), observer) : serve_any.at(platform)(kind, query);
    return {std::move(answer), {true, std::chrono::milliseconds{1000}, 5'000'000}, "local"};
  }
  std::vector<search::PlatformFace> faces{{"acme", "Acme", "1.0.0", {"hotels"}, {}, 1}};
  std::map<std::string, Serve> serve;         // hotels
  std::map<std::string, ServeAny> serve_any;  // the other kinds
  std::atomic<int> calls = 0;
};

}  // namespace voygen::tests
