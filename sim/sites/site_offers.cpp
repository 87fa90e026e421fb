#include "sites/site_offers.hpp"

#include "catalogue/dice.hpp"
#include "catalogue/listing.hpp"

namespace voygen::sim {

namespace {

/// "1234567" with a mark between thousands.
std::string grouped(std::string digits, std::string_view mark) {
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, mark);
  }
  return digits;
}

}  // namespace

const std::vector<TravelSite>& all_travel_sites() {
  static const std::vector<TravelSite> sites = {
      {"harbour", "Harbour Stays", Writing::json_ld_list, "en-GB", "GBP", 790, 2, 25, false, "Sorry, no properties found for these dates."},
      {"etoile", "Étoile Voyages", Writing::json_ld_graph, "fr", "EUR", 920, 2, 25, false, "Aucun hôtel ne correspond à votre recherche."},
      {"patchwork", "Patchwork Travel", Writing::json_ld_broken, "en-US", "USD", 1000, 2, 25, false, "No results found."},
      {"bergland", "Bergland Reisen", Writing::microdata, "de", "EUR", 925, 2, 25, false, "Es wurden keine Hotels gefunden."},
      {"solmar", "Solmar Viajes", Writing::rdfa, "es", "EUR", 918, 2, 25, false, "No se han encontrado hoteles."},
      {"onestay", "One Stay", Writing::open_graph, "en-US", "USD", 1010, 2, 1, false, "No availability for your dates."},
      {"northline", "Northline", Writing::hydration, "en-CA", "CAD", 1360, 2, 25, false, "No hotels were found."},
      {"alpenblick", "Alpenblick", Writing::cards, "de", "EUR", 930, 2, 10, true, "Leider keine Treffer für Ihre Suche."},
      {"rivage", "Rivage", Writing::lazy_cards, "fr", "EUR", 921, 2, 20, false, "Aucun résultat pour ces dates."},
      {"fjordly", "Fjordly", Writing::cards, "sv", "SEK", 10'450, 2, 10, false, "Inga hotell hittades."},
      {"tokimachi", "Tokimachi", Writing::cards, "en", "JPY", 149'000, 0, 10, false, "No rooms available."},
      {"praia", "Praia Hotéis", Writing::cards, "pt-BR", "BRL", 5'400, 2, 10, false, "Nenhum resultado para a sua busca."},
      {"clubhouse", "Clubhouse Rates", Writing::sign_in_wall, "en-US", "USD", 1000, 2, 10, false, ""},
      {"fortress", "Fortress Hotels", Writing::challenge, "en-US", "USD", 1000, 2, 10, false, ""},
  };
  return sites;
}

const TravelSite* find_travel_site(std::string_view id) {
  for (const TravelSite& site : all_travel_sites()) {
    if (site.id == id) return &site;
  }
  return nullptr;
}

std::vector<SiteOffer> offers_of(const TravelSite& site, const Catalogue& catalogue, const Place& place, const Stay& stay) {
  constexpr std::size_t kMost = 40;
  constexpr int kRadiusMiles = 20;
  std::vector<SiteOffer> offers;
  const auto minor = [&](std::int64_t dollar_cents) {
    const std::int64_t cents = divide_rounded(dollar_cents * site.rate_permille, 1000);
    return site.decimals == 2 ? cents : divide_rounded(cents, 100);
  };
  for (const Offer& offer : catalogue.top_picks(around_place(place, kRadiusMiles), stay)) {
    const Listing listing = listing_on(PortalId::web, *offer.hotel);
    if (!listing.listed || offers.size() == kMost) continue;
    SiteOffer sold{offer.hotel, listing.id, listing.name, 0, 0, 0, !offer.quote.priced};
    const auto taxed = [&](std::int64_t cents) { return minor(divide_rounded(cents * (10'000 + offer.hotel->tax_basis_points), 10'000)); };
    if (offer.quote.priced) {
      sold.total = taxed(offer.quote.stay_cents);
      sold.nightly = divide_rounded(sold.total, stay.nights);
      if (offer.quote.original_cents > offer.quote.stay_cents) sold.before = taxed(offer.quote.original_cents);
    }
    offers.push_back(std::move(sold));
  }
  return offers;
}

std::string plain_amount(std::int64_t minor, int decimals) {
  if (decimals == 0) return std::to_string(minor);
  const std::string cents = std::to_string(minor % 100);
  return std::to_string(minor / 100) + "." + (cents.size() < 2 ? "0" : "") + cents;
}

std::string shown_amount(std::int64_t minor, const TravelSite& site) {
  const std::string whole = std::to_string(site.decimals == 0 ? minor : minor / 100);
  const std::string cents = site.decimals == 0 ? "" : plain_amount(minor, 2).substr(plain_amount(minor, 2).size() - 2);
  if (site.currency == "JPY") return "¥" + grouped(whole, ",");
  if (site.currency == "BRL") return "R$\u00A0" + grouped(whole, ".") + "," + cents;
  if (site.currency == "SEK") return grouped(whole, "\u00A0") + "," + cents + " kr";
  if (site.language == "fr") return grouped(whole, "\u202F") + "," + cents + "\u00A0€";
  if (site.currency == "EUR") return grouped(whole, ".") + "," + cents + " €";
  if (site.currency == "GBP") return "£" + grouped(whole, ",") + "." + cents;
  return "$" + grouped(whole, ",") + "." + cents;
}

}  // namespace voygen::sim
