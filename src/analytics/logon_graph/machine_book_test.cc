#include "analytics/logon_graph/machine_book.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "analytics/logon_graph/names.h"
#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;
using enum SightingKind;

MachineSighting Seen(SightingKind kind, std::string name, std::string address,
                     std::uint32_t first_day, std::uint32_t last_day) {
  return {kind, std::move(name), std::move(address), DayTime(first_day), DayTime(last_day)};
}

MachineBook BookOf(const std::vector<MachineSighting>& sightings,
                   const GraphOptions& options = {}) {
  MachineBook book(options);
  for (const MachineSighting& one : sightings) book.Add(one);
  book.Freeze();
  return book;
}

TEST(MachineBook, AnAddressThatOneMachineHas) {
  const MachineBook book = BookOf({Seen(kOwn, "SRV01", "10.0.0.5", 10, 12)});
  EXPECT_EQ(book.MachineAt("10.0.0.5", DayTime(11)), HostHash("srv01.corp.example"));
  EXPECT_EQ(book.MachineAt("10.0.0.5", DayTime(1)), HostHash("SRV01"));  // no other ever had it
  EXPECT_FALSE(book.MachineAt("10.0.0.6", DayTime(11)));
  EXPECT_FALSE(book.MachineAt("127.0.0.1", DayTime(11)));
}

TEST(MachineBook, AnAddressThatChangesHands) {
  const MachineBook book =
      BookOf({Seen(kOwn, "PC1", "10.0.0.5", 1, 4), Seen(kOwn, "PC2", "10.0.0.5", 6, 9)});
  EXPECT_EQ(book.MachineAt("10.0.0.5", DayTime(2)), HostHash("PC1"));
  EXPECT_EQ(book.MachineAt("10.0.0.5", DayTime(5)), HostHash("PC1"));  // nobody else since
  EXPECT_EQ(book.MachineAt("10.0.0.5", DayTime(7)), HostHash("PC2"));
  EXPECT_EQ(book.MachineAt("10.0.0.5", DayTime(30)), HostHash("PC2"));
  EXPECT_FALSE(book.MachineAt("10.0.0.5", DayTime(0)));
}

TEST(MachineBook, AnAddressThatSeveralShareIsNobodys) {
  const MachineBook two =
      BookOf({Seen(kOwn, "PC1", "10.0.0.5", 1, 4), Seen(kOwn, "PC2", "10.0.0.5", 2, 9)});
  EXPECT_FALSE(two.MachineAt("10.0.0.5", DayTime(3)));
  std::vector<MachineSighting> many;
  for (std::uint32_t i = 0; i <= kMaxMachinesOfAddress; ++i) {
    many.push_back(Seen(kOwn, "PC" + std::to_string(i), "10.0.0.1", i, i));
  }
  EXPECT_FALSE(BookOf(many).MachineAt("10.0.0.1", DayTime(3)));
}

// Anybody can call a client as he likes; a machine's own account counts more.
TEST(MachineBook, ClaimsCountWhereNothingElseDoes) {
  std::vector<MachineSighting> sightings = {Seen(kOwn, "SRV01", "10.0.0.5", 1, 9),
                                            Seen(kClaim, "KALI", "10.0.0.5", 1, 9),
                                            Seen(kClaim, "NAS", "10.0.0.9", 1, 9)};
  for (int i = 0; i < 100; ++i) {
    sightings.push_back(Seen(kClaim, "X" + std::to_string(i), "10.0.0.5", 1, 9));
  }
  const MachineBook book = BookOf(sightings);
  EXPECT_EQ(book.MachineAt("10.0.0.5", DayTime(2)), HostHash("SRV01"));
  EXPECT_EQ(book.MachineAt("10.0.0.9", DayTime(2)), HostHash("NAS"));
  EXPECT_TRUE(book.IsMachine("srv01"));
  EXPECT_FALSE(book.IsMachine("NAS"));
}

TEST(MachineBook, PoolsAreLearntOrGiven) {
  std::vector<MachineSighting> sightings = {
      Seen(kAssigned, "NB1", "10.8.0.5", 1, 1), Seen(kAssigned, "NB2", "10.9.0.1", 1, 1),
      Seen(kAssigned, "NB1", "10.9.0.2", 1, 1), Seen(kAssigned, "", "10.9.0.3", 1, 1)};
  const MachineBook learnt = BookOf(sightings);
  EXPECT_TRUE(learnt.InPool("10.8.0.5"));
  EXPECT_FALSE(learnt.InPool("10.8.0.6"));
  EXPECT_TRUE(learnt.InPool("10.9.0.77"));  // three of its /24 were handed out
  EXPECT_FALSE(learnt.InPool("10.9.1.77"));
  GraphOptions options;
  options.vpn_pools = {"172.16.4.0/22", "10.1.1.1", "nonsense", "10.0.0.0/99"};
  const MachineBook given = BookOf({}, options);
  EXPECT_TRUE(given.InPool("172.16.7.255"));
  EXPECT_FALSE(given.InPool("172.16.8.0"));
  EXPECT_TRUE(given.InPool("10.1.1.1"));
  EXPECT_FALSE(given.InPool("10.0.0.1"));
  EXPECT_FALSE(given.InPool("fe80::1"));
}

