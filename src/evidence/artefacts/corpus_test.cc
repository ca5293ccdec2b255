// Artefacts that nobody here made: values that other readers name too, and an account of every
// byte.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "base/time.h"
#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/testing/read_text.h"

namespace noroshi::testing {
namespace {

class ArtefactCorpus : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder_)) GTEST_SKIP() << "no corpus at " << folder_;
  }
  [[nodiscard]] WalkedPart Read(const std::string& name) const {
    auto parts = WalkEvidence((folder_ / name).string());
    return parts.empty() ? WalkedPart{} : parts.front();
  }

  const std::filesystem::path folder_ = std::filesystem::path(CorpusRoot()) / "artefacts" / "plaso";
};

// As libscca reads them (tools/compare_with_artefacts.py).
TEST_F(ArtefactCorpus, Prefetch) {
  struct Case {
    const char* file;
    const char* program;
    const char* count;
    const char* last_run;
  };
  constexpr Case kCases[] = {
      {"CMD.EXE-087B4001.pf", "CMD.EXE", "2", "2013-03-10T10:11:49.2812500Z"},            // 17
      {"PING.EXE-B29F6629.pf", "PING.EXE", "14", "2012-04-06T19:00:55.9329556Z"},         // 23
      {"TASKHOST.EXE-3AE259FC.pf", "TASKHOST.EXE", "4", "2013-10-04T15:40:09.0378333Z"},  // 26
      {"BYTECODEGENERATOR.EXE-C1E9BCE6.pf", "BYTECODEGENERATOR.EXE", "7",
       "2015-05-14T22:11:58.0911341Z"},  // 30, packed
  };
  for (const Case& one : kCases) {
    const auto runs = EventsOf(Read(std::string("winprefetch/") + one.file), "host:prefetch");
    ASSERT_FALSE(runs.empty()) << one.file;
    EXPECT_EQ(At(runs[0], "Program"), one.program);
    EXPECT_EQ(At(runs[0], "RunCount"), one.count) << one.file;
    EXPECT_EQ(ToIso8601({runs[0].time}), one.last_run) << one.file;
  }
}

TEST_F(ArtefactCorpus, Hives) {
  const WalkedPart user = Read("NTUSER-WIN7.DAT");
  const auto is_run_key = [](const ReadEvent& event) {
    return At(event, "Autostart") == "run_key";
  };
  EXPECT_TRUE(std::ranges::any_of(user.events, is_run_key));
  EXPECT_EQ(At(user.events.front(), "User"), "nfury");
  EXPECT_TRUE(user.damage.empty());
  // Old and new form of the inventory of programs; the first was taken from a running system.
  const WalkedPart old_form = Read("winreg/Amcache.hve");
  EXPECT_FALSE(EventsOf(old_form, "host:amcache").empty());
  ASSERT_EQ(old_form.damage.size(), 1U);
  EXPECT_EQ(old_form.damage[0].kind, DamageKind::kRecordGap);
  EXPECT_FALSE(EventsOf(Read("winreg/win10-Amcache.hve"), "host:amcache").empty());
}

TEST_F(ArtefactCorpus, DamagedHiveGivesTheRest) {
  const WalkedPart part = Read("regf/corrupt_sub_key_list.hiv");
  EXPECT_EQ(part.damage.size(), 1U);
  EXPECT_EQ(EventsOf(part, "host:registry").size(), 99U);  // of a hundred keys with a value each
}

TEST_F(ArtefactCorpus, ShortcutJobAndJournal) {
  const WalkedPart shortcut = Read("example.lnk");
  ASSERT_EQ(shortcut.events.size(), 1U);
  EXPECT_EQ(At(shortcut.events[0], "MachineId"), "win-tj9qcsjkags");
  EXPECT_EQ(At(shortcut.events[0], "Target"), "%windir%\\system32\\migwiz\\migwiz.exe");
  const WalkedPart job = Read("wintask.job");
  ASSERT_EQ(job.events.size(), 1U);
  EXPECT_EQ(At(job.events[0], "Author"), "Brian");
  const WalkedPart journal = Read("UsnJrnl.raw");
  EXPECT_FALSE(journal.events.empty());
  EXPECT_EQ(At(journal.events[0], "Change"), "created");
  EXPECT_TRUE(journal.damage.empty());
}

TEST_F(ArtefactCorpus, EveryByteIsAccountedFor) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
    const auto parts =
        entry.is_regular_file() ? WalkEvidence(entry.path().string()) : std::vector<WalkedPart>();
    if (parts.empty() || parts.front().events.empty()) continue;
    if (!parts.front().events.front().channel.starts_with("host:")) continue;
    ++files;
    EXPECT_TRUE(AddsUp(parts.front(), entry.file_size())) << entry.path();
  }
  EXPECT_GE(files, 20U);
}

// Findings are told apart by their place.
TEST_F(ArtefactCorpus, NoTwoRecordsOfAChannelShareAPlace) {
  for (const char* name :
       {"NTUSER-WIN7.DAT", "winreg/Amcache.hve", "UsnJrnl.raw", "winprefetch/CMD.EXE-087B4001.pf",
        "winprefetch/ONEDRIVE.EXE-7E152375.pf"}) {
    std::set<std::pair<std::string, std::uint64_t>> places;
    const WalkedPart part = Read(name);
    for (const ReadEvent& event : part.events) places.insert({event.channel, event.offset});
    EXPECT_EQ(places.size(), part.events.size()) << name;
  }
}

}  // namespace
}  // namespace noroshi::testing
