#include "rules/cache/rule_cache.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "rules/cache/rule_set_image.h"
#include "rules/cache/source_check.h"
#include "rules/cache/stamp_check.h"
#include "rules/rule_files.h"
#include "rules/testing/rule_folder.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;
using testing::RuleFolder;

constexpr std::uint64_t kFarFuture = 7'000'000'000'000'000'000;  // every file has settled by then

class RuleCacheTest : public ::testing::Test {
 protected:
  RuleCacheTest() {
    rules_.WriteRule("a.yml", "aaaa");
    rules_.WriteRule("sub/b.yaml", "bbbb");
    request_ = {.folder = cache_ / "noroshi",
                .engine = "1",
                .options = "level=low",
                .rule_paths = {rules_.path()},
                .list_files = {rules_ / "config/exclude.txt"},
                .now_ns = kFarFuture};
  }

  // What a start does. True if it found everything in the cache; either way `set_` is the rules.
  bool Start() {
    RuleCache cache(request_);
    const auto fresh = LoadRules(request_.rule_paths, {});
    EXPECT_TRUE(fresh.ok());
    RuleSet known;
    std::optional<CacheImage> part;
    const bool found = cache.Find("part", [&](RuleSet set, const std::optional<CacheImage>& more) {
      known = std::move(set);
      part = more;
    });
    if (found) {
      // The one thing that must never be otherwise.
      EXPECT_EQ(PackRuleSet(known), PackRuleSet(*fresh));
      EXPECT_TRUE(part && part->content == "content");
      return true;
    }
    cache.Name(*fresh);
    const RuleSet kept = cache.KeepRules(*fresh);
    EXPECT_EQ(PackRuleSet(kept), PackRuleSet(*fresh));
    cache.KeepPart("part", "content");
    cache.KeepSources(kept);
    return false;
  }

  // Returns when the file system's clock has moved on: until then, what changes may look as before.
  void AwaitTick() const {
    struct stat first {
    }, now{};
    const std::string file = cache_.Write("tick", "");
    ASSERT_EQ(stat(file.c_str(), &first), 0);
    do {
      cache_.Write("tick", "");
      ASSERT_EQ(stat(file.c_str(), &now), 0);
    } while (StampOf(now).modified == StampOf(first).modified);
  }

  RuleFolder rules_, cache_;
  RuleCacheRequest request_;
};

TEST_F(RuleCacheTest, SecondStartFindsWhatTheFirstKept) {
  EXPECT_FALSE(Start());
  EXPECT_TRUE(Start());
  EXPECT_TRUE(Start());
}

TEST_F(RuleCacheTest, RulesStayUsableWithoutAFolder) {
  for (const std::string& folder : {std::string(), rules_ / "a.yml"}) {
    for (const std::string& spill : {std::string(), cache_.path()}) {
      request_.folder = folder;
      request_.spill_folder = spill;
      RuleCache cache(request_);
      auto set = LoadRules(request_.rule_paths, {});
      ASSERT_TRUE(set.ok());
      cache.Name(*set);
      const RuleSet kept = cache.KeepRules(*set);
      EXPECT_EQ(PackRuleSet(kept), PackRuleSet(*set));
      EXPECT_EQ(kept.sources, set->sources);
      EXPECT_TRUE(kept.rules[0] == set->rules[0]);
      EXPECT_EQ(cache.KeptPart("part", "content").handle >= 0, !spill.empty());
      EXPECT_TRUE(fs::is_empty(cache_.path()));
    }
  }
}

