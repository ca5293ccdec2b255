#include "cli/text/timeline_text.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "event/event_builder.h"

namespace noroshi {
namespace {

class TimelineText : public testing::Test {
 protected:
  TimelineText() : builder(context) {
    builder.Add("Computer", "HQ-PC1");
    builder.Add("Channel", "Security");
    builder.Add("EventID", "4624");
    builder.SetTime(*ParseIso8601("2020-10-05T02:11:09.1239999Z"));
    builder.SetRecordId(7);
    builder.AddPayload("TargetUserName", "sato");
    builder.AddPayload("Nothing", "-");
  }

  std::string Line(const TimelineStyle& style) {
    std::string out;
    AppendTimelineEvent(builder.Build(), context, "a/b.evtx", style, out);
    return out;
  }

  EventContext context;
  EventBuilder builder;
};

TEST(ShortKind, LeavesOutWhatEveryChannelHas) {
  EXPECT_EQ(ShortKind("Microsoft-Windows-Sysmon/Operational", 1), "Sysmon/1");
  EXPECT_EQ(ShortKind("Security", 4'624), "Security/4624");
  EXPECT_EQ(ShortKind("linux:sshd", 0), "linux:sshd");
  EXPECT_EQ(ShortKind("", 5), "-/5");
}

TEST_F(TimelineText, ALineForPeople) {
  const std::string line = Line({});
  EXPECT_TRUE(line.starts_with("2020-10-05 02:11:09.123  HQ-PC1 ")) << line;
  EXPECT_NE(line.find("Security/4624"), std::string::npos);
  EXPECT_NE(line.find("TargetUserName=sato"), std::string::npos);
  EXPECT_EQ(line.find("Nothing"), std::string::npos);  // "-" says nothing
  EXPECT_TRUE(line.ends_with("  a/b.evtx\n")) << line;
}

TEST_F(TimelineText, ALineIsCutToTheTerminal) {
  builder.AddPayload("Long", std::string(90, 'x'));
  EXPECT_LE(Line({TimelineForm::kTable, 80}).size(), 84U);  // the ellipsis has three bytes
}

TEST_F(TimelineText, HostileTextIsInert) {
  builder.AddPayload("Evil", "\x1b[31m\u202E\r\n2020-01-01 a line of its own");
  const std::string line = Line({});
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
  EXPECT_EQ(line.find("\u202E"), std::string::npos);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
}

TEST_F(TimelineText, ARowHasTheColumnsOfTheHeading) {
  const std::string row = Line({TimelineForm::kCsv, 0});
  EXPECT_NE(row.find("2020-10-05T02:11:09.1239999Z"), std::string::npos) << row;
  const std::string_view heading = TimelineHeading(TimelineForm::kCsv);
  EXPECT_EQ(std::count(row.begin(), row.end(), ','),
            std::count(heading.begin(), heading.end(), ','));
  EXPECT_TRUE(row.ends_with("\r\n"));
}

TEST_F(TimelineText, NoTimeIsSaid) {
  builder.SetTime({});
  EXPECT_TRUE(Line({}).starts_with("- "));
  EXPECT_EQ(Line({TimelineForm::kCsv, 0}).find("1601"), std::string::npos);
}

TEST_F(TimelineText, JsonHasNoHeading) {
  EXPECT_EQ(TimelineHeading(TimelineForm::kJson), "");
  EXPECT_TRUE(Line({TimelineForm::kJson, 0}).starts_with("{"));
}

}  // namespace
}  // namespace noroshi