TEST(MachineBook, NamesThatAreOnlySeenInThePool) {
  std::vector<MachineSighting> sightings = {
      Seen(kAssigned, "", "10.8.0.5", 1, 1),  Seen(kAssigned, "", "10.8.0.6", 1, 1),
      Seen(kClaim, "KALI", "10.8.0.5", 1, 1), Seen(kClaim, "KALI", "10.8.0.6", 1, 1),
      Seen(kClaim, "NB7", "10.8.0.5", 1, 1),  Seen(kClaim, "NB7", "10.1.0.7", 1, 1),
      Seen(kClaim, "KALI", "", 1, 1)};  // 4776 has no address
  for (int i = 0; i < 40; ++i) {
    sightings.push_back(Seen(kClaim, "MOVES", "10.1.0." + std::to_string(i), 1, 1));
  }
  const MachineBook book = BookOf(sightings);
  EXPECT_TRUE(book.IsPoolOnly("kali"));
  EXPECT_FALSE(book.IsPoolOnly("NB7"));
  EXPECT_FALSE(book.IsPoolOnly("MOVES"));
  EXPECT_FALSE(book.IsPoolOnly("NOBODY"));
}

TEST(MachineBook, NamesOfTheOrganisationsForm) {
  MachineBook book = BookOf(
      {Seen(kOwn, "HQ-PC012", "10.0.0.5", 1, 1), Seen(kOwn, "DESKTOP-1234567", "10.0.0.6", 1, 1)});
  book.AddHost("tokyo1.corp.example");
  EXPECT_TRUE(book.IsNamedLikeMachines("hq-nb999"));
  EXPECT_TRUE(book.IsNamedLikeMachines("TOKYO7"));
  EXPECT_FALSE(book.IsNamedLikeMachines("KALI"));
  EXPECT_FALSE(book.IsNamedLikeMachines("DESKTOP-A234567"));
  EXPECT_FALSE(book.IsNamedLikeMachines("123"));
}

TEST(MachineBook, TheOrderOfSightingsDoesNotMatter) {
  std::vector<MachineSighting> sightings;
  for (std::uint32_t i = 0; i < 300; ++i) {
    sightings.push_back(Seen(i % 3 == 0 ? kClaim : kOwn, "PC" + std::to_string(i % 23),
                             "10.0.0." + std::to_string(i % 17), i % 40, i % 40 + i % 5));
  }
  const MachineBook one = BookOf(sightings);
  std::ranges::shuffle(sightings, std::mt19937(7));
  const MachineBook other = BookOf(sightings);
  for (std::uint32_t address = 0; address < 17; ++address) {
    for (std::uint32_t day = 0; day < 50; ++day) {
      const std::string text = "10.0.0." + std::to_string(address);
      EXPECT_EQ(one.MachineAt(text, DayTime(day)), other.MachineAt(text, DayTime(day)));
    }
  }
}

