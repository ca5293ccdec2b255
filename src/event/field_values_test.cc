// Derived values: what a rule sees where an event says the same thing in other words (Sigma spec,
// sections 2.5 and 3). One row per form of the native value.
#include "event/field_values.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "event/event_builder.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

struct Given {
  std::string_view name;
  std::string_view text;
};

// The values of `name` on a native event with these payload fields.
std::vector<std::string> Seen(FieldAliases aliases, std::string_view name,
                              const std::vector<Given>& payload) {
  EventContext context;
  EventBuilder builder(context);
  for (const Given& given : payload) builder.AddPayload(given.name, given.text);
  const Event& event = builder.Build();
  const EventKind kind{event.shape, event.channel, event.provider, event.event_id};
  FieldQuery query;
  query.name = name;
  query.aliases = aliases;
  Arena arena;
  std::vector<Value> values;
  for (const FieldSource& source : ResolveField(query, kind, context)) {
    AppendFieldValues(source, event, context, arena, values);
  }
  std::vector<std::string> texts;
  for (const Value& value : values) AppendText(value, texts.emplace_back());
  return texts;
}

using Texts = std::vector<std::string>;

struct Case {
  FieldAliases aliases;
  std::string_view name;
  std::vector<Given> payload;
  Texts seen;
};

TEST(FieldValues, NativeEventsInSysmonsWords) {
  using enum FieldAliases;
  const Case cases[] = {
      {kSecurity4688, "Image", {{"NewProcessName", "C:\\a.exe"}}, {"C:\\a.exe"}},
      {kSecurity4688, "ProcessId", {{"NewProcessId", "0x1f4"}}, {"500"}},
      {kSecurity4688, "ProcessId", {{"NewProcessId", "500"}}, {"500"}},
      {kSecurity4688, "ProcessId", {{"NewProcessId", "-"}}, {"-"}},  // no number: as it is
      {kSecurity4688,
       "ParentProcessId",
       {{"ProcessId", "0xFFFFFFFFFFFFFFFF"}},
       {"18446744073709551615"}},
      // Both the word and the SID, because rules use either.
      {kSecurity4688,
       "IntegrityLevel",
       {{"MandatoryLabel", "S-1-16-12288"}},
       {"High", "S-1-16-12288"}},
      {kSecurity4688,
       "User",
       {{"SubjectDomainName", "D"}, {"SubjectUserName", "u"}},
       {"D\\u", "u"}},
      {kSecurity4688, "User", {{"SubjectUserName", "u"}}, {}},  // 4688 always has both
      {kSecurity4688, "User", {{"SubjectDomainName", ""}, {"SubjectUserName", "u"}}, {"u"}},
      {kSecurity4657,
       "TargetObject",
       {{"ObjectName", "\\REGISTRY\\MACHINE\\Run"}, {"ObjectValueName", "x"}},
       {"HKLM\\Run\\x"}},
      {kSecurity4657,
       "TargetObject",
       {{"ObjectName", "\\registry\\user\\S-1\\Run"}, {"ObjectValueName", "-"}},
       {"HKU\\S-1\\Run"}},
      {kSecurity4657,
       "TargetObject",
       {{"ObjectName", "\\REGISTRY\\A\\Run"}},
       {"\\REGISTRY\\A\\Run"}},  // an application hive has no short name
      {kSecurity4657, "EventType", {{"OperationType", "%%1904"}}, {"CreateKey"}},
      {kSecurity4657, "EventType", {{"OperationType", "%%1906"}}, {"DeleteValue"}},
      {kSecurity4657, "EventType", {{"OperationType", "%%9999"}}, {"%%9999"}},
      {kSecurity5156,
       "Image",
       {{"Application", "\\device\\harddiskvolume3\\a.exe"}},
       {"\\device\\harddiskvolume3\\a.exe", "C:\\a.exe"}},
      {kSecurity5156, "Image", {{"Application", "System"}}, {"System"}},
      {kSecurity5156,
       "Image",
       {{"Application", "\\device\\harddiskvolume3"}},
       {"\\device\\harddiskvolume3"}},  // no path behind the volume
      {kSecurity5156, "Initiated", {{"Direction", "%%14593"}}, {"true"}},
      {kSecurity5156, "Initiated", {{"Direction", "%%14592"}}, {"false"}},
      {kSecurity5156, "Protocol", {{"Protocol", "17"}}, {"udp"}},
      {kSecurity5156, "Protocol", {{"Protocol", "1"}}, {"1"}},  // ICMP keeps its number
      {kWmi5861, "Destination", {{"PossibleCause", "x"}}, {"x"}},
      {kDefender, "Signature", {{"Threat Name", "x"}}, {"x"}},
      {kRpcFirewall, "Function", {{"Data", "f"}, {"Data", "7"}}, {"f"}},
      {kRpcFirewall, "ProcessID", {{"Data", "f"}, {"Data", "7"}}, {"7"}},
      {kRpcFirewall, "OpNum", {{"Data", "f"}, {"Data", "7"}}, {}},  // shorter than the message
      {kNone, "sha1", {{"Hashes", "MD5=1,SHA1=2"}}, {"2"}},
      {kNone, "MD5", {{"Hashes", " MD5=1 , SHA1=2"}}, {"1"}},
      {kNone, "Imphash", {{"Hashes", "MD5=1"}}, {}},
      {kNone, "Message", {{"A", "x"}, {"B", "y"}}, {"x\ny"}},
      {kNone, "Absent", {{"A", "x"}}, {}},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Seen(c.aliases, c.name, c.payload), c.seen)
        << c.name << " of " << c.payload.front().text;
  }
}

TEST(FieldValues, EachOfSeveralValuesIsDerived) {
  EXPECT_EQ(Seen(FieldAliases::kSecurity5156, "Initiated",
                 {{"Direction", "%%14592"}, {"Direction", "%%14593"}}),
            (Texts{"false", "true"}));
}

}  // namespace
}  // namespace noroshi