// Every way to change a folder of rules, and whether a start may still use what it knows.
TEST_F(RuleCacheTest, NoticesEveryChange) {
  const std::string a = rules_ / "a.yml", b = rules_ / "sub/b.yaml";
  const auto keep_date = [&](const std::function<void()>& change) {
    struct stat before {};
    ASSERT_EQ(stat(a.c_str(), &before), 0);
    change();
    const timespec times[2] = {before.st_atim, before.st_mtim};
    ASSERT_EQ(utimensat(AT_FDCWD, a.c_str(), times, 0), 0);
  };
  struct Change {
    const char* what;
    std::function<void()> make;
    bool still_known;
  };
  const Change changes[] = {
      {"other bytes", [&] { rules_.WriteRule("a.yml", "other word"); }, false},
      {"other bytes of the same size", [&] { rules_.WriteRule("a.yml", "another wo"); }, false},
      {"other bytes, same size, same date",
       [&] { keep_date([&] { rules_.WriteRule("a.yml", "one more wo"); }); }, false},
      {"as before that", [&] { rules_.WriteRule("a.yml", "aaaa"); }, false},
      {"a file more", [&] { rules_.WriteRule("sub/c.yml", "cccc"); }, false},
      {"a file less", [&] { fs::remove(rules_ / "sub/c.yml"); }, false},
      {"another name", [&] { fs::rename(b, rules_ / "sub/d.yaml"); }, false},
      {"the old name", [&] { fs::rename(rules_ / "sub/d.yaml", b); }, false},
      {"the same bytes written again", [&] { rules_.WriteRule("a.yml", "aaaa"); }, true},
      {"a new date", [&] { fs::last_write_time(b, fs::file_time_type::clock::now()); }, true},
      {"another file of the same bytes in its place",
       [&] {
         fs::copy_file(a, rules_ / "copy");
         fs::rename(rules_ / "copy", a);
       },
       true},
      {"another file in its place", [&] { fs::rename(rules_.WriteRule("copy", "eeee"), a); },
       false},
      {"a file that is no rule", [&] { rules_.Write("notes.txt", "text"); }, true},
      {"a folder of rules more", [&] { rules_.WriteRule("sub/deep/er/f.yml", "ffff"); }, false},
      {"a folder under another name",
       [&] { fs::rename(rules_ / "sub/deep", rules_ / "sub/deepest"); }, false},
      {"a folder without rules", [&] { fs::create_directory(rules_ / "sub/empty"); }, true},
      {"a rule in it", [&] { rules_.WriteRule("sub/empty/g.yml", "gggg"); }, false},
      {"a folder less", [&] { fs::remove_all(rules_ / "sub/empty"); }, false},
      {"a hidden folder", [&] { rules_.WriteRule(".git/x.yml", "xxxx"); }, true},
      {"a list that was not there", [&] { rules_.Write("config/exclude.txt", "id"); }, false},
      {"another list", [&] { rules_.Write("config/exclude.txt", "ix"); }, false},
      {"no list any more", [&] { fs::remove(rules_ / "config/exclude.txt"); }, false},
  };
  EXPECT_FALSE(Start());
  for (const Change& change : changes) {
    AwaitTick();
    change.make();
    EXPECT_EQ(Start(), change.still_known) << change.what;
    EXPECT_TRUE(Start()) << "after " << change.what;
  }
}

TEST_F(RuleCacheTest, OtherRequestsAreApart) {
  EXPECT_FALSE(Start());
  for (std::string RuleCacheRequest::*text :
       {&RuleCacheRequest::engine, &RuleCacheRequest::options}) {
    const std::string before = request_.*text;
    request_.*text = "other";
    EXPECT_FALSE(Start());
    EXPECT_TRUE(Start());
    request_.*text = before;
    EXPECT_TRUE(Start()) << "both are kept";
  }
  request_.rule_paths = {rules_ / "sub"};
  EXPECT_FALSE(Start());
}

