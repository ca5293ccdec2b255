#include "environment/name_pattern.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(NamePattern, WildcardsFit) {
  struct Case {
    const char* text;
    const char* pattern;
    bool name;   // as a name
    bool value;  // as a value
  };
  constexpr Case kCases[] = {
      {"hq-cl012", "hq-cl###", true, false},  // '#' is a digit of names only
      {"hq-clabc", "hq-cl###", false, false},
      {"c#", "c#", false, true},
      {"hq-dc01", "hq-*", true, true},
      {"hq-", "hq-*", true, true},
      {"hq", "hq-*", false, false},
      {"vn-ap01", "?n-ap*", true, true},
      {"", "*", true, true},
      {"", "?", false, false},
      {"abcabc", "*abc", true, true},  // the last star takes more
      {"abcabx", "*abc", false, false},
      {"aaaaab", "*a*b", true, true},
      {"本社端末", "??端末", true, true},  // a character, not a byte
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(FitsPattern(c.text, c.pattern, PatternWords::kName), c.name)
        << c.text << " " << c.pattern;
    EXPECT_EQ(FitsPattern(c.text, c.pattern, PatternWords::kValue), c.value)
        << c.text << " " << c.pattern;
  }
}

TEST(NamePattern, ManyStarsCostNoMoreThanTheProduct) {
  const std::string text(20'000, 'a');
  EXPECT_FALSE(FitsPattern(text, "*a*a*a*a*a*a*a*a*b", PatternWords::kValue));
}

TEST(NamePattern, ShortNames) {
  EXPECT_EQ(ShortHostName("HQ-DC01.corp.example"), "HQ-DC01");
  EXPECT_EQ(ShortHostName("10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(ShortAccountName("CORP\\sato"), "sato");
  EXPECT_EQ(ShortAccountName("sato@corp.example"), "sato");
  EXPECT_EQ(ShortAccountName("sato"), "sato");
}

TEST(NamePatterns, HostsByNamePatternAndRange) {
  NamePatterns list;
  for (const char* entry : {"HQ-DC01", "VN-AP##", "10.9.0.0/16", "edge.corp.example"}) {
    list.Add(entry);
  }
  list.Freeze();
  for (const char* host : {"HQ-DC01", "hq-dc01.corp.example", "VN-AP07.corp.example", "10.9.1.2",
                           "edge.corp.example"}) {
    EXPECT_TRUE(list.HasHost(host)) << host;
  }
  for (const char* host : {"HQ-DC011", "VN-AP7", "10.10.0.1", "edge", "edge.other.example"}) {
    EXPECT_FALSE(list.HasHost(host)) << host;
  }
}

TEST(NamePatterns, AccountsWithAndWithoutDomain) {
  NamePatterns list;
  list.Add("adm-*");
  list.Add("CORP\\sato");
  list.Freeze();
  for (const char* account :
       {"adm-mori", "CORP\\ADM-MORI", "adm-mori@corp.example", "corp\\sato"}) {
    EXPECT_TRUE(list.HasAccount(account)) << account;
  }
  for (const char* account : {"OTHER\\sato", "sato", "madm-mori"}) {
    EXPECT_FALSE(list.HasAccount(account)) << account;
  }
}

TEST(NamePatterns, NothingHasNothing) {
  const NamePatterns list;
  EXPECT_TRUE(list.empty());
  EXPECT_FALSE(list.Has(""));
  EXPECT_FALSE(list.HasHost("HQ-DC01"));
}

TEST(StandsForEverything, StarsAndTheWholeInternet) {
  for (const char* all : {"*", "?", "**", "*?*", "0.0.0.0/0", "::/0"}) {
    EXPECT_TRUE(StandsForEverything(all)) << all;
  }
  for (const char* some : {"", "#", "A*", "*.example", "0.0.0.0/1", "0.0.0.0", "10.0.0.0/8",
                           "::", "fc00::/7", "***a"}) {
    EXPECT_FALSE(StandsForEverything(some)) << some;
  }
}

}  // namespace
}  // namespace noroshi
