// Records that other records carry, as exporters write them.
#include "evidence/carried/carried_record.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/testing/read_text.h"

namespace noroshi::carried {
namespace {

using testing::ReadText;
using testing::TextResult;
using Values = std::vector<std::string>;

// `text` as a string of JSON.
std::string Quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '\n') {
      made += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') made += '\\';
    if (c == '\t')
      made += "\\t";
    else
      made += c;
  }
  return made + '"';
}

constexpr std::string_view kXml =
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
    "<Provider Name='Microsoft-Windows-Sysmon'/><EventID>1</EventID>"
    "<TimeCreated SystemTime='2020-10-05T02:11:09.5Z'/><Channel>Microsoft-Windows-Sysmon/"
    "Operational</Channel><Computer>SRV01</Computer></System><EventData>"
    "<Data Name='Image'>C:\\x.exe</Data></EventData></Event>";

constexpr std::string_view kMailAudit =
    R"({"CreationTime":"2020-10-05T02:11:09","Operation":"New-InboxRule","Workload":"Exchange",)"
    R"("RecordType":1,"UserId":"bob@corp.example"})";

TEST(CarriedRecord, ATextThatIsTheRecordTakesItsPlace) {
  const TextResult read = ReadText(R"({"RecordType":"ExchangeAdmin","UserIds":"bob","AuditData":)" +
                                   Quoted(kMailAudit) + "}\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].channel, "m365:audit");
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.0000000Z");
  EXPECT_EQ(read.events[0].fields.at("RecordType"), Values({"1"}));  // the inner one
  EXPECT_EQ(read.events[0].At("UserIds"), "bob");                    // nothing gets lost
  EXPECT_FALSE(read.events[0].fields.contains("AuditData"));
  EXPECT_TRUE(read.damage.empty());
}

TEST(CarriedRecord, SplunkHandsOnXmlAndItsOwnText) {
  const std::string text =
      "10/05/2020 11:11:09 AM\nLogName=Security\nSourceName=Microsoft Windows security auditing.\n"
      "EventCode=4688\nComputerName=SRV01\nRecordNumber=7\nMessage=A new process has been "
      "created.\n\nProcess Information:\n\tNew Process Name:\tC:\\x.exe\n";
  const auto export_of = [](std::string_view raw) {
    return R"({"preview":false,"result":{"_time":"2020-10-05T11:11:09.000+09:00","_raw":)" +
           Quoted(raw) + "}}\n";
  };
  const TextResult read = ReadText(export_of(kXml) + export_of(text));
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].channel, "Microsoft-Windows-Sysmon/Operational");
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.5000000Z");
  EXPECT_EQ(read.events[0].At("Image"), "C:\\x.exe");
  EXPECT_EQ(read.events[1].channel, "Security");
  EXPECT_EQ(read.events[1].event_id, 4688U);
  EXPECT_EQ(read.events[1].record_id, 7U);
  EXPECT_EQ(read.events[1].time, "2020-10-05T02:11:09.0000000Z");
  EXPECT_EQ(read.events[1].At("NewProcessName"), "C:\\x.exe");
}

TEST(CarriedRecord, ObjectsOfAnExportAreTheRecord) {
  const std::string trail = R"({"eventVersion":"1.08","eventSource":"a","eventName":"StopLogging",)"
                            R"("eventTime":"2020-10-05T02:11:09Z"})";
  for (const std::string& text :
       {R"({"_index":"x","_id":"1","_source":)" + trail + "}",
        R"({"detail-type":"AWS API Call via CloudTrail","detail":)" + trail + "}",
        R"({"took":1,"_shards":{"total":[1,2]},"hits":{"total":{"value":1},"hits":[{"_source":)" +
            trail + "}]}}",
        R"({"Events":[{"EventName":"StopLogging","CloudTrailEvent":)" + Quoted(trail) + "}]}",
        R"({"logStreamName":"x","timestamp":1,"message":)" + Quoted(trail) + "}"}) {
    const TextResult read = ReadText(text + "\n");
    ASSERT_EQ(read.events.size(), 1U) << text;
    EXPECT_EQ(read.events[0].channel, "aws:cloudtrail") << text;
    EXPECT_EQ(read.events[0].At("eventName"), "StopLogging") << text;
    EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.0000000Z") << text;
    EXPECT_EQ(read.account.damaged, 0U) << text;
  }
}

