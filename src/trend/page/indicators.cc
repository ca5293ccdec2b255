#include "trend/page/section_context.h"

namespace noroshi {
namespace {

TableBlock Indicators(const SectionContext& context) {
  TableBlock table;
  table.caption = context.Say("Indicators", "インディケータの一覧");
  table.heads = {context.Say("Type", "種類"), context.Say("Value", "値"),
                 context.Say("Malware", "マルウェア"), context.Say("Lasting", "有効性")};
  table.shares = {12, 48, 20, 20};
  for (const Observation& one : context.year().observations) {
    for (const Indicator& indicator : one.indicators) {
      table.rows.push_back({{indicator.type},
                            {indicator.value},
                            context.Names(one.malware),
                            {LastingText(indicator.type, context.language())}});
    }
  }
  return table;
}

}  // namespace

Section IndicatorsSection(const SectionContext& context) {
  Section section{
      "indicators", context.Say("Indicators for detection", "検知のインディケータ"), {}};
  TableBlock table = Indicators(context);
  if (table.rows.empty()) {
    section.blocks.push_back(Paragraph(context.Say("The sources state no indicators.",
                                                   "出典にインディケータの記載はありません。")));
  } else {
    section.blocks.push_back(Table(std::move(table)));
  }
  section.blocks.push_back(Note(context.Say(
      "Hashes, addresses, domains and URLs are static: they change from case to case and go stale. "
      "Use them to search the past; mutexes, paths and the shape of traffic last longer.",
      "ハッシュ値、IPアドレス、ドメイン、URLは静的な情報で、攻撃ごとに変わるため短期間で失効します"
      "。"
      "過去のログの調査に利用してください。ミューテックス、パス、通信の形は比較的長く有効です。")));
  return section;
}

}  // namespace noroshi
