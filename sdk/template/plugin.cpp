// Drives the page to the results and hands what the page shows to the parser. No parsing here.
#include "parse.hpp"
#include "voygen/plugin.hpp"

namespace {

// Letters and digits stay, everything else becomes %XX.
std::string percent_encoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (plain) encoded += c;
    else encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return encoded;
}

class Acme final : public voygen::Plugin {
 public:
  // The settings satisfy the manifest's schema, and its defaults are filled in.
  static voygen::Result<std::unique_ptr<voygen::Plugin>> create(const nlohmann::json& settings) {
    auto plugin = std::make_unique<Acme>();
    plugin->base_url_ = settings.at("baseUrl").get<std::string>();
    plugin->item_selectors_ = settings.at("itemSelectors");
    return std::unique_ptr<voygen::Plugin>(std::move(plugin));
  }

  voygen::Result<voygen::HotelAnswer> search_hotels(voygen::Call& call, voygen::Page& page, const voygen::HotelQuery& query) override {
    const std::string address = base_url_ + "/hotels?place=" + percent_encoded(query.destination) + "&from=" + query.check_in.iso() + "&to=" + query.check_out.iso();
    VOYGEN_TRY(const auto arrived, page.open(address));
    if (arrived.status >= 500) return voygen::Error{voygen::Code::unavailable, "the results page answered " + std::to_string(arrived.status), "try again later"};
    VOYGEN_DO(page.wait_for_selector("#results"));
    return read_hotels(call, page, query);
  }

  voygen::Result<voygen::HotelAnswer> read_hotels(voygen::Call& call, voygen::Page& page, const voygen::HotelQuery& query) override {
    VOYGEN_TRY(const auto list, page.extract(acme::list_specification(item_selectors_)));
    VOYGEN_TRY(const auto empty, page.extract(acme::empty_note_specification()));
    VOYGEN_TRY(auto answer, acme::parse_list(list, empty, query));
    VOYGEN_TRY(answer.page_url, page.url());
    call.info("read " + std::to_string(answer.offers.size()) + " hotels");
    return answer;
  }

 private:
  std::string base_url_;
  nlohmann::json item_selectors_;
};

}  // namespace

VOYGEN_PLUGIN(Acme)
