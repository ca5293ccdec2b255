#include "knowledge/stix_import.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/citation.h"
#include "knowledge/stix_objects.h"

namespace noroshi {
namespace {

struct TypeRow {
  std::string_view type;
  ObjectKind kind;
};
constexpr std::array kTypes = {
    TypeRow{"intrusion-set", ObjectKind::kIntrusionSet},
    TypeRow{"campaign", ObjectKind::kCampaign},
    TypeRow{"malware", ObjectKind::kSoftware},
    TypeRow{"tool", ObjectKind::kSoftware},
    TypeRow{"attack-pattern", ObjectKind::kTechnique},
    TypeRow{"x-mitre-tactic", ObjectKind::kTactic},
    TypeRow{"course-of-action", ObjectKind::kMitigation},
};

constexpr std::string_view kOwnReference = "mitre-attack";
// "2020-10-05T...": the day is what reports state at best.
constexpr std::size_t kDayBytes = 10;

const TypeRow* FindType(std::string_view type) {
  const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const TypeRow& row) { return row.type == type; });
  return found == kTypes.end() ? nullptr : &*found;
}

// "T1190", "G0045": the id that people use.
std::string AttackId(const StixObject& object) {
  for (const StixReference& reference : object.references) {
    if (reference.source_name == kOwnReference) return reference.external_id;
  }
  return {};
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "|") + part;
  return text;
}

Entity EntityOf(StixObject& object, ObjectKind kind, std::string id) {
  Entity entity;
  entity.kind = kind;
  entity.id = std::move(id);
  entity.name = std::move(object.name);
  if (kind == ObjectKind::kSoftware) entity.detail = object.type;
  if (kind == ObjectKind::kTechnique) entity.detail = Joined(object.phases);
  if (kind == ObjectKind::kTactic) entity.detail = std::move(object.shortname);
  entity.first_seen = object.first_seen.substr(0, kDayBytes);
  entity.last_seen = object.last_seen.substr(0, kDayBytes);
  for (std::string& alias : object.aliases) {
    if (!alias.empty() && alias != entity.name)
      entity.aliases.push_back({std::move(alias), Mark::kPrimary, {}});
  }
  return entity;
}

class Importer {
 public:
  explicit Importer(KnowledgeBuilder& into) : into_(into) {}

  Status Take(StixObject& object) {
    if (++counts_.objects > kMostBundleObjects) {
      return Error{ErrorCode::kLimit, 0, "STIX bundle", "more objects than any bundle of ATT&CK"};
    }
    newest_ = std::max(newest_, object.modified.substr(0, kDayBytes));
    NoteReports(object);
    if (!object.readable) {
      ++counts_.not_understood;
    } else if (object.type == "relationship") {
      TakeRelation(object);
    } else if (const TypeRow* row = FindType(object.type)) {
      TakeEntity(object, row->kind);
    } else {
      ++counts_.other;
    }
    return Ok();
  }

  // When all objects are known: relations get their ends.
  ImportCounts Finish() {
    into_.AddSource("ATT&CK STIX bundle, last modified " + (newest_.empty() ? "?" : newest_));
    for (Pending& pending : pending_) Resolve(pending);
    for (const std::string& first : cited_) into_.AddReport(names_of_report_[first], years_[first]);
    return counts_;
  }

 private:
  struct Pending {
    std::string type, from, to;  // STIX ids
    std::vector<std::string> reports;
    bool withdrawn = false;
  };

  void TakeEntity(StixObject& object, ObjectKind kind) {
    std::string id = AttackId(object);
    if (id.empty() || object.name.empty() || object.id.empty()) {
      ++counts_.not_understood;
      return;
    }
    attack_ids_.insert_or_assign(object.id, id);
    if (object.withdrawn) {
      ++counts_.withdrawn;
      return;
    }
    live_.insert(object.id);
    ++counts_.entities;
    into_.AddEntity(EntityOf(object, kind, std::move(id)));
  }

  void TakeRelation(StixObject& object) {
    static constexpr std::array<std::string_view, 4> kTaken = {"uses", "attributed-to", "mitigates",
                                                               "revoked-by"};
    if (object.source_ref.empty() || object.target_ref.empty()) {
      ++counts_.not_understood;
      return;
    }
    if (std::find(kTaken.begin(), kTaken.end(), object.relationship_type) == kTaken.end()) {
      ++counts_.other;
      return;
    }
    Pending pending{std::move(object.relationship_type),
                    std::move(object.source_ref),
                    std::move(object.target_ref),
                    {},
                    object.withdrawn};
    for (const StixReference& reference : object.references) {
      if (reference.source_name.empty() || reference.source_name == kOwnReference) continue;
      pending.reports.push_back(first_name_.at(reference.source_name));
    }
    pending_.push_back(std::move(pending));
  }

  // The first name seen for an address stands for all names of the report.
  void NoteReports(const StixObject& object) {
    for (const StixReference& reference : object.references) {
      if (reference.source_name.empty() || reference.source_name == kOwnReference) continue;
      const std::string key = ReportAddressKey(reference.url);
      std::string first = reference.source_name;
      if (!key.empty()) first = name_of_address_.try_emplace(key, first).first->second;
      const auto [known, is_new] = first_name_.try_emplace(reference.source_name, first);
      if (is_new) names_of_report_[known->second].push_back(reference.source_name);
      int& year = years_[known->second];
      if (year == 0) year = CitationYear(reference.description);
    }
  }

  void Resolve(Pending& pending) {
    const auto from = attack_ids_.find(pending.from);
    const auto to = attack_ids_.find(pending.to);
    if (from == attack_ids_.end() || to == attack_ids_.end()) {
      ++counts_.not_understood;
    } else if (pending.type == "revoked-by") {
      into_.AddMove(from->second, to->second);
    } else if (pending.withdrawn || !live_.contains(pending.from) || !live_.contains(pending.to)) {
      ++counts_.withdrawn;
    } else {
      ++counts_.relations;
      cited_.insert(pending.reports.begin(), pending.reports.end());
      into_.AddRelation(*ParseRelationKind(pending.type), from->second, to->second, Mark::kPrimary,
                        pending.reports);
    }
  }

  KnowledgeBuilder& into_;
  ImportCounts counts_;
  std::string newest_;
  std::map<std::string, std::string> attack_ids_;  // STIX id -> ATT&CK id, withdrawn ones too
  std::set<std::string> live_;
  std::vector<Pending> pending_;
  std::map<std::string, std::string, std::less<>> name_of_address_;
  std::map<std::string, std::string, std::less<>> first_name_;  // any name -> the first one
  std::map<std::string, std::vector<std::string>> names_of_report_;
  std::map<std::string, int> years_;
  std::set<std::string> cited_;  // first names of reports that a relation rests on
};

}  // namespace

Result<ImportCounts> ImportStixBundle(std::string& bundle, KnowledgeBuilder& into) {
  if (bundle.size() > kMostBundleBytes) {
    return Error{ErrorCode::kLimit, 0, "STIX bundle", "larger than any bundle of ATT&CK"};
  }
  Importer importer(into);
  const Status read =
      ReadStixObjects(bundle, [&](StixObject& object) { return importer.Take(object); });
  if (!read.ok()) return read.error();
  return importer.Finish();
}

}  // namespace noroshi
