#include <fmt/format.h>

#include "trend/page/section_context.h"

namespace noroshi {
namespace {

// What fits into a bar: the sectors of a sighting, the malware of an activity.
std::string BarLabel(const Observation& one, ReportLanguage language) {
  const bool sighting = one.kind == ObservationKind::kSighting;
  const StatedList& names = sighting ? one.sectors : one.malware;
  std::vector<std::string> shown;
  for (const std::string& name : names.value_or(std::vector<std::string>())) {
    const bool unexplained = sighting && name == "n/a";  // the table says what that means
    shown.push_back(unexplained ? "N/A" : sighting ? SectorText(name, language) : name);
  }
  return JoinList(shown, language);
}

ChartRow RowOf(const SectionContext& context, const TrendRow& row) {
  ChartRow chart;
  chart.name = ActorText(row.actor, context.language());
  const bool named = !row.actor.set.empty() || !row.actor.campaign.empty();
  chart.tone = named ? Tone::kPlain : Tone::kNotStated;
  chart.lanes = row.lanes;
  for (const TrendSpan& span : row.spans) {
    if (span.lane >= kMaxTrendLanes) continue;
    const Observation& one = context.Find(span.observation);
    chart.spans.push_back({span.first, span.last, span.lane, span.reach,
                           BarLabel(one, context.language()),
                           PeriodWithReach(one.period, context.language())});
  }
  return chart;
}

Block Chart(const SectionContext& context) {
  Block block;
  block.kind = Block::Kind::kTimeline;
  TimelineBlock& chart = block.timeline;
  chart.caption =
      context.Say("Timeline of intrusion sets by month", "攻撃グループ別タイムチャート");
  const int first = FiscalYear(context.year().fiscal_year).first;
  for (int month = 0; month < kMonthsOfYear; ++month) {
    chart.months.push_back(MonthLabel(first + month, context.language()));
  }
  for (const Reach reach : {Reach::kMonth, Reach::kThroughout, Reach::kWithin, Reach::kAmbiguous}) {
    chart.legend.emplace_back(reach, ReachText(reach, context.language()));
  }
  for (const TrendRow& row : context.year().timeline) chart.rows.push_back(RowOf(context, row));
  return block;
}

Block Pie(const SectionContext& context) {
  Block block;
  block.kind = Block::Kind::kPie;
  block.pie.caption = context.Say("Sectors in the sightings", "観測の業種別内訳");
  for (const TrendSector& sector : context.year().sectors) {
    const ReportLanguage language = context.language();
    block.pie.slices.push_back(
        {sector.sector ? SectorText(*sector.sector, language) : NotStatedText(language),
         sector.sector ? Tone::kPlain : Tone::kNotStated, sector.observations.size()});
  }
  return block;
}

void AddDeclined(const SectionContext& context, Section& section) {
  std::vector<std::string> names;
  for (const TrendGroup& group : context.year().groups) {
    if (group.activity == Activity::kDeclined) {
      names.push_back(ActorText(group.actor, context.language()));
    }
  }
  if (names.empty()) return;
  section.blocks.push_back(Note(
      context.Say("Reported as declined, without months, and not drawn: ",
                  "活動が減少したと記載され、月の記載がないため図に含めていない攻撃グループ: ") +
      JoinList(names, context.language())));
}

void AddSilent(const SectionContext& context, Section& section) {
  std::vector<std::string> months;
  const int first = FiscalYear(context.year().fiscal_year).first;
  for (const int month : context.year().silent_months) {
    months.push_back(MonthText(first + month, context.language()));
  }
  if (months.empty()) return;
  section.blocks.push_back(Note(fmt::format(
      fmt::runtime(context.Say(
          "No sighting is stated for: {}. That is no proof of quiet months.",
          "{}の観測は記載されていません。攻撃がなかったことを示すものではありません。")),
      JoinList(months, context.language()))));
}

void AddNotDrawn(const SectionContext& context, Section& section) {
  std::uint64_t count = 0;
  for (const TrendRow& row : context.year().timeline) count += row.spans_not_drawn;
  if (count == 0) return;
  section.blocks.push_back(Note(fmt::format(
      fmt::runtime(context.Say("Bars left out because their row is full: {}; the tables have all.",
                               "行に収まらない{}件は図に描いていません。表にはすべて示します。")),
      count)));
}

}  // namespace

Section TimelineSection(const SectionContext& context) {
  Section section{
      "timeline", context.Say("Attack timeline and sectors", "攻撃のタイムラインと業種"), {}};
  if (context.year().timeline.empty()) {
    section.blocks.push_back(Paragraph(
        context.Say("No sighting or activity is stated.", "観測や活動の記載はありません。")));
  } else {
    section.blocks.push_back(Chart(context));
  }
  AddDeclined(context, section);
  AddSilent(context, section);
  AddNotDrawn(context, section);
  if (context.year().sectors.empty()) return section;
  section.blocks.push_back(Pie(context));
  section.blocks.push_back(Note(context.Say(
      "Counted are the sightings in the observation files; one of several sectors counts in each. "
      "These are not numbers of attacks or of victims.",
      "観測ファイルに記載された観測を業種ごとに数えたものです(複数の業種がある場合はそれぞれに計上)"
      "。"
      "攻撃の件数や標的組織の数ではありません。")));
  return section;
}

}  // namespace noroshi
