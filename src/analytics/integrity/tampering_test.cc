#include "analytics/integrity/tampering.h"

#include <gtest/gtest.h>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;
using enum TamperingKind;

constexpr std::uint32_t kPerDay = 60;  // records of each log

std::uint32_t DayNumber(std::uint32_t day) {
  return static_cast<std::uint32_t>(DayTime(day).ticks / kTicksPerDay);
}

// The logs of one host: whole, unless a test takes something out.
class Host {
 public:
  explicit Host(std::string name) : name_(std::move(name)) {}

  // `day` of a log with an id for each record; `without` ids from its middle are not there.
  void Day(const std::string& channel, std::uint32_t day, std::uint64_t without = 0,
           std::uint64_t file = 1) {
    LogPiece piece;
    piece.host = name_;
    piece.channel = channel;
    piece.file = file;
    std::uint64_t& next = next_[channel];
    const auto record = [&](std::uint32_t i) {
      return StampedRecord{next + i, DayTime(day, i * 1'000), (next + i) * 200};
    };
    if (without == 0) {
      piece.runs = {{record(0), record(kPerDay - 1)}};
    } else {
      piece.runs = {{record(0), record(20)},
                    {record(21 + static_cast<std::uint32_t>(without)), record(kPerDay - 1)}};
    }
    piece.days = {{DayNumber(day), kPerDay}};
    if (channel == "Security") {
      for (const std::uint32_t kind : kinds_) {
        piece.kinds.push_back({kind, kPerDay / 6, DayTime(day, 50'000)});
      }
    }
    next += kPerDay;
    pieces_.push_back(piece);
  }
  void Days(std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t day = first; day <= last; ++day) {
      Day("Security", day);
      Day("System", day);
    }
  }
  void BeginAnew(const std::string& channel) { next_[channel] = 1; }
  void Power(std::uint32_t day, PowerStep step) {
    pieces_.back().power.emplace_back(DayTime(day), step);
  }
  void set_kinds(std::vector<std::uint32_t> kinds) { kinds_ = std::move(kinds); }
  std::vector<LogPiece>& pieces() { return pieces_; }

  [[nodiscard]] HostLogs Logs() const {
    HostLogs logs;
    for (const LogPiece& piece : pieces_) logs.Add(piece);
    logs.Freeze();
    return logs;
  }
  [[nodiscard]] std::vector<Tampering> Find(bool damaged = false) const {
    return FindTampering(Logs(), [damaged](std::uint64_t) { return damaged; });
  }

 private:
  std::string name_;
  std::vector<LogPiece> pieces_;
  std::map<std::string, std::uint64_t> next_;
  std::vector<std::uint32_t> kinds_ = {4624, 4634, 4672};
};

TEST(TamperingOfAHost, WholeLogsAreQuiet) {
  Host host("SRV01");
  host.Days(1, 60);
  EXPECT_TRUE(host.Find().empty());
}

TEST(TamperingOfAHost, RecordsTakenOut) {
  Host host("SRV01");
  host.Days(1, 20);
  host.Day("Security", 21, 5);
  host.Days(22, 30);
  const auto found = host.Find();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, kRecordsMissing);
  const AnalyticFinding& finding = found[0].finding;
  EXPECT_EQ(finding.channel, "Security");
  EXPECT_EQ(finding.reasons[0].value, "5");
  EXPECT_NE(finding.reasons[0].pattern.find("record ids 1221 to 1225"), std::string::npos);
  ASSERT_EQ(finding.members.size(), 2U);
  EXPECT_EQ(finding.members[0].record_id, 1'220U);
  EXPECT_EQ(finding.members[1].record_id, 1'226U);
}

TEST(TamperingOfAHost, HolesThatHaveAReason) {
  Host damaged("SRV01");
  damaged.Days(1, 20);
  damaged.Day("Security", 21, 5);
  EXPECT_TRUE(damaged.Find(true).empty());

  Host short_log("SRV01");
  short_log.Days(1, 5);
  short_log.Day("Security", 6, 5);
  EXPECT_TRUE(short_log.Find().empty());

  Host filtered("SRV01");
  for (std::uint32_t day = 1; day < 30; ++day) filtered.Day("Security", day, 30);
  EXPECT_TRUE(filtered.Find().empty());

  Host crashed("SRV01");
  crashed.Days(1, 20);
  crashed.Day("Security", 21, 5);
  crashed.pieces().back().power.emplace_back(DayTime(21, 26'500), PowerStep::kUp);
  EXPECT_TRUE(crashed.Find().empty());

  Host copied("SRV01");  // another file has what is missing
  copied.Days(1, 20);
  copied.Day("Security", 21, 5);
  LogPiece other = copied.pieces().front();
  other.file = 2;
  other.runs = {{{1'100, DayTime(20), 1}, {1'300, DayTime(22), 2}}};
  copied.pieces().push_back(other);
  EXPECT_TRUE(copied.Find().empty());
}

TEST(TamperingOfAHost, ALogThatFellSilentWhileOthersWentOn) {
  Host host("SRV01");
  host.Days(1, 30);
  for (std::uint32_t day = 31; day <= 33; ++day) host.Day("System", day);
  host.Days(34, 60);
  const auto found = host.Find();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, kLogFellSilent);
  EXPECT_EQ(found[0].finding.channel, "Security");
  EXPECT_EQ(found[0].finding.reasons[0].value, "3 days");
  EXPECT_EQ(found[0].finding.reasons[2].value, "0");  // nothing was written
  EXPECT_EQ(found[0].finding.members.size(), 2U);
}

TEST(TamperingOfAHost, ALogWhoseIdsBeginAnewBehindASilence) {
  Host host("SRV01");
  host.Days(1, 30);
  for (std::uint32_t day = 31; day <= 33; ++day) host.Day("System", day);
  host.BeginAnew("Security");  // cleared before it was written again
  for (std::uint32_t day = 34; day <= 60; ++day) {
    host.Day("Security", day, 0, 2);
    host.Day("System", day);
  }
  const auto found = host.Find();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, kLogFellSilent);
  const AnalyticReason& ids = found[0].finding.reasons[2];
  EXPECT_EQ(ids.value, "1 after 1799");
  EXPECT_NE(ids.pattern.find("cleared"), std::string::npos);
}

TEST(TamperingOfAHost, SilencesThatChanceOrRestExplain) {
  Host off("SRV01");  // all logs together: the host was off
  off.Days(1, 30);
  off.Days(34, 60);
  EXPECT_TRUE(off.Find().empty());

  Host seldom("SRV01");  // a log of some days
  seldom.Days(1, 60);
  for (std::uint32_t day = 1; day <= 60; day += 3) seldom.Day("Setup", day);
  EXPECT_TRUE(seldom.Find().empty());
}

TEST(TamperingOfAHost, AClockThatWentBack) {
  Host host("SRV01");
  host.Days(1, 20);
  const StampedRecord before{1'000, DayTime(9, 9'000), 5}, after{1'001, DayTime(9, 1'000), 6};
  host.pieces().back().steps = {
      {before, after},
      {before, {1'001, DayTime(9, 8'000), 6}},              // half an hour
      {before, {1'001, DayTime(9, 1'810), 6}},              // two hours: a zone
      {{150, DayTime(9, 9'000), 5}, {151, DayTime(2), 6}},  // while it was set up
  };
  const auto found = host.Find();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, kClockWentBack);
  EXPECT_EQ(found[0].finding.reasons[0].value, "2.2 h back");
  EXPECT_EQ(found[0].finding.reasons[1].value, "1");
}

// The machine came up with that time: its host's, or its battery's.
TEST(TamperingOfAHost, AClockThatWentBackAtAStart) {
  Host host("VM01");
  host.Days(1, 20);
  const StampedRecord before{1'000, DayTime(9, 9'000), 5}, after{1'001, DayTime(9, 1'000), 6};
  host.pieces().back().steps = {{before, after}};
  host.pieces().back().power = {{DayTime(9, 1'010), PowerStep::kUp}};
  const auto found = host.Find();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, kMachinePutBack);
  EXPECT_EQ(found[0].finding.reasons[0].value, "2.2 h back");
  EXPECT_EQ(found[0].finding.reasons[1].value, "1");
  EXPECT_NE(found[0].finding.reasons[1].pattern.find("0 elsewhere"), std::string::npos);
}

// A start explains its own step and no other.
TEST(TamperingOfAHost, OneClockTurnedAndOneAtAStart) {
  Host host("VM01");
  host.Days(1, 20);
  host.pieces().back().steps = {{{1'000, DayTime(9, 9'000), 5}, {1'001, DayTime(9, 1'000), 6}},
                                {{1'100, DayTime(12, 9'000), 7}, {1'101, DayTime(12, 1'000), 8}}};
  host.pieces().back().power = {{DayTime(9, 1'010), PowerStep::kUp}};
  const auto found = host.Find();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].kind, kClockWentBack);
  EXPECT_EQ(found[0].finding.members.back().record_id, 1'100U);
  EXPECT_NE(found[0].finding.reasons[1].pattern.find("; 1 with one"), std::string::npos);
  EXPECT_EQ(found[1].kind, kMachinePutBack);
}

// Logs collected before and after a snapshot was put back: ids 601 to 720 were written twice.
TEST(TamperingOfAHost, RecordIdsThatStandTwice) {
  Host host("VM01");
  host.Days(1, 20);
  const auto again = [&](std::uint64_t file, std::uint32_t shift) {
    std::vector<LogPiece> pieces;
    for (const LogPiece& piece : host.pieces()) {
      if (piece.channel != "Security" || piece.runs.front().first.id > 700) continue;
      LogPiece copy = piece;
      copy.file = file;
      if (copy.runs.front().first.id >= 600) {
        copy.runs.front().first.time.ticks += shift * kTicksPerDay;
        copy.runs.front().last.time.ticks += shift * kTicksPerDay;
      }
      pieces.push_back(std::move(copy));
    }
    return pieces;
  };
  std::vector<LogPiece> restored = again(2, 30);
  const std::vector<LogPiece> copied = again(3, 0);
  Host copy = host;
  copy.pieces().insert(copy.pieces().end(), copied.begin(), copied.end());
  EXPECT_TRUE(copy.Find().empty());

  host.pieces().insert(host.pieces().end(), restored.begin(), restored.end());
  // The clock of the second run is an hour and a half off where it begins: no second finding.
  host.pieces().back().steps = {{{700, DayTime(41, 9'000), 5}, {701, DayTime(41, 3'200), 6}}};
  const auto found = host.Find();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, kMachinePutBack);
  const AnalyticReason& ids = found[0].finding.reasons.back();
  EXPECT_EQ(ids.field, "ids");
  EXPECT_EQ(ids.value, "120");
  EXPECT_NE(ids.pattern.find("600 to 719 of Security"), std::string::npos) << ids.pattern;
}

