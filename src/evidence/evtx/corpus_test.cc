// The reader over logs that nobody here wrote. What each file must give was measured with another,
// independent reader (EVTX spec, section 12); tools/count_carved.py counts the same by itself.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <string_view>

#include "evidence/testing/read_evidence.h"

namespace noroshi {
namespace {

using testing::CorpusFiles;
using testing::ReadEvtx;
using testing::ReadResult;
using testing::ReadSettings;
using testing::SampledCorpusFiles;

#define NOROSHI_NEEDS(files) \
  if ((files).empty()) GTEST_SKIP() << "no corpus; set NOROSHI_CORPUS"

struct GoldenRow {
  std::string_view file;  // how its name begins
  std::uint64_t walked;   // live records
  std::uint64_t carved;   // at least so many more with Recovery::kAll: decodable and new
  // Of these, decodable only with the definition of another template, which stands at the offset
  // they state (the last column of tools/count_carved.py). By E-4.7 and section 9.4 their structure
  // is lost, so they come out marked; all others exactly as many as the table says, unmarked.
  std::uint64_t foreign = 0;
};

constexpr GoldenRow kGolden[] = {
    {"2-system-Microsoft-Windows-LiveId", 399, 0},
    {"2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS", 1912, 57, 16},
    {"2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager", 1775, 266},
    {"2-vss_7-System", 1160, 25, 25},
    {"Application_no_crc32", 17, 0},
    {"E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2", 459, 0},
    {"E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2", 340, 0},
    {"E_Windows_system32_winevt_logs_Microsoft-Windows-Shell-Core", 1146, 0},
    {"MSExchange_Management_wec", 1, 0},
    {"issue_201", 1, 0},
    {"Microsoft-Windows-HelloForBusiness", 6, 0},
    {"Microsoft-Windows-LanguagePackSetup", 17, 0},
    {"Security_short_selected", 7, 0},
    {"Security_with_size_t", 636, 0},
    {"new-user-security", 4, 0},
    {"post-Security", 126, 0},
    {"sample-with-irregular-bool-values", 3028, 0},
    {"sample-with-zero-data-size-event", 335, 114},
    {"sample_with_a_bad_chunk_magic", 270, 81},
    {"security.evtx", 2261, 0},
    {"security_bad_string_cache", 2261, 0},
    {"sysmon", 358, 0},
    {"system", 1881, 0},
    {"kernel_processor_power_complexdata", 162, 0},
    {"Microsoft-Windows-WorkFolders", 0, 2},
};

const GoldenRow* GoldenOf(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  for (const GoldenRow& row : kGolden) {
    if (name.starts_with(row.file)) return &row;
  }
  return nullptr;
}

struct Counts {
  std::uint64_t records = 0;
  std::uint64_t carved_whole = 0;  // read with the names and templates of their own chunk
};

// Of a carved record: its structure is lost, or it was cut (9.2's weak candidates, which the table
// does not count).
constexpr EventMark kNotWhole = EventMark::kStructureLost | EventMark::kPartial;

Counts CountWith(const std::string& path, Recovery recovery) {
  ReadSettings settings;
  settings.options.recovery = recovery;
  const ReadResult result = ReadEvtx(path, settings);
  EXPECT_TRUE(result.AccountAddsUp()) << path;
  EXPECT_EQ(result.record_count, result.events.size()) << path;
  Counts counts{result.record_count, 0};
  for (const auto& event : result.events) {
    counts.carved_whole +=
        HasMark(event.marks, EventMark::kRecovered) && !HasMark(event.marks, kNotWhole);
  }
  return counts;
}

TEST(EvtxCorpus, RecordCounts) {
  const auto files = CorpusFiles("evtx/parser");
  NOROSHI_NEEDS(files);
  std::cout << "walked expected/got | carved whole expected/got (and with lost structure) | file\n";
  for (const std::string& path : files) {
    const GoldenRow* const row = GoldenOf(path);
    if (row == nullptr) continue;
    const Counts off = CountWith(path, Recovery::kOff);
    const Counts lost = CountWith(path, Recovery::kDamage);
    const Counts all = CountWith(path, Recovery::kAll);
    const std::uint64_t whole = row->carved - row->foreign;
    std::cout << row->walked << "/" << off.records << " | " << whole << "/" << all.carved_whole
              << " (" << all.records - off.records - all.carved_whole << ") | " << row->file
              << "\n";
    EXPECT_EQ(off.records, row->walked) << path;
    EXPECT_GE(all.records, row->walked + row->carved) << path;
    EXPECT_EQ(all.carved_whole, whole) << path;
    EXPECT_LE(lost.records, all.records) << path;
  }
}

// Values of the same name in a record of two shapes: the walker leaves out what is missing.
TEST(EvtxCorpus, PlansReadAsTheWalkerDoes) {
  const auto files = SampledCorpusFiles();
  NOROSHI_NEEDS(files);
  std::uint64_t compared = 0;
  for (const std::string& path : files) {
    ReadSettings settings;
    settings.options.recovery = Recovery::kAll;
    const ReadResult planned = ReadEvtx(path, settings);
    settings.path = evtx::RecordPath::kWalkerOnly;
    const ReadResult walked = ReadEvtx(path, settings);
    ASSERT_EQ(planned.events.size(), walked.events.size()) << path;
    for (std::size_t i = 0; i < planned.events.size(); ++i) {
      ASSERT_EQ(planned.events[i].fields, walked.events[i].fields)
          << path << " at " << planned.events[i].offset;
      ASSERT_TRUE(planned.events[i] == walked.events[i])
          << path << " at " << planned.events[i].offset;
    }
    EXPECT_EQ(planned.damage.size(), walked.damage.size()) << path;
    compared += planned.events.size();
  }
  std::cout << compared << " records compared\n";
}

TEST(EvtxCorpus, DumpsAreTheSameByPlanAndByWalker) {
  const auto files = SampledCorpusFiles();
  NOROSHI_NEEDS(files);
  for (const std::string& path : files) {
    for (const DumpFormat format : {DumpFormat::kXml, DumpFormat::kJsonLines}) {
      ReadSettings settings;
      const std::string planned = testing::DumpEvtx(path, format, settings);
      settings.path = evtx::RecordPath::kWalkerOnly;
      ASSERT_EQ(planned, testing::DumpEvtx(path, format, settings)) << path;
    }
  }
}

// Records of healthy files carry no mark: a reader that calls everything odd says nothing.
TEST(EvtxCorpus, HealthyRecordsAreNotMarked) {
  const auto files = CorpusFiles("evtx/sigma-regression");
  NOROSHI_NEEDS(files);
  for (const std::string& path : files) {
    const ReadResult result = ReadEvtx(path);
    for (const auto& event : result.events) {
      EXPECT_EQ(static_cast<unsigned>(event.marks), 0U) << path << " at " << event.offset;
    }
  }
}

}  // namespace
}  // namespace noroshi
