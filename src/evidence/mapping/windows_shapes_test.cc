// Windows events in JSON: the same event, as six programs write it, is the same event.
#include <gtest/gtest.h>

#include "evidence/testing/read_text.h"

namespace noroshi {
namespace {

using testing::ReadText;
using testing::TextEvent;

constexpr std::string_view kEvtxDump =
    R"({"Event":{"#attributes":{"xmlns":"x"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon","Guid":"5770385F-C22A-43E0-BF4C-06F5698FFBD9"}},"EventID":1,"Version":5,"Level":4,"Task":1,"Opcode":0,"Keywords":"0x8000000000000000","TimeCreated":{"#attributes":{"SystemTime":"2020-10-05T02:11:09.123456Z"}},"EventRecordID":77,"Correlation":null,"Execution":{"#attributes":{"ProcessID":3544,"ThreadID":4272}},"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"SRV01","Security":{"#attributes":{"UserID":"S-1-5-18"}}},"EventData":{"Image":"C:\\Windows\\cmd.exe","ProcessId":42,"Company":""}}})";
constexpr std::string_view kHayabusa =
    R"({"Event":{"System":{"Provider_attributes":{"Name":"Microsoft-Windows-Sysmon","Guid":"5770385F-C22A-43E0-BF4C-06F5698FFBD9"},"EventID":1,"TimeCreated_attributes":{"SystemTime":"2020-10-05T02:11:09.123456Z"},"EventRecordID":77,"Execution_attributes":{"ProcessID":3544,"ThreadID":4272},"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"SRV01"},"EventData":{"Image":"C:\\Windows\\cmd.exe","ProcessId":42,"Company":null}}})";
constexpr std::string_view kWinlogbeat =
    R"({"@timestamp":"2020-10-05T02:11:09.123456Z","agent":{"type":"winlogbeat"},"event":{"code":1,"provider":"Microsoft-Windows-Sysmon"},"host":{"name":"srv01"},"winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","provider_name":"Microsoft-Windows-Sysmon","provider_guid":"{5770385F-C22A-43E0-BF4C-06F5698FFBD9}","event_id":1,"record_id":77,"computer_name":"SRV01","process":{"pid":3544,"thread":{"id":4272}},"event_data":{"Image":"C:\\Windows\\cmd.exe","ProcessId":"42","Company":""}}})";
constexpr std::string_view kWinlogbeat6 =
    R"({"@timestamp":"2020-10-05T02:11:09.123456Z","beat":{"name":"x"},"log_name":"Microsoft-Windows-Sysmon/Operational","source_name":"Microsoft-Windows-Sysmon","event_id":1,"record_number":"77","computer_name":"SRV01","process_id":3544,"thread_id":4272,"event_data":{"Image":"C:\\Windows\\cmd.exe","ProcessId":"42","Company":""}})";
constexpr std::string_view kNxlog =
    R"({"EventTime":"2020-10-04 22:11:09","EventReceivedTime":"2020-10-04 22:11:11","@timestamp":"2020-10-05T02:11:12.100Z","Hostname":"SRV01","EventID":1,"SourceName":"Microsoft-Windows-Sysmon","Channel":"Microsoft-Windows-Sysmon/Operational","RecordNumber":77,"ExecutionProcessID":3544,"ThreadID":4272,"Keywords":-9223372036854775808,"Image":"C:\\Windows\\cmd.exe","ProcessId":"42","Company":""})";
constexpr std::string_view kOtrf =
    R"({"TimeCreated":"2020-10-05T02:11:09.123456Z","Hostname":"SRV01","EventID":1,"SourceName":"Microsoft-Windows-Sysmon","Channel":"Microsoft-Windows-Sysmon/Operational","RecordNumber":77,"ExecutionProcessID":3544,"ThreadID":4272,"Image":"C:\\Windows\\cmd.exe","ProcessId":"42","Company":""})";
constexpr std::string_view kSplunk =
    R"({"preview":false,"result":{"_time":"2020-10-05T02:11:09.123456+00:00","EventCode":"1","LogName":"Microsoft-Windows-Sysmon/Operational","SourceName":"Microsoft-Windows-Sysmon","ComputerName":"SRV01","RecordNumber":"77","Image":"C:\\Windows\\cmd.exe","ProcessId":"42","Company":""}})";

