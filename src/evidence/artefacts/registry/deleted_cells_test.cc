// Deleted keys and values: found, named, marked, and never among the live ones.
#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/hive_bytes.h"

namespace noroshi::testing {
namespace {

HiveKey DeletedRun(std::vector<HiveValue> values) {
  HiveKey run{"Run", std::move(values), {}};
  run.is_deleted = true;
  return {"ROOT",
          {},
          {{"Environment", {}, {}},
           {"Software",
            {},
            {{"Microsoft", {}, {{"Windows", {}, {{"CurrentVersion", {}, {std::move(run)}}}}}}}}}};
}

std::vector<ReadEvent> Deleted(const WalkedPart& part) {
  return EventsOf(part, "host:registry_deleted");
}

TEST(DeletedCells, KeysWithTheirPathAndValues) {
  const auto bytes = MakeHive(DeletedRun({TextValue("Updater", "C:\\ProgramData\\x.exe")}));
  const WalkedPart part = ReadArtefact(bytes);
  EXPECT_TRUE(part.damage.empty());
  EXPECT_TRUE(AddsUp(part, bytes.size()));
  EXPECT_TRUE(EventsOf(part, "host:registry").empty());
  const auto events = Deleted(part);
  ASSERT_EQ(events.size(), 2U);
  const std::string key = "HKU\\bob\\Software\\Microsoft\\Windows\\CurrentVersion\\Run";
  EXPECT_EQ(At(events[0], "TargetObject"), key);
  EXPECT_EQ(At(events[0], "Deleted"), "true");
  EXPECT_EQ(At(events[0], "Details"), "(missing)");
  EXPECT_EQ(At(events[1], "TargetObject"), key + "\\Updater");
  EXPECT_EQ(At(events[1], "Details"), "C:\\ProgramData\\x.exe");
  EXPECT_EQ(At(events[1], "Autostart"), "run_key");
  EXPECT_EQ(At(events[1], "Deleted"), "true");
  EXPECT_EQ(At(events[1], "User"), "bob");
  EXPECT_EQ(ToIso8601({events[1].time}), "2020-10-05T06:11:09.1234567Z");
}

TEST(DeletedCells, AKeyBelowADeletedKey) {
  HiveKey hive = DeletedRun({});
  HiveKey* key = &hive.keys[1];
  while (!key->is_deleted) key = &key->keys.at(0);
  key->keys.push_back({"Below", {DwordValue("v", 1)}, {}});
  const auto events = Deleted(ReadArtefact(MakeHive(hive)));
  const auto found = std::ranges::find_if(events, [](const ReadEvent& event) {
    return At(event, "TargetObject").ends_with("\\Run\\Below\\v");
  });
  ASSERT_NE(found, events.end());
  EXPECT_EQ(At(*found, "Details"), "DWORD (0x00000001)");
}

// The key's cell was used for something else: the value is left, and nobody knows whose it was.
TEST(DeletedCells, AValueWithoutItsKey) {
  auto bytes = MakeHive(DeletedRun({TextValue("Updater", "C:\\ProgramData\\x.exe")}));
  const std::vector<std::uint8_t> name = {'n', 'k', 0x20, 0};
  for (auto at = bytes.begin();;) {
    at = std::search(at, bytes.end(), name.begin(), name.end());
    ASSERT_NE(at, bytes.end());
    if (std::string(at + 76, at + 79) == "Run") {
      *at = 'x';
      break;
    }
    ++at;
  }
  const auto events = Deleted(ReadArtefact(bytes));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(At(events[0], "TargetObject"), "?\\Updater");
  EXPECT_EQ(At(events[0], "Details"), "C:\\ProgramData\\x.exe");
  EXPECT_EQ(At(events[0], "Autostart"), "(missing)");
  EXPECT_EQ(events[0].time, 0U);
}

TEST(DeletedCells, AHiveWithoutAnyHasNone) {
  const WalkedPart part = ReadArtefact(
      MakeHive({"ROOT", {}, {{"Environment", {DwordValue("v", 1)}, {}}, {"Software", {}, {}}}}));
  EXPECT_EQ(EventsOf(part, "host:registry").size(), 1U);
  EXPECT_TRUE(Deleted(part).empty());
}

// Free cells hold anything; none of it is damage or a crash.
TEST(DeletedCells, AnyByteOfThemMayBeWrong) {
  const auto whole = MakeHive(DeletedRun({TextValue("Updater", "C:\\ProgramData\\x.exe")}));
  std::size_t with_all = 0;
  for (std::size_t at = 4096 + 32; at < whole.size(); at += 3) {
    auto bytes = whole;
    bytes[at] ^= 0x5A;
    const WalkedPart part = ReadArtefact(bytes);
    EXPECT_TRUE(AddsUp(part, bytes.size())) << at;
    with_all += Deleted(part).size() == 2 ? 1 : 0;
  }
  EXPECT_GT(with_all, 900U);  // most of the bin is empty
}

}  // namespace
}  // namespace noroshi::testing