TEST(TamperingOfAHost, WhatIsTooMuchIsNotJudged) {
  Host host("SRV01");
  for (std::uint32_t i = 0; i < kMaxHostLogs + 5; ++i) host.Day("Log" + std::to_string(i), 1);
  EXPECT_FALSE(host.Logs().complete());
}

class Peers : public ::testing::Test {
 protected:
  static std::vector<Tampering> Find(const std::vector<Host>& hosts) {
    PeerHosts peers;
    for (const Host& host : hosts) peers.Add(host.Logs());
    return peers.Find();
  }
  static std::vector<Host> Estate() {
    std::vector<Host> hosts;
    for (int i = 0; i < 8; ++i) {
      hosts.emplace_back("PC" + std::to_string(i));
      hosts.back().Days(1, 60);
    }
    return hosts;
  }
};

TEST_F(Peers, HostsAlikeAreQuiet) { EXPECT_TRUE(Find(Estate()).empty()); }

TEST_F(Peers, AHostThatFellSilent) {
  std::vector<Host> hosts = Estate();
  hosts.emplace_back("SRV01");
  hosts.back().Days(1, 30);
  hosts.back().Days(36, 60);
  const auto found = Find(hosts);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, kHostFellSilent);
  EXPECT_EQ(found[0].finding.host, "SRV01");
  EXPECT_EQ(found[0].finding.reasons[2].value, "8 of 8");
}

