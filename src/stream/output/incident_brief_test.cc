#include "stream/output/incident_brief.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Incident Of(Level level, std::string title) {
  Incident incident;
  incident.level = level;
  incident.title = {.ja = "件名", .en = std::move(title)};
  incident.hosts = {"A", "B"};
  incident.finding_count = 7;
  incident.patient_zero = "B";
  return incident;
}

TEST(IncidentBriefTest, KeepsTheOrderAndSaysHowManyThereAre) {
  IncidentSet set;
  for (const char* title : {"one", "two", "three", "four"}) {
    set.incidents.push_back(Of(Level::kHigh, title));
  }
  const IncidentBriefs briefs = BriefsOf(set, {});
  EXPECT_EQ(briefs.count, 4U);
  ASSERT_EQ(briefs.gravest.size(), IncidentBriefs::kMost);
  EXPECT_EQ(briefs.gravest[0].title.en, "one");
  EXPECT_EQ(briefs.gravest[2].title.en, "three");
  EXPECT_EQ(briefs.gravest[0].hosts, 2U);
  EXPECT_EQ(briefs.gravest[0].findings, 7U);
  EXPECT_EQ(briefs.gravest[0].patient_zero, "B");
  EXPECT_EQ(briefs.gravest[0].resembles.en, "");
}

TEST(IncidentBriefTest, SaysWhatAttributionAnswered) {
  IncidentSet set;
  set.incidents = {Of(Level::kCritical, "one"), Of(Level::kHigh, "two")};
  Attribution nothing;
  nothing.reason = Abstention::kNothingKnown;
  const IncidentBriefs briefs = BriefsOf(set, {nothing});
  EXPECT_NE(briefs.gravest[0].resembles.en, "");
  EXPECT_NE(briefs.gravest[0].resembles.ja, "");
  EXPECT_EQ(briefs.gravest[1].resembles.ja, "");
}

TEST(IncidentBriefTest, NoIncidentNoBrief) {
  const IncidentBriefs briefs = BriefsOf({}, {});
  EXPECT_EQ(briefs.count, 0U);
  EXPECT_TRUE(briefs.gravest.empty());
}

}  // namespace
}  // namespace noroshi
