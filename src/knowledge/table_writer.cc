#include "knowledge/table_writer.h"

#include <initializer_list>
#include <string_view>
#include <vector>

#include "knowledge/table_reader.h"
#include "knowledge/table_rows.h"

namespace noroshi {
namespace {

void AppendRow(std::string& out, std::initializer_list<std::string_view> fields) {
  for (const std::string_view field : fields) {
    if (!out.empty() && out.back() != '\n') out += '\t';
    out += field;
  }
  out += '\n';
}

std::string Joined(const std::vector<std::string>& parts, char between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

void WriteEntity(const Entity& entity, std::string& out) {
  const TableRow& row = TableRowOf(entity.kind);
  std::vector<std::string> plain;  // aliases that need no row of their own
  for (const Alias& alias : entity.aliases) {
    if (alias.source.empty() && alias.mark == Mark::kPrimary) plain.push_back(alias.name);
  }
  AppendRow(out, {row.name, entity.id, entity.name, Joined(plain, '|')});
  out.pop_back();
  if (row.fields == 5) out += '\t' + entity.detail;
  if (row.fields == 6) out += '\t' + entity.first_seen + '\t' + entity.last_seen;
  out += '\n';
  for (const Alias& alias : entity.aliases) {
    if (alias.source.empty() && alias.mark == Mark::kPrimary) continue;
    AppendRow(out, {"name", entity.id, alias.name, MarkName(alias.mark), alias.source});
  }
  if (!entity.japanese_name.empty()) {
    AppendRow(out, {"japanese", entity.id, entity.japanese_name});
  }
  for (const KnownTarget& target : entity.targets) {
    AppendRow(out, {"target", entity.id, TargetKindName(target.kind), target.value,
                    MarkName(target.mark), target.source});
  }
  for (const Fact& fact : entity.facts) {
    AppendRow(out, {"fact", entity.id, fact.topic, MarkName(fact.mark), fact.source, fact.english,
                    fact.japanese});
  }
}

std::string ReportKeys(const Relation& relation) {
  std::vector<std::string> keys;
  for (const ReportIndex index : relation.reports) {
    keys.push_back(std::to_string(static_cast<std::uint32_t>(index)));
  }
  return Joined(keys, ',');
}

}  // namespace

std::string WriteTable(const Knowledge& knowledge) {
  std::string out;
  AppendRow(out, {kTableMagic, kTableVersion});
  for (const std::string& source : knowledge.sources()) AppendRow(out, {"source", source});
  std::size_t key = 0;
  for (const Report& report : knowledge.reports()) {
    AppendRow(out, {"report", std::to_string(key++), std::to_string(report.year),
                    Joined(report.names, '|')});
  }
  for (const auto& [from, to] : knowledge.moves()) AppendRow(out, {"moved", from, to});
  for (const Entity& entity : knowledge.entities()) WriteEntity(entity, out);
  for (const Relation& relation : knowledge.relations()) {
    AppendRow(out,
              {RelationName(relation.kind), knowledge.entity(relation.from).id,
               knowledge.entity(relation.to).id, MarkName(relation.mark), ReportKeys(relation)});
  }
  return out;
}

}  // namespace noroshi
