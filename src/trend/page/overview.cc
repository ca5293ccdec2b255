#include "trend/page/section_context.h"

namespace noroshi {

Section OverviewSection(const SectionContext& context) {
  Section section{"overview", context.Say("Overview by period", "時期別の概要"), {}};
  TableBlock table;
  table.caption = section.title;
  table.heads = {context.Say("Period", "時期"), context.Say("Sector", "業種"),
                 context.Say("Intrusion set", "攻撃グループ"), context.Say("Malware", "マルウェア"),
                 context.Say("What the source says", "記載内容")};
  table.shares = {19, 19, 13, 13, 36};
  for (const Observation& one : context.year().observations) {
    if (one.kind != ObservationKind::kSighting) continue;
    table.rows.push_back({{PeriodWithReach(one.period, context.language())},
                          context.Sectors(one.sectors),
                          context.Sets(one),
                          context.Names(one.malware),
                          {context.Statement(one)}});
  }
  if (table.rows.empty()) {
    section.blocks.push_back(
        Paragraph(context.Say("No sighting is stated.", "観測の記載はありません。")));
  } else {
    section.blocks.push_back(Table(std::move(table)));
  }
  return section;
}

}  // namespace noroshi
