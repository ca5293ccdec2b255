// The rows of a knowledge table: name, form and number of fields, for reader and writer alike.
//
// A constant table; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "knowledge/model.h"

namespace noroshi {

enum class TableForm : std::uint8_t {
  kSource,
  kReport,
  kEntity,
  kMoved,
  kName,
  kJapanese,
  kTarget,
  kFact,
  kRelation
};

struct TableRow {
  std::string_view name;
  TableForm form = TableForm::kSource;
  std::size_t fields = 0;                         // with the name
  ObjectKind entity = ObjectKind::kIntrusionSet;  // of kEntity
  RelationKind relation = RelationKind::kUses;    // of kRelation
};

// Null when there is no such row.
[[nodiscard]] const TableRow* FindTableRow(std::string_view name) noexcept;
// The row that writes such an entity.
[[nodiscard]] const TableRow& TableRowOf(ObjectKind kind) noexcept;

}  // namespace noroshi
