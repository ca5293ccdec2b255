// Windows events as XML: what becomes of elements and attributes, how events are cut, and what of
// damaged text.
#include "evidence/xml/event_xml.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/testing/read_text.h"

namespace noroshi::xml {
namespace {

using testing::ReadText;
using testing::TextResult;
using Values = std::vector<std::string>;

constexpr std::string_view kSystem =
    "<System><Provider Name='Microsoft-Windows-Sysmon' "
    "Guid='{5770385f-c22a-43e0-bf4c-06f5698ffbd9}'/><EventID Qualifiers='16'>1</EventID>"
    "<Keywords>0x8000000000000000</Keywords>"
    "<TimeCreated SystemTime='2020-10-05T02:11:09.123456700Z'/><EventRecordID>42</EventRecordID>"
    "<Correlation/><Execution ProcessID='4' ThreadID='8'/>"
    "<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>SRV01</Computer>"
    "<Security UserID='S-1-5-18'/></System>";

std::string EventOf(std::string_view data) {
  std::string text = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>";
  text += kSystem;
  text += data;
  return text + "</Event>";
}

TEST(EventXml, ReadsSystemAndData) {
  const TextResult read = ReadText(EventOf(
      "<EventData><Data Name='Image'>C:\\a &amp; b&#x2E;exe</Data><Data Name='Empty'></Data>"
      "<Data Name=\"Also\"/></EventData><RenderingInfo Culture='ja-JP'><Message>x</Message>"
      "<Keywords><Keyword>y</Keyword></Keywords></RenderingInfo>"));
  EXPECT_EQ(read.format, "xml");
  ASSERT_EQ(read.events.size(), 1U);
  const auto& event = read.events[0];
  EXPECT_EQ(event.event_id, 1U);
  EXPECT_EQ(event.record_id, 42U);
  EXPECT_EQ(event.time, "2020-10-05T02:11:09.1234567Z");
  EXPECT_EQ(event.channel, "Microsoft-Windows-Sysmon/Operational");
  EXPECT_EQ(event.provider, "Microsoft-Windows-Sysmon");
  EXPECT_EQ(event.At("Computer"), "SRV01");
  EXPECT_EQ(event.At("Execution_ProcessID"), "4");
  EXPECT_EQ(event.At("Security_UserID"), "S-1-5-18");
  EXPECT_EQ(event.At("Image"), "C:\\a & b.exe");
  EXPECT_EQ(event.At("Empty"), "");
  EXPECT_EQ(event.At("Also"), "");
  EXPECT_FALSE(event.fields.contains("Message"));  // in the language of who exported
  EXPECT_EQ(event.marks, EventMark::kNone);
}

TEST(EventXml, UnnamedDataAreOneFieldOfSeveralValues) {
  const TextResult read = ReadText(EventOf("<EventData><Data>a</Data><Data>b</Data></EventData>"));
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].fields.at("Data"), Values({"a", "b"}));
}

TEST(EventXml, UserDataIsKnownByItsLastNames) {
  const TextResult read = ReadText(EventOf(
      "<UserData><x:EventXML xmlns:x='Event_NS'><Param1>bob</Param1></x:EventXML></UserData>"));
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("Param1"), "bob");
}

TEST(EventXml, TextMayComeInPieces) {
  const TextResult read = ReadText(EventOf(
      "<EventData><Data Name='A'>x<!-- </Data> -->&lt;<![CDATA[<b> &amp;]]>y</Data></EventData>"));
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("A"), "x<<b> &amp;y");
}

