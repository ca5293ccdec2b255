// Windows events as CSV: the three exports, rows over several lines, and damaged rows.
#include "evidence/csv/event_csv.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/testing/read_text.h"

namespace noroshi::csv {
namespace {

using testing::ReadText;
using testing::TextResult;
using Values = std::vector<std::string>;

constexpr std::string_view kEvtxECmdHeader =
    "RecordNumber,EventRecordId,TimeCreated,EventId,Level,Provider,Channel,ProcessId,ThreadId,"
    "Computer,ChunkNumber,UserId,MapDescription,UserName,RemoteHost,PayloadData1,PayloadData2,"
    "PayloadData3,PayloadData4,PayloadData5,PayloadData6,ExecutableInfo,HiddenRecord,SourceFile,"
    "Keywords,ExtraDataOffset,Payload\n";

std::string EvtxECmdRow(std::string_view payload) {
  std::string row =
      "1,42,2020-10-05 "
      "02:11:09.1234567,4624,LogAlways,Microsoft-Windows-Security-Auditing,Security,"
      "4,8,SRV01,0,,Successful logon,CORP\\bob,10.0.0.1,,,,,,,,False,C:\\Security.evtx,Audit "
      "success,0,\"";
  for (const char c : payload) row.append(c == '"' ? 2 : 1, c);
  return row + "\"\n";
}

TEST(EventCsv, EvtxECmdHasTheDataOfTheEvent) {
  const std::string text =
      std::string(kEvtxECmdHeader) +
      EvtxECmdRow(R"({"EventData":{"Data":[{"@Name":"TargetUserName","#text":"bob\\x"},)"
                  R"({"@Name":"IpAddress"},{"@Name":"LogonType","#text":"3"}]}})") +
      EvtxECmdRow(R"({"EventData":{"Data":"one, two"}})") +
      EvtxECmdRow(R"({"UserData":{"EventXML":{"Param1":"anna"}}})");
  const TextResult read = ReadText(text);
  EXPECT_EQ(read.format, "csv");
  ASSERT_EQ(read.events.size(), 3U);
  const auto& event = read.events[0];
  EXPECT_EQ(event.event_id, 4624U);
  EXPECT_EQ(event.record_id, 42U);
  EXPECT_EQ(event.line, 2U);
  EXPECT_EQ(event.time, "2020-10-05T02:11:09.1234567Z");
  EXPECT_EQ(event.channel, "Security");
  EXPECT_EQ(event.provider, "Microsoft-Windows-Security-Auditing");
  EXPECT_EQ(event.At("Computer"), "SRV01");
  EXPECT_EQ(event.At("TargetUserName"), "bob\\x");
  EXPECT_EQ(event.At("IpAddress"), "");
  EXPECT_EQ(event.At("LogonType"), "3");
  EXPECT_FALSE(event.fields.contains("UserName"));  // worked out by the exporter
  EXPECT_EQ(read.events[1].At("Data"), "one, two");
  EXPECT_EQ(read.events[2].At("Param1"), "anna");
}

TEST(EventCsv, GetWinEventHasSysmonsFieldsInItsMessage) {
  const std::string text =
      "#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\r\n"
      "\"Message\",\"Id\",\"ProviderName\",\"LogName\",\"RecordId\",\"MachineName\","
      "\"TimeCreated\","
      "\"Properties\"\r\n"
      "\"Process Create:\r\nRuleName: -\r\nImage: C:\\x.exe\r\nCommandLine: \"\"x\"\" "
      "/c\r\n\",\"1\","
      "\"Microsoft-Windows-Sysmon\",\"Microsoft-Windows-Sysmon/Operational\",\"7\",\"SRV01\","
      "\"10/5/2020 2:11:09 AM\",\"System.Collections.Generic.List`1\"\r\n"
      "\"An account: "
      "x\",\"4624\",\"Microsoft-Windows-Security-Auditing\",\"Security\",\"8\",\"SRV01\","
      "\"2020/10/05 2:11:10\",\"\"\r\n";
  const TextResult read = ReadText(text);
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].event_id, 1U);
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.0000000Z");
  EXPECT_EQ(read.events[0].At("Image"), "C:\\x.exe");
  EXPECT_EQ(read.events[0].At("CommandLine"), "\"x\" /c");
  EXPECT_EQ(read.events[0].At("RuleName"), "-");
  EXPECT_EQ(read.events[0].line, 3U);
  EXPECT_EQ(read.events[1].time, "2020-10-05T02:11:10.0000000Z");
  EXPECT_EQ(read.events[1].At("Message"), "An account: x");
  EXPECT_EQ(read.events[1].line, 8U);
  EXPECT_EQ(read.account.used, text.size());
}

TEST(EventCsv, EventViewerInBothLanguages) {
  constexpr std::string_view kRow =
      ",10/5/2020 2:11:09 AM,Microsoft-Windows-Security-Auditing,4624,Logon,\"An "
      "account,\nhere\"\n";
  for (const std::string_view header :
       {"Level,Date and Time,Source,Event ID,Task Category\n",
        "レベル,日付と時刻,ソース,イベント ID,タスクのカテゴリ\n"}) {
    const TextResult read = ReadText(std::string(header) + "Information" + std::string(kRow));
    ASSERT_EQ(read.events.size(), 1U) << header;
    EXPECT_EQ(read.events[0].event_id, 4624U);
    EXPECT_EQ(read.events[0].channel, "Security");  // by the provider
    EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.0000000Z");
    EXPECT_EQ(read.events[0].At("Message"), "An account,\nhere");
    EXPECT_EQ(read.events[0].marks, EventMark::kNone);
  }
}

// What a message says is in fields, as if the log itself had been read.
TEST(EventCsv, MessagesAreTakenApart) {
  const std::string text =
      "Level,Date and Time,Source,Event ID,Task Category\n"
      "Information,10/5/2020 2:11:09 AM,Microsoft-Windows-Security-Auditing,4625,Logon,\"An "
      "account "
      "failed to log on.\r\n\r\nSubject:\r\n\tAccount Name:\t\tSRV$\r\n\r\nLogon "
      "Type:\t\t\t3\r\n\r\nAccount For Which Logon Failed:\r\n\tAccount "
      "Name:\t\t\"\"bob\"\"\r\n\r\nNetwork Information:\r\n\tSource Network "
      "Address:\t192.0.2.1\r\n\"\n"
      "Information,10/5/2020 2:11:09 AM,Service Control Manager,7045,None,\"A service was "
      "installed in the system.\r\n\r\nService Name:  x\r\nService File Name:  C:\\x.exe\"\n"
      "Information,10/5/2020 2:11:09 AM,Somebody,1,None,\"It said:\r\nName: x\"\n"
      "Information,10/5/2020 2:11:09 AM,Somebody,2,None,It began.\n";
  const TextResult read = ReadText(text);
  ASSERT_EQ(read.events.size(), 4U);
  EXPECT_EQ(read.events[0].At("SubjectUserName"), "SRV$");
  EXPECT_EQ(read.events[0].At("TargetUserName"), "\"bob\"");
  EXPECT_EQ(read.events[0].At("LogonType"), "3");
  EXPECT_EQ(read.events[0].At("IpAddress"), "192.0.2.1");
  EXPECT_EQ(read.events[1].At("ServiceName"), "x");
  EXPECT_EQ(read.events[1].At("ImagePath"), "C:\\x.exe");
  EXPECT_TRUE(read.events[1].At("Message").starts_with("A service was installed"));
  // Messages with values of which none could be told are named in the ledger; sentences are not.
  EXPECT_EQ(read.CountOf(DamageKind::kMessageOnly), 1U);
  for (const Damage& damage : read.damage) EXPECT_EQ(damage.lost_records, 0U);
  EXPECT_EQ(read.events[2].marks, EventMark::kNone);
}

// A second unit knows the columns from its header.
TEST(EventCsv, LongFilesAreReadToTheirEnd) {
  std::string text(kEvtxECmdHeader);
  const std::string row = EvtxECmdRow(R"({"EventData":{"Data":[{"@Name":"A","#text":"b"}]}})");
  for (int i = 0; i < 3000; ++i) text += row;
  const TextResult read = ReadText(text);
  EXPECT_GT(read.units, 1U);
  ASSERT_EQ(read.events.size(), 3000U);
  EXPECT_EQ(read.events[2999].At("A"), "b");
  EXPECT_EQ(read.events[2999].line, 3001U);
  EXPECT_EQ(read.account.used, text.size());
}

TEST(EventCsv, RowsThatAreShortOrLongAreMarked) {
  constexpr std::string_view kText =
      "Id,ProviderName,LogName,TimeCreated\n1,P,L,2020-10-05T00:00:00Z,more\n2,P,L\n";
  const TextResult read = ReadText(kText);
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_TRUE(HasMark(read.events[0].marks, EventMark::kOddValue));
  EXPECT_TRUE(HasMark(read.events[1].marks, EventMark::kPartial));
}

TEST(EventCsv, APayloadThatIsNoJsonStaysAText) {
  const TextResult read = ReadText(std::string(kEvtxECmdHeader) + EvtxECmdRow("no json"));
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("Payload"), "no json");
}

TEST(EventCsv, OtherTablesAreNone) {
  for (const std::string_view text : {"", "a,b,c\n1,2,3\n", "Id,Name\n", "\"Id", "#TYPE x\n"}) {
    EXPECT_FALSE(EventCsv::Detect(text)) << text;
  }
}

struct RowCase {
  std::string_view text;
  std::size_t size;  // npos: no end
  std::vector<std::string_view> cells;
};

TEST(FindRow, MindsQuotesAtTheStartOfCells) {
  const RowCase kCases[] = {
      {"a,b\nc", 4, {"a", "b"}},
      {"a,\"b\nc\"\r\nd", 9, {"a", "\"b\nc\""}},
      {"\"a\"\"\n\",b\n", 9, {"\"a\"\"\n\"", "b"}},
      {"5\" disk,b\n", 10, {"5\" disk", "b"}},  // a quote in the middle opens nothing
      {",\n", 2, {"", ""}},
      {"\"a\nb", std::string_view::npos, {"\"a\nb"}},
      {"", std::string_view::npos, {""}},
  };
  for (const RowCase& row : kCases) {
    const Row found = FindRow(row.text);
    EXPECT_EQ(found.size, row.size) << row.text;
    std::vector<std::string_view> cells;
    SplitRow(row.text.substr(0, found.text), cells);
    EXPECT_EQ(cells, row.cells) << row.text;
  }
}

}  // namespace
}  // namespace noroshi::csv
