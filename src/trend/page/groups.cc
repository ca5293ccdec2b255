#include <fmt/format.h>

#include <set>

#include "trend/page/section_context.h"

namespace noroshi {
namespace {

Cell State(const SectionContext& context, Activity activity) {
  return {ActivityText(activity, context.language()),
          activity == Activity::kNotStated ? Tone::kNotStated : Tone::kPlain};
}

TableBlock Summary(const SectionContext& context) {
  TableBlock table;
  table.caption = context.Say("Intrusion sets of the year", "攻撃グループの一覧");
  table.heads = {context.Say("Intrusion set", "攻撃グループ"),
                 fmt::format(fmt::runtime(context.Say("State in {}", "{}の状況")),
                             context.YearText(context.year().fiscal_year)),
                 context.Say("Sector", "業種"), context.Say("Malware", "マルウェア")};
  table.shares = {28, 20, 22, 30};
  for (const TrendGroup& group : context.year().groups) {
    table.rows.push_back({{ActorText(group.actor, context.language())},
                          State(context, group.activity),
                          context.Sectors(context.Stated(group.sectors)),
                          context.Names(context.Stated(group.malware))});
  }
  return table;
}

void AddDetails(const SectionContext& context, const TrendGroup& group, Section& section) {
  std::vector<std::string> items;
  for (const std::string& id : group.observations) {
    const Observation& one = context.Find(id);
    std::string period = PeriodWithReach(one.period, context.language());
    items.push_back(period + context.Say(": ", ": ") + context.Statement(one));
  }
  section.blocks.push_back(Heading(ActorText(group.actor, context.language())));
  section.blocks.push_back(List(std::move(items)));
}

// Sets that only stand in a heading of the source.
void AddNamedOnly(const SectionContext& context, Section& section) {
  std::set<std::string> known;
  for (const TrendGroup& group : context.year().groups) known.insert(group.actor.set);
  std::vector<std::string> names;
  for (const Observation& one : context.year().observations) {
    if (one.kind != ObservationKind::kTopic) continue;
    for (const TrendActor& actor : ActorsOf(one)) {
      if (!actor.set.empty() && known.insert(actor.set).second) names.push_back(actor.set);
    }
  }
  if (names.empty()) return;
  section.blocks.push_back(Note(
      context.Say("Named without a statement of their own: ", "名前のみ記載された攻撃グループ: ") +
      JoinList(names, context.language())));
}

}  // namespace

Section GroupsSection(const SectionContext& context) {
  Section section{"groups", context.Say("The intrusion sets", "攻撃グループについて"), {}};
  if (context.year().groups.empty()) {
    section.blocks.push_back(
        Paragraph(context.Say("No intrusion set is named.", "攻撃グループの記載はありません。")));
  } else {
    section.blocks.push_back(Table(Summary(context)));
  }
  AddNamedOnly(context, section);
  for (const TrendGroup& group : context.year().groups) AddDetails(context, group, section);
  return section;
}

}  // namespace noroshi
