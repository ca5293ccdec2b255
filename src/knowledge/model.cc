#include "knowledge/model.h"

#include <algorithm>
#include <array>

#include "knowledge/name_key.h"

namespace noroshi {
namespace {

constexpr std::array<std::string_view, 4> kMarks = {"R1", "R2", "U", "INF"};
constexpr std::array<std::string_view, 5> kRelations = {"uses", "attributed-to", "mitigates",
                                                        "related-to", "apart"};
// An id moves once a version; more steps than this are a circle in a hostile table.
constexpr int kMostMoves = 16;

template <class Enum, std::size_t N>
std::optional<Enum> Parse(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view TargetKindName(TargetKind kind) noexcept {
  return kind == TargetKind::kSector ? "sector" : "region";
}

std::string_view MarkName(Mark mark) noexcept { return kMarks[static_cast<std::size_t>(mark)]; }

std::optional<Mark> ParseMark(std::string_view name) noexcept { return Parse<Mark>(kMarks, name); }

std::string_view RelationName(RelationKind kind) noexcept {
  return kRelations[static_cast<std::size_t>(kind)];
}

std::optional<RelationKind> ParseRelationKind(std::string_view name) noexcept {
  return Parse<RelationKind>(kRelations, name);
}

std::optional<EntityIndex> Knowledge::FindId(std::string_view id) const {
  const auto found =
      std::lower_bound(entities_.begin(), entities_.end(), id,
                       [](const Entity& e, std::string_view key) { return e.id < key; });
  if (found == entities_.end() || found->id != id) return std::nullopt;
  return static_cast<EntityIndex>(found - entities_.begin());
}

std::span<const EntityIndex> Knowledge::FindName(std::string_view name) const {
  const auto found = by_name_.find(NameKey(name));
  return found == by_name_.end() ? std::span<const EntityIndex>() : found->second;
}

std::optional<ReportIndex> Knowledge::FindReport(std::string_view name) const {
  const auto found = by_report_name_.find(name);
  if (found == by_report_name_.end()) return std::nullopt;
  return found->second;
}

std::span<const Relation> Knowledge::From(EntityIndex entity) const noexcept {
  struct Before {
    bool operator()(const Relation& r, EntityIndex e) const noexcept { return r.from < e; }
    bool operator()(EntityIndex e, const Relation& r) const noexcept { return e < r.from; }
  };
  const auto [first, last] =
      std::equal_range(relations_.begin(), relations_.end(), entity, Before{});
  return {first, last};
}

std::vector<const Relation*> Knowledge::To(EntityIndex entity) const {
  std::vector<const Relation*> found;
  for (const Relation& relation : relations_) {
    if (relation.to == entity) found.push_back(&relation);
  }
  return found;
}

std::string_view Knowledge::CurrentId(std::string_view id) const noexcept {
  for (int step = 0; step < kMostMoves; ++step) {
    const auto next = moved_.find(id);
    if (next == moved_.end()) break;
    id = next->second;
  }
  return id;
}

}  // namespace noroshi
