#include "cli/text/knowledge_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "cli/terminal/safe_text.h"
#include "stream/text/json_text.h"

namespace noroshi {
namespace {

struct Words {
  std::string_view english, japanese;
};

std::string Say(const Words& words, Language language) {
  return std::string(language == Language::kJapanese ? words.japanese : words.english);
}

// By ObjectKind.
constexpr std::array<Words, 6> kKinds = {{{"intrusion set", "攻撃グループ"},
                                          {"campaign", "攻撃キャンペーン"},
                                          {"software", "ソフトウェア"},
                                          {"technique", "技術"},
                                          {"tactic", "戦術"},
                                          {"mitigation", "緩和策"}}};
// By RelationKind, seen from its start and from its end.
constexpr std::array<Words, 5> kFromWords = {{{"uses", "使用"},
                                              {"attributed to", "帰属先"},
                                              {"mitigates", "緩和対象"},
                                              {"related to", "関連"},
                                              {"keep apart from", "別物"}}};
constexpr std::array<Words, 5> kToWords = {{{"used by", "使用元"},
                                            {"campaigns", "キャンペーン"},
                                            {"mitigated by", "緩和策"},
                                            {"related to", "関連"},
                                            {"keep apart from", "別物"}}};
constexpr Words kAliases{"also called", "別名"};
constexpr Words kInJapanese{"in Japanese", "日本語名"};
constexpr Words kPeriod{"seen", "観測期間"};
constexpr Words kNow{"id today", "現在のID"};
constexpr Words kOpen{"open", "継続または不明"};
constexpr Words kSources{"sources", "出典"};
constexpr std::size_t kMostSources = 12;  // a page; the count of the rest is said

struct TopicRow {
  std::string_view topic;
  Words words;
};
constexpr std::array<TopicRow, 9> kTopics = {{{"period", {"period", "時期"}},
                                              {"target", {"targets", "標的"}},
                                              {"place", {"place", "場所"}},
                                              {"entry", {"entry", "侵入経路"}},
                                              {"procedure", {"procedure", "手順"}},
                                              {"habit", {"habit", "特徴"}},
                                              {"mark", {"mark", "痕跡"}},
                                              {"distinguish", {"tell apart by", "見分け方"}},
                                              {"doubt", {"doubt", "留意点"}}}};

std::string TopicText(const std::string& topic, Language language) {
  for (const TopicRow& row : kTopics) {
    if (row.topic == topic) return Say(row.words, language);
  }
  return topic;
}

std::string MarkText(Mark mark) { return "[" + std::string(MarkName(mark)) + "]"; }

std::string Named(const Entity& entity) { return SafeText(entity.id + " " + entity.name); }

std::size_t Count(const Knowledge& knowledge, EntityIndex user, ObjectKind kind) {
  const auto relations = knowledge.From(user);
  return static_cast<std::size_t>(
      std::count_if(relations.begin(), relations.end(), [&](const Relation& relation) {
        return relation.kind == RelationKind::kUses && knowledge.entity(relation.to).kind == kind;
      }));
}

std::string AliasList(const Entity& entity) {
  std::string text;
  for (const Alias& alias : entity.aliases) {
    text += (text.empty() ? "" : ", ") + SafeText(alias.name);
    if (alias.mark != Mark::kPrimary) text += " " + MarkText(alias.mark);
  }
  return text;
}

std::string Period(const Entity& entity, Language language) {
  if (entity.first_seen.empty() && entity.last_seen.empty()) return {};
  const auto day = [&](const std::string& text) {
    return text.empty() ? Say(kOpen, language) : SafeText(text);
  };
  return day(entity.first_seen) + " .. " + day(entity.last_seen);
}

// A heading with lines below it, or nothing when there are none. `count`: of what is meant, which
// may be more than there are lines.
void AppendList(const std::string& heading, const std::vector<std::string>& lines,
                std::size_t count, std::string& out) {
  if (lines.empty()) return;
  out += heading + " (" + std::to_string(count) + "):\n";
  for (const std::string& line : lines) out += "  " + line + "\n";
}

void AppendRelations(const Knowledge& knowledge, EntityIndex index, Language language,
                     std::string& out) {
  std::array<std::vector<std::string>, kFromWords.size()> from, to;
  for (const Relation& relation : knowledge.From(index)) {
    from[static_cast<std::size_t>(relation.kind)].push_back(MarkText(relation.mark) + " " +
                                                            Named(knowledge.entity(relation.to)));
  }
  for (const Relation* relation : knowledge.To(index)) {
    to[static_cast<std::size_t>(relation->kind)].push_back(MarkText(relation->mark) + " " +
                                                           Named(knowledge.entity(relation->from)));
  }
  for (std::size_t kind = 0; kind < from.size(); ++kind) {
    AppendList(Say(kFromWords[kind], language), from[kind], from[kind].size(), out);
    AppendList(Say(kToWords[kind], language), to[kind], to[kind].size(), out);
  }
}

void AppendSources(const Knowledge& knowledge, EntityIndex index, Language language,
                   std::string& out) {
  std::set<ReportIndex> cited;
  for (const Relation& relation : knowledge.From(index)) {
    cited.insert(relation.reports.begin(), relation.reports.end());
  }
  std::vector<std::string> lines;
  for (const ReportIndex report : cited) {
    if (lines.size() == kMostSources) break;
    lines.push_back(SafeText(knowledge.report(report).names.front()));
  }
  const std::size_t rest = cited.size() - lines.size();
  if (rest > 0) lines.push_back("... +" + std::to_string(rest));
  AppendList(Say(kSources, language), lines, cited.size(), out);
}

}  // namespace

std::string GroupsText(const Knowledge& knowledge, Language language) {
  std::string out;
  for (std::size_t i = 0; i < knowledge.entities().size(); ++i) {
    const Entity& entity = knowledge.entities()[i];
    if (entity.kind != ObjectKind::kIntrusionSet) continue;
    const auto index = static_cast<EntityIndex>(i);
    const Words counts{"({} techniques, {} software)", "(技術{}件、ソフトウェア{}件)"};
    out += Named(entity) + "  " +
           fmt::format(fmt::runtime(Say(counts, language)),
                       Count(knowledge, index, ObjectKind::kTechnique),
                       Count(knowledge, index, ObjectKind::kSoftware));
    const std::string aliases = AliasList(entity);
    out += aliases.empty() ? "\n" : "  = " + aliases + "\n";
  }
  return out;
}

std::string GroupsJson(const Knowledge& knowledge) {
  std::string out;
  for (std::size_t i = 0; i < knowledge.entities().size(); ++i) {
    const Entity& entity = knowledge.entities()[i];
    if (entity.kind != ObjectKind::kIntrusionSet) continue;
    const auto index = static_cast<EntityIndex>(i);
    out += "{\"id\":";
    AppendJsonString(entity.id, out);
    out += ",\"name\":";
    AppendJsonString(entity.name, out);
    out += ",\"aliases\":[";
    for (const Alias& alias : entity.aliases) {
      if (&alias != &entity.aliases.front()) out += ',';
      out += "{\"name\":";
      AppendJsonString(alias.name, out);
      out += ",\"mark\":";
      AppendJsonString(MarkName(alias.mark), out);
      out += '}';
    }
    out += "],\"techniques\":" + std::to_string(Count(knowledge, index, ObjectKind::kTechnique)) +
           ",\"software\":" + std::to_string(Count(knowledge, index, ObjectKind::kSoftware)) +
           "}\n";
  }
  return out;
}

std::string EntityText(const Knowledge& knowledge, EntityIndex index, Language language) {
  const Entity& entity = knowledge.entity(index);
  std::string out = Named(entity) + "  (" +
                    Say(kKinds[static_cast<std::size_t>(entity.kind)], language) +
                    (entity.detail.empty() ? "" : ": " + SafeText(entity.detail)) + ")\n";
  const auto line = [&](const Words& words, const std::string& text) {
    if (!text.empty()) out += Say(words, language) + ": " + text + "\n";
  };
  line(kInJapanese, SafeText(entity.japanese_name));
  line(kAliases, AliasList(entity));
  line(kPeriod, Period(entity, language));
  const std::string_view now = knowledge.CurrentId(entity.id);
  if (now != entity.id) line(kNow, SafeText(now));
  for (const Fact& fact : entity.facts) {
    out += MarkText(fact.mark) + " " + TopicText(fact.topic, language) + ": " +
           SafeText(language == Language::kJapanese ? fact.japanese : fact.english);
    out += "  <" + SafeText(fact.source) + ">\n";
  }
  AppendRelations(knowledge, index, language, out);
  AppendSources(knowledge, index, language, out);
  return out;
}

}  // namespace noroshi