TEST_F(Peers, AHostThatWasSwitchedOff) {
  std::vector<Host> hosts = Estate();
  hosts.emplace_back("SRV01");
  hosts.back().Days(1, 30);
  hosts.back().Power(30, PowerStep::kDown);
  hosts.back().Days(36, 60);
  EXPECT_TRUE(Find(hosts).empty());
}

TEST_F(Peers, AHolidayOfAllIsQuiet) {
  std::vector<Host> hosts;
  for (int i = 0; i < 8; ++i) {
    hosts.emplace_back("PC" + std::to_string(i));
    hosts.back().Days(1, 30);
    hosts.back().Days(36, 60);
  }
  EXPECT_TRUE(Find(hosts).empty());
}

TEST_F(Peers, AHostWithoutWhatOthersAudit) {
  std::vector<Host> hosts = Estate();
  hosts.emplace_back("SRV01");
  hosts.back().set_kinds({4634, 4672});
  hosts.back().Days(1, 60);
  const auto found = Find(hosts);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, kAuditingMissing);
  ASSERT_EQ(found[0].finding.reasons.size(), 1U);
  EXPECT_EQ(found[0].finding.reasons[0].field, "Logon");
  EXPECT_EQ(found[0].finding.reasons[0].value, "no record");
}

TEST_F(Peers, AHostThatStoppedAuditing) {
  std::vector<Host> hosts = Estate();
  hosts.emplace_back("SRV01");
  hosts.back().Days(1, 30);
  hosts.back().set_kinds({4634});
  hosts.back().Days(31, 60);
  const auto found = Find(hosts);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].finding.reasons.size(), 2U);  // 4624 and 4672
  EXPECT_EQ(found[0].finding.reasons[0].value.substr(0, 21), "none after 2020-01-31");
}

TEST_F(Peers, TooFewToCompareWith) {
  std::vector<Host> hosts;
  hosts.emplace_back("A");
  hosts.back().Days(1, 60);
  hosts.emplace_back("B");
  hosts.back().set_kinds({4634});
  hosts.back().Days(1, 60);
  EXPECT_TRUE(Find(hosts).empty());
}

}  // namespace
}  // namespace noroshi
