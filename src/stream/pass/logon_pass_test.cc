#include "stream/pass/logon_pass.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kStart = kUnixEpochTicks + 18'262 * kTicksPerDay;  // 2020-01-01

Timestamp At(std::uint64_t day, std::uint64_t minute) {
  return Timestamp{kStart + day * kTicksPerDay + minute * 60 * kTicksPerSecond};
}

LogonRecord Desktop(Timestamp time, std::string host, std::string address) {
  LogonRecord record;
  record.fact.time = time;
  record.fact.kind = LogonKind::kRdpConnection;
  record.fact.step = LogonStep::kSuccess;
  record.fact.host = std::move(host);
  record.fact.account = "CORP\\sato";
  record.fact.address = std::move(address);
  record.channel = "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational";
  record.event_id = 1149;
  return record;
}

void FileSighting(LogonFeed& feed, const MachineSighting& sighting) {
  EncodeSighting(SightingView::Of(sighting), feed.sightings().pending());
  feed.sightings().Commit({});
}

// Five weeks: a jump to SRV1 every day, and on day 30 from SRV1 on to SRV2.
std::vector<std::string> Find(std::size_t feeds, bool backwards) {
  const TempFolder folder;
  std::vector<LogonRecord> records;
  for (std::uint64_t day = 0; day < 35; ++day) {
    records.push_back(Desktop(At(day, 600), "SRV1", "10.0.0.99"));
    records.push_back(Desktop(At(day, 610), "SRV2", "10.0.0.99"));
  }
  records.push_back(Desktop(At(30, 900), "SRV1", "10.0.0.99"));
  records.push_back(Desktop(At(30, 915), "SRV2", "10.0.0.1"));
  for (std::size_t i = 0; i < records.size(); ++i) records[i].offset = i;
  if (backwards) std::ranges::reverse(records);
  std::vector<LogonFeed> all;
  for (std::size_t i = 0; i < feeds; ++i) all.emplace_back(folder.path());
  for (std::size_t i = 0; i < records.size(); ++i) all[i % feeds].File(records[i]);
  FileSighting(all.back(), {SightingKind::kOwn, "SRV1", "10.0.0.1", At(0, 0), At(34, 0)});
  FileSighting(all.front(), {SightingKind::kSpan, "", "", At(0, 600), At(34, 610)});
  LossLedger ledger;
  LogonPass pass(ledger, folder.path());
  for (LogonFeed& feed : all) EXPECT_TRUE(pass.TakeFeed(feed).ok());
  std::vector<std::string> found;
  const Status status = pass.Run([&](GraphPattern pattern, const AnalyticFinding& finding) {
    found.push_back(std::string(GraphPatternText(pattern)) + " " + finding.host + " " +
                    std::to_string(finding.members.front().offset));
  });
  EXPECT_TRUE(status.ok());
  EXPECT_TRUE(ledger.rows().empty());
  return found;
}

TEST(LogonPass, AChainIsFoundByTheAddressOfItsMiddle) {
  EXPECT_EQ(Find(1, false), (std::vector<std::string>{"remote desktop chain SRV2 70"}));
}

TEST(LogonPass, FeedsAndOrderDoNotMatter) {
  const auto wanted = Find(1, false);
  EXPECT_EQ(Find(4, false), wanted);
  EXPECT_EQ(Find(3, true), wanted);
}

TEST(LogonPass, NothingToJudgeIsNoError) {
  const TempFolder folder;
  LossLedger ledger;
  LogonPass pass(ledger, folder.path());
  EXPECT_TRUE(pass.Run([](GraphPattern, const AnalyticFinding&) { FAIL(); }).ok());
}

TEST(LogonForm, ComesBackAsItWas) {
  LogonRecord record = Desktop(At(3, 7), "SRV1.corp.example", "10.0.0.99");
  record.computer = "srv1.corp.example";
  record.fact.workstation = "PC";
  record.fact.assigned = "10.8.0.1";
  record.fact.by = "CORP\\other";
  record.file = 5;
  record.offset = 6;
  record.line = 7;
  record.record_id = 8;
  std::string bytes;
  EncodeLogon(record, bytes);
  LogonRecord back;
  DecodeLogon(bytes, back);
  EXPECT_EQ(back.file, 5U);
  EXPECT_EQ(back.offset, 6U);
  EXPECT_EQ(back.line, 7U);
  EXPECT_EQ(back.record_id, 8U);
  EXPECT_EQ(back.event_id, 1149U);
  EXPECT_EQ(back.computer, "srv1.corp.example");
  EXPECT_EQ(back.channel, record.channel);
  EXPECT_EQ(back.fact.time, At(3, 7));
  EXPECT_EQ(back.fact.host, "SRV1.corp.example");
  EXPECT_EQ(back.fact.account, "CORP\\sato");
  EXPECT_EQ(back.fact.assigned, "10.8.0.1");
  EXPECT_EQ(back.fact.by, "CORP\\other");
  EXPECT_EQ(back.fact.kind, LogonKind::kRdpConnection);
}

}  // namespace
}  // namespace noroshi
