#include "stream/hunt_summary.h"

#include <gtest/gtest.h>

#include <functional>

#include "stream/testing/fake_evidence.h"

namespace noroshi {
namespace {

struct StatusCase {
  std::string_view what;
  std::function<void(HuntSummary&, RuleSet&)> change;
  int status;
};

void SetState(HuntSummary& summary, FileState state) { summary.sources.files[0].state = state; }
void NotUsed(RuleSet& rules, NotUsedReason reason) {
  rules.not_used.push_back({reason, "a.yml", 0, 1, 1, "id", "title", ""});
}

// docs/user/hunt.md, "Exit status": what somebody should mend is 3, what was meant so is 0.
const StatusCase kStatusCases[] = {
    {"all well", [](HuntSummary&, RuleSet&) {}, kExitDone},
    {"interrupted", [](HuntSummary& s, RuleSet&) { s.interrupted = true; }, kExitIncomplete},
    {"a file refused", [](HuntSummary& s, RuleSet&) { SetState(s, FileState::kNotRead); },
     kExitIncomplete},
    {"other formats", [](HuntSummary& s, RuleSet&) { SetState(s, FileState::kOtherFormat); },
     kExitDone},
    {"bytes lost",
     [](HuntSummary& s, RuleSet&) {
       s.ledger.Add({0}, {DamageKind::kRecordSize, 0, 9, 0, 0, ""});
     },
     kExitIncomplete},
    {"records lost",
     [](HuntSummary& s, RuleSet&) {
       s.ledger.Add({0}, {DamageKind::kRecordGap, 0, 0, 1, 0, ""});
     },
     kExitIncomplete},
    {"a remark only",
     [](HuntSummary& s, RuleSet&) {
       s.ledger.Add({0}, {DamageKind::kRecovered, 0, 0, 0, 7, ""});
     },
     kExitDone},
    {"not YAML", [](HuntSummary&, RuleSet& r) { NotUsed(r, NotUsedReason::kYaml); },
     kExitIncomplete},
    {"invalid", [](HuntSummary&, RuleSet& r) { NotUsed(r, NotUsedReason::kInvalid); },
     kExitIncomplete},
    {"unknown modifier",
     [](HuntSummary&, RuleSet& r) { NotUsed(r, NotUsedReason::kUnknownModifier); },
     kExitIncomplete},
    {"bad expression", [](HuntSummary&, RuleSet& r) { NotUsed(r, NotUsedReason::kBadRegex); },
     kExitIncomplete},
    {"no placeholder list",
     [](HuntSummary&, RuleSet& r) { NotUsed(r, NotUsedReason::kMissingPlaceholder); },
     kExitIncomplete},
    {"no such evidence", [](HuntSummary&, RuleSet& r) { NotUsed(r, NotUsedReason::kNoSource); },
     kExitDone},
    {"left out by status", [](HuntSummary&, RuleSet& r) { NotUsed(r, NotUsedReason::kStatus); },
     kExitDone},
    {"left out by level", [](HuntSummary&, RuleSet& r) { NotUsed(r, NotUsedReason::kLevel); },
     kExitDone},
    {"a settings file", [](HuntSummary&, RuleSet& r) { NotUsed(r, NotUsedReason::kNoRule); },
     kExitDone},
    {"said twice", [](HuntSummary&, RuleSet& r) { NotUsed(r, NotUsedReason::kDuplicate); },
     kExitDone},
    {"refused by the matcher", [](HuntSummary& s, RuleSet&) { s.refused_rules.resize(1); },
     kExitIncomplete},
};

TEST(HuntSummary, ExitStatus) {
  for (const StatusCase& row : kStatusCases) {
    RuleSet rules;
    HuntSummary summary;
    summary.sources.files.resize(1);
    summary.sources.files[0].state = FileState::kRead;
    row.change(summary, rules);
    EXPECT_EQ(ExitStatus(summary, rules), row.status) << row.what;
  }
}

TEST(HuntSummary, FilesAreCountedByState) {
  HuntSummary summary;
  summary.sources.files.resize(4);
  summary.sources.files[1].state = summary.sources.files[3].state = FileState::kRead;
  EXPECT_EQ(summary.sources.CountFiles(FileState::kRead), 2U);
  EXPECT_EQ(summary.sources.CountFiles(FileState::kNotReached), 2U);
  EXPECT_EQ(summary.sources.CountFiles(FileState::kNotRead), 0U);
}

}  // namespace
}  // namespace noroshi
