// The model of what is known about intrusion sets: entities (sets, campaigns, software, techniques,
// tactics, mitigations), relations between them, and the reports that each relation rests on.
//
// A Knowledge is built once (table_reader.h, stix_import.h, shipped.h), then only read: const
// access is safe from any thread. Entities and relations are sorted, so every listing has one
// order. It owns all of its text; indexes and references into it live as long as it does.
//
// Whom an entity is *not* is knowledge too: `apart` keeps two names from being taken for one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

enum class ObjectKind : std::uint8_t {
  kIntrusionSet,
  kCampaign,
  kSoftware,
  kTechnique,
  kTactic,
  kMitigation
};

// How well a statement is founded. Shown beside each statement, everywhere.
enum class Mark : std::uint8_t {
  // R1: the primary text was read, or the value computed again.
  kPrimary,
  // R2: somebody else's account of the primary text.
  kSecondary,
  // U: known by name only; no text that could be read confirms it.
  kUnconfirmed,
  // INF: our own inference from R1 and R2.
  kInferred
};
// "R1", "R2", "U", "INF".
[[nodiscard]] std::string_view MarkName(Mark mark) noexcept;
[[nodiscard]] std::optional<Mark> ParseMark(std::string_view name) noexcept;

// Words of STIX 2.1, but for kMovedTo (STIX: revoked-by), which is how ids change with a version.
enum class RelationKind : std::uint8_t {
  kUses,
  kAttributedTo,
  kMitigates,
  // Overlap without being the same.
  kRelatedTo,
  // Must not be taken for one another.
  kApart
};
[[nodiscard]] std::string_view RelationName(RelationKind kind) noexcept;
[[nodiscard]] std::optional<RelationKind> ParseRelationKind(std::string_view name) noexcept;

enum class EntityIndex : std::uint32_t {};  // of Knowledge::entities()
enum class ReportIndex : std::uint32_t {};  // of Knowledge::reports()

// A published text. One text is often cited under several names; all of them are here.
struct Report {
  // The first one names it.
  std::vector<std::string> names;
  // Of publication; 0 when its citation does not tell.
  int year = 0;
};

// A further name of an entity, with who uses it.
struct Alias {
  std::string name;
  Mark mark = Mark::kPrimary;
  std::string source;  // key of a source; may be empty
};

// A sentence about an entity, in both languages.
struct Fact {
  // "period", "target", "place", "entry", "procedure", "distinguish", ...
  std::string topic;
  Mark mark = Mark::kPrimary;
  std::string source;
  std::string english;
  std::string japanese;
};

enum class TargetKind : std::uint8_t { kSector, kRegion };
// "sector", "region".
[[nodiscard]] std::string_view TargetKindName(TargetKind kind) noexcept;

// Whom a set is known to attack, in words that programs compare: sectors as in docs/user/trend.md,
// regions by English name.
struct KnownTarget {
  TargetKind kind = TargetKind::kSector;
  std::string value;
  Mark mark = Mark::kPrimary;
  std::string source;
};

struct Entity {
  ObjectKind kind = ObjectKind::kIntrusionSet;
  // ATT&CK's, or "X-..." for what ATT&CK does not hold.
  std::string id;
  // As ATT&CK or the first source has it.
  std::string name;
  std::string
      detail;  // software: "malware" or "tool"; technique: tactics, '|' between; tactic: short name
  // Campaigns: "2019-03", "2020-12-31"; empty: open or unknown.
  std::string first_seen, last_seen;
  // Sorted by name.
  std::vector<Alias> aliases;
  // As the table has them.
  std::vector<Fact> facts;
  // As the tables have them.
  std::vector<KnownTarget> targets;
  // What a report in Japanese calls it; empty: the name itself.
  std::string japanese_name;

  // The name that a Japanese reader is shown.
  [[nodiscard]] const std::string& name_in_japanese() const noexcept {
    return japanese_name.empty() ? name : japanese_name;
  }
};

struct Relation {
  RelationKind kind = RelationKind::kUses;
  EntityIndex from{}, to{};
  Mark mark = Mark::kPrimary;
  // Sorted; none when the source names none.
  std::vector<ReportIndex> reports;
};

class Knowledge {
 public:
  [[nodiscard]] std::span<const Entity> entities() const noexcept { return entities_; }
  [[nodiscard]] std::span<const Relation> relations() const noexcept { return relations_; }
  [[nodiscard]] std::span<const Report> reports() const noexcept { return reports_; }
  // Old technique ids with the id that followed each.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& moves() const noexcept {
    return moved_;
  }
  // What was read, one line each: "ATT&CK Enterprise, modified 2025-10-24".
  [[nodiscard]] std::span<const std::string> sources() const noexcept { return sources_; }

  [[nodiscard]] const Entity& entity(EntityIndex index) const noexcept {
    return entities_[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] const Report& report(ReportIndex index) const noexcept {
    return reports_[static_cast<std::size_t>(index)];
  }

  // The entity of an id, exact. O(log n).
  [[nodiscard]] std::optional<EntityIndex> FindId(std::string_view id) const;
  // Entities that have this name, alias or id in any spelling (name_key.h), in order of id. Several
  // when sources give one name to different things.
  [[nodiscard]] std::span<const EntityIndex> FindName(std::string_view name) const;
  // The report that is cited under this name, exact.
  [[nodiscard]] std::optional<ReportIndex> FindReport(std::string_view name) const;

  // Relations that start at an entity, sorted by kind, then target id. O(log n).
  [[nodiscard]] std::span<const Relation> From(EntityIndex entity) const noexcept;
  // Relations that end at it, in the order of relations(). Linear: for showing, not for scoring.
  [[nodiscard]] std::vector<const Relation*> To(EntityIndex entity) const;

  // The id that stands for this technique or tactic today, whatever version it was written in:
  // moves are followed to their end. An id that nobody knows is its own answer.
  [[nodiscard]] std::string_view CurrentId(std::string_view id) const noexcept;

 private:
  friend class KnowledgeBuilder;

  std::vector<Entity> entities_;     // by id
  std::vector<Relation> relations_;  // by from, kind, to
  std::vector<Report> reports_;      // by first name
  std::vector<std::string> sources_;
  std::map<std::string, std::vector<EntityIndex>, std::less<>> by_name_;  // key: NameKey
  std::map<std::string, ReportIndex, std::less<>> by_report_name_;
  std::map<std::string, std::string, std::less<>> moved_;  // old id -> new id
};

}  // namespace noroshi