TEST_F(RuleCacheTest, DamageOnlyCostsTime) {
  EXPECT_FALSE(Start());
  std::vector<std::string> files;
  for (const auto& file : fs::directory_iterator(request_.folder)) files.push_back(file.path());
  ASSERT_EQ(files.size(), 3U);
  for (const std::string& file : files) {
    fs::resize_file(file, fs::file_size(file) - 1);
    RuleCache cache(request_);
    std::optional<CacheImage> part;
    const auto take = [&](RuleSet, const std::optional<CacheImage>& more) { part = more; };
    EXPECT_FALSE(cache.Find("part", take) && part) << file;
    fs::remove_all(request_.folder);
    EXPECT_FALSE(Start());
  }
  EXPECT_TRUE(Start());
}

// Also where the damage leaves sizes as they are, so that only the sums tell.
TEST_F(RuleCacheTest, NoByteMayDiffer) {
  EXPECT_FALSE(Start());
  for (const auto& entry : fs::directory_iterator(request_.folder)) {
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(-1, std::ios::end);
    const char last = static_cast<char>(file.get());
    file.seekp(-1, std::ios::end);
    file.put(static_cast<char>(last ^ 1)).flush();
    for (const unsigned threads : {1U, 3U}) {
      request_.threads = threads;
      RuleCache cache(request_);
      EXPECT_FALSE(cache.Find("part", [](RuleSet, const std::optional<CacheImage>&) {}))
          << entry.path();
    }
    file.seekp(-1, std::ios::end);
    file.put(last).flush();
    EXPECT_TRUE(Start());
  }
}

TEST_F(RuleCacheTest, WorksWithoutAFolder) {
  request_.folder.clear();
  EXPECT_FALSE(Start());
  EXPECT_FALSE(Start());
  EXPECT_TRUE(fs::is_empty(cache_.path()));
}

TEST_F(RuleCacheTest, MissingRulesAreNotFound) {
  EXPECT_FALSE(Start());
  fs::remove_all(rules_.path());
  const auto take = [](RuleSet, const std::optional<CacheImage>&) {};
  EXPECT_FALSE(RuleCache(request_).Find("part", take));
}

// A file that was written just before it was read may be written again within the same tick of the
// file system's clock: it is read again until its date is past doubt.
TEST_F(RuleCacheTest, YoungFilesAreRead) {
  struct stat info {};
  ASSERT_EQ(stat((rules_ / "a.yml").c_str(), &info), 0);
  request_.now_ns = StampOf(info).changed + 1;
  EXPECT_FALSE(Start());
  EXPECT_TRUE(Start()) << "by what the files hold";
  rules_.WriteRule("a.yml", "zzzz");
  EXPECT_FALSE(Start());
}

SourceFile Remembered(const std::string& path, std::uint64_t time) {
  return {.path = path,
          .stamp = {.size = 1, .modified = time, .changed = time, .device = 1, .inode = 1},
          .hash = 7};
}

TEST(CheckSources, ReadsNothingThatLooksTheSame) {
  const std::vector<SourceFile> known = {Remembered("/no/such/file", 100)};
  std::vector<SourceFile> found = known;
  found[0].hash = 0;
  EXPECT_EQ(CheckSources(known, found), Freshness::kSame);  // reading it would fail
  EXPECT_EQ(found[0].hash, 7U);
  for (std::uint64_t FileStamp::*member :
       {&FileStamp::size, &FileStamp::modified, &FileStamp::changed, &FileStamp::device,
        &FileStamp::inode}) {
    found = known;
    ++(found[0].stamp.*member);
    EXPECT_EQ(CheckSources(known, found), Freshness::kChanged);
  }
}

bool AllHold(const std::vector<SourceFile>& files) {
  const SourceTable table(files);
  bool hold = true;
  for (std::size_t i = 0; i < StampSlices(table); ++i) hold = hold && StampsHold(table, i);
  return hold;
}

