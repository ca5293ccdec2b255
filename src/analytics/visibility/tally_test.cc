#include "analytics/visibility/tally.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

RuleNeed Need(std::string_view technique, std::string_view channel, std::uint32_t event_id,
              Level level = Level::kHigh) {
  RuleNeed need;
  need.level = level;
  if (!technique.empty()) need.techniques = {technique};
  NeedAlternative alternative;
  alternative.channels = {channel};
  alternative.event_ids = {event_id};
  need.alternatives = {alternative};
  return need;
}

// One by one gives what all at once gives.
TEST(VisibilityTally, AgreesWithJudgeVisibility) {
  HostCoverage all;
  all.logs["Security"].NoteKind(4624);
  RuleNeed any;
  any.techniques = {"T5"};
  RuleNeed unread;
  unread.no_reader = true;
  unread.log_source = "macos/process_creation";
  const std::vector<RuleNeed> needs = {Need("T1", "Security", 4624),
                                       Need("T1", "Sysmon", 1),
                                       Need("T2", "Security", 4625),
                                       Need("", "Sysmon", 1),
                                       Need("T3", "Sysmon", 10),
                                       Need("T3", "Sysmon", 1, Level::kLow),
                                       any,
                                       unread};
  VisibilityTally tally(all);
  for (const RuleNeed& need : needs) tally.Add(need);
  const Visibility judged = JudgeVisibility(all, needs);

  SightCounts rules{};
  for (const RuleVisibility& rule : judged.rules) ++rules[static_cast<std::size_t>(rule.best())];
  EXPECT_EQ(tally.rules(), rules);
  const std::vector<TechniqueVisibility> techniques = tally.Techniques();
  ASSERT_EQ(techniques.size(), judged.techniques.size());
  for (std::size_t i = 0; i < techniques.size(); ++i) {
    EXPECT_EQ(techniques[i].technique, judged.techniques[i].technique);
    EXPECT_EQ(techniques[i].rules, judged.techniques[i].rules);
  }
  const std::vector<MissingEvidence> missing = tally.Missing();
  ASSERT_EQ(missing.size(), judged.missing.size());
  for (std::size_t i = 0; i < missing.size(); ++i) {
    EXPECT_EQ(missing[i].channel, judged.missing[i].channel);
    EXPECT_EQ(missing[i].event_id, judged.missing[i].event_id);
    EXPECT_EQ(missing[i].rules, judged.missing[i].rules);
    EXPECT_EQ(missing[i].high_rules, judged.missing[i].high_rules);
  }
}

}  // namespace
}  // namespace noroshi
