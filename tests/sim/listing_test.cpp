#include "catalogue/listing.hpp"

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "catalogue/catalogue.hpp"

namespace voygen::sim {
namespace {

constexpr PortalId kPortals[] = {PortalId::cpmaxx, PortalId::vax, PortalId::delta, PortalId::web};

const Catalogue& world() {
  static const Catalogue catalogue{7};
  return catalogue;
}

int listed_permille(PortalId portal) {
  std::int64_t listed = 0;
  std::int64_t sold = 0;
  for (const Hotel& hotel : world().hotels()) {
    if (!hotel.supplier_data) continue;
    ++sold;
    listed += listing_on(portal, hotel).listed;
  }
  return static_cast<int>(listed * 1000 / sold);
}

TEST(Listing, IsStable) {
  const Catalogue again{7};
  for (std::size_t index = 0; index < world().hotels().size(); ++index) {
    for (const PortalId portal : kPortals) {
      const Listing one = listing_on(portal, world().hotels()[index]);
      const Listing other = listing_on(portal, again.hotels()[index]);
      ASSERT_EQ(one.listed, other.listed);
      ASSERT_EQ(one.id, other.id);
      ASSERT_EQ(one.name, other.name);
    }
  }
}

TEST(Listing, KeepsNameAndIdOnCpmaxx) {
  for (const Hotel& hotel : world().hotels()) {
    const Listing listing = listing_on(PortalId::cpmaxx, hotel);
    ASSERT_TRUE(listing.listed);
    ASSERT_EQ(listing.id, hotel.giata_id);
    ASSERT_EQ(listing.name, hotel.name);
  }
}

TEST(Listing, GivesIdsOfTheirOwnInThePortalsStyle) {
  const std::map<PortalId, std::regex> styles = {{PortalId::cpmaxx, std::regex("[0-9]+")},
                                                 {PortalId::vax, std::regex("[A-Z]{2};[A-Z]{5}|[0-9]+")},
                                                 {PortalId::delta, std::regex("([A-Z]{3})_([0-9]+|[A-Z]{6})_\\2")},
                                                 {PortalId::web, std::regex("[a-z0-9]+(-[a-z0-9]+)*-[0-9]+")}};
  for (const auto& [portal, style] : styles) {
    std::set<std::string> ids;
    for (const Hotel& hotel : world().hotels()) {
      const std::string id = listing_on(portal, hotel).id;
      ASSERT_TRUE(std::regex_match(id, style)) << id;
      ASSERT_TRUE(ids.insert(id).second) << id;
    }
  }
}

TEST(Listing, ListsAPlausibleShareOnEachPortal) {
  EXPECT_EQ(listed_permille(PortalId::cpmaxx), 1000);
  EXPECT_NEAR(listed_permille(PortalId::vax), 600, 60);
  EXPECT_NEAR(listed_permille(PortalId::delta), 400, 60);
  EXPECT_NEAR(listed_permille(PortalId::web), 500, 60);
}

TEST(Listing, WritesNamesInOtherWaysButNeverEmpty) {
  for (const PortalId portal : {PortalId::vax, PortalId::delta, PortalId::web}) {
    int other = 0;
    for (const Hotel& hotel : world().hotels()) {
      const std::string name = listing_on(portal, hotel).name;
      ASSERT_GE(name.size(), 4U) << hotel.name;
      other += name != hotel.name;
    }
    EXPECT_GT(other * 10, static_cast<int>(world().hotels().size()) * 3);
    EXPECT_LT(other * 10, static_cast<int>(world().hotels().size()) * 9);
  }
}

}  // namespace
}  // namespace voygen::sim