TEST(StampsHold, OnlyWhileEveryFileLooksAsRemembered) {
  const RuleFolder folder;
  for (int i = 0; i < 600; ++i) {  // more than one slice
    folder.WriteRule(std::to_string(i % 7) + "/" + std::to_string(i) + ".yml", "word");
  }
  std::vector<SourceFile> folders;
  const auto files = ListRuleFiles({folder.path() + "/"}, Stamps::kYes, 2, &folders);
  ASSERT_TRUE(files.ok());
  ASSERT_EQ(folders.size(), 8U);
  EXPECT_TRUE(AllHold(*files));
  EXPECT_TRUE(AllHold(folders));
  for (const std::size_t i : {0U, 255U, 256U, 599U}) {
    std::vector<SourceFile> changed = *files;
    ++changed[i].stamp.changed;
    EXPECT_FALSE(AllHold(changed)) << i;
    changed[i].stamp = {};
    EXPECT_FALSE(AllHold(changed)) << i;
    changed[i] = Remembered(folder / "9/none.yml", 5);
    EXPECT_FALSE(AllHold(changed)) << i;
  }
  EXPECT_TRUE(AllHold({}));
}

TEST(ClearUnsettled, DoubtsWhatIsYoungOrFromTheFuture) {
  constexpr std::uint64_t kNow = 100'000'000'000;
  std::vector<SourceFile> files = {Remembered("old", kNow - kUnsettledNs - 1),
                                   Remembered("young", kNow - kUnsettledNs),
                                   Remembered("future", kNow + kUnsettledNs)};
  files.push_back(Remembered("set back", 5));
  files.back().stamp.changed = kNow;  // the date is old, but it was given just now
  ClearUnsettled(kNow, files);
  EXPECT_NE(files[0].stamp, FileStamp{});
  for (std::size_t i = 1; i < files.size(); ++i) EXPECT_EQ(files[i].stamp, FileStamp{}) << i;
}

TEST(ListRuleFiles, TakesRulesAndNothingElse) {
  const RuleFolder folder;
  for (const char* name : {"b.yml", "a.yaml", "sub/deep/c.yml", "x.txt", ".hidden.yml",
                           ".git/d.yml", "yml", "dir.yml/e.yml"}) {
    folder.WriteRule(name, "word");
  }
  fs::create_directory_symlink(folder / "sub", folder / "link.yml");
  fs::create_symlink(folder / "x.txt", folder / "to_text.yml");
  fs::create_symlink(folder / "nowhere", folder / "broken.yml");
  const auto files =
      ListRuleFiles({folder.path(), folder / "b.yml", folder / "x.txt"}, Stamps::kYes);
  ASSERT_TRUE(files.ok());
  std::vector<std::string> names;
  for (const SourceFile& file : *files) {
    names.push_back(file.path.substr(folder.path().size() + 1));
    EXPECT_EQ(file.stamp == FileStamp{}, names.back() == "broken.yml") << file.path;
  }
  EXPECT_EQ(names,
            (std::vector<std::string>{".hidden.yml", "a.yaml", "b.yml", "broken.yml",
                                      "dir.yml/e.yml", "sub/deep/c.yml", "to_text.yml", "x.txt"}));
  EXPECT_FALSE(ListRuleFiles({folder / "nowhere"}, Stamps::kNo).ok());
}

TEST(ListRuleFiles, TheSameForAnyNumberOfThreads) {
  const RuleFolder folder;
  for (int i = 0; i < 200; ++i) {
    const std::string at = std::to_string(i % 7) + "/" + std::to_string(i % 13) + "/deep/";
    folder.WriteRule(at + std::to_string(i) + ".yml", "word");
  }
  const auto alone = ListRuleFiles({folder.path()}, Stamps::kYes);
  ASSERT_TRUE(alone.ok());
  EXPECT_EQ(alone->size(), 200U);
  for (const unsigned threads : {0U, 2U, 5U}) {
    const auto together = ListRuleFiles({folder.path()}, Stamps::kYes, threads);
    ASSERT_TRUE(together.ok());
    EXPECT_EQ(*together, *alone) << threads;
  }
}

}  // namespace
}  // namespace noroshi
