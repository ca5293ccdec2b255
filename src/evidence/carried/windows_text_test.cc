// The text of Windows events that Splunk's forwarder makes.
#include "evidence/carried/windows_text.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace noroshi::carried {
namespace {

using Fields = std::map<std::string, std::string>;

Fields Read(std::string_view text) {
  PathTable paths;
  FlatRecord record;
  Fields fields;
  if (!ReadWindowsText(text, paths, record)) {
    EXPECT_TRUE(record.fields().empty()) << text;
    return fields;
  }
  for (const FlatField& field : record.fields()) {
    fields[std::string(paths.Text(field.path))] = std::string(field.text);
  }
  return fields;
}

TEST(WindowsText, NamesAndTheMessageLast) {
  EXPECT_EQ(Read("10/05/2020 02:11:09 AM\r\nLogName=Security\r\nEventCode=4624\r\nSid=\r\nno name"
                 "\r\nMessage=An account was logged on.\r\n\r\nA=b:\tc\r\n\r\n"),
            (Fields{{"_raw_time", "10/05/2020 02:11:09 AM"},
                    {"LogName", "Security"},
                    {"EventCode", "4624"},
                    {"Message", "An account was logged on.\r\n\r\nA=b:\tc"}}));
  EXPECT_EQ(Read("10/05/2020 02:11:09.123 AM\nLogName=System"),
            (Fields{{"_raw_time", "10/05/2020 02:11:09.123 AM"}, {"LogName", "System"}}));
}

TEST(WindowsText, OtherTextsAreNone) {
  for (const std::string_view text :
       {"", "\n", "LogName=Security\n", "10/05/2020\n", "10/05/2020 02:11:09 AM\nname=value\n",
        "a line that is far too long to be the time of an event, with a / in it\nLogName=x\n",
        "2020-10-05\nLogName=Security\n"}) {
    EXPECT_TRUE(Read(text).empty()) << text;
  }
}

}  // namespace
}  // namespace noroshi::carried