// Elasticsearch answers with lists of one value where fields are asked for.
TEST(CarriedRecord, FieldsOfAnAnswerAreTheRecord) {
  const TextResult read = ReadText(
      R"({"_index":"x","fields":{"winlog.channel":["Security"],"winlog.event_id":["4688"],)"
      R"("@timestamp":["2020-10-05T02:11:09Z"],"winlog.event_data.CommandLine":["x /y"]}})"
      "\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].event_id, 4688U);
  EXPECT_EQ(read.events[0].At("CommandLine"), "x /y");
}

TEST(CarriedRecord, AMessageIsLookedIntoOnlyWhereNobodyKnowsTheRecord) {
  const std::string line = "Oct  5 11:11:09 srv sshd[33]: Failed password for root";
  const TextResult read = ReadText(
      R"({"@timestamp":"2020-10-05T02:11:09Z","message":)" + Quoted(line) + "}\n" +
      R"({"@timestamp":"2020-10-05T02:11:09Z","winlog":{"channel":"Application","event_id":1},)" +
      R"("message":)" + Quoted(kMailAudit) + "}\n" + R"({"a":1,"message":"{no record"})" + "\n");
  ASSERT_EQ(read.events.size(), 3U);
  EXPECT_EQ(read.events[0].channel, "linux:sshd");
  EXPECT_EQ(read.events[0].At("Computer"), "srv");
  // The line names no year; who carried it does.
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.0000000Z");
  EXPECT_EQ(read.events[1].channel, "Application");
  EXPECT_EQ(read.events[2].At("message"), "{no record");
}

// Docker keeps what a web server printed; its own time is the line's.
TEST(CarriedRecord, ALineOfAWebServer) {
  const TextResult read = ReadText(
      R"({"log":"203.0.113.5 - - [05/Oct/2020:11:11:09 +0900] \"GET /x?cmd=id HTTP/1.1\" 200 12)"
      R"( \"-\" \"curl/7\"\n","stream":"stdout","time":"2020-10-05T02:11:19.5Z"})"
      "\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].channel, "webserver:access");
  EXPECT_EQ(read.events[0].At("cs-uri"), "/x?cmd=id");
  EXPECT_EQ(read.events[0].At("cs-user-agent"), "curl/7");
  EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.0000000Z");
}

TEST(CarriedRecord, AnEventOfWhichOnlyTheMessageIsThere) {
  const std::string event =
      R"({"Id":4688,"ProviderName":"Microsoft-Windows-Security-Auditing","LogName":"Security",)"
      R"("MachineName":"SRV01","RecordId":7,"TimeCreated":TIME,"Message":)"
      R"("A new process has been created.\r\n\r\nProcess Information:\r\n\tNew Process Name:\tC:\\x"})";
  for (const std::string_view time :
       {R"("\/Date(1601863869123)\/")", R"("2020-10-05T11:11:09.123+09:00")",
        R"({"value":"\/Date(1601863869123)\/","DateTime":"Monday"})"}) {
    std::string text = event;
    text.replace(text.find("TIME"), 4, time);
    // PowerShell lays a single event out over several lines.
    text.insert(1, "\n  ");
    const TextResult read = ReadText(text);
    ASSERT_EQ(read.events.size(), 1U) << time;
    EXPECT_EQ(read.events[0].time, "2020-10-05T02:11:09.1230000Z") << time;
    EXPECT_EQ(read.events[0].channel, "Security");
    EXPECT_EQ(read.events[0].event_id, 4688U);
    EXPECT_EQ(read.events[0].At("NewProcessName"), "C:\\x");
  }
}

TEST(CarriedRecord, CollectorsOfWindowsEvents) {
  constexpr std::string_view kTexts[] = {
      R"({"System":{"Provider":{"Name":"P"},"EventID":{"Value":4688},"TimeCreated":)"
      R"({"SystemTime":1601863869.5},"EventRecordID":7,"Channel":"Security","Computer":"SRV01"},)"
      R"("EventData":{"CommandLine":"x /y"}})",
      R"({"timestamp":"2020-10-05T11:11:19.000+0900","data":{"win":{"system":{"providerName":"P",)"
      R"("eventID":"4688","eventRecordID":"7","channel":"Security","computer":"SRV01",)"
      R"("systemTime":"2020-10-05T02:11:09.5Z"},"eventdata":{"commandLine":"x /y"}}}})",
      R"({"TimeGenerated":"2020-10-05T02:11:09.5Z","Source":"P","EventLog":"Security",)"
      R"("Computer":"SRV01","EventID":4688,"EventData":"<DataItem type=\"System.XmlData\">)"
      R"(<EventData><Data Name=\"CommandLine\">x /y</Data></EventData></DataItem>"})"};
  for (const std::string_view text : kTexts) {
    const TextResult read = ReadText(std::string(text) + "\n");
    ASSERT_EQ(read.events.size(), 1U) << text;
    const auto& event = read.events[0];
    EXPECT_EQ(event.channel, "Security") << text;
    EXPECT_EQ(event.event_id, 4688U) << text;
    EXPECT_EQ(event.time, "2020-10-05T02:11:09.5000000Z") << text;
    EXPECT_EQ(event.At("Computer"), "SRV01") << text;
    const bool has = event.At("CommandLine") == "x /y" || event.At("commandLine") == "x /y";
    EXPECT_TRUE(has) << text;
  }
}

// Depth and nonsense cost no more than the record.
TEST(CarriedRecord, HostileTextsStayTexts) {
  std::string deep = R"({"a":1})";
  for (int i = 0; i < 6; ++i) deep = R"({"AuditData":)" + Quoted(deep) + "}";
  for (const std::string& text :
       {deep, std::string(R"({"AuditData":"{\"a\":"})"), std::string(R"({"_raw":"<Event "})"),
        std::string(R"({"EventData":"</EventData><EventData>"})"),
        std::string(R"({"log":"\\"})")}) {
    const TextResult read = ReadText(text + "\n");
    EXPECT_EQ(read.events.size(), 1U) << text;
    EXPECT_EQ(read.account.used, text.size() + 1) << text;
  }
}

}  // namespace
}  // namespace noroshi::carried
