#include "event/taxonomy.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/arena.h"
#include "event/event_builder.h"
#include "event/field_values.h"
#include "event/value_text.h"

namespace noroshi {
namespace {

using Texts = std::vector<std::string>;

class TaxonomyTest : public testing::Test {
 protected:
  // The values that `query` names in the event built so far; a null shows as "(null)".
  Texts Values(const FieldQuery& query) {
    const Event& event = builder_.Build();
    const EventKind kind{event.shape, event.channel, event.provider, event.event_id};
    Arena arena;
    std::vector<Value> values;
    for (const FieldSource& source : ResolveField(query, kind, context_)) {
      AppendFieldValues(source, event, context_, arena, values);
    }
    Texts texts;
    for (const Value& value : values) {
      AppendText(value, texts.emplace_back());
      if (value.type == ValueType::kNull) texts.back() = "(null)";
    }
    return texts;
  }
  Texts Values(std::string_view name) { return Values(FieldQuery{.name = name}); }

  EventContext context_;
  EventBuilder builder_{context_};
};

TEST_F(TaxonomyTest, ExactBeforeCaseInsensitiveBeforeSpaceRules) {
  builder_.Add("Status", "exact");
  builder_.Add("status", "lower");
  builder_.Add("Threat Name", "Trojan");
  EXPECT_EQ(Values("Status"), Texts{"exact"});
  EXPECT_EQ(Values("status"), Texts{"lower"});
  EXPECT_EQ(Values("STATUS"), (Texts{"exact", "lower"}));
  EXPECT_EQ(Values("ThreatName"), Texts{"Trojan"});
  EXPECT_EQ(Values("threat_name"), Texts{"Trojan"});
  EXPECT_EQ(Values("Threat  Name"), Texts{});
}

TEST_F(TaxonomyTest, RepeatedNamesAndListsAreManyValues) {
  builder_.Add("Data", "one");
  builder_.Add("Data", "two");
  const Value items[] = {Value::Utf8("three"), Value::Utf8("")};
  builder_.AddPayload("Data", Value{items, 2, ValueType::kList});
  EXPECT_EQ(Values("Data"), (Texts{"one", "two", "three", ""}));
}

TEST_F(TaxonomyTest, MissingNullAndEmptyAreThreeThings) {
  builder_.AddPayload("Gone", Value{});
  builder_.AddPayload("Null", Value{nullptr, 0, ValueType::kNull});
  builder_.AddPayload("NoItems", Value{nullptr, 0, ValueType::kList});
  builder_.Add("Empty", "");
  EXPECT_EQ(Values("Gone"), Texts{});
  EXPECT_EQ(Values("Null"), Texts{"(null)"});
  EXPECT_EQ(Values("NoItems"), Texts{"(null)"});
  EXPECT_EQ(Values("Empty"), Texts{""});
}

TEST_F(TaxonomyTest, SystemOnlyNamesNeverReadThePayload) {
  builder_.Add("EventID", "1108");
  builder_.Add("Computer", "SRV01");
  builder_.AddPayload("EventID", "4647");
  builder_.AddPayload("Computer", "other");
  builder_.AddPayload("Version", "15");
  EXPECT_EQ(Values("EventID"), Texts{"1108"});
  EXPECT_EQ(Values("eventid"), Texts{"1108"});
  EXPECT_EQ(Values("Computer"), Texts{"SRV01"});
  EXPECT_EQ(Values("Version"), Texts{});  // System has none here
}

// System 104: the payload names the channel that was cleared (S-3.7).
TEST_F(TaxonomyTest, ChannelIsThePayloadsWhereItHasOne) {
  builder_.Add("Channel", "System");
  EXPECT_EQ(Values("Channel"), Texts{"System"});
  builder_.AddPayload("Channel", "Security");
  EXPECT_EQ(Values("Channel"), Texts{"Security"});
  EXPECT_EQ(Values({.name = "Channel", .channel_matches_either = true}),
            (Texts{"Security", "System"}));
  EXPECT_EQ(Values({.name = "Channel", .scope = FieldScope::kPayload}), Texts{"Security"});
  EXPECT_EQ(Values("LogFileClearedChannel"), Texts{"Security"});
}

TEST_F(TaxonomyTest, ChannelFallsBackWhenThePayloadsIsMissing) {
  builder_.Add("Channel", "System");
  builder_.AddPayload("Channel", Value{});
  EXPECT_EQ(Values("Channel"), Texts{"System"});
}

TEST_F(TaxonomyTest, CommonAliases) {
  builder_.Add("Computer", "SRV01");
  builder_.Add("Provider_Name", "Service Control Manager");
  builder_.Add("PossibleCause", "cause");
  builder_.Add("ErrorCode", "23");
  EXPECT_EQ(Values("ComputerName"), Texts{"SRV01"});
  EXPECT_EQ(Values("ProviderName"), Texts{"Service Control Manager"});
  EXPECT_EQ(Values("UserDataPossibleCause"), Texts{"cause"});
  EXPECT_EQ(Values("RdsGtwErrorCode"), Texts{"23"});
  EXPECT_EQ(Values("Message"), Texts{"cause\n23"});
}

TEST_F(TaxonomyTest, HashesAsFieldsOfTheirOwn) {
  builder_.Add("Hashes", "SHA1=AA,MD5=BB,SHA256=CC,IMPHASH=DD");
  EXPECT_EQ(Values("md5"), Texts{"BB"});
  EXPECT_EQ(Values("sha256"), Texts{"CC"});
  EXPECT_EQ(Values("Imphash"), Texts{"DD"});
  EXPECT_EQ(Values("sha512"), Texts{});
}

TEST_F(TaxonomyTest, KeyValueLinesOfClassicPowerShell) {
  builder_.Add("Channel", "Windows PowerShell");
  builder_.Add("EventID", "400");
  builder_.Add("Data", "Available");
  builder_.Add("Data", "\tNewEngineState=Available\r\n\n\tHostApplication=powershell -c a=b\n");
  EXPECT_EQ(Values("HostApplication"), Texts{"powershell -c a=b"});
  EXPECT_EQ(Values("hostapplication"), Texts{"powershell -c a=b"});
  EXPECT_EQ(Values("NewEngineState"), Texts{"Available"});
  EXPECT_EQ(Values("EngineVersion"), Texts{});
}

TEST_F(TaxonomyTest, KeyValueLinesOnlyWhereTheyAre) {
  builder_.Add("Channel", "Application");
  builder_.Add("EventID", "400");
  builder_.Add("Data", "HostApplication=powershell");
  EXPECT_EQ(Values("HostApplication"), Texts{});
}

TEST_F(TaxonomyTest, ProcessCreationOnNativeAuditing) {
  builder_.Add("NewProcessName", "C:\\a.exe");
  builder_.Add("NewProcessId", "0x1f4");
  builder_.Add("ProcessId", "0x10");
  builder_.Add("SubjectDomainName", "CORP");
  builder_.Add("SubjectUserName", "alice");
  builder_.Add("MandatoryLabel", "S-1-16-12288");
  const auto values = [&](std::string_view name) {
    return Values({.name = name, .aliases = FieldAliases::kSecurity4688});
  };
  EXPECT_EQ(values("Image"), Texts{"C:\\a.exe"});
  EXPECT_EQ(values("ProcessId"), Texts{"500"});
  EXPECT_EQ(values("ParentProcessId"), Texts{"16"});  // named ProcessId in the event
  EXPECT_EQ(values("User"), (Texts{"CORP\\alice", "alice"}));
  EXPECT_EQ(values("IntegrityLevel"), (Texts{"High", "S-1-16-12288"}));
  EXPECT_EQ(values("ParentImage"), Texts{});      // before Windows 10 there was none
  EXPECT_EQ(Values("ProcessId"), Texts{"0x10"});  // without the aliases: as it is
}

TEST_F(TaxonomyTest, RegistryOnNativeAuditing) {
  builder_.Add("ObjectName", "\\REGISTRY\\MACHINE\\SOFTWARE\\Run");
  builder_.Add("ObjectValueName", "Updater");
  builder_.Add("OperationType", "%%1905");
  const auto values = [&](std::string_view name) {
    return Values({.name = name, .aliases = FieldAliases::kSecurity4657});
  };
  EXPECT_EQ(values("TargetObject"), Texts{"HKLM\\SOFTWARE\\Run\\Updater"});
  EXPECT_EQ(values("EventType"), Texts{"SetValue"});
}

TEST_F(TaxonomyTest, NetworkOnNativeAuditing) {
  builder_.Add("Application", "\\device\\harddiskvolume3\\windows\\a.exe");
  builder_.Add("Direction", "%%14593");
  builder_.Add("Protocol", "6");
  const auto values = [&](std::string_view name) {
    return Values({.name = name, .aliases = FieldAliases::kSecurity5156});
  };
  EXPECT_EQ(values("Image"),
            (Texts{"\\device\\harddiskvolume3\\windows\\a.exe", "C:\\windows\\a.exe"}));
  EXPECT_EQ(values("Initiated"), Texts{"true"});
  EXPECT_EQ(values("Protocol"), Texts{"tcp"});
}

TEST_F(TaxonomyTest, AKeywordIsEveryValue) {
  builder_.Add("Provider_Name", "Provider");
  builder_.Add("Field", "text");
  EXPECT_EQ(Values(""), (Texts{"Provider", "text"}));
}

TEST_F(TaxonomyTest, KindFields) {
  EXPECT_TRUE(IsKindField({.name = "EventID"}));
  EXPECT_TRUE(IsKindField({.name = "channel"}));
  EXPECT_TRUE(IsKindField({.name = "Provider_Name"}));
  EXPECT_FALSE(IsKindField({.name = "Computer"}));
  EXPECT_FALSE(IsKindField({.name = "Channel", .scope = FieldScope::kPayload}));
}

}  // namespace
}  // namespace noroshi
