#include "report/suspect_file_reader.h"

#include <gtest/gtest.h>

#include "report/render.h"
#include "report/testing/sample_report.h"

namespace noroshi {
namespace {

TEST(SuspectFileReader, GivesTheSameJsonAgain) {
  for (const ReportDocument& document : {BigSampleReport(), HostileSampleReport()}) {
    ASSERT_FALSE(document.suspect_files.empty());
    for (const ReportSuspectFile& file : document.suspect_files) {
      const std::string json = SuspectFileJson(file);
      EXPECT_EQ(SuspectFileJson(ReadSuspectFile(json)), json);
    }
  }
}

TEST(SuspectFileReader, EveryMemberComesBack) {
  const ReportSuspectFile file = BigSampleReport().suspect_files.front();
  const ReportSuspectFile read = ReadSuspectFile(SuspectFileJson(file));
  EXPECT_EQ(read.findings.at(0).offset, ~0ULL);
  EXPECT_EQ(read.findings.at(0).level, Level::kHigh);
  EXPECT_EQ(read.modified, file.modified);
  EXPECT_EQ(read.program->signature.signers.at(0).chain, "unknown_root");
  EXPECT_EQ(read.program->sections.at(1).writes, true);
}

// A case store may be anybody's.
TEST(SuspectFileReader, WhatIsNotAsWrittenIsEmpty) {
  for (const char* json : {"", "[", "null", "[]", "{}", "{\"program\":7,\"findings\":{}}",
                           "{\"findings\":[1,[],{}],\"entropy\":\"x\",\"size\":-1}",
                           "{\"program\":{\"version\":[[1],[1,2,3]],\"signature\":[]}}"}) {
    const ReportSuspectFile file = ReadSuspectFile(json);
    EXPECT_EQ(file.path, "") << json;
    EXPECT_EQ(file.size, 0U) << json;
  }
  EXPECT_EQ(ReadSuspectFile("{\"entropy\":1e300}").entropy, 8);
  const std::string deep(100'000, '[');
  EXPECT_FALSE(ReadSuspectFile(deep).program.has_value());
}

}  // namespace
}  // namespace noroshi
