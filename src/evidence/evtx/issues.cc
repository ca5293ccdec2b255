#include "evidence/evtx/issues.h"

namespace noroshi::evtx {
namespace {

struct MarkOfKind {
  DamageKind kind;
  EventMark mark;
};

// Kinds that concern a single record; the others belong to chunks and files.
constexpr MarkOfKind kMarks[] = {
    {DamageKind::kRecordSizeCopy, EventMark::kSuspect},
    {DamageKind::kNameBounds, EventMark::kStructureLost},
    {DamageKind::kNameHash, EventMark::kStructureLost},
    {DamageKind::kTemplateBounds, EventMark::kStructureLost},
    {DamageKind::kTemplateId, EventMark::kStructureLost},
    {DamageKind::kTemplateStructure, EventMark::kStructureLost},
    {DamageKind::kTokenUnknown, EventMark::kPartial},
    {DamageKind::kTokenOrder, EventMark::kPartial},
    {DamageKind::kValueBounds, EventMark::kPartial},
    {DamageKind::kValueSize, EventMark::kOddValue},
    {DamageKind::kValueType, EventMark::kOddValue},
    {DamageKind::kValueText, EventMark::kOddValue},
    {DamageKind::kValueTime, EventMark::kOddValue},
    {DamageKind::kSubstitutionIndex, EventMark::kOddValue},
    {DamageKind::kNesting, EventMark::kPartial},
    {DamageKind::kBudget, EventMark::kPartial},
    {DamageKind::kNoRoot, EventMark::kNoRoot},
    {DamageKind::kMultipleRoots, EventMark::kMultipleRoots},
};

}  // namespace

EventMark Issues::Marks() const noexcept {
  EventMark marks = EventMark::kNone;
  for (const auto& [kind, mark] : kMarks) {
    if (Has(kind)) marks = marks | mark;
  }
  return marks;
}

bool Issues::StructureLost() const noexcept { return HasMark(Marks(), EventMark::kStructureLost); }

bool Issues::Partial() const noexcept { return HasMark(Marks(), EventMark::kPartial); }

}  // namespace noroshi::evtx
