#include "stream/worker/finding_fields.h"

#include <gtest/gtest.h>

#include "event/event_builder.h"
#include "stream/testing/fake_evidence.h"
#include "stream/worker/key_fields.h"

namespace noroshi {
namespace {

class FindingFieldsTest : public testing::Test {
 protected:
  FindingFieldsTest() : builder(context) { rule = FakeRule("id", Level::kLow, "word"); }

  std::vector<std::string_view> Names() {
    list = {rule};
    FindingFields fields(list, context);
    std::vector<std::string_view> names;
    for (const ShownField& field : fields.For(RuleIndex{0}, builder.Build())) {
      names.push_back(field.name);
    }
    return names;
  }

  using Views = std::vector<std::string_view>;
  EventContext context;
  EventBuilder builder;
  Rule rule;
  RuleList list;  // made of `rule` by Names(), alive as long as the views
};

TEST_F(FindingFieldsTest, RuleThenAuthorThenKeyFields) {
  rule.fields = {"User", "NotInTheRecord"};
  builder.Add("Provider_Name", "Microsoft-Windows-Sysmon");
  builder.Add("EventID", "1");
  for (const char* name : {"RuleName", "User", "CommandLine", "Tool", "Image"}) {
    builder.AddPayload(name, "x");
  }
  EXPECT_EQ(Names(), (Views{"Tool", "User", "Image", "CommandLine"}));
}

TEST_F(FindingFieldsTest, UnknownKindsShowTheirFirstFields) {
  for (int i = 0; i < 20; ++i) builder.AddPayload("F" + std::to_string(i), "x");
  EXPECT_EQ(Names().size(), kFirstUnknownFields);
}

TEST_F(FindingFieldsTest, SystemFieldsOnlyWhereTheLineHasNoMemberForThem) {
  noroshi::Test channel, level;
  channel.field = "Channel";
  level.field = "Level";
  rule.tests = {channel, level};
  builder.Add("Channel", "Security");
  builder.Add("Level", "2");
  EXPECT_EQ(Names(), (Views{"Level"}));
}

TEST_F(FindingFieldsTest, ExactNameBeforeAnyCase) {
  rule.tests[0].field = "servicename";
  builder.AddPayload("ServiceName", "x");
  EXPECT_EQ(Names(), (Views{"ServiceName"}));
  builder.AddPayload("servicename", "x");
  EXPECT_EQ(Names(), (Views{"servicename", "ServiceName"}));
}

TEST_F(FindingFieldsTest, RepeatedNamesAreOneFieldWithAllValues) {
  builder.AddPayload("Tool", "a");
  builder.AddPayload("Tool", "b");
  list = {rule};
  FindingFields fields(list, context);
  const auto& shown = fields.For(RuleIndex{0}, builder.Build());
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].slots.size(), 2U);
}

TEST_F(FindingFieldsTest, NeverMoreThanAPersonReads) {
  rule.fields.clear();
  for (int i = 0; i < 100; ++i) {
    const std::string name = "F" + std::to_string(i);
    rule.fields.push_back(name);
    builder.AddPayload(name, "x");
  }
  EXPECT_EQ(Names().size(), kMaxShownFields);
}

TEST(KeyFields, NamesWithBlanksStayWhole) {
  const auto names = KeyFields("Microsoft-Windows-Windows Defender", 1116);
  ASSERT_FALSE(names.empty());
  EXPECT_EQ(names.front(), "Threat Name");
}

TEST(KeyFields, UnknownKindsHaveNone) {
  EXPECT_TRUE(KeyFields("Microsoft-Windows-Sysmon", 9999).empty());
  EXPECT_TRUE(KeyFields("Somebody-Else", 1).empty());
}

}  // namespace
}  // namespace noroshi
