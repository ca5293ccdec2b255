#include <fmt/format.h>

#include "trend/page/section_context.h"

namespace noroshi {
namespace {

Cell Now(const SectionContext& context, const TrendChange& change) {
  if (!change.named_now) return {NotStatedText(context.language()), Tone::kNotStated};
  if (change.now != Activity::kNotStated) return {ActivityText(change.now, context.language())};
  return {context.Say("named, state not stated", "記載あり(状況の記載なし)")};
}

// What can be said of the year before: its own entries, else what this year's imply.
Cell Before(const SectionContext& context, const TrendChange& change) {
  if (change.named_before && change.before != Activity::kNotStated) {
    return {ActivityText(change.before, context.language())};
  }
  if (change.named_before)
    return {context.Say("named, state not stated", "記載あり(状況の記載なし)")};
  if (change.now == Activity::kAsBefore) {
    return {context.Say("observed earlier, year not stated", "以前から観測(年度の記載なし)")};
  }
  return {NotStatedText(context.language()), Tone::kNotStated};
}

Block Comparison(const SectionContext& context, int before, int now) {
  TableBlock table;
  table.caption = context.Say("Change from the year before", "前年度との比較");
  table.heads = {context.Say("Intrusion set", "攻撃グループ"), context.YearText(before),
                 context.YearText(now)};
  table.shares = {40, 30, 30};
  for (const TrendChange& change : context.document().changes) {
    table.rows.push_back({{ActorText(change.actor, context.language())},
                          Before(context, change),
                          Now(context, change)});
  }
  return Table(std::move(table));
}

}  // namespace

Section ChangesSection(const SectionContext& context) {
  const TrendDocument& document = context.document();
  Section section{"changes", context.Say("Change from another year", "他年度との比較"), {}};
  if (!document.compared) {
    section.blocks.push_back(
        Paragraph(context.Say("No year to compare with was asked for (--compare).",
                              "比較する年度の指定(--compare)はありません。")));
    return section;
  }
  section.title = fmt::format(fmt::runtime(context.Say("Change from {}", "{}との比較")),
                              context.YearText(document.compared->fiscal_year));
  if (document.changes.empty()) {
    section.blocks.push_back(Paragraph(NotStatedText(context.language())));
    return section;
  }
  section.blocks.push_back(
      Comparison(context, document.compared->fiscal_year, document.year.fiscal_year));
  section.blocks.push_back(Note(context.Say(
      "Compared is what the entries of both years say of a set under the same name. \"Not stated\" "
      "does not mean inactive.",
      "両年度の記載を、同じ名前の攻撃グループについて比べたものです。「記載なし」は、活動がなかった"
      "ことを"
      "意味しません。")));
  return section;
}

}  // namespace noroshi
