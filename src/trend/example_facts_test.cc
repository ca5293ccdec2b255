// The announced report of fiscal 2020, as a table of what it says: each row must be in the report
// in both languages, and nothing may be in it that the announcement does not say.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "trend/render/render.h"
#include "trend/testing/sample_trend.h"

namespace noroshi {
namespace {

using Names = std::vector<std::string>;

struct Sighting {
  std::string_view period;
  Names sectors;
};
// The table of contents names month and sector of six lines, and never a set.
const Sighting kSightings[] = {
    {"2020-04", {"media", "think_tank", "n/a"}},
    {"2020-05", {"n/a"}},
    {"2020-06", {"manufacturing"}},
    {"2020-08", {"manufacturing"}},
    {"2020-10/2020-12", {"manufacturing", "it_services"}},
    {"2020-12/2021-02", {"media", "think_tank"}},
};

struct State {
  TrendActor actor;
  Activity before, now;
};
// What is said of the sets in both years. Kept apart: APT10 with LODEINFO and its campaign A41APT.
const State kStates[] = {
    {{"Tick", "", ""}, Activity::kRelativelyActive, Activity::kDeclined},
    {{"BlackTech", "", ""}, Activity::kRelativelyActive, Activity::kDeclined},
    {{"APT10", "", "LODEINFO"}, Activity::kNotStated, Activity::kActive},
    {{"APT10", "A41APT", ""}, Activity::kNotStated, Activity::kMostActive},
    {{"DarkHotel", "", ""}, Activity::kNotStated, Activity::kAsBefore},
    {{"CloudDragon(Kimsuky)", "", ""}, Activity::kNotStated, Activity::kNew},
    {{"DarkSeoul", "", "VSingle"}, Activity::kNotStated, Activity::kNew},
};

struct Said {
  std::string_view english, japanese;
};
// A word or two of everything the announcement says, as the report must show it.
constexpr Said kSaid[] = {
    {"The source does not explain N/A", "N/Aの意味は説明されていない"},
    {"Activity believed to be DarkHotel was observed, as earlier",
     "DarkHotelとみられる活動が、従来と同様に観測された"},
    {"CloudDragon (Kimsuky) was newly seen", "CloudDragon(Kimsuky)の攻撃が、新たに観測された"},
    {"VSingle malware of the DarkSeoul group was newly seen", "マルウェアVSingleを用いた"},
    {"a group within Lazarus that is related to DarkSeoul, and tracks it separately",
     "Lazarusの中のDarkSeoulに関連するグループとして別に追跡"},
    {"active with LODEINFO the whole year", "年間を通じて活発"},
    {"their share in the pie chart is large", "割合が大きい要因"},
    {"DES\\_Loader, puts several payloads into memory", "複数のペイロードをメモリ上に展開"},
    {"SodaMaster, P8RAT, stager shellcode of Cobalt Strike, and xRAT",
     "SodaMaster、P8RAT、Cobalt Strikeのステージャのシェルコード、xRAT"},
    {"observed at several manufacturers and IT services", "複数の製造業とITサービスで観測され"},
    {"Other public reports add the sectors government, medical and clothing",
     "他の公開情報では、政府、医療、衣料品"},
    {"probably the most active against Japan", "日本に対して最も活発だったとみられ"},
    {"No intrusion by spear-phishing mail", "侵入の手口はスピアフィッシングメールではない"},
    {"mostly run a server OS", "その多くはサーバOS"},
    {"affiliates of Japanese companies, overseas ones included", "関連企業(海外拠点を含む)"},
    {"Few machines are infected", "感染端末は少数"},
    {"the C2 address differs from one infected machine to the next",
     "C2のIPアドレスは感染端末ごとに異なる"},
    {"less defended than the network of the head office", "本社のネットワークより対策の弱い拠点"},
    {"static indicators, hardly detect A41APT", "静的なインディケータでは、A41APTの検知は難しい"},
    {"Telework was pushed in fiscal 2020", "テレワークの推進に伴い"},
    {"people concerned with security policy", "安全保障の関係者を狙ったとみられる攻撃"},
    {"Sanyo, Tick, Winnti Group", "(Sanyo、Tick、Winnti Group)の連携"},
    {"Tools of A41APT after the intrusion", "A41APTが侵入後に用いるツール"},
    {"LODEINFO, a campaign that keeps evolving", "進化を続けるLODEINFO"},
    {"no numbers for either", "数値の記載はない"},
    {"Attacks of Tick on Japanese organisations declined", "Tickの攻撃は減少した"},
    {"Attacks of BlackTech on Japanese organisations declined", "BlackTechの攻撃は減少した"},
    {"observed earlier, year not stated", "以前から観測(年度の記載なし)"},
    {"July 2020, September 2020, March 2021", "2020年7月、2020年9月、2021年3月"},
};

TEST(ExampleFacts, EveryLineOfTheTableOfContentsIsThere) {
  const TrendDocument document = ExampleTrend();
  std::vector<const Observation*> sightings;
  for (const Observation& one : document.year.observations) {
    if (one.kind == ObservationKind::kSighting) sightings.push_back(&one);
  }
  ASSERT_EQ(sightings.size(), std::size(kSightings));
  for (std::size_t i = 0; i < sightings.size(); ++i) {
    EXPECT_EQ(PeriodKey(sightings[i]->period), kSightings[i].period);
    EXPECT_EQ(sightings[i]->sectors, kSightings[i].sectors) << kSightings[i].period;
  }
}

TEST(ExampleFacts, EverySetIsComparedAsTheAnnouncementDoes) {
  const TrendDocument document = ExampleTrend();
  EXPECT_EQ(document.changes.size(), std::size(kStates));
  for (const State& state : kStates) {
    const auto found = std::ranges::find(document.changes, state.actor, &TrendChange::actor);
    ASSERT_NE(found, document.changes.end()) << state.actor.set;
    EXPECT_EQ(found->before, state.before) << state.actor.set;
    EXPECT_EQ(found->now, state.now) << state.actor.set;
  }
}

TEST(ExampleFacts, EveryStatementIsInTheReport) {
  const TrendDocument document = ExampleTrend();
  const std::string english = TrendMarkdown(ComposePage(document, ReportLanguage::kEnglish));
  const std::string japanese = TrendMarkdown(ComposePage(document, ReportLanguage::kJapanese));
  for (const Said& said : kSaid) {
    EXPECT_NE(english.find(said.english), std::string::npos) << said.english;
    EXPECT_NE(japanese.find(said.japanese), std::string::npos) << said.japanese;
  }
}

TEST(ExampleFacts, NoLineOfTheTableOfContentsHasGotASet) {
  for (const Observation& one : ExampleTrend().year.observations) {
    if (one.kind != ObservationKind::kSighting) continue;
    EXPECT_FALSE(one.intrusion_sets || one.campaign || one.malware) << one.id;
    EXPECT_EQ(one.activity, Activity::kNotStated) << one.id;
  }
}

TEST(ExampleFacts, MonthsAreExactOnlyWhereTheyArePrinted) {
  const TrendDocument document = ExampleTrend();
  const std::set<int> printed = {0, 1, 2, 4};  // April, May, June, August
  for (const TrendRow& row : document.year.timeline) {
    for (int month = 0; month < kMonthsOfYear; ++month) {
      const bool exact = row.months[static_cast<std::size_t>(month)] == Reach::kMonth;
      EXPECT_EQ(exact, row.actor == TrendActor{} && printed.contains(month)) << row.actor.set;
    }
  }
  EXPECT_EQ(document.year.silent_months, (std::vector<int>{3, 5, 11}));
}

TEST(ExampleFacts, PeriodsAreAsVagueAsTheyArePrinted) {
  const std::pair<std::string_view, Reach> kReaches[] = {
      {"fy2020-a1", Reach::kWithin},      // the first half
      {"fy2020-a2", Reach::kAmbiguous},   // perhaps the first half
      {"fy2020-a3", Reach::kAmbiguous},   // likewise
      {"fy2020-a4", Reach::kThroughout},  // the whole year
      {"fy2020-a5", Reach::kWithin},      // the year, no month
  };
  const TrendDocument document = ExampleTrend();
  for (const auto& [id, reach] : kReaches) {
    const auto found = std::ranges::find(document.year.observations, id, &Observation::id);
    ASSERT_NE(found, document.year.observations.end()) << id;
    EXPECT_EQ(found->period.reach, reach) << id;
  }
}

TEST(ExampleFacts, NothingIsStatedThatTheAnnouncementDoesNotState) {
  const std::set<std::string> malware = {"LODEINFO", "VSingle", "DES_Loader",   "SodaMaster",
                                         "P8RAT",    "xRAT",    "Cobalt Strike"};
  const std::set<std::string> sectors = {"media",       "think_tank", "n/a",     "manufacturing",
                                         "it_services", "government", "medical", "apparel"};
  const TrendDocument document = ExampleTrend();
  for (const TrendYear* year : {&document.year, &*document.compared}) {
    for (const Observation& one : year->observations) {
      for (const std::string& name : one.malware.value_or(Names())) {
        EXPECT_TRUE(malware.contains(name)) << name;
      }
      for (const std::string& sector : one.sectors.value_or(Names())) {
        EXPECT_TRUE(sectors.contains(sector)) << sector;
      }
      EXPECT_FALSE(one.techniques) << one.id;  // the announcement has no ATT&CK ids
      EXPECT_FALSE(one.confidence) << one.id;  // and no figures of confidence
      EXPECT_TRUE(one.indicators.empty()) << one.id;
      EXPECT_FALSE(one.source.empty()) << one.id;
    }
  }
}

TEST(ExampleFacts, SectorsOfOthersAreNotCounted) {
  const TrendDocument document = ExampleTrend();
  const auto group = std::ranges::find(document.year.groups, TrendActor{"APT10", "A41APT", ""},
                                       &TrendGroup::actor);
  ASSERT_NE(group, document.year.groups.end());
  EXPECT_EQ(group->sectors, (Names{"manufacturing", "it_services"}));
  for (const TrendSector& sector : document.year.sectors) EXPECT_NE(sector.sector, "government");
}

TEST(ExampleFacts, OurOwnMappingIsShownAsOurs) {
  const TrendDocument document = ExampleTrend();
  const Page page = ComposePage(document, ReportLanguage::kJapanese);
  bool shown = false;
  for (const Section& section : page.sections) {
    for (const Block& block : section.blocks) {
      for (const std::vector<Cell>& row : block.table.rows) {
        if (row.front().text != "T1620") continue;
        shown = true;
        EXPECT_EQ(row.at(1).tone, Tone::kNotStated);
        EXPECT_EQ(row.at(2).tone, Tone::kOwn);
      }
    }
  }
  EXPECT_TRUE(shown);
}

}  // namespace
}  // namespace noroshi
