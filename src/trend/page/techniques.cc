#include <map>
#include <string>

#include "trend/page/section_context.h"

namespace noroshi {
namespace {

// What is said of one set in one stage: statements and ATT&CK ids.
Cell StageCell(const SectionContext& context, const TrendGroup& group, Stage stage) {
  std::string text;
  for (const std::string& id : group.observations) {
    const Observation& one = context.Find(id);
    if (one.stage != stage) continue;
    if (!text.empty()) text += context.Say(" ", "");
    text += context.Statement(one);
    if (one.techniques) text += " " + JoinList(*one.techniques, context.language());
  }
  if (text.empty()) return {NotStatedText(context.language()), Tone::kNotStated};
  return {std::move(text)};
}

Block StageMatrix(const SectionContext& context) {
  TableBlock table;
  table.caption = context.Say("TTPs by stage", "段階別のTTPs");
  table.heads = {context.Say("Intrusion set", "攻撃グループ")};
  table.shares = {19, 27, 27, 27};
  for (const Stage stage : kStages) table.heads.push_back(StageText(stage, context.language()));
  for (const TrendGroup& group : context.year().groups) {
    std::vector<Cell> row = {{ActorText(group.actor, context.language())}};
    for (const Stage stage : kStages) row.push_back(StageCell(context, group, stage));
    table.rows.push_back(std::move(row));
  }
  return Table(std::move(table));
}

struct Users {
  std::vector<std::string> stated, mapped;
};

// ATT&CK technique -> sets, the source's own ids and those of the file's author apart.
void AddTechniques(const SectionContext& context, Section& section) {
  std::map<std::string, Users> users;
  for (const TrendGroup& group : context.year().groups) {
    const std::string name = ActorText(group.actor, context.language());
    for (const std::string& id : group.techniques) users[id].stated.push_back(name);
    for (const std::string& id : group.mapped_techniques) users[id].mapped.push_back(name);
  }
  if (users.empty()) return;
  TableBlock table;
  table.caption = context.Say("ATT&CK techniques", "ATT&CKの技術");
  table.heads = {context.Say("Technique", "技術"),
                 context.Say("Stated by the source", "出典の記載"),
                 context.Say("Mapped by the file's author", "観測ファイルでの対応付け")};
  table.shares = {20, 40, 40};
  for (const auto& [id, by] : users) {
    table.rows.push_back(
        {{id},
         context.Names(context.Stated(by.stated)),
         {by.mapped.empty() ? "–" : JoinList(by.mapped, context.language()), Tone::kOwn}});
  }
  section.blocks.push_back(Heading(table.caption));
  section.blocks.push_back(Table(std::move(table)));
  section.blocks.push_back(Note(context.Say(
      "Mapped techniques are not the source's words: whoever wrote the observation file added them "
      "so that detection rules can be found.",
      "「対応付け」は出典の記載ではありません。検知ルールを探せるように、観測ファイルの作成者が付け"
      "たものです。")));
}

}  // namespace

Section TechniquesSection(const SectionContext& context) {
  Section section{
      "techniques", context.Say("TTPs of each intrusion set", "攻撃グループごとのTTPs"), {}};
  if (context.year().groups.empty()) {
    section.blocks.push_back(Paragraph(NotStatedText(context.language())));
    return section;
  }
  section.blocks.push_back(StageMatrix(context));
  section.blocks.push_back(Note(context.Say(
      "Which stage a statement belongs to was decided by the author of the observation file.",
      "各記載をどの段階に置くかは、観測ファイルの作成者の判断によります。")));
  AddTechniques(context, section);
  return section;
}

}  // namespace noroshi
