#include "environment/asset_columns.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(AssetColumns, HeadersAreKnownHoweverTheyAreWritten) {
  for (const char* header :
       {"Host Name", "HOSTNAME", "host_name", "host-name", "ホスト名", "コンピュータ名"}) {
    EXPECT_EQ(ColumnOfHeader(header), AssetColumn::kHost) << header;
  }
  EXPECT_EQ(ColumnOfHeader("IP Address"), AssetColumn::kAddress);
  EXPECT_EQ(ColumnOfHeader("拠点"), AssetColumn::kSite);
}

TEST(AssetColumns, OtherHeadersMeanNothing) {
  for (const char* header : {"", "owner", "serial number", "hosts file"}) {
    EXPECT_EQ(ColumnOfHeader(header), std::nullopt) << header;
  }
}

TEST(AssetColumns, NamesGoBothWays) {
  for (std::size_t i = 0; i < kAssetColumns; ++i) {
    const auto column = static_cast<AssetColumn>(i);
    EXPECT_EQ(ParseAssetColumn(AssetColumnName(column)), column);
  }
  EXPECT_EQ(ParseAssetColumn("Host"), std::nullopt);  // exact
}

TEST(AssetColumns, AMappingNamesColumns) {
  const auto mapping = ParseColumnMapping({"host=HOSTNAME", "site=Standort"});
  ASSERT_TRUE(mapping.ok());
  EXPECT_EQ(mapping->at(AssetColumn::kHost), "HOSTNAME");
  EXPECT_EQ(mapping->at(AssetColumn::kSite), "Standort");
  for (const char* bad : {"host", "=x", "host=", "colour=red"}) {
    const auto refused = ParseColumnMapping({bad});
    ASSERT_FALSE(refused.ok()) << bad;
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalid);
  }
}

TEST(AssetColumns, NamedColumnsComeBeforeTheHeadersOwnWords) {
  std::vector<std::string> missing;
  const ColumnPlaces places =
      PlaceColumns({"host", "Rechner", "ip"}, {{AssetColumn::kHost, "Rechner"}}, missing);
  EXPECT_EQ(places[static_cast<std::size_t>(AssetColumn::kHost)], 1U);
  EXPECT_EQ(places[static_cast<std::size_t>(AssetColumn::kAddress)], 2U);
  EXPECT_EQ(places[static_cast<std::size_t>(AssetColumn::kSite)], kNoColumn);
  EXPECT_TRUE(missing.empty());
}

TEST(AssetColumns, OfTwoWithOneMeaningTheFirstCounts) {
  std::vector<std::string> missing;
  const ColumnPlaces places = PlaceColumns({"computer", "hostname"}, {}, missing);
  EXPECT_EQ(places[static_cast<std::size_t>(AssetColumn::kHost)], 0U);
}

TEST(AssetColumns, ANamedColumnThatIsNotThereIsTold) {
  std::vector<std::string> missing;
  const ColumnPlaces places = PlaceColumns({"host"}, {{AssetColumn::kSite, "Standort"}}, missing);
  EXPECT_EQ(missing, std::vector<std::string>{"Standort"});
  EXPECT_EQ(places[static_cast<std::size_t>(AssetColumn::kSite)], kNoColumn);
}

}  // namespace
}  // namespace noroshi
