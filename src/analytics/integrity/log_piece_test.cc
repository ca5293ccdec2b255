#include "analytics/integrity/log_piece.h"

#include <gtest/gtest.h>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;

class LogPieces : public ::testing::Test {
 protected:
  void Note(const std::string& channel, std::uint32_t event_id, std::uint64_t id, Timestamp time) {
    EventKind kind;
    kind.computer = context_.hosts.Intern("SRV01");
    kind.channel = context_.channels.Intern(channel);
    kind.event_id = event_id;
    builder_.Note(kind, {id, time, 4'096 + id * 100}, context_);
  }
  std::vector<LogPiece> Flush() {
    std::vector<LogPiece> pieces;
    builder_.Flush(context_, 7, [&](const LogPiece& piece) { pieces.push_back(piece); });
    return pieces;
  }

  EventContext context_;
  LogPieceBuilder builder_;
};

TEST_F(LogPieces, OneRunWhereNothingIsMissing) {
  for (std::uint64_t id = 10; id < 60; ++id) {
    Note("Application", 1, id, DayTime(1, static_cast<std::uint32_t>(id)));
    Note("Application", 1, id, DayTime(1, static_cast<std::uint32_t>(id)));  // asked twice
  }
  const auto pieces = Flush();
  ASSERT_EQ(pieces.size(), 1U);
  const LogPiece& piece = pieces[0];
  EXPECT_EQ(piece.file, 7U);
  EXPECT_EQ(piece.host, "SRV01");
  EXPECT_EQ(piece.channel, "Application");
  ASSERT_EQ(piece.runs.size(), 1U);
  EXPECT_EQ(piece.runs[0].first.id, 10U);
  EXPECT_EQ(piece.runs[0].last.id, 59U);
  EXPECT_EQ(piece.runs[0].last.offset, 4'096U + 5'900U);
  ASSERT_EQ(piece.days.size(), 1U);
  EXPECT_EQ(piece.days[0].second, 50U);
  EXPECT_TRUE(piece.kinds.empty());
}

TEST_F(LogPieces, RunsEndAtHolesAndAtDaysWithoutRecords) {
  Note("Application", 1, 1, DayTime(1));
  Note("Application", 1, 2, DayTime(1, 5));
  Note("Application", 1, 9, DayTime(1, 9));   // 3 to 8 are missing
  Note("Application", 1, 10, DayTime(4, 9));  // nothing for three days
  const auto pieces = Flush();
  ASSERT_EQ(pieces.size(), 1U);
  ASSERT_EQ(pieces[0].runs.size(), 3U);
  EXPECT_EQ(pieces[0].runs[1].first.id, 9U);
  EXPECT_EQ(pieces[0].runs[1].last.id, 9U);
}

TEST_F(LogPieces, StepsBackAreFiveMinutesAndMore) {
  Note("System", 7, 1, DayTime(1, 1'000));
  Note("System", 7, 2, DayTime(1, 900));
  Note("System", 7, 3, DayTime(1, 600));
  const auto pieces = Flush();
  ASSERT_EQ(pieces[0].steps.size(), 1U);
  EXPECT_EQ(pieces[0].steps[0].after.id, 3U);
}

TEST_F(LogPieces, KindsOfSecurityAndPowerOfSystem) {
  Note("Security", 4624, 1, DayTime(1));
  Note("Security", 4624, 2, DayTime(2));
  Note("Security", 4688, 3, DayTime(2));
  Note("System", 13, 1, DayTime(2));
  Note("System", 6005, 2, DayTime(3));
  Note("System", 7036, 3, DayTime(3));
  const auto pieces = Flush();
  ASSERT_EQ(pieces.size(), 2U);
  ASSERT_EQ(pieces[0].kinds.size(), 2U);
  EXPECT_EQ(pieces[0].kinds[0].count, 2U);
  EXPECT_EQ(pieces[0].kinds[0].last, DayTime(2));
  ASSERT_EQ(pieces[1].power.size(), 2U);
  EXPECT_EQ(pieces[1].power[0].second, PowerStep::kDown);
  EXPECT_EQ(pieces[1].power[1].second, PowerStep::kUp);
  EXPECT_TRUE(Flush().empty());
}

TEST_F(LogPieces, ComeBackAsTheyWere) {
  Note("Security", 4624, 5, DayTime(1));
  Note("Security", 4688, 6, DayTime(1, 40));
  Note("Security", 4688, 7, Timestamp{DayTime(1).ticks - 3'600 * kTicksPerSecond});
  LogPiece piece = Flush()[0];
  piece.power.emplace_back(DayTime(3), PowerStep::kUp);
  std::string bytes;
  EncodePiece(piece, bytes);
  LogPiece back;
  ASSERT_TRUE(DecodePiece(bytes, back));
  EXPECT_EQ(back.file, 7U);
  EXPECT_EQ(back.host, "SRV01");
  EXPECT_EQ(back.runs.size(), 1U);
  EXPECT_EQ(back.runs[0].last.id, 7U);
  ASSERT_EQ(back.steps.size(), 1U);
  EXPECT_EQ(back.steps[0].before.id, 6U);
  EXPECT_EQ(back.days, piece.days);
  ASSERT_EQ(back.kinds.size(), 2U);
  EXPECT_EQ(back.kinds[1].count, 2U);
  EXPECT_EQ(back.power, piece.power);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(DecodePiece(std::string_view(bytes).substr(0, size), back)) << size;
  }
}

}  // namespace
}  // namespace noroshi
