#include "cli/text/profile_text.h"

#include <gtest/gtest.h>

#include "stream/testing/fake_evidence.h"

namespace noroshi {
namespace {

TEST(ProfileText, StagesThenWhatTookLongest) {
  RuleSet rules;
  rules.rules = {FakeRule("a", Level::kHigh, "net"), FakeRule("b", Level::kLow, "evil\x1b[2J")};
  HuntSummary summary;
  summary.records = 1234;
  summary.times = {100'000'000, 20'000'000, 3'000'000, 0, 2'000'000'000, 50'000'000, 0};
  summary.matcher.memo_lookups = 200;
  summary.matcher.memo_hits = 150;
  summary.peak_memory_bytes = 90'000'000;
  HuntProfile& profile = summary.profile.emplace();
  profile.read = {10'000'000, 65'536'000};
  summary.times.started_ns = 500'000'000;
  profile.first_unit_ns = 545'000'000;
  profile.decode = {1'900'000'000, 40'000'000};
  profile.matcher.bindings = 7;
  profile.matcher.rules = {{RuleIndex{0}, {10, 1, 1'000'000}}, {RuleIndex{1}, {20, 2, 5'000'000}}};
  profile.matcher.tests[{"Image", "|re 'x'"}] = {3, 1, 2'000'000};
  profile.matcher.fields["Image"] = {40, 30, 15, 25, 1000, 4'000'000};
  EXPECT_EQ(ProfileText(summary, rules, {}),
            "Where the time went (indented: time of all threads together)\n"
            "  STAGE              TIME     DATA\n"
            "  load rules      0.100 s\n"
            "  build matcher   0.020 s\n"
            "  list            0.003 s\n"
            "  hash            0.000 s\n"
            "  scan            2.000 s  65.5 MB\n"
            "    read          0.010 s  65.5 MB\n"
            "    decode        1.900 s  40.0 MB\n"
            "    match         0.000 s\n"
            "    render        0.000 s\n"
            "  sort and merge  0.050 s\n"
            "  report          0.000 s\n"
            "\n"
            "Counters\n"
            "  records 1,234, with candidate rules 0, bindings made 7\n"
            "  values scanned 0 (0 B), memo 150 of 200 (75.0 %)\n"
            "  outcomes remembered 0 of 0 (-)\n"
            "  conditions 0, regex calls about 0, given up 0, matches 0\n"
            "  first record 0.045 s after the start, peak memory 90.0 MB\n"
            "\n"
            "Costliest rules: conditions, reasons, findings (estimates)\n"
            "     TIME  EVALUATED  MATCHED  RULE\n"
            "  0.005 s         20        2  Finds evil\\x1b[2J\n"
            "  0.001 s         10        1  Finds net\n"
            "\n"
            "Costliest tests that conditions ask for (estimates)\n"
            "     TIME  EVALUATED  HELD  TEST\n"
            "  0.002 s          3     1  Image: |re 'x'\n"
            "\n"
            "Costliest fields (estimates)\n"
            "     TIME  VALUES  FROM MEMO  SCANNED  FIELD\n"
            "  0.004 s      40     50.0 %   1.0 KB  Image\n");
}

}  // namespace
}  // namespace noroshi
