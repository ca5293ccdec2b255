#include "analytics/integrity/host_logs.h"

#include <gtest/gtest.h>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;

StampedRecord Record(std::uint64_t id, std::uint32_t day = 1) { return {id, DayTime(day), id}; }

LogPiece Piece(std::uint64_t file, std::vector<std::pair<std::uint64_t, std::uint64_t>> runs) {
  LogPiece piece;
  piece.file = file;
  piece.host = "H";
  piece.channel = "Security";
  for (const auto& [first, last] : runs) piece.runs.push_back({Record(first), Record(last)});
  return piece;
}

const LogOfHost& Security(const HostLogs& logs) { return logs.logs().at("Security"); }

TEST(HostLogs, PiecesOfAFileJoinUp) {
  HostLogs logs;
  logs.Add(Piece(1, {{1, 10}}));
  logs.Add(Piece(1, {{11, 20}, {25, 30}}));
  logs.Freeze();
  const LogOfHost& log = Security(logs);
  ASSERT_EQ(log.files.size(), 1U);
  EXPECT_EQ(log.files[0].runs.size(), 2U);
  EXPECT_EQ(log.files[0].Records(), 26U);
  EXPECT_EQ(log.files[0].Holes(), 1U);
  EXPECT_TRUE(log.files[0].Has(15));
  EXPECT_FALSE(log.files[0].Has(22));
  EXPECT_TRUE(logs.complete());
}

TEST(HostLogs, ALogThatTurnedRoundIsSorted) {
  HostLogs logs;
  logs.Add(Piece(1, {{51, 60}, {41, 50}, {45, 55}}));  // and a part of it twice
  logs.Freeze();
  const FileRuns& file = Security(logs).files[0];
  ASSERT_EQ(file.runs.size(), 1U);
  EXPECT_EQ(file.runs[0].first.id, 41U);
  EXPECT_EQ(file.runs[0].last.id, 60U);
  EXPECT_EQ(file.Holes(), 0U);
}

TEST(HostLogs, ADayBetweenNeighboursEndsARun) {
  LogPiece piece = Piece(1, {{1, 10}});
  piece.runs.push_back({Record(11, 5), Record(20, 5)});
  HostLogs logs;
  logs.Add(piece);
  logs.Freeze();
  EXPECT_EQ(Security(logs).files[0].runs.size(), 2U);
  EXPECT_EQ(Security(logs).files[0].Holes(), 0U);  // no id is missing
}

TEST(HostLogs, DensityIsOverAllFiles) {
  HostLogs logs;
  EXPECT_TRUE(logs.empty());
  logs.Add(Piece(1, {{1, 10}}));
  logs.Add(Piece(2, {{11, 15}}));
  logs.Add(Piece(3, {{16, 20}}));
  logs.Freeze();
  EXPECT_DOUBLE_EQ(Security(logs).Density(), 1);
  logs.Clear();
  EXPECT_TRUE(logs.empty());
  logs.Add(Piece(1, {{1, 10}}));
  logs.Add(Piece(2, {{31, 40}}));
  logs.Freeze();
  EXPECT_DOUBLE_EQ(Security(logs).Density(), 0.5);
}

TEST(HostLogs, KindsAddUpWithTheLastOfThem) {
  HostLogs logs;
  for (const std::uint32_t day : {7U, 3U}) {
    LogPiece piece = Piece(1, {});
    piece.kinds = {{4'624, 2, DayTime(day)}};
    logs.Add(piece);
  }
  const KindSum& sum = Security(logs).kinds.at(4'624);
  EXPECT_EQ(sum.count, 4U);
  EXPECT_EQ(sum.last, DayTime(7));
}

TEST(HostLogs, KnowsWhenTheHostWasOff) {
  LogPiece piece = Piece(1, {});
  piece.power = {{DayTime(10, 80'000), PowerStep::kDown}, {DayTime(20, 100), PowerStep::kUp}};
  HostLogs logs;
  logs.Add(piece);
  logs.Freeze();
  EXPECT_TRUE(logs.WasOff(DayTime(11), DayTime(14)));   // went down the day before
  EXPECT_TRUE(logs.WasOff(DayTime(15), DayTime(20)));   // came up within the day behind
  EXPECT_FALSE(logs.WasOff(DayTime(13), DayTime(15)));  // neither is near
  EXPECT_TRUE(logs.CameUpNear(DayTime(20, 400)));
  EXPECT_FALSE(logs.CameUpNear(DayTime(20, 4'000)));
}

TEST(HostLogs, TooManyLogsMakeItIncomplete) {
  HostLogs logs;
  LogPiece piece = Piece(1, {{1, 2}});
  for (std::size_t i = 0; i < kMaxHostLogs; ++i) {
    piece.channel = std::to_string(i);
    logs.Add(piece);
  }
  EXPECT_TRUE(logs.complete());
  piece.channel = "one more";
  logs.Add(piece);
  EXPECT_FALSE(logs.complete());
  EXPECT_EQ(logs.logs().size(), kMaxHostLogs);
}

TEST(ChanceOfSilence, IsSmallForALogThatIsWrittenDaily) {
  ActiveDays days;
  const SilentRun run{150'100, 150'104, 0};
  for (std::uint32_t day = 150'000; day < 150'200; ++day) {
    if (day < run.first_day || day > run.last_day) days.AddDay(day, 1);
  }
  EXPECT_LT(ChanceOfSilence(days, run), 1e-9);
  ActiveDays seldom;
  for (std::uint32_t day = 150'000; day < 150'200; day += 7) seldom.AddDay(day, 1);
  EXPECT_GT(ChanceOfSilence(seldom, {150'001, 150'006, 0}), 0.2);
  EXPECT_DOUBLE_EQ(ChanceOfSilence(ActiveDays(), run), 1);
}

}  // namespace
}  // namespace noroshi
