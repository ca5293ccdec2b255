#include "analytics/logons/logon_row.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace noroshi {
namespace {

LogonRow RowOf(std::string host, std::string account) {
  LogonRow row;
  row.key = {
      std::move(host), std::move(account), LogonKind::kSsh, "publickey", "192.0.2.7", "", ""};
  row.success = 3;
  row.first = {50};
  row.last = {90};
  row.longest_ticks = 7;
  row.total_ticks = 9;
  return row;
}

std::string BytesOf(const LogonRow& row) {
  std::string bytes;
  EncodeRow(row, bytes);
  return bytes;
}

TEST(LogonRow, BytesGiveTheRowBack) {
  const LogonRow row = RowOf("SRV", "CORP\\sato");
  const LogonRow back = DecodeRow(BytesOf(row));
  EXPECT_EQ(back.key, row.key);
  EXPECT_EQ(back.success, 3U);
  EXPECT_EQ(back.first.ticks, 50U);
  EXPECT_EQ(back.last.ticks, 90U);
  EXPECT_EQ(back.longest_ticks, 7U);
  EXPECT_EQ(back.total_ticks, 9U);
}

TEST(LogonRow, BytesSortByHostThenAccount) {
  std::vector<std::string> bytes;
  for (const char* host : {"B", "A", "AB"}) {
    for (const char* account : {"z", "y"}) bytes.push_back(BytesOf(RowOf(host, account)));
  }
  std::sort(bytes.begin(), bytes.end());
  std::string order;
  for (const std::string& one : bytes) {
    const LogonKey key = DecodeRow(one).key;
    order += key.host + key.account + ' ';
  }
  EXPECT_EQ(order, "Ay Az ABy ABz By Bz ");
}

TEST(LogonRow, RowsAddUp) {
  LogonRow row = RowOf("A", "x"), other = RowOf("A", "x");
  other.failure = 2;
  other.first = {10};
  other.last = {60};
  other.longest_ticks = 8;
  row.Add(other);
  EXPECT_EQ(row.success, 6U);
  EXPECT_EQ(row.failure, 2U);
  EXPECT_EQ(row.first.ticks, 10U);
  EXPECT_EQ(row.last.ticks, 90U);
  EXPECT_EQ(row.longest_ticks, 8U);
  EXPECT_EQ(row.total_ticks, 18U);
}

TEST(LogonRow, UnknownTimesDoNotCount) {
  LogonRow row = RowOf("A", "x"), untimed = RowOf("A", "x");
  untimed.first = untimed.last = {};
  row.Add(untimed);
  EXPECT_EQ(row.first.ticks, 50U);
  EXPECT_EQ(row.last.ticks, 90U);
  untimed.Add(RowOf("A", "x"));
  EXPECT_EQ(untimed.first.ticks, 50U);
}

TEST(LogonFactBytes, GiveTheFactBack) {
  LogonFact fact;
  fact.step = LogonStep::kEnd;
  fact.kind = LogonKind::kVpn;
  fact.time = {77};
  fact.host = "GATE";
  fact.account = "佐藤";
  fact.session = "s-1";
  fact.assigned = "10.0.0.7";
  std::string bytes;
  EncodeFact(fact, bytes);
  const LogonFact back = DecodeFact(bytes);
  EXPECT_EQ(back.step, LogonStep::kEnd);
  EXPECT_EQ(back.kind, LogonKind::kVpn);
  EXPECT_EQ(back.time.ticks, 77U);
  EXPECT_EQ(back.account, "佐藤");
  EXPECT_EQ(back.session, "s-1");
  EXPECT_EQ(back.assigned, "10.0.0.7");
  EXPECT_EQ(back.target, "");
}

TEST(SessionHash, JoinsBySessionHostAndKind) {
  LogonFact fact;
  EXPECT_EQ(SessionHash(fact), 0U);  // nothing joins it
  fact.session = "0x3e7";
  fact.host = "A";
  const std::uint64_t hash = SessionHash(fact);
  EXPECT_NE(hash, 0U);
  fact.host = "B";
  EXPECT_NE(SessionHash(fact), hash);
  fact.host = "A";
  fact.kind = LogonKind::kRdpSession;
  EXPECT_NE(SessionHash(fact), hash);
}

}  // namespace
}  // namespace noroshi
