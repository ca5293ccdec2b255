#include "analytics/logons/session_joiner.h"

#include <gtest/gtest.h>

#include <vector>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;

LogonFact Fact(LogonStep step, std::uint32_t second, std::string session,
               std::string address = "") {
  LogonFact fact;
  fact.step = step;
  fact.time = DayTime(0, second);
  fact.host = "SRV01";
  fact.account = "CORP\\bob";
  fact.address = std::move(address);
  fact.session = std::move(session);
  return fact;
}

// The rows of the facts, those of one key summed up.
std::vector<LogonRow> Join(const std::vector<LogonFact>& facts) {
  std::vector<LogonRow> rows;
  SessionJoiner joiner([&](const LogonRow& row) {
    std::string bytes;
    EncodeRow(row, bytes);
    const LogonRow read = DecodeRow(bytes);
    for (LogonRow& one : rows) {
      if (one.key == read.key) return one.Add(read);
    }
    rows.push_back(read);
  });
  for (const LogonFact& fact : facts) {
    std::string bytes;
    EncodeFact(fact, bytes);
    joiner.Take(DecodeFact(bytes));
  }
  return rows;
}

TEST(SessionJoiner, AnEndIsCountedWhereItsBeginningCameFrom) {
  const auto rows =
      Join({Fact(LogonStep::kSuccess, 10, "1", "10.0.0.1"), Fact(LogonStep::kEnd, 100, "1"),
            Fact(LogonStep::kEnd, 101, "1")});  // 4647, then 4634
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].key.address, "10.0.0.1");
  EXPECT_EQ(rows[0].success, 1U);
  EXPECT_EQ(rows[0].ended, 1U);
  EXPECT_EQ(rows[0].longest_ticks, 90 * kTicksPerSecond);
  EXPECT_EQ(rows[0].first, DayTime(0, 10));
  EXPECT_EQ(rows[0].last, DayTime(0, 100));
}

TEST(SessionJoiner, WhatIsSaidTwiceCountsOnce) {
  const auto rows = Join({Fact(LogonStep::kSuccess, 10, "1", "10.0.0.1"),
                          Fact(LogonStep::kSuccess, 10, "1", "10.0.0.1"),
                          Fact(LogonStep::kSuccess, 12, "1", "LOCAL")});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].success, 1U);
}

TEST(SessionJoiner, ANumberUsedAgainIsAnotherSession) {
  const auto rows =
      Join({Fact(LogonStep::kSuccess, 10, "1", "10.0.0.1"),
            Fact(LogonStep::kSuccess, 10'000, "1", "10.0.0.2"), Fact(LogonStep::kEnd, 10'030, "1"),
            Fact(LogonStep::kSuccess, 10'031, "1", "10.0.0.2")});
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].ended, 0U);
  EXPECT_EQ(rows[1].success, 2U);
  EXPECT_EQ(rows[1].ended, 1U);
  EXPECT_EQ(rows[1].total_ticks, 30 * kTicksPerSecond);
}

TEST(SessionJoiner, SessionsOfTwoHostsAreTwo) {
  LogonFact other = Fact(LogonStep::kEnd, 20, "1");
  other.host = "SRV02";
  const auto rows = Join({Fact(LogonStep::kSuccess, 10, "1"), other});
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].ended, 0U);
  EXPECT_EQ(rows[1].ended, 1U);
  EXPECT_EQ(rows[1].success, 0U);
}

TEST(SessionJoiner, FailuresAndFactsWithoutASessionStandAlone) {
  const auto rows = Join({Fact(LogonStep::kFailure, 1, ""), Fact(LogonStep::kFailure, 2, ""),
                          Fact(LogonStep::kSuccess, 3, ""), Fact(LogonStep::kSuccess, 4, "")});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].failure, 2U);
  EXPECT_EQ(rows[0].success, 2U);
}

TEST(SessionJoiner, AnUnknownTimeGivesNoDuration) {
  LogonFact begin = Fact(LogonStep::kSuccess, 1, "1");
  begin.time = {};
  const auto rows = Join({begin, Fact(LogonStep::kEnd, 5, "1")});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].longest_ticks, 0U);
  EXPECT_EQ(rows[0].first, Timestamp{});
  EXPECT_EQ(rows[0].last, DayTime(0, 5));
}

TEST(SessionHash, TellsHostsKindsAndSessionsApart) {
  const LogonFact one = Fact(LogonStep::kSuccess, 1, "1");
  LogonFact host = one, kind = one, session = one, none = one;
  host.host = "SRV02";
  kind.kind = LogonKind::kSsh;
  session.session = "2";
  none.session = "";
  EXPECT_NE(SessionHash(one), SessionHash(host));
  EXPECT_NE(SessionHash(one), SessionHash(kind));
  EXPECT_NE(SessionHash(one), SessionHash(session));
  EXPECT_EQ(SessionHash(none), 0U);
}

// Bytes sort as host, account, kind do: what is summed up comes one after another.
TEST(EncodeRow, SortsByKey) {
  const auto bytes = [](std::string host, std::string account) {
    LogonRow row;
    row.key.host = std::move(host);
    row.key.account = std::move(account);
    std::string out;
    EncodeRow(row, out);
    return out;
  };
  EXPECT_LT(bytes("A", "z"), bytes("AB", "a"));
  EXPECT_LT(bytes("A", "a"), bytes("A", "ab"));
}

}  // namespace
}  // namespace noroshi
