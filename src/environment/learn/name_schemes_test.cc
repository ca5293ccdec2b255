#include "environment/learn/name_schemes.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(NameSchemes, FromTheNarrowestToTheWidest) {
  const NameSchemes schemes =
      FindSchemes({"HQ-CL101", "HQ-CL102", "HQ-CL103", "HQ-DC01", "HQ-FS01", "HQ-AP02", "VN-MAIL",
                   "VN-WEB", "VN-FILESERVER", "ODD", "HQ-X"});
  ASSERT_EQ(schemes.by_pattern.size(), 3U);
  EXPECT_EQ(schemes.by_pattern.at("HQ-CL###").size(), 3U);
  EXPECT_EQ(schemes.by_pattern.at("HQ-??##").size(), 3U);
  EXPECT_EQ(schemes.by_pattern.at("VN-*").size(), 3U);
  EXPECT_EQ(schemes.others, (std::vector<std::string>{"HQ-X", "ODD"}));
}

TEST(NameSchemes, TwoNamesAreNoScheme) {
  const NameSchemes schemes = FindSchemes({"A-1", "A-2", "B-1"});
  EXPECT_TRUE(schemes.by_pattern.empty());
  EXPECT_EQ(schemes.others.size(), 3U);
}

TEST(NameSchemes, FactoryNames) {
  for (const char* name : {"DESKTOP-4F7K2LM", "WIN-R8D3HJ0Q1TS", "LAPTOP-1234ABCD"}) {
    EXPECT_TRUE(IsFactoryName(name)) << name;
  }
  // "DESKTOP-SALES01" has the very form: then it is to be confirmed, not a scheme.
  for (const char* name : {"DESKTOP-4F7K2L", "DESKTOP-SALES-1", "WIN-FS01", "HQ-CL101", ""}) {
    EXPECT_FALSE(IsFactoryName(name)) << name;
  }
}

TEST(NameSchemes, Prefixes) {
  EXPECT_EQ(NamePrefix("HQ-DC01"), "HQ");
  EXPECT_EQ(NamePrefix("tyo_pc1"), "tyo");
  EXPECT_EQ(NamePrefix("SERVER"), "");
  EXPECT_EQ(NamePrefix("-X"), "");
  EXPECT_EQ(NamePrefix("VERYLONGPREFIX-1"), "");
}

}  // namespace
}  // namespace noroshi
