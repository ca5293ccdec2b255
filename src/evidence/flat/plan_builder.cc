#include "evidence/flat/plan_builder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

namespace noroshi {
namespace {

// A payload field before it has a slot.
struct Payload {
  std::string_view name;
  PayloadSection section = PayloadSection::kOther;
  PathId path{};
};

class Builder {
 public:
  Builder(const Mapping& mapping, const NameSet& names, EventContext& context)
      : mapping_(mapping), names_(names), context_(context) {
    plan_.mapping = &mapping;
    for (const PathId path : names.paths()) {
      const auto number = static_cast<std::size_t>(path);
      if (number >= plan_.slots.size()) plan_.slots.resize(number + 1, Plan::kNoSlot);
    }
  }

  Plan Build(PayloadForm form) && {
    PlaceSystem();
    std::vector<Payload> payload = FindPayload();
    if (form == PayloadForm::kJoined) {
      for (Payload& one : payload) one.name = "(other)";
    }
    PlacePayload(std::move(payload));
    FindTimes();
    return std::move(plan_);
  }

 private:
  std::uint32_t& SlotOf(PathId path) { return plan_.slots[static_cast<std::size_t>(path)]; }

  void PlaceSystem() {
    std::array<bool, kSystemFieldCount> taken{};
    for (const SystemRow& row : mapping_.system) {
      const auto field = static_cast<std::uint32_t>(row.field);
      const PathId path = taken[field] ? kRootPath : names_.Find(row.path);
      if (path == kRootPath || SlotOf(path) != Plan::kNoSlot) continue;
      taken[field] = true;
      SlotOf(path) = field;
      NoteKind(row.field, path);
    }
  }

  void NoteKind(SystemField field, PathId path) {
    switch (field) {
      case SystemField::kChannel: plan_.channel = path; return;
      case SystemField::kComputer: plan_.computer = path; return;
      case SystemField::kProviderName: plan_.provider = path; return;
      case SystemField::kEventId: plan_.event_id = path; return;
      case SystemField::kEventRecordId: plan_.record_id = path; return;
      default: return;
    }
  }

  std::vector<Payload> FindPayload() {
    std::vector<Payload> payload;
    for (const PathId path : names_.paths()) {
      if (SlotOf(path) != Plan::kNoSlot) continue;
      const auto found = PayloadOf(path);
      if (found) payload.push_back(*found);
    }
    return payload;
  }

  // Nothing for names that are to be left out.
  [[nodiscard]] std::optional<Payload> PayloadOf(PathId path) const {
    const std::string_view text = names_.Text(path);
    const auto rename = std::ranges::find(mapping_.renames, text, &RenameRow::path);
    const auto section = std::ranges::find_if(
        mapping_.sections, [&](const SectionRow& row) { return text.starts_with(row.prefix); });
    Payload payload{text, PayloadSection::kOther, path};
    if (section != mapping_.sections.end()) {
      payload.section = section->section;
      payload.name = text.substr(section->prefix.size());
      if (section->keep == SectionRow::Keep::kLeaf) payload.name = LeafOf(payload.name);
    }
    if (rename != mapping_.renames.end()) payload.name = rename->name;
    if (payload.name.empty()) return std::nullopt;
    return payload;
  }

  // "Wrapper.#attributes.name" is no leaf's name: attributes go by what they belong to.
  static std::string_view LeafOf(std::string_view name) {
    if (name.find('#') != std::string_view::npos) return name;
    return name.substr(name.rfind('.') + 1);
  }

  // In the order of their names, so that one set of names has one shape.
  void PlacePayload(std::vector<Payload> payload) {
    std::ranges::sort(payload, {}, [&](const Payload& one) {
      return std::tuple(one.name, one.section, names_.Text(one.path));
    });
    std::vector<ShapeField> fields;
    std::string_view last;
    for (const Payload& one : payload) {
      if (fields.empty() || one.name != last) {
        fields.push_back({context_.fields.Intern(one.name), one.section});
      }
      last = one.name;
      SlotOf(one.path) = static_cast<std::uint32_t>(kSystemFieldCount + fields.size() - 1);
    }
    plan_.shape = context_.shapes.Intern(fields);
  }

  void FindTimes() {
    for (const TimeRow& row : mapping_.times) {
      const PathId path = names_.Find(row.path);
      if (path != kRootPath) plan_.times.push_back({path, row.form});
    }
    plan_.local_time = names_.Find(mapping_.witness.local_path);
    plan_.received_local = names_.Find(mapping_.witness.received_local);
    plan_.received_utc = names_.Find(mapping_.witness.received_utc);
  }

  const Mapping& mapping_;
  const NameSet& names_;
  EventContext& context_;
  Plan plan_;
};

}  // namespace

PathId NameSet::Find(std::string_view text) const noexcept {
  if (text.empty()) return kRootPath;
  const auto found =
      std::ranges::find_if(paths_, [&](PathId path) { return table_.Text(path) == text; });
  return found == paths_.end() ? kRootPath : *found;
}

bool NamesFit(const Mapping& mapping, const NameSet& names) noexcept {
  return std::ranges::all_of(
      mapping.keys, [&](const MappingKey& key) { return names.Find(key.path) != kRootPath; });
}

bool ValuesHold(const Mapping& mapping, const FlatRecord& record, const PathTable& paths) noexcept {
  return std::ranges::all_of(mapping.keys, [&](const MappingKey& key) {
    if (key.value.empty()) return true;
    return std::ranges::any_of(record.fields(), [&](const FlatField& field) {
      return field.text == key.value && paths.Text(field.path) == key.path;
    });
  });
}

Plan BuildPlan(const Mapping& mapping, const NameSet& names, PayloadForm form,
               EventContext& context) {
  return Builder(mapping, names, context).Build(form);
}

}  // namespace noroshi
