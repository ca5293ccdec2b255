#include "trend/page/page.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "trend/testing/sample_trend.h"

namespace noroshi {
namespace {

constexpr auto kEn = ReportLanguage::kEnglish;

const Section& SectionOf(const Page& page, std::string_view id) {
  return *std::ranges::find(page.sections, id, &Section::id);
}

// All texts of a section, a line each.
std::string TextOf(const Section& section) {
  std::string text;
  for (const Block& block : section.blocks) {
    text += block.text + "\n";
    for (const std::string& item : block.items) text += item + "\n";
    for (const auto& row : block.table.rows) {
      for (const Cell& cell : row) text += cell.text + "|";
      text += "\n";
    }
  }
  return text;
}

std::string TextOf(const TrendDocument& document, std::string_view id) {
  return TextOf(SectionOf(ComposePage(document, kEn), id));
}

bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TrendDocument Of(std::string_view lines) {
  return BuildTrend(SetOf(lines), {2020, std::nullopt}, {});
}

TEST(Tables, HaveAsManyCellsAsHeads) {
  for (const TrendDocument& document : {ExampleTrend(), HostileTrend(), FullTrend()}) {
    for (const Section& section : ComposePage(document, kEn).sections) {
      for (const Block& block : section.blocks) {
        EXPECT_EQ(block.table.shares.size(), block.table.heads.size()) << section.id;
        for (const auto& row : block.table.rows) {
          EXPECT_EQ(row.size(), block.table.heads.size()) << section.id;
        }
      }
    }
  }
}

TEST(Tables, ShareTheWholeWidth) {
  for (const Section& section : ComposePage(FullTrend(), kEn).sections) {
    for (const Block& block : section.blocks) {
      unsigned sum = 0;
      for (const unsigned share : block.table.shares) sum += share;
      EXPECT_TRUE(block.table.shares.empty() || sum == 100) << section.id << ": " << sum;
    }
  }
}

TEST(Introduction, AccountsForWhatIsLeftOut) {
  const std::string text = TextOf(FullTrend(), "introduction");
  EXPECT_TRUE(Has(text, "without any period, in no year of this report: 1"));
  EXPECT_TRUE(Has(text, "other years, not shown: 1"));
  EXPECT_TRUE(Has(text, "could not be used: 2"));
  EXPECT_FALSE(Has(TextOf(ExampleTrend(), "introduction"), "could not be used"));
}

TEST(Timeline, ChartHasARowForEachActorAndItsBars) {
  const Page page = ComposePage(FullTrend(), kEn);
  const Section& section = SectionOf(page, "timeline");
  const auto block = std::ranges::find(section.blocks, Block::Kind::kTimeline, &Block::kind);
  ASSERT_NE(block, section.blocks.end());
  EXPECT_EQ(block->timeline.months.size(), 12U);
  EXPECT_EQ(block->timeline.rows.front().spans.size(), 2U);
  EXPECT_EQ(block->timeline.rows.front().spans[0].label, "energy, ships");
  EXPECT_EQ(block->timeline.rows.back().tone, Tone::kNotStated);
  EXPECT_EQ(block->timeline.legend.size(), 4U);
}

TEST(Timeline, TellsOfBarsItDoesNotDraw) {
  std::string lines;
  for (unsigned i = 0; i < kMaxTrendLanes + 2; ++i) {
    lines += R"({"id":"x)" + std::to_string(i) + R"(","period":"2020-05","source":"s"})" + "\n";
  }
  EXPECT_TRUE(Has(TextOf(Of(lines), "timeline"), "their row is full: 2"));
}

TEST(Timeline, NamesSilentMonthsWithoutCallingThemQuiet) {
  const std::string text = TextOf(ExampleTrend(), "timeline");
  EXPECT_TRUE(Has(text, "July 2020, September 2020, March 2021"));
  EXPECT_TRUE(Has(text, "no proof of quiet months"));
}

TEST(Overview, MarksWhatTheSourceOnlyBelieves) {
  const std::string text = TextOf(
      Of(R"({"id":"x","period":"2020-05","intrusion_set":"A","certainty":"believed","source":"s"})"),
      "overview");
  EXPECT_TRUE(Has(text, "A (believed)"));
}

TEST(Overview, ShowsConfidenceWhereItIsGiven) {
  EXPECT_TRUE(Has(TextOf(FullTrend(), "overview"), "(confidence 82)"));
  EXPECT_FALSE(Has(TextOf(ExampleTrend(), "overview"), "confidence"));
}

TEST(Novelties, ListMalwareWithItsUsers) {
  const std::string text = TextOf(ExampleTrend(), "novelties");
  EXPECT_TRUE(Has(text, "SodaMaster|APT10 (A41APT campaign)|"));
  EXPECT_TRUE(Has(text, "VSingle|DarkSeoul (VSingle)|"));
}

TEST(Novelties, JoinTheUsersOfOneMalware) {
  const std::string text = TextOf(
      Of(R"({"id":"x","period":"2020-05","intrusion_set":"A","malware":["M","N"],"source":"s"})"
         "\n"
         R"({"id":"y","period":"2020-05","intrusion_set":"B","malware":["M","O"],"source":"s"})"),
      "novelties");
  EXPECT_TRUE(Has(text, "M|A, B|"));
}

TEST(Groups, NameThoseThatStandInAHeadingOnly) {
  const std::string text = TextOf(ExampleTrend(), "groups");
  EXPECT_TRUE(Has(text, "Sanyo, Winnti Group"));  // Tick has a statement of its own
}

TEST(Techniques, KeepStatedAndMappedApart) {
  const std::string text = TextOf(FullTrend(), "techniques");
  EXPECT_TRUE(Has(text, "T1059.001|Set One (Rat)|–|"));
  EXPECT_TRUE(Has(text, "T1059|not stated|Set Two (Long campaign)|"));
}

TEST(Detection, PutsStatementsAndRulesUnderTheirStage) {
  const Section section = SectionOf(ComposePage(FullTrend(), kEn), "detection");
  const std::string text = TextOf(section);
  const auto delivery = text.find("1. Delivery"), implant = text.find("2. Installed"),
             objectives = text.find("3. Lateral");
  EXPECT_TRUE(delivery < implant && implant < objectives);
  EXPECT_LT(text.find("First (fits this year)"), implant);
  EXPECT_GT(text.find("Last (fits this year)"), objectives);
  EXPECT_TRUE(Has(text, "No rule for this stage."));  // the second has none
}

TEST(Indicators, AreMarkedAsStaticOrLasting) {
  const std::string text = TextOf(FullTrend(), "indicators");
  EXPECT_TRUE(Has(text, "sha256|00ff|Rat|static, goes stale|"));
  EXPECT_TRUE(Has(text, "mutex|Global\\x|Rat|lasts longer|"));
  EXPECT_TRUE(Has(TextOf(ExampleTrend(), "indicators"), "state no indicators"));
}

TEST(Changes, SayNotStatedWhereAYearSaysNothing) {
  const std::string text = TextOf(ExampleTrend(), "changes");
  EXPECT_TRUE(Has(text, "Tick|relatively active|declined|"));
  EXPECT_TRUE(Has(text, "DarkHotel|observed earlier, year not stated|observed, as earlier|"));
  EXPECT_TRUE(Has(text, "APT10 (LODEINFO)|not stated|active|"));
  EXPECT_TRUE(Has(TextOf(Of(""), "changes"), "--compare"));
}

TEST(Changes, ANamedSetWithoutAStateIsNotSilence) {
  const std::string line = R"({"id":"x","period":"2020-05","intrusion_set":"A","source":"s"})";
  const TrendDocument document = BuildTrend(SetOf(line), {2020, 2019}, {});
  EXPECT_TRUE(Has(TextOf(document, "changes"), "A|not stated|named, state not stated|"));
}

TEST(Sources, AreNumberedAsTheStatementsNumberThem) {
  const std::string sources = TextOf(FullTrend(), "sources");
  EXPECT_TRUE(Has(sources, "[1] Report B"));  // the earliest period comes first
  EXPECT_TRUE(Has(sources, "[2] Report A"));
  EXPECT_TRUE(Has(TextOf(FullTrend(), "overview"), "Seen. (confidence 82) [2]"));
  EXPECT_TRUE(Has(sources, "bad.jsonl|1|not JSON"));
}

}  // namespace
}  // namespace noroshi
