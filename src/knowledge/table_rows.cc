#include "knowledge/table_rows.h"

#include <algorithm>
#include <array>

namespace noroshi {
namespace {

using enum TableForm;

constexpr TableRow Entities(std::string_view name, ObjectKind kind, std::size_t fields) {
  return {name, kEntity, fields, kind, {}};
}
constexpr TableRow Relations(std::string_view name, RelationKind kind) {
  return {name, kRelation, 5, {}, kind};
}

constexpr std::array kRows = {
    Entities("set", ObjectKind::kIntrusionSet, 4),
    Entities("campaign", ObjectKind::kCampaign, 6),    // ..., first seen, last seen
    Entities("software", ObjectKind::kSoftware, 5),    // ..., "malware" or "tool"
    Entities("technique", ObjectKind::kTechnique, 5),  // ..., tactics
    Entities("tactic", ObjectKind::kTactic, 5),        // ..., short name
    Entities("mitigation", ObjectKind::kMitigation, 4),
    TableRow{"source", kSource, 2, {}, {}},
    TableRow{"report", kReport, 4, {}, {}},
    TableRow{"moved", kMoved, 3, {}, {}},
    TableRow{"name", kName, 5, {}, {}},
    TableRow{"japanese", kJapanese, 3, {}, {}},
    TableRow{"target", kTarget, 6, {}, {}},
    TableRow{"fact", kFact, 7, {}, {}},
    Relations("uses", RelationKind::kUses),
    Relations("attributed-to", RelationKind::kAttributedTo),
    Relations("mitigates", RelationKind::kMitigates),
    Relations("related-to", RelationKind::kRelatedTo),
    Relations("apart", RelationKind::kApart),
};

}  // namespace

const TableRow* FindTableRow(std::string_view name) noexcept {
  const auto found = std::find_if(kRows.begin(), kRows.end(),
                                  [&](const TableRow& row) { return row.name == name; });
  return found == kRows.end() ? nullptr : &*found;
}

const TableRow& TableRowOf(ObjectKind kind) noexcept {
  return kRows[static_cast<std::size_t>(kind)];
}

}  // namespace noroshi
