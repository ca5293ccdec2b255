// Tables of events that are no export of Windows' own.
#include "evidence/csv/csv_format.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/mapping/owned_mapping.h"
#include "evidence/testing/read_text.h"
#include "evidence/text/time_zone.h"

namespace noroshi::csv {
namespace {

using testing::ReadText;
using testing::TextResult;

TEST(CsvFormat, ColumnsAreNamesOfARecordThatAMappingKnows) {
  const TextResult read = ReadText(
      "@timestamp,\"winlog.channel\",winlog.event_id,winlog.event_data.CommandLine\r\n"
      "\"Oct 5, 2020 @ 02:11:09.123\",Security,4688,\"x \"\"y\"\"\nz\"\r\n"
      "2020-10-05T02:11:10Z,Security,4688,-\r\n");
  EXPECT_EQ(read.format, "csv");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "Security");
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.1230000Z");
  EXPECT_EQ(read.events[0].At("CommandLine"), "x \"y\"\nz");
  EXPECT_EQ(read.events[1].line, 4U);
  EXPECT_EQ(read.events[1].time, "2020-10-05T02:11:10.0000000Z");
}

TEST(CsvFormat, ACellMayCarryTheRecord) {
  const TextResult read = ReadText(
      "#TYPE Selected.x\r\n\"RecordType\",\"CreationDate\",\"AuditData\"\r\n"
      "\"ExchangeAdmin\",\"10/5/2020 2:11:09 AM\",\"{\"\"CreationTime\"\":"
      "\"\"2020-10-05T02:11:09\"\",\"\"Operation\"\":\"\"New-InboxRule\"\",\"\"Workload\"\":"
      "\"\"Exchange\"\",\"\"RecordType\"\":1}\"\r\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].channel, "m365:audit");
  EXPECT_EQ(read.events[0].At("Operation"), "New-InboxRule");
}

TEST(CsvFormat, ThePortalsSignInLog) {
  const TextResult read = ReadText(
      "\"Date (UTC)\",\"Request ID\",\"Username\",\"Application\",\"IP address\",\"Status\","
      "\"Sign-in error code\",\"Client app\"\n\"2020-10-05T02:11:09Z\",r,bob@corp.example,"
      "Exchange,203.0.113.5,Failure,50126,IMAP4\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].channel, "azure:signinlogs");
  EXPECT_EQ(read.events[0].At("ResultType"), "50126");
  EXPECT_EQ(read.events[0].At("IPAddress"), "203.0.113.5");
}

// What a query in Azure's portal exports. Its times are UTC whatever zone the evidence is of.
TEST(CsvFormat, ThePortalsTables) {
  testing::TextSettings settings;
  settings.options.text.zone = std::make_shared<const TimeZone>(*TimeZone::Open("+09:00"));
  const TextResult read = ReadText(
      "\"TimeGenerated [UTC]\",Computer,EventID,Channel,CommandLine,Type\n"
      "\"10/5/2020, 2:11:09.123 AM\",SRV01,4688,Security,x,SecurityEvent\n",
      settings);
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.1230000Z");
  EXPECT_EQ(read.events[0].channel, "Security");
  const TextResult quiet = ReadText(
      "TimeGenerated [UTC],UserPrincipalName,ResultType,Type\n\"10/5/2020, 2:11:09.123 PM\",bob,"
      "50126,AADNonInteractiveUserSignInLogs\n");
  ASSERT_EQ(quiet.events.size(), 1U);
  EXPECT_EQ(quiet.events[0].time, "2020-10-05T14:11:09.1230000Z");
  EXPECT_EQ(quiet.events[0].channel, "azure:signinlogs");
}

TEST(CsvFormat, ATableThatNamesATimeIsEvidence) {
  const TextResult read = ReadText("Received,From,To\n10/5/2020 2:11:09 AM,a,b\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.0000000Z");
  EXPECT_EQ(read.CountOf(DamageKind::kUnknownShape), 1U);
}

TEST(CsvFormat, AUsersMappingReadsATable) {
  OwnedMapping own;
  own.scalars.name = "mail";
  own.scalars.format = "json";
  own.scalars.channel = "mail:gateway";
  own.keys = {{"verdict"}};
  own.renames = {{"from", "sender"}};
  own.times = {{"when", TimeForm::kIso}};
  testing::TextSettings settings;
  settings.options.text.mappings = {&own.view()};
  const TextResult read =
      ReadText("when,from,verdict\n2020-10-05T02:11:09Z,a@b.example,spam\n", settings);
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].channel, "mail:gateway");
  EXPECT_EQ(read.events[0].At("sender"), "a@b.example");
}

TEST(CsvFormat, ListsAreNoEvidence) {
  for (const std::string_view text :
       {"name,owner,place\na,b,c\n", "time,b\n2020-10-05T02:11:09Z,x\n",
        "1,2,3\n2020-10-05T02:11:09Z,x,y\n", "time,a,b\n2020-10-05T02:11:09Z,x\n", "a,b,c",
        "time,a=1,b\n2020-10-05T02:11:09Z,x,y\n"}) {
    EXPECT_NE(ReadText(text).format, "csv") << text;
  }
}

}  // namespace
}  // namespace noroshi::csv