TEST(MachineBook, WhatHasNoRoomIsCounted) {
  MachineBook book{GraphOptions{}};
  for (std::size_t i = 0; i < kMaxBookEntries + 10; ++i) {
    book.Add(Seen(kOwn, "PC",
                  "10." + std::to_string(i / 65'536) + "." + std::to_string(i / 256 % 256) + "." +
                      std::to_string(i % 256),
                  1, 1));
  }
  EXPECT_EQ(book.refused(), 10U);
}

TEST(Sightings, OfLogonsAndConnections) {
  SightingSums sums;
  LogonFact fact;
  fact.time = DayTime(1);
  fact.kind = LogonKind::kKerberosTicket;
  fact.account = "CORP\\hq-pc12$@corp.example";
  fact.address = "10.0.0.12";
  sums.AddFact(fact);
  fact.kind = LogonKind::kWindows;
  fact.account = "CORP\\tanaka";
  fact.how = "10";  // names the server itself
  fact.workstation = "SRV01";
  sums.AddFact(fact);
  fact.how = "3";
  fact.workstation = "\\\\Kali";
  fact.time = DayTime(3);
  sums.AddFact(fact);
  EventContext context;
  testing::FakeLog sysmon(context, "pc9.corp.example", "Microsoft-Windows-Sysmon/Operational",
                          "Microsoft-Windows-Sysmon");
  sums.AddConnection(
      sysmon.Make(
          3, 1, DayTime(2),
          {{"Initiated", "true"}, {"SourceIp", "10.0.0.9"}, {"DestinationIp", "203.0.113.1"}}),
      context);
  sums.AddConnection(sysmon.Make(3, 2, DayTime(2), {{"SourceIp", "10.0.0.99"}}), context);
  std::vector<std::string> texts;
  sums.Flush([&](const SightingView& one) {
    texts.push_back(std::to_string(static_cast<int>(one.kind)) + " " + std::string(one.name) + " " +
                    std::string(one.address));
    if (one.kind == kSpan) {
      EXPECT_EQ(one.first, DayTime(1));
      EXPECT_EQ(one.last, DayTime(3));
    }
  });
  EXPECT_EQ(texts, (std::vector<std::string>{"0  ", "1 HQ-PC12 10.0.0.12", "2 KALI 10.0.0.12",
                                             "1 PC9 10.0.0.9"}));
  EXPECT_EQ(sums.size(), 0U);
}

// Many names, some again and again: each once, with all the time that it spans.
TEST(Sightings, AddUpAFlood) {
  SightingSums sums;
  LogonFact fact;
  fact.kind = LogonKind::kWindows;
  fact.how = "3";
  for (std::uint32_t i = 0; i < 3'000; ++i) {
    fact.time = DayTime(i % 7 + 1);
    fact.workstation = "PC" + std::to_string(i % 1'000);
    fact.address = "10.0.0." + std::to_string(i % 1'000 % 200 + 1);
    sums.AddFact(fact);
  }
  for (const int turn : {0, 1}) {
    std::size_t claims = 0;
    sums.Flush([&](const SightingView& one) {
      EXPECT_LT(one.first, one.last);
      if (one.kind == kClaim) ++claims;
    });
    EXPECT_EQ(claims, turn == 0 ? 1'000U : 0U);
  }
}

TEST(Sightings, ComeBackAsTheyWere) {
  const MachineSighting sighting = Seen(kAssigned, "NB1", "10.8.0.5", 3, 7);
  std::string bytes;
  EncodeSighting(SightingView::Of(sighting), bytes);
  MachineSighting back;
  ASSERT_TRUE(DecodeSighting(bytes, back));
  EXPECT_EQ(back.kind, kAssigned);
  EXPECT_EQ(back.name, "NB1");
  EXPECT_EQ(back.address, "10.8.0.5");
  EXPECT_EQ(back.first, DayTime(3));
  EXPECT_EQ(back.last, DayTime(7));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(DecodeSighting(std::string_view(bytes).substr(0, size), back));
  }
}

TEST(GraphNames, OneAccountInManyForms) {
  const std::uint64_t tanaka = AccountKey("CORP\\tanaka", "SRV01");
  EXPECT_NE(tanaka, 0U);
  for (const char* form : {"tanaka", "TANAKA", "tanaka@corp.example", "corp.example\\Tanaka"}) {
    EXPECT_EQ(AccountKey(form, "SRV01.CORP.EXAMPLE"), tanaka) << form;
  }
  EXPECT_NE(AccountKey("SRV01\\tanaka", "SRV01.CORP.EXAMPLE"), tanaka);  // the host's own
  EXPECT_NE(AccountKey("SRV01\\admin", "SRV01"), AccountKey("SRV02\\admin", "SRV02"));
  for (const char* nobody : {"", "HQ-PC1$", "CORP\\HQ-PC1$", "NT AUTHORITY\\SYSTEM", "UMFD-2",
                             "NT AUTHORITY\\ANONYMOUS LOGON", "Window Manager\\DWM-3"}) {
    EXPECT_EQ(AccountKey(nobody, "SRV01"), 0U) << nobody;
  }
  EXPECT_EQ(MachineOf("CORP\\HQ-PC12$"), "HQ-PC12");
  EXPECT_EQ(MachineOf("HQ-PC12$@CORP.EXAMPLE"), "HQ-PC12");
  EXPECT_EQ(MachineOf("tanaka"), "");
}

TEST(GraphNames, HostsAndAddresses) {
  EXPECT_EQ(HostHash("\\\\srv01"), HostHash("SRV01.corp.example"));
  EXPECT_EQ(HostHash("localhost"), 0U);
  EXPECT_EQ(HostLabel("10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(AddressHash("fe80::1%4"), AddressHash("FE80::1"));
  for (const char* none : {"", "-", "::1", "127.0.0.1", "LOCAL", "0.0.0.0", "srv01"}) {
    EXPECT_EQ(AddressHash(none), 0U) << none;
  }
  EXPECT_EQ(Ipv4Of("10.1.2.3"), 0x0A010203U);
  for (const char* bad : {"", "10.1.2", "10.1.2.256", "10.1.2.3.4", "a.b.c.d", "10.1.2.-3"}) {
    EXPECT_FALSE(Ipv4Of(bad)) << bad;
  }
}

}  // namespace
}  // namespace noroshi
