#include "knowledge/builder.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "knowledge/name_key.h"

namespace noroshi {
namespace {

void FillIfEmpty(std::string& text, std::string& with) {
  if (text.empty()) text = std::move(with);
}

void AddUnlessThere(std::vector<Alias>& aliases, Alias alias) {
  const auto same = [&](const Alias& a) { return a.name == alias.name; };
  if (std::none_of(aliases.begin(), aliases.end(), same)) aliases.push_back(std::move(alias));
}

}  // namespace

void KnowledgeBuilder::AddSource(std::string text) { sources_.push_back(std::move(text)); }

void KnowledgeBuilder::AddEntity(Entity entity) {
  const auto [at, is_new] = entities_.try_emplace(entity.id);
  Entity& kept = at->second;
  if (is_new) {
    kept = std::move(entity);
    return;
  }
  if (entity.name != kept.name) aliases_.push_back({kept.id, {std::move(entity.name), {}, {}}});
  FillIfEmpty(kept.detail, entity.detail);
  FillIfEmpty(kept.first_seen, entity.first_seen);
  FillIfEmpty(kept.last_seen, entity.last_seen);
  for (Alias& alias : entity.aliases) kept.aliases.push_back(std::move(alias));
}

void KnowledgeBuilder::AddAlias(std::string_view id, Alias alias) {
  aliases_.emplace_back(id, std::move(alias));
}

void KnowledgeBuilder::AddFact(std::string_view id, Fact fact) {
  facts_.emplace_back(id, std::move(fact));
}

void KnowledgeBuilder::AddTarget(std::string_view id, KnownTarget target) {
  targets_.emplace_back(id, std::move(target));
}

void KnowledgeBuilder::AddJapaneseName(std::string_view id, std::string name) {
  japanese_names_.emplace_back(id, std::move(name));
}

void KnowledgeBuilder::AddMove(std::string old_id, std::string new_id) {
  if (old_id != new_id) moved_.insert_or_assign(std::move(old_id), std::move(new_id));
}

void KnowledgeBuilder::AddReport(const std::vector<std::string>& names, int year) {
  std::size_t index = reports_.size();
  for (const std::string& name : names) {
    const auto known = report_of_name_.find(name);
    if (known != report_of_name_.end()) index = known->second;
  }
  if (index == reports_.size()) reports_.emplace_back();
  if (reports_[index].year == 0) reports_[index].year = year;
  for (const std::string& name : names) {
    if (report_of_name_.emplace(name, index).second) reports_[index].names.push_back(name);
  }
}

void KnowledgeBuilder::AddRelation(RelationKind kind, std::string_view from, std::string_view to,
                                   Mark mark, const std::vector<std::string>& reports) {
  const auto [at, is_new] =
      relations_.try_emplace(RelationKey{std::string(from), kind, std::string(to)});
  RelationValue& value = at->second;
  value.mark = is_new ? mark : std::min(value.mark, mark);
  value.reports.insert(value.reports.end(), reports.begin(), reports.end());
  for (const std::string& name : reports) AddReport({name}, 0);
}

void KnowledgeBuilder::PlaceWords() {
  for (auto& [id, alias] : aliases_) {
    const auto found = entities_.find(id);
    if (found == entities_.end()) {
      ++dangling_;
    } else if (found->second.name != alias.name) {
      AddUnlessThere(found->second.aliases, std::move(alias));
    }
  }
  for (auto& [id, fact] : facts_) {
    const auto found = entities_.find(id);
    if (found == entities_.end()) {
      ++dangling_;
    } else {
      found->second.facts.push_back(std::move(fact));
    }
  }
  for (auto& [id, target] : targets_) {
    const auto found = entities_.find(id);
    if (found == entities_.end()) {
      ++dangling_;
    } else {
      found->second.targets.push_back(std::move(target));
    }
  }
  for (auto& [id, name] : japanese_names_) {
    const auto found = entities_.find(id);
    if (found == entities_.end()) {
      ++dangling_;
    } else {
      FillIfEmpty(found->second.japanese_name, name);
    }
  }
}

void KnowledgeBuilder::PlaceNames(Knowledge& out) {
  for (auto& [id, entity] : entities_) {
    std::sort(entity.aliases.begin(), entity.aliases.end(),
              [](const Alias& a, const Alias& b) { return a.name < b.name; });
    const auto add = [&,
                      at = static_cast<EntityIndex>(out.entities_.size())](std::string_view name) {
      std::vector<EntityIndex>& list = out.by_name_[NameKey(name)];
      if (list.empty() || list.back() != at) list.push_back(at);
    };
    add(id);
    add(entity.name);
    for (const Alias& alias : entity.aliases) add(alias.name);
    if (!entity.japanese_name.empty()) add(entity.japanese_name);
    out.entities_.push_back(std::move(entity));
  }
}

void KnowledgeBuilder::PlaceReports(Knowledge& out) {
  std::vector<std::size_t> order(reports_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return reports_[a].names < reports_[b].names; });
  for (const std::size_t index : order) {
    for (const std::string& name : reports_[index].names) {
      out.by_report_name_.emplace(name, static_cast<ReportIndex>(out.reports_.size()));
    }
    out.reports_.push_back(std::move(reports_[index]));
  }
}

void KnowledgeBuilder::PlaceRelations(Knowledge& out) {
  for (auto& [key, value] : relations_) {
    const auto from = out.FindId(std::get<0>(key));
    const auto to = out.FindId(std::get<2>(key));
    if (!from || !to) {
      ++dangling_;
      continue;
    }
    Relation relation{std::get<1>(key), *from, *to, value.mark, {}};
    for (const std::string& name : value.reports) relation.reports.push_back(*out.FindReport(name));
    std::sort(relation.reports.begin(), relation.reports.end());
    relation.reports.erase(std::unique(relation.reports.begin(), relation.reports.end()),
                           relation.reports.end());
    out.relations_.push_back(std::move(relation));
  }
}

Knowledge KnowledgeBuilder::Build() {
  Knowledge out;
  out.sources_ = std::move(sources_);
  out.moved_ = std::move(moved_);
  PlaceWords();
  PlaceNames(out);
  PlaceReports(out);
  PlaceRelations(out);
  return out;
}

}  // namespace noroshi
