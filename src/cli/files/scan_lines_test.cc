#include "cli/files/scan_lines.h"

#include <gtest/gtest.h>

#include "stream/text/finding_reader.h"

namespace noroshi {
namespace {

scan::ScanFinding Finding(const std::string& path, std::int64_t modified) {
  scan::ScanFinding finding;
  finding.rule = scan::ScanRuleId::kHiddenProgram;
  finding.level = Level::kMedium;
  finding.path = path;
  finding.modified = modified;
  finding.offset = 7;
  finding.reasons = {{"extension", ".jpg"}, {"note", "one"}, {"note", "two\x1b\""}};
  return finding;
}

TEST(ScanLines, ReadBackAsFindings) {
  const std::string lines = ScanFindingLines({Finding("a/photo.jpg", 1'600'000'000)}, "SRV01");
  EXPECT_EQ(lines.back(), '\n');
  const ReportFinding read = ReadFinding(lines.substr(0, lines.size() - 1));
  EXPECT_EQ(read.path, "a/photo.jpg");
  EXPECT_EQ(read.channel, kScanChannel);
  EXPECT_EQ(read.offset, 7U);
  EXPECT_EQ(ToIso8601(read.time), "2020-09-13T12:26:40.0000000Z");
  ASSERT_EQ(read.reasons.size(), 3U);
  EXPECT_EQ(read.reasons[2].value, "two\x1b\"");
  ASSERT_EQ(read.fields.size(), 6U);
  EXPECT_EQ(read.fields[0].second, "hidden_program");
  // Reasons of one name are one field.
  EXPECT_EQ(read.fields[5].second, "one; two\x1b\"");
  EXPECT_NE(lines.find("\"host\":\"SRV01\""), std::string::npos);
  EXPECT_NE(lines.find("\"techniques\":[\"T1036.008\"]"), std::string::npos);
}

TEST(ScanLines, AreSortedByTimeThenPlace) {
  const auto later = Finding("a", 1'600'000'001), b = Finding("b", 1'600'000'000),
             c = Finding("c", 1'600'000'000);
  EXPECT_EQ(ScanFindingLines({later, c, b}, ""), ScanFindingLines({b, c, later}, ""));
  const std::string lines = ScanFindingLines({later, c, b}, "");
  EXPECT_LT(lines.find("\"path\":\"b\""), lines.find("\"path\":\"c\""));
  EXPECT_LT(lines.find("\"path\":\"c\""), lines.find("\"path\":\"a\""));
}

TEST(ScanLines, IdsTellFindingsApart) {
  const auto id = [](const scan::ScanFinding& finding, const std::string& host) {
    return ReadFinding(ScanFindingLines({finding}, host)).id;
  };
  const auto one = Finding("a", 1);
  EXPECT_EQ(id(one, "H"), id(one, "H"));
  EXPECT_NE(id(one, "H"), id(one, "I"));
  EXPECT_NE(id(one, "H"), id(Finding("b", 1), "H"));
  // When a file was touched is no part of what was found.
  EXPECT_EQ(id(one, "H"), id(Finding("a", 2), "H"));
  auto other = one;
  other.reasons[0].value = ".png";
  EXPECT_NE(id(one, "H"), id(other, "H"));
}

TEST(ScanLines, UnknownTimesAreTheEpoch) {
  EXPECT_NE(ScanFindingLines({Finding("a", -5)}, "").find("1970-01-01T00:00:00"),
            std::string::npos);
  EXPECT_EQ(ScanFindingLines({}, "H"), "");
}

}  // namespace
}  // namespace noroshi
