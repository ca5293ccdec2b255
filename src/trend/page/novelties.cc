#include <map>

#include "trend/page/section_context.h"

namespace noroshi {
namespace {

void AddStatements(const SectionContext& context, std::string heading, Section& section,
                   bool (*wanted)(const Observation&)) {
  std::vector<std::string> items;
  for (const Observation& one : context.year().observations) {
    if (wanted(one)) items.push_back(context.Statement(one));
  }
  if (items.empty()) return;
  section.blocks.push_back(Heading(std::move(heading)));
  section.blocks.push_back(List(std::move(items)));
}

// Malware with those who are said to use it, in order of first mention.
void AddMalware(const SectionContext& context, Section& section) {
  TableBlock table;
  table.caption = context.Say("RATs and other malware named", "記載のあるRAT・マルウェア");
  table.heads = {context.Say("Malware", "マルウェア"),
                 context.Say("Used by", "使用する攻撃グループ")};
  table.shares = {40, 60};
  std::map<std::string, std::size_t> row_of;
  for (const TrendGroup& group : context.year().groups) {
    const std::string user = ActorText(group.actor, context.language());
    for (const std::string& name : group.malware) {
      const auto [at, is_new] = row_of.emplace(name, table.rows.size());
      if (is_new) {
        table.rows.push_back({{name}, {user}});
      } else {
        std::string& users = table.rows[at->second][1].text;
        users = JoinList({users, user}, context.language());
      }
    }
  }
  if (table.rows.empty()) return;
  section.blocks.push_back(Heading(table.caption));
  section.blocks.push_back(Table(std::move(table)));
}

}  // namespace

Section NoveltiesSection(const SectionContext& context) {
  Section section{"novelties", context.Say("New TTPs and RATs", "新しいTTPsやRATなど"), {}};
  AddStatements(context, context.Say("Newly observed", "新たに観測された活動"), section,
                [](const Observation& one) { return one.activity == Activity::kNew; });
  AddMalware(context, section);
  AddStatements(
      context, context.Say("Announced without details", "項目名のみで、詳細の記載がないもの"),
      section, [](const Observation& one) { return one.kind == ObservationKind::kTopic; });
  if (section.blocks.empty()) {
    section.blocks.push_back(Paragraph(NotStatedText(context.language())));
  }
  return section;
}

}  // namespace noroshi
