#include <fmt/format.h>

#include "trend/page/section_context.h"

namespace noroshi {
namespace {

void AddStatements(const SectionContext& context, Stage stage, Section& section) {
  std::vector<std::string> items;
  for (const Observation& one : context.year().observations) {
    if (one.kind == ObservationKind::kTrait && one.stage == stage) {
      items.push_back(context.Statement(one));
    }
  }
  if (items.empty()) return;
  section.blocks.push_back(Paragraph(context.Say("What the sources say:", "出典の記載")));
  section.blocks.push_back(List(std::move(items)));
}

std::vector<Cell> RuleRow(const SectionContext& context, const TrendRule& rule) {
  const std::string title =
      context.Say(rule.title, rule.title_ja.empty() ? rule.title : rule.title_ja);
  const std::string mark =
      rule.relevant ? context.Say(" (fits this year)", "(当年度の技術に該当)") : "";
  const std::string mitigation = context.Say(rule.mitigation_en, rule.mitigation_ja);
  return {{title + mark},
          {LevelText(rule.level, context.language())},
          context.Names(context.Stated(rule.techniques)),
          {mitigation.empty() ? "–" : mitigation}};
}

void AddRules(const SectionContext& context, Stage stage, Section& section) {
  TableBlock table;
  table.caption = fmt::format(fmt::runtime(context.Say("Rules: {}", "検知ルール({})")),
                              StageText(stage, context.language()));
  table.heads = {context.Say("Detection rule", "検知ルール"), context.Say("Level", "レベル"),
                 context.Say("Techniques", "技術"), context.Say("Mitigation", "緩和策")};
  table.shares = {30, 8, 14, 48};
  for (const TrendRule& rule : context.document().rules) {
    if (rule.stage == stage) table.rows.push_back(RuleRow(context, rule));
  }
  if (table.rows.empty()) {
    section.blocks.push_back(
        Note(context.Say("No rule for this stage.", "この段階の検知ルールはありません。")));
    return;
  }
  section.blocks.push_back(Table(std::move(table)));
}

}  // namespace

Section DetectionSection(const SectionContext& context) {
  Section section{"detection", context.Say("Detection and mitigation", "脅威の検知と緩和策"), {}};
  section.blocks.push_back(Paragraph(context.Say(
      "The rules below come with noroshi and look for the way of working, not for hashes or "
      "addresses. Run them over your own event logs with \"noroshi hunt\".",
      "以下は、noroshiに付属する検知ルールです。ハッシュ値やIPアドレスではなく、攻撃の動作に着目し"
      "ます。"
      "「noroshi hunt」により、自組織のイベントログを調査できます。")));
  AddStatements(context, Stage::kNotStated, section);
  int number = 0;
  for (const Stage stage : kStages) {
    section.blocks.push_back(
        Heading(fmt::format("{}. {}", ++number, StageText(stage, context.language()))));
    AddStatements(context, stage, section);
    AddRules(context, stage, section);
  }
  return section;
}

}  // namespace noroshi
