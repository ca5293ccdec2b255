#include "stream/text/finding_reader.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

constexpr std::string_view kLine =
    R"({"id":"f-1","time":"2020-10-05T02:11:09.1234567Z","level":"high","host":"SRV01",)"
    R"("channel":"Security","provider":"P","event_id":4624,"record_id":7,)"
    R"("evidence":{"path":"a.evtx","offset":4608,"line":null},"fields":{"User":"anna"},)"
    R"("why":[{"selection":"s","field":"User","value":"anna","pattern":"an*"}],)"
    R"("member_count":2,"members":[{"time":"2020-10-05T02:11:09Z","rule":"r","host":"h",)"
    R"("path":"p","record_id":1,"offset":2}],"marks":["suspect"]})";

TEST(ReadFinding, ReadsWhatAHuntWrites) {
  const ReportFinding finding = ReadFinding(kLine);
  EXPECT_EQ(finding.id, "f-1");
  EXPECT_EQ(finding.event_id, 4624U);
  EXPECT_EQ(finding.path, "a.evtx");
  EXPECT_EQ(finding.offset, 4608U);
  ASSERT_EQ(finding.fields.size(), 1U);
  EXPECT_EQ(finding.reasons.at(0).pattern, "an*");
  EXPECT_EQ(finding.members.at(0).offset, 2U);
  EXPECT_EQ(finding.marks, std::vector<std::string>{"suspect"});
}

// Every cut, and every form that no hunt writes, ends in a finding with what could be read.
TEST(ReadFinding, AStrangersLineDoesNoHarm) {
  for (std::size_t size = 0; size < kLine.size(); ++size) {
    static_cast<void>(ReadFinding(kLine.substr(0, size)));
  }
  for (const char* line :
       {"", "7", "[]", "null", "{}", R"({"evidence":7,"fields":[],"why":{},"marks":7})",
        R"({"fields":{"a":7,"b":{}},"why":[7,null,[]],"marks":[7,"ok"],"member_count":1})",
        R"({"member_count":3,"members":7})", R"({"member_count":3,"members":[7,{},{"time":7}]})",
        R"({"id":{},"time":[],"event_id":"x","record_id":-1,"evidence":{"path":7}})"}) {
    static_cast<void>(ReadFinding(line));
  }
  EXPECT_EQ(ReadFinding(R"({"marks":[7,"ok"]})").marks, std::vector<std::string>{"ok"});
  static_cast<void>(ReadFinding(std::string(100'000, '[')));  // no recursion on depth
}

}  // namespace
}  // namespace noroshi
