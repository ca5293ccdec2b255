#include "stream/journal/hunt_journal.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "stream/hunt.h"
#include "stream/testing/fake_evidence.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

// Lets a hunt have `units` units, then sets the flag that stops it: as far as results go, a kill.
class StoppedWalk final : public EvidenceWalk {
 public:
  StoppedWalk(std::unique_ptr<EvidenceWalk> walk, std::atomic<int>& units, std::atomic<bool>& stop)
      : walk_(std::move(walk)), units_(units), stop_(stop) {}
  std::optional<EvidencePart> Next() override {
    std::optional<EvidencePart> part = walk_->Next();
    if (part && part->source) {
      part->source = std::make_unique<StoppedSource>(std::move(part->source), units_, stop_);
    }
    return part;
  }
  [[nodiscard]] std::uint64_t bytes_consumed() const noexcept override {
    return walk_->bytes_consumed();
  }

 private:
  class StoppedSource final : public Source {
   public:
    StoppedSource(std::unique_ptr<Source> source, std::atomic<int>& units, std::atomic<bool>& stop)
        : source_(std::move(source)), units_(units), stop_(stop) {}
    [[nodiscard]] std::string_view format() const noexcept override { return source_->format(); }
    [[nodiscard]] std::uint64_t size_bytes() const noexcept override {
      return source_->size_bytes();
    }
    bool NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) override {
      if (units_-- == 0) stop_ = true;
      return source_->NextUnit(unit, damage, account);
    }

   private:
    std::unique_ptr<Source> source_;
    std::atomic<int>& units_;
    std::atomic<bool>& stop_;
  };

  std::unique_ptr<EvidenceWalk> walk_;
  std::atomic<int>& units_;
  std::atomic<bool>& stop_;
};

class HuntJournalTest : public ::testing::Test {
 protected:
  HuntJournalTest() : matcher(rules) {
    rules.rules = {FakeRule("aaaa", Level::kHigh, "psexec"),
                   FakeRule("bbbb", Level::kLow, "whoami")};
  }

  // Units of three lines; one in seven lines is damage.
  static std::string Evidence(unsigned seed, unsigned records) {
    std::mt19937 random(seed);
    std::string text = "FAKE\n";
    for (unsigned id = 1; id <= records; ++id) {
      const char* tool = random() % 3 == 0 ? "psexec" : random() % 2 == 0 ? "whoami" : "calc";
      text += std::to_string(id) + " " + std::to_string(1'600'000'000 + random() % 50) + " H" +
              std::to_string(random() % 3) + " Security 4688 Tool=" + tool + "\n";
      if (random() % 7 == 0) text += "!17\n";
    }
    return text;
  }

  void WriteEvidence() {
    for (unsigned i = 0; i < 6; ++i) {
      in.Write("site/" + std::to_string(i) + ".evtx", Evidence(i, 60));
    }
    in.Write("more.zip",
             "FAKE ARCHIVE\n== a.evtx\n" + Evidence(7, 30) + "== b.evtx\n" + Evidence(8, 30));
  }

  Result<HuntSummary> Hunt(const TempFolder& folder, JournalReuse reuse, int units = -1,
                           unsigned threads = 2) {
    std::atomic<int> left = units;
    std::atomic<bool> stop = false;
    EvidenceReaders readers = FakeReaders();
    const auto open = readers.open;
    readers.open = [&, open](const std::string& path,
                             const ReadOptions& read) -> Result<std::unique_ptr<EvidenceWalk>> {
      NOROSHI_TRY(std::unique_ptr<EvidenceWalk> walk, open(path, read));
      return std::unique_ptr<EvidenceWalk>(
          std::make_unique<StoppedWalk>(std::move(walk), left, stop));
    };
    HuntOptions options;
    options.inputs = {in.path()};
    options.out_dir = folder.path();
    options.threads = threads;
    options.keep_journal = true;
    options.reuse = reuse;
    options.journal_key = key;
    options.cancel = &stop;
    options.host.monotonic_ns = [this] { return clock += clock_step; };
    options.journal_free_bytes = free_bytes;
    return RunHunt(rules, matcher, options, readers);
  }

  // All that does not tell of the run itself. Files are compared without being printed: the report
  // holds its whole script.
  static void ExpectSame(const TempFolder& found, const TempFolder& wanted) {
    for (const char* name : {"findings.jsonl", "timeline.csv", "report.html"}) {
      EXPECT_TRUE(found.Read(name) == wanted.Read(name)) << name;
      EXPECT_FALSE(wanted.Read(name).empty());
    }
    const auto evidence = [](const TempFolder& folder) {
      const std::string run = folder.Read("run.json");
      return run.substr(0, run.find("\"measured\""));
    };
    EXPECT_EQ(evidence(found), evidence(wanted));
  }

  TempFolder in;
  RuleSet rules;
  FakeMatcher matcher;
  std::uint64_t key = 1;
  std::atomic<std::uint64_t> clock{0}, clock_step{0};
  std::uint64_t free_bytes = kFreeJournalBytes;
};

TEST_F(HuntJournalTest, GoesOnWhereverItWasStopped) {
  WriteEvidence();
  const TempFolder whole;
  ASSERT_TRUE(Hunt(whole, JournalReuse::kNone).ok());
  for (int units = 0; units < 170; units += 13) {
    const TempFolder part;
    const auto stopped = Hunt(part, JournalReuse::kNone, units);
    ASSERT_TRUE(stopped.ok());
    EXPECT_TRUE(stopped->interrupted) << units;
    const auto rest = Hunt(part, JournalReuse::kResume, -1, 3);
    ASSERT_TRUE(rest.ok());
    // All that was handed out, less one call at the end of each of eight sources.
    EXPECT_GE(rest->journal.known_units + 8, static_cast<std::uint64_t>(units));
    EXPECT_LE(rest->journal.known_units, static_cast<std::uint64_t>(units) + 2);  // under way
    SCOPED_TRACE(units);
    ExpectSame(part, whole);
  }
}

// A kill leaves journal files cut anywhere.
TEST_F(HuntJournalTest, CutJournalsCostWorkAndNothingElse) {
  WriteEvidence();
  const TempFolder whole;
  ASSERT_TRUE(Hunt(whole, JournalReuse::kNone).ok());
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    const TempFolder part;
    ASSERT_TRUE(Hunt(part, JournalReuse::kNone, 120).ok());
    const fs::path journal = fs::path(part.path()) / kJournalFolder;
    for (const auto& file : fs::directory_iterator(journal)) {
      if (!file.path().filename().string().starts_with("plan")) {
        fs::resize_file(file.path(), random() % (fs::file_size(file.path()) + 1));
      }
    }
    ASSERT_TRUE(Hunt(part, JournalReuse::kResume).ok());
    ExpectSame(part, whole);
  }
}

