#include "trend/page/phrases.h"

#include <gtest/gtest.h>

#include <set>

namespace noroshi {
namespace {

constexpr auto kEn = ReportLanguage::kEnglish;
constexpr auto kJa = ReportLanguage::kJapanese;

struct ActorCase {
  TrendActor actor;
  std::string_view english, japanese;
};

TEST(ActorText, SaysWhatIsStatedAndNoMore) {
  const ActorCase kCases[] = {
      {{"Tick", "", ""}, "Tick", "Tick"},
      {{"APT10", "A41APT", ""}, "APT10 (A41APT campaign)", "APT10(A41APT攻撃キャンペーン)"},
      {{"APT10", "", "LODEINFO"}, "APT10 (LODEINFO)", "APT10(LODEINFO)"},
      {{"", "A41APT", ""}, "A41APT campaign", "A41APT攻撃キャンペーン"},
      {{}, "intrusion set not stated", "攻撃グループの記載なし"},
  };
  for (const ActorCase& one : kCases) {
    EXPECT_EQ(ActorText(one.actor, kEn), one.english);
    EXPECT_EQ(ActorText(one.actor, kJa), one.japanese);
  }
}

TEST(SectorText, KnowsItsKeysAndKeepsOtherText) {
  EXPECT_EQ(SectorText("it_services", kEn), "IT services");
  EXPECT_EQ(SectorText("it_services", kJa), "ITサービス");
  EXPECT_EQ(SectorText("think_tank", kJa), "シンクタンク");
  EXPECT_EQ(SectorText("n/a", kJa), "N/A(資料の表記)");  // a silence of the source, not of ours
  EXPECT_EQ(SectorText("shipyards", kJa), "shipyards");
}

TEST(SectorsText, TellsNotStatedFromNames) {
  EXPECT_EQ(SectorsText(std::nullopt, kEn), "not stated");
  EXPECT_EQ(SectorsText(StatedList({"media", "energy"}), kJa), "メディア、エネルギー");
  EXPECT_EQ(NamesText(std::nullopt, kJa), "記載なし");
  EXPECT_EQ(NamesText(StatedList({"A", "B"}), kEn), "A, B");
}

TEST(PeriodWithReach, SaysHowExactlyTheMonthsAreNamed) {
  Period half = *ParsePeriod("FY2020-H1");
  EXPECT_EQ(PeriodWithReach(half, kJa), "2020年度上期(月は特定されていない)");
  half.reach = Reach::kThroughout;
  EXPECT_EQ(PeriodWithReach(half, kEn), "first half of fiscal 2020 (throughout)");
  half.reach = Reach::kAmbiguous;
  EXPECT_EQ(PeriodWithReach(half, kJa), "2020年度上期(該当するか不明)");
  EXPECT_EQ(PeriodWithReach(*ParsePeriod("2020-04"), kJa), "2020年4月");
  EXPECT_EQ(PeriodWithReach(Period{}, kEn), "not stated");
}

// Each of a list says something of its own, in both languages.
template <class Value, class Text>
void ExpectDistinct(const std::vector<Value>& values, Text text) {
  std::set<std::string> english, japanese;
  for (const Value value : values) {
    english.insert(text(value, kEn));
    japanese.insert(text(value, kJa));
    EXPECT_NE(text(value, kEn), text(value, kJa));
  }
  EXPECT_EQ(english.size(), values.size());
  EXPECT_EQ(japanese.size(), values.size());
}

TEST(Phrases, AreDistinctInBothLanguages) {
  std::vector<Activity> activities;
  for (std::size_t i = 0; i < kActivityCount; ++i) activities.push_back(static_cast<Activity>(i));
  ExpectDistinct(activities, ActivityText);
  std::vector<ObservationKind> kinds;
  for (std::size_t i = 0; i < kObservationKindCount; ++i) {
    kinds.push_back(static_cast<ObservationKind>(i));
  }
  ExpectDistinct(kinds, KindText);
  ExpectDistinct(std::vector<Reach>{Reach::kNotStated, Reach::kAmbiguous, Reach::kWithin,
                                    Reach::kThroughout, Reach::kMonth},
                 ReachText);
  ExpectDistinct(std::vector<Stage>(std::begin(kStages), std::end(kStages)), StageText);
  ExpectDistinct(std::vector<Level>{Level::kInformational, Level::kLow, Level::kMedium,
                                    Level::kHigh, Level::kCritical},
                 LevelText);
}

TEST(StageText, UsesTheAnnouncedNames) {
  EXPECT_EQ(StageText(Stage::kDelivery, kJa), "マルウェアの配送・攻撃");
  EXPECT_EQ(StageText(Stage::kImplant, kJa), "インストールされるRAT、遠隔操作(C2)");
  EXPECT_EQ(StageText(Stage::kObjectives, kJa), "侵入拡大・目的実行");
}

TEST(LastingText, MarksStaticIndicators) {
  EXPECT_EQ(LastingText("sha256", kJa), "静的(失効しやすい)");
  EXPECT_EQ(LastingText("mutex", kEn), "lasts longer");
  EXPECT_EQ(LastingText("unknown", kEn), LastingText("ip", kEn));  // when in doubt, it goes stale
}

}  // namespace
}  // namespace noroshi
