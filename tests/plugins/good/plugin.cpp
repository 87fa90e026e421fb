// A well-behaved plugin on the C++ layer. Destination "wait" works until it is told to stop.
#include <chrono>
#include <thread>

#include "voygen/plugin.hpp"

namespace {

class Good final : public voygen::Plugin {
 public:
  static voygen::Result<std::unique_ptr<voygen::Plugin>> create(const nlohmann::json& settings) {
    auto plugin = std::make_unique<Good>();
    plugin->base_url_ = settings.at("baseUrl").get<std::string>();
    if (plugin->base_url_ == "https://refused.good.example") return {voygen::Code::invalid_argument, "this base address is refused"};
    return std::unique_ptr<voygen::Plugin>(std::move(plugin));
  }

  voygen::Result<voygen::HotelAnswer> search_hotels(voygen::Call& call, voygen::Page& page, const voygen::HotelQuery& query) override {
    if (query.destination == "wait") {
      while (!call.must_stop()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      return {voygen::Code::cancelled, "stopped as asked"};
    }
    VOYGEN_TRY(const auto arrived, page.open(base_url_ + "/search"));
    call.progress(1, 2, "page 1 of 2");
    VOYGEN_TRY(const std::string name, page.content());
    call.info("read " + name);
    voygen::HotelAnswer answer;
    voygen::HotelOffer offer;
    offer.platform_id = "h-1";
    offer.name = name;
    offer.check_in = query.check_in;
    offer.check_out = query.check_out;
    offer.total = voygen::Price{voygen::Money::from_cents(145'250), voygen::PriceBasis::exact};
    answer.offers.push_back(std::move(offer));
    answer.page_url = arrived.url;
    answer.available = static_cast<int>(call.now_ms() / 1'000'000'000'000);
    return answer;
  }

 private:
  std::string base_url_;
};

}  // namespace

VOYGEN_PLUGIN(Good)
