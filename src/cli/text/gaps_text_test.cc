#include "cli/text/gaps_text.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

Gap Missing() {
  Gap gap;
  gap.host = "SRV01";
  gap.channel = "Security";
  gap.kind = GapKind::kRecordIdGap;
  gap.from = *ParseIso8601("2020-10-05T02:11:09Z");
  gap.to = *ParseIso8601("2020-10-06T00:00:00Z");
  gap.first_id = 20;
  gap.last_id = 1'253;
  gap.missing = 1'234;
  return gap;
}

TEST(GapsText, AGapIsARow) {
  const std::string table = GapsTable({Missing()}, Language::kEnglish, {});
  EXPECT_NE(table.find("SRV01  record ids missing  2020-10-05T02:11  2020-10-06T00:00  "
                       "1,234 records, ids 20 to 1253  Security"),
            std::string::npos)
      << table;
  const std::string japanese = GapsTable({Missing()}, Language::kJapanese, {});
  EXPECT_NE(japanese.find("1,234件欠落(ID 20〜1253)"), std::string::npos) << japanese;
}

TEST(GapsText, NoneIsAnAnswer) {
  EXPECT_EQ(GapsTable({}, Language::kEnglish, {}), "No gaps were found.\n");
  EXPECT_EQ(GapsTable({}, Language::kJapanese, {}), "記録の欠落は見つかりませんでした。\n");
  EXPECT_EQ(GapsJson({}), "");
}

TEST(GapsText, JsonHasNullForWhatAKindDoesNotHave) {
  EXPECT_EQ(GapsJson({Missing()}),
            "{\"host\":\"SRV01\",\"channel\":\"Security\",\"kind\":\"record_id_gap\","
            "\"from\":\"2020-10-05T02:11:09.0000000Z\",\"to\":\"2020-10-06T00:00:00.0000000Z\","
            "\"first_id\":20,\"last_id\":1253,\"missing\":1234,\"chance\":null,"
            "\"host_was_off\":null,\"account\":\"\"}\n");
}

TEST(GapsText, ASilenceTellsHowLikelyItIs) {
  Gap gap = Missing();
  gap.kind = GapKind::kSilence;
  gap.to = {gap.from.ticks + 3 * kTicksPerDay};
  gap.chance = 0.0012;
  gap.host_was_off = true;
  EXPECT_EQ(GapDetail(gap, Language::kEnglish), "3 days, by chance 0.001, the host was off");
}

TEST(GapsText, HostileNamesAreMadeVisible) {
  Gap gap = Missing();
  gap.host = "A\x1b[31mB";
  EXPECT_EQ(GapsTable({gap}, Language::kEnglish, {}).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace noroshi
