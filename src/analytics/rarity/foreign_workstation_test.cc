#include "analytics/rarity/foreign_workstation.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace noroshi {
namespace {

std::vector<RareItem> Items(const std::vector<std::string>& names, std::uint64_t hosts = 1) {
  std::vector<RareItem> items;
  for (const std::string& name : names) {
    RareItem& item = items.emplace_back();
    item.kind = RareKind::kWorkstation;
    item.value = name;
    item.hosts = hosts;
  }
  return items;
}

std::vector<std::string> ForeignOf(const std::vector<RareItem>& items,
                                   const std::vector<std::string>& hosts) {
  NamingScheme scheme;
  std::vector<std::string> names;
  for (const ForeignWorkstation& one : FindForeign(items, hosts, scheme)) {
    names.push_back(one.item->value);
  }
  return names;
}

using Names = std::vector<std::string>;
const Names kEstate = {
    "HQ-DC01.corp.example", "HQ-FS01", "HQ-PC001", "HQ-PC002", "VN-DC01", "VN-AP01", "VN-PC001"};

TEST(FindForeign, ANameOfAnotherForm) {
  EXPECT_EQ(ForeignOf(Items({"desktop-7q2r1xk", "hq-pc017", "vn-pc009"}), kEstate),
            Names{"desktop-7q2r1xk"});
}

TEST(FindForeign, AHostWithLogsOfItsOwnIsNone) {
  Names estate = kEstate;
  estate.emplace_back("MAIL");
  EXPECT_TRUE(ForeignOf(Items({"mail"}), estate).empty());
}

TEST(FindForeign, ManyOfOneFormAreAScheme) {
  EXPECT_TRUE(ForeignOf(Items({"desktop-1", "desktop-2", "desktop-3"}), kEstate).empty());
}

TEST(FindForeign, WhatManyHostsSeeIsKnown) {
  EXPECT_TRUE(ForeignOf(Items({"scanner"}, kForeignHosts + 1), kEstate).empty());
}

TEST(FindForeign, NamesWithoutASchemeSayNothing) {
  EXPECT_TRUE(ForeignOf(Items({"kali"}),
                        {"mars", "venus", "earth", "pluto", "io", "titan", "rhea", "dione"})
                  .empty());
  EXPECT_TRUE(ForeignOf(Items({"kali"}), {"HQ-1", "HQ-2", "HQ-3"}).empty());  // too few
}

// Fits as far as the test needs it: "hq-pc*".
bool BeginsLike(std::string_view name, std::string_view pattern) {
  pattern.remove_suffix(1);
  return name.starts_with(pattern);
}

std::vector<std::string> ForeignByWord(const std::vector<RareItem>& items, const Names& hosts,
                                       const KnownNames& known, NamingScheme& scheme) {
  std::vector<std::string> names;
  for (const ForeignWorkstation& one : FindForeign(items, hosts, scheme, &known)) {
    names.push_back(one.item->value);
  }
  return names;
}

TEST(FindForeign, StatedSchemesDecideAlone) {
  KnownNames known;
  known.schemes = {"hq-pc*"};
  known.allowed = {"print*"};
  known.hosts = {"mailgw"};
  known.fits = BeginsLike;
  NamingScheme scheme;
  // Many of one form are no scheme any more, and no estate is needed to judge by.
  EXPECT_EQ(ForeignByWord(Items({"hq-pc001", "desktop-1", "desktop-2", "desktop-3", "print07",
                                 "mailgw", "srv1"}),
                          {"SRV1.corp.example"}, known, scheme),
            (Names{"desktop-1", "desktop-2", "desktop-3"}));
  EXPECT_TRUE(scheme.stated);
  EXPECT_EQ(scheme.names, 7U);
  EXPECT_EQ(scheme.by_scheme, 3U);
  EXPECT_TRUE(ForeignByWord(Items({"scanner"}, kForeignHosts + 1), {}, known, scheme).empty());
}

TEST(FindForeign, AnInventoryWithoutSchemesTakesNamesOut) {
  KnownNames known;
  known.hosts = {"kali"};
  NamingScheme scheme;
  EXPECT_TRUE(ForeignByWord(Items({"kali"}), kEstate, known, scheme).empty());
  EXPECT_FALSE(scheme.stated);
}

TEST(NormalName, CutsWhatIsMadeUpPerUserOrMachine) {
  EXPECT_EQ(NormalName(RareKind::kService, "CDPUserSvc_4f2a1b"), "cdpusersvc");
  EXPECT_EQ(NormalName(RareKind::kService, "My_Service"), "my_service");
  EXPECT_EQ(NormalName(RareKind::kTask, "\\OneDrive-S-1-5-21-1-2-3-1001"), "\\onedrive-*");
  EXPECT_EQ(NormalName(RareKind::kTask, "\\{0F1E2D3C-0000-1111-2222-333344445555}"), "\\{*}");
  EXPECT_EQ(NormalName(RareKind::kImage, "C:\\Users\\Ito\\a.exe"), "c:\\users\\*\\a.exe");
  EXPECT_EQ(NormalName(RareKind::kWorkstation, "\\\\PC1.corp.example"), "pc1");
  EXPECT_EQ(NormalName(RareKind::kDestination, "https://A.example:8443/x"), "a.example");
}

TEST(NameUse, MergesTheSameInAnyOrder) {
  NameUse a, b;
  for (int i = 0; i < 12; ++i) {
    (i % 2 == 0 ? a : b).Add({Timestamp{100U + static_cast<unsigned>(i)}}, "u" + std::to_string(i));
  }
  NameUse ab = a, ba = b;
  ab.Merge(b);
  ba.Merge(a);
  EXPECT_EQ(ab.users, ba.users);
  EXPECT_EQ(ab.users.size(), kMaxRareUsers);
  EXPECT_EQ(ab.count, 12U);
  EXPECT_EQ(ab.first, ba.first);
  EXPECT_EQ(ab.last.time.ticks, 111U);
}

// A program that logs on under a new name each time neither hides the scheme nor makes one of its
// own.
TEST(FindForeign, NamesMadeUpByTheDozenAreForeign) {
  std::vector<RareItem> items = Items({"hq-pc017", "vn-pc009"});
  const auto add = [&](const std::string& name, std::uint64_t minute) {
    RareItem item;
    item.kind = RareKind::kWorkstation;
    item.value = name;
    item.hosts = item.count = 1;
    item.first.time = item.last.time = Timestamp{minute * 60 * kTicksPerSecond};
    item.seen = {{item.first, "HQ-DC01"}};
    items.push_back(std::move(item));
  };
  for (std::uint64_t i = 0; i < 120; ++i) {
    const char letter = static_cast<char>('a' + i % 26);
    add(std::string(1, letter) + std::to_string(i * 7919 % 10'000) + "x", i);
  }
  EXPECT_EQ(ForeignOf(items, kEstate).size(), 120U);
  for (std::uint64_t i = 0; i < 30; ++i) add("lab-" + std::to_string(i), i);  // called alike
  EXPECT_EQ(ForeignOf(items, kEstate).size(), 120U);
}

// `count` names that `host` saw first in that hour.
void AddSeen(std::size_t count, const std::string& host, std::uint64_t hour,
             std::vector<RareItem>& items) {
  for (std::size_t i = 0; i < count; ++i) {
    RareItem& item = items.emplace_back();
    item.value = "name" + std::to_string(items.size());
    item.first.time = Timestamp{hour * 60 * 60 * kTicksPerSecond + count - i};
    item.seen = {{item.first, host}};
  }
}

std::vector<std::size_t> GroupSizes(const std::vector<RareItem>& items) {
  std::vector<ForeignWorkstation> foreign;
  for (const RareItem& item : items) foreign.push_back({&item, ""});
  std::vector<std::size_t> sizes;
  for (const ForeignGroup& group : GroupForeign(foreign)) {
    sizes.push_back(group.size());
    EXPECT_TRUE(std::ranges::is_sorted(
        group, {}, [](const ForeignWorkstation* one) { return one->item->first; }));
  }
  return sizes;
}

TEST(GroupForeign, FewNamesAreToldOneByOne) {
  std::vector<RareItem> items;
  AddSeen(kForeignNamesTold, "SRV1", 1, items);
  AddSeen(1, "SRV2", 1, items);
  AddSeen(1, "SRV1", 25, items);
  EXPECT_EQ(GroupSizes(items), std::vector<std::size_t>(kForeignNamesTold + 2, 1));
}

TEST(GroupForeign, ManyOnOneHostAndDayAreToldTogether) {
  std::vector<RareItem> items;
  AddSeen(6, "SRV1", 1, items);
  AddSeen(5, "SRV1", 23, items);
  AddSeen(2, "SRV1", 24, items);  // the day after
  EXPECT_EQ(GroupSizes(items), (std::vector<std::size_t>{11, 1, 1}));
}

}  // namespace
}  // namespace noroshi