// Not every unit is written down (journal_pace.h): a hunt that goes on does the others again.
TEST_F(HuntJournalTest, GoesOnWhereSomeUnitsWereNotWrittenDown) {
  WriteEvidence();
  const TempFolder whole;
  ASSERT_TRUE(Hunt(whole, JournalReuse::kNone).ok());
  free_bytes = 0;
  for (const std::uint64_t units_of_delay : {20U, 60U, 1000U}) {
    clock_step = kJournalDelayNs / units_of_delay;
    const TempFolder part;
    ASSERT_TRUE(Hunt(part, JournalReuse::kNone, 120).ok());
    const auto rest = Hunt(part, JournalReuse::kResume);
    ASSERT_TRUE(rest.ok());
    EXPECT_EQ(rest->journal.known_units == 0, units_of_delay == 1000) << units_of_delay;
    EXPECT_LT(rest->journal.known_units, 120U);
    ExpectSame(part, whole);
  }
}

// The free bytes are used up in the middle.
TEST_F(HuntJournalTest, GoesOnBehindTheFreeBytes) {
  WriteEvidence();
  const TempFolder whole, part;
  ASSERT_TRUE(Hunt(whole, JournalReuse::kNone).ok());
  free_bytes = 1;
  ASSERT_TRUE(Hunt(part, JournalReuse::kNone, -1, 1).ok());
  const auto again = Hunt(part, JournalReuse::kSinceLast);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->journal.known_units, kLogUnits);
  ExpectSame(part, whole);
  const auto third = Hunt(part, JournalReuse::kSinceLast);
  ASSERT_TRUE(third.ok());
  EXPECT_EQ(third->journal.known_files, 7U);  // who goes on writes everything down
  ExpectSame(part, whole);
}

TEST_F(HuntJournalTest, StoppedAgainAndAgain) {
  WriteEvidence();
  const TempFolder whole, part;
  ASSERT_TRUE(Hunt(whole, JournalReuse::kNone).ok());
  ASSERT_TRUE(Hunt(part, JournalReuse::kNone, 30).ok());
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(Hunt(part, JournalReuse::kResume, 30).ok());
  ASSERT_TRUE(Hunt(part, JournalReuse::kResume).ok());
  ExpectSame(part, whole);
}

TEST_F(HuntJournalTest, OnlyWhatIsNewOrChangedIsRead) {
  WriteEvidence();
  const TempFolder out;
  const auto first = Hunt(out, JournalReuse::kNone);
  ASSERT_TRUE(first.ok());
  in.Write("a-new.evtx", Evidence(20, 9));  // in front of all others: every rank changes
  in.Write("site/3.evtx", Evidence(21, 70));
  fs::remove(in.path() + "/site/4.evtx");
  const auto second = Hunt(out, JournalReuse::kSinceLast);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->journal.known_files, 5U);
  EXPECT_EQ(second->journal.files_gone, 2U);
  const TempFolder anew;
  ASSERT_TRUE(Hunt(anew, JournalReuse::kNone).ok());
  ExpectSame(out, anew);
  const auto third = Hunt(out, JournalReuse::kSinceLast);
  ASSERT_TRUE(third.ok());
  EXPECT_EQ(third->journal.known_files, 7U);
  ExpectSame(out, anew);
}

TEST_F(HuntJournalTest, OtherRulesOrOptionsAreRefused) {
  WriteEvidence();
  const TempFolder out;
  ASSERT_TRUE(Hunt(out, JournalReuse::kNone).ok());
  key = 2;
  const auto other = Hunt(out, JournalReuse::kResume);
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, ErrorCode::kInvalid);
  EXPECT_TRUE(Hunt(out, JournalReuse::kNone).ok());  // begins anew
}

TEST_F(HuntJournalTest, WithoutAJournalEverythingIsRead) {
  WriteEvidence();
  const TempFolder out, whole;
  const auto hunt = Hunt(out, JournalReuse::kResume);
  ASSERT_TRUE(hunt.ok());
  EXPECT_EQ(hunt->journal.known_units, 0U);
  ASSERT_TRUE(Hunt(whole, JournalReuse::kNone).ok());
  ExpectSame(out, whole);
}

}  // namespace
}  // namespace noroshi