TEST(EventXml, AnyFrameAndNone) {
  const std::string event = EventOf("<EventData/>");
  const std::string texts[] = {
      event + event,
      "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<Events>" + event + event +
          "</Events>",
      "<Events>\n<!-- two -->\n" + event + "\n\n" + event + "\n</Events>\n",
  };
  for (const std::string& text : texts) {
    for (const std::size_t piece : {1U, 7U, 100'000U}) {
      testing::TextSettings settings;
      settings.piece = piece;
      const TextResult read = ReadText(text, settings);
      EXPECT_EQ(read.events.size(), 2U) << text;
      EXPECT_TRUE(read.damage.empty());
      EXPECT_EQ(read.account.used, text.size());
    }
  }
}

// A lost end costs the event it belonged to, and none behind it.
TEST(EventXml, DamageCostsOneEvent) {
  const std::string event = EventOf("<EventData><Data Name='A'>x</Data></EventData>");
  const std::string text = "<Events>" + event + event.substr(0, event.size() - 20) + event +
                           "junk <b> here" + event + event.substr(0, 300);
  const TextResult read = ReadText(text);
  EXPECT_EQ(read.events.size(), 3U);
  EXPECT_EQ(read.CountOf(DamageKind::kRecordSyntax), 3U);
  EXPECT_EQ(read.account.used + read.account.damaged, text.size());
}

TEST(EventXml, EveryCutIsAccountedFor) {
  const std::string text =
      "<Events>" + EventOf("<EventData><Data Name='A'>x&amp;y</Data></EventData>") + "</Events>";
  for (std::size_t size = 0; size < text.size(); ++size) {
    const TextResult read = ReadText(std::string_view(text).substr(0, size));
    if (read.format.empty()) continue;
    EXPECT_EQ(read.account.used + read.account.damaged, size) << size;
  }
}

// Neither entities nor depth can make a record grow.
TEST(EventXml, HostileTextStaysSmall) {
  std::string deep = "<EventData>";
  for (int i = 0; i < 10'000; ++i) deep += "<a>";
  for (int i = 0; i < 10'000; ++i) deep += "</a>";
  const TextResult nested = ReadText(EventOf(deep + "</EventData>"));
  ASSERT_EQ(nested.events.size(), 1U);
  EXPECT_TRUE(HasMark(nested.events[0].marks, EventMark::kPartial));
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>" +
      EventOf("<EventData><Data Name='A'>&b;&#0;&#xD800;&;</Data></EventData>");
  const TextResult read = ReadText(bomb);
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("A"), "&b;\uFFFD\uFFFD&;");
}

TEST(EventXml, OtherXmlIsNone) {
  for (const std::string_view text :
       {"", "<", "<Events>", "<Task xmlns='x'><Event>no</Event></Task>", "<html><Event ></html>",
        "<EventData><System/></EventData>", "text <Event><System>"}) {
    EXPECT_FALSE(EventXml::Detect(text)) << text;
  }
}

// evtx_dump without an option.
TEST(EventXml, TitlesBetweenEventsAreNothing) {
  const std::string event =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Event xmlns=\"x\">\n  <System>\n    <Provider "
      "Name=\"P\"/>\n    <EventID>7</EventID>\n  </System>\n</Event>\n";
  const std::string text = "Record 1\n" + event + "Record 2\n" + event;
  const testing::TextResult read = testing::ReadText(text);
  EXPECT_EQ(read.format, "xml");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[1].event_id, 7U);
  EXPECT_EQ(read.account.damaged, 0U);
}

// Sysmon for Linux, exported without a line around it.
TEST(EventXml, SysmonForLinuxIsOfLinux) {
  const testing::TextResult read = testing::ReadText(
      "<Event><System><Provider Name=\"Linux-Sysmon\"/><EventID>1</EventID><Channel>"
      "Linux-Sysmon/Operational</Channel><Computer>srv</Computer></System><EventData>"
      "<Data Name=\"Image\">/bin/x</Data></EventData></Event>\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].channel, "linux:sysmon");
  EXPECT_EQ(read.events[0].At("Image"), "/bin/x");
  EXPECT_EQ(read.events[0].At("Computer"), "srv");
}

}  // namespace
}  // namespace noroshi::xml