TEST(WindowsShapes, SayTheSame) {
  for (const std::string_view text :
       {kEvtxDump, kHayabusa, kWinlogbeat, kWinlogbeat6, kNxlog, kOtrf, kSplunk}) {
    const auto read = ReadText(text);
    ASSERT_EQ(read.events.size(), 1U) << text;
    const TextEvent& event = read.events[0];
    EXPECT_EQ(event.channel, "Microsoft-Windows-Sysmon/Operational") << text;
    EXPECT_EQ(event.provider, "Microsoft-Windows-Sysmon") << text;
    EXPECT_EQ(event.event_id, 1U) << text;
    EXPECT_EQ(event.record_id, 77U) << text;
    EXPECT_EQ(event.time.substr(0, 19), "2020-10-05T02:11:09") << text;
    EXPECT_EQ(event.At("Computer"), "SRV01") << text;
    EXPECT_EQ(event.At("Image"), "C:\\Windows\\cmd.exe") << text;
    EXPECT_EQ(event.At("ProcessId"), "42") << text;  // the event's own, not the writer's
    EXPECT_EQ(event.At("Company"), "") << text;
    EXPECT_EQ(read.CountOf(DamageKind::kUnknownShape), 0U) << text;
  }
}

TEST(WindowsShapes, KeepTheWholeSystemPart) {
  const TextEvent event = ReadText(kEvtxDump).events.at(0);
  struct Case {
    const char *name, *value;
  };
  constexpr Case kCases[] = {
      {"Provider_Guid", "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}"},
      {"Version", "5"},
      {"Keywords", "0x8000000000000000"},
      {"Execution_ProcessID", "3544"},
      {"Execution_ThreadID", "4272"},
      {"Security_UserID", "S-1-5-18"},
      {"Correlation", "(missing)"},
  };
  for (const Case& c : kCases) EXPECT_EQ(event.At(c.name), c.value) << c.name;
}

TEST(WindowsShapes, ReadUserDataByItsLeaves) {
  const TextEvent event =
      ReadText(
          R"({"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Eventlog"}},"EventID":{"#attributes":{"Qualifiers":5},"#text":104},"Channel":"System"},"UserData":{"LogFileCleared":{"#attributes":{"xmlns":"x"},"Channel":"Security","SubjectUserName":"eve"}}}})")
          .events.at(0);
  EXPECT_EQ(event.event_id, 104U);
  EXPECT_EQ(event.channel, "System");
  EXPECT_EQ(event.At("EventID_Qualifiers"), "5");
  EXPECT_EQ(event.At("SubjectUserName"), "eve");
  // Both are there: System's in its slot, the cleared one in the payload.
  EXPECT_EQ(event.fields.at("Channel"), std::vector<std::string>({"System", "Security"}));
}

TEST(WindowsShapes, ReadUnnamedDataAsOneField) {
  const TextEvent event =
      ReadText(
          R"({"Event":{"System":{"Provider":{"#attributes":{"Name":"PowerShell"}},"EventID":400,"Channel":"Windows PowerShell"},"EventData":{"Data":{"#text":["Available","None","HostName=x"]},"Binary":null}}})")
          .events.at(0);
  EXPECT_EQ(event.fields.at("Data"), std::vector<std::string>({"Available", "None", "HostName=x"}));
}

TEST(WindowsShapes, KeywordsOfNxlogAreHex) {
  EXPECT_EQ(ReadText(kNxlog).events.at(0).At("Keywords"), "0x8000000000000000");
}

TEST(WindowsShapes, FindTheChannelByTheProvider) {
  const auto read = ReadText(
      R"({"EventTime":"2020-10-05 02:11:09","EventID":4624,"SourceName":"Microsoft-Windows-Security-Auditing"})");
  EXPECT_EQ(read.events.at(0).channel, "Security");
  EXPECT_EQ(read.events.at(0).At("Channel"), "Security");
}

TEST(WindowsShapes, PayloadStandsInTheOrderOfItsNamesWhateverTheText) {
  const auto read = ReadText(
      "{\"EventID\":1,\"Channel\":\"c\",\"b\":\"2\",\"a\":\"1\"}\n"
      "{\"a\":\"1\",\"b\":\"2\",\"Channel\":\"c\",\"EventID\":1}\n");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].fields, read.events[1].fields);
}

}  // namespace
}  // namespace noroshi
