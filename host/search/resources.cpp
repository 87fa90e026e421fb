#include "search/resources.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace voygen::search {
namespace {

using nlohmann::json;

constexpr std::string_view kPrefix = "voygen://search/";
constexpr const char* kTemplate = "voygen://search/{id}{?page}";
constexpr std::size_t kOffersOnPage = 20;

struct Address {
  std::string_view id;
  std::size_t page = 1;
};

// "voygen://search/s-abc?page=2"; anything else in it makes it somebody else's address.
std::optional<Address> parse_address(std::string_view uri) {
  if (uri.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  std::string_view rest = uri.substr(kPrefix.size());
  const auto question = rest.find('?');
  Address address{rest.substr(0, question)};
  if (question == std::string_view::npos) return address;
  constexpr std::string_view kPage = "page=";
  const std::string_view query = rest.substr(question + 1);
  if (query.substr(0, kPage.size()) != kPage) return std::nullopt;
  const std::string_view digits = query.substr(kPage.size());
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address.page);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || address.page == 0) return std::nullopt;
  return address;
}

std::string title_of(const SearchAnswer& search) {
  const json query = search.request.query_json();
  const auto date = [&](const char* stay, const char* trip) { return query.value(stay, query.value(trip, std::string{})); };
  std::string title(name_of(search.request.kind()));
  title[0] = static_cast<char>(title[0] - 'a' + 'A');
  title += (search.request.kind() == Kind::hotels ? " in " : " to ") + search.request.destination() + ", " + date("checkIn", "departureDate");
  const std::string end = date("checkOut", "returnDate");
  return end.empty() ? title : title + " to " + end;
}

class SearchResources final : public mcp::ResourceSource {
 public:
  explicit SearchResources(const FinishedSearches& searches) : searches_(searches) {}

  [[nodiscard]] std::vector<mcp::Resource> list(const mcp::Caller& caller) const override {
    std::vector<mcp::Resource> resources;
    for (const auto& search : searches_.of(caller.principal)) {
      resources.push_back({.uri = search_uri(search->search_id),
                           .name = search->search_id,
                           .title = title_of(*search),
                           .description = "The offers of this search as JSON, " + std::to_string(kOffersOnPage) + " on a page",
                           .mime_type = "application/json",
                           .size = std::nullopt});
    }
    return resources;
  }

  [[nodiscard]] std::vector<mcp::ResourceTemplate> templates() const override {
    return {{kTemplate, "finished-search", "Finished search", "The offers of one of your searches of the last hour, a page at a time", "application/json"}};
  }

  [[nodiscard]] std::optional<mcp::ResourceContent> read(const mcp::Caller& caller, std::string_view uri) const override {
    const auto address = parse_address(uri);
    const auto search = address ? searches_.find(caller.principal, address->id) : nullptr;
    if (!search) return std::nullopt;
    json content = structured_content(*search);
    json offers = std::move(content["results"]);
    const std::size_t pages = std::max<std::size_t>((offers.size() + kOffersOnPage - 1) / kOffersOnPage, 1);
    if (address->page > pages) return std::nullopt;
    const auto begin = offers.begin() + static_cast<std::ptrdiff_t>((address->page - 1) * kOffersOnPage);
    const auto left = static_cast<std::size_t>(offers.end() - begin);
    content["results"] = json(json::array());
    std::move(begin, begin + static_cast<std::ptrdiff_t>(std::min(left, kOffersOnPage)), std::back_inserter(content["results"]));
    content["page"] = {{"number", address->page}, {"of", pages}};
    if (address->page < pages) content["page"]["next"] = search_uri(search->search_id) + "?page=" + std::to_string(address->page + 1);
    return mcp::ResourceContent{.mime_type = "application/json", .text = content.dump()};
  }

  [[nodiscard]] std::vector<std::string> complete(const mcp::Caller& caller, std::string_view, std::string_view variable,
                                                  std::string_view typed) const override {
    std::vector<std::string> ids;
    if (variable != "id") return ids;
    for (const auto& search : searches_.of(caller.principal)) {
      if (search->search_id.starts_with(typed)) ids.push_back(search->search_id);
    }
    return ids;
  }

 private:
  const FinishedSearches& searches_;
};

const std::string& page() {
  static const std::map<std::string, std::string> kPages = {
#include "app_pages.inc"
  };
  return kPages.at("hotel_cards.html");
}

class HotelCards final : public mcp::ResourceSource {
 public:
  [[nodiscard]] std::vector<mcp::Resource> list(const mcp::Caller&) const override {
    return {{.uri = kHotelCardsUri,
             .name = "hotel-cards",
             .title = "Hotel cards",
             .description = "Shows the result of a hotel search as cards",
             .mime_type = kMimeType,
             .size = std::nullopt}};
  }
  // Photos come from wherever the portals keep them, so any https host may serve images, and nothing else.
  [[nodiscard]] std::optional<mcp::ResourceContent> read(const mcp::Caller&, std::string_view uri) const override {
    if (uri != kHotelCardsUri) return std::nullopt;
    return mcp::ResourceContent{
        .mime_type = kMimeType, .text = page(), .meta = {{"ui", {{"csp", {{"connectDomains", json::array()}, {"resourceDomains", {"https:"}}}}, {"prefersBorder", false}}}}};
  }

 private:
  static constexpr const char* kMimeType = "text/html;profile=mcp-app";
};

}  // namespace

std::string search_uri(std::string_view search_id) { return std::string(kPrefix).append(search_id); }

std::shared_ptr<const mcp::ResourceSource> search_resources(const FinishedSearches& searches) { return std::make_shared<SearchResources>(searches); }
std::shared_ptr<const mcp::ResourceSource> hotel_cards() { return std::make_shared<HotelCards>(); }

json shown_as_cards() { return {{"ui", {{"resourceUri", kHotelCardsUri}, {"visibility", {"model", "app"}}}}, {"ui/resourceUri", kHotelCardsUri}}; }

}  // namespace voygen::search
