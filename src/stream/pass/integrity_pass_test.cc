#include "stream/pass/integrity_pass.h"

#include <gtest/gtest.h>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kStart = kUnixEpochTicks + 18'262 * kTicksPerDay;  // 2020-01-01
constexpr std::uint64_t kChunk = 100;                                      // records

// A log of two thousand records in twenty chunks, without ids 1,005 to 1,009; chunk i goes to feed
// i modulo `feeds`, as threads would have it.
std::vector<Tampering> Find(std::size_t feeds, bool is_damaged) {
  const TempFolder folder;
  EventContext context;
  EventKind kind;
  kind.computer = context.hosts.Intern("srv01.corp.example");
  kind.channel = context.channels.Intern("Security");
  std::vector<LogFeed> all;
  for (std::size_t i = 0; i < feeds; ++i) all.emplace_back(folder.path());
  for (std::uint64_t chunk = 0; chunk < 20; ++chunk) {
    LogFeed& feed = all[chunk % feeds];
    for (std::uint64_t id = chunk * kChunk + 1; id <= (chunk + 1) * kChunk; ++id) {
      if (id >= 1'005 && id < 1'010) continue;
      const Timestamp written{kStart + id * 60 * kTicksPerSecond};
      feed.Note(kind, {id, written, 4'096 + id * 500}, context);
    }
    feed.EndUnit({3, 0}, context);
  }
  LossLedger ledger;
  if (is_damaged) ledger.Add({3, 0}, {DamageKind::kChunkBounds, 8'192, 100, 0, 0, ""});
  IntegrityPass pass(ledger, folder.path());
  for (LogFeed& feed : all) EXPECT_TRUE(pass.TakeFeed(feed).ok());
  std::vector<Tampering> found;
  EXPECT_TRUE(pass.Run([&](Tampering one) { found.push_back(std::move(one)); }).ok());
  return found;
}

TEST(IntegrityPass, RecordsMissingInTheMiddle) {
  for (const std::size_t feeds : {1, 2, 5}) {
    const auto found = Find(feeds, false);
    ASSERT_EQ(found.size(), 1U);
    const AnalyticFinding& finding = found[0].finding;
    EXPECT_EQ(found[0].kind, TamperingKind::kRecordsMissing);
    EXPECT_EQ(finding.host, "srv01.corp.example");
    EXPECT_EQ(finding.channel, "Security");
    EXPECT_EQ(finding.reasons[0].value, "5");
    ASSERT_EQ(finding.members.size(), 2U);
    EXPECT_EQ(finding.members[0].record_id, 1'004U);
    EXPECT_EQ(finding.members[1].record_id, 1'010U);
    EXPECT_EQ(finding.members[1].offset, 4'096U + 1'010 * 500);
    EXPECT_EQ(finding.members[1].file, NumberOf({3, 0}));
  }
}

TEST(IntegrityPass, DamageExplainsHoles) { EXPECT_TRUE(Find(2, true).empty()); }

}  // namespace
}  // namespace noroshi
