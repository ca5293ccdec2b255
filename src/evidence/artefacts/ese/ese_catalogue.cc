// The catalogue: which tables there are, their columns and where both lie.
#include <algorithm>
#include <string>

#include "evidence/artefacts/ese/ese_table.h"

namespace noroshi::ese {
namespace {

// The catalogue's own root, in every database.
constexpr PageNumber kCatalogueRoot = 4;
constexpr std::uint32_t kTable = 1, kColumn = 2, kLongValues = 4;
// Names have 64 characters.
constexpr std::size_t kMaxNameBytes = 256;
constexpr std::uint32_t kRecordHeadBytes = 4;

struct CatalogueColumn {
  const char* name;
  ColumnNumber number;
  ColumnType type;
};
constexpr CatalogueColumn kColumns[] = {
    {"ObjidTable", 1, ColumnType::kLong},
    {"Type", 2, ColumnType::kShort},
    {"Id", 3, ColumnType::kLong},
    {"ColtypOrPgnoFDP", 4, ColumnType::kLong},
    {"SpaceUsage", 5, ColumnType::kLong},
    {"Flags", 6, ColumnType::kLong},
    {"PagesOrLocale", 7, ColumnType::kLong},
    {"RootFlag", 8, ColumnType::kBit},
    {"RecordOffset", 9, ColumnType::kShort},
    {"Name", 128, ColumnType::kText},
};

void AddColumn(EseColumn column, EseTable& table) {
  table.by_name.try_emplace(column.name, table.columns.size());
  table.columns.push_back(std::move(column));
}

EseTable CatalogueTable() {
  EseTable table;
  table.name = "MSysObjects";
  table.root = kCatalogueRoot;
  std::uint32_t place = kRecordHeadBytes;
  for (const CatalogueColumn& row : kColumns) {
    AddColumn({row.number, row.type, SizeOfType(row.type), place, 0, row.name}, table);
    if (row.number < kFirstVariable) place += SizeOfType(row.type);
  }
  return table;
}

std::string NameOf(EseRows& rows) {
  std::string name = rows.Text("Name");
  name.resize(std::min(name.size(), kMaxNameBytes));
  return name;
}

EseColumn ColumnOf(EseRows& rows) {
  EseColumn column;
  column.number = static_cast<ColumnNumber>(rows.Number("Id"));
  column.type = ColumnType{static_cast<std::uint32_t>(rows.Number("ColtypOrPgnoFDP"))};
  column.size = SizeOfType(column.type);
  // A fixed column may also be text or bytes.
  if (column.size == 0) column.size = static_cast<std::uint32_t>(rows.Number("SpaceUsage"));
  column.place = static_cast<std::uint32_t>(rows.Number("RecordOffset"));
  column.code_page = static_cast<std::uint32_t>(rows.Number("PagesOrLocale"));
  column.name = NameOf(rows);
  return column;
}

// Fixed columns lie in the order of their numbers. Where the catalogue has their places, which
// begin behind the record's head, gaps of deleted columns are known as well.
void PlaceFixedColumns(EseTable& table) {
  std::vector<EseColumn*> fixed;
  for (EseColumn& column : table.columns) {
    if (column.number < kFirstVariable) fixed.push_back(&column);
  }
  std::ranges::sort(fixed, {}, &EseColumn::number);
  const bool has_places = !fixed.empty() && fixed.front()->place == kRecordHeadBytes;
  std::uint32_t place = kRecordHeadBytes;
  for (EseColumn* column : fixed) {
    if (!has_places || column->place == 0) column->place = place;
    place = column->place + std::min<std::uint32_t>(column->size, 1 << 15);
  }
}

}  // namespace

const EseTable* EseCatalogue::Find(std::string_view name) const noexcept {
  const auto found = std::ranges::find(tables, name, &EseTable::name);
  return found == tables.end() ? nullptr : &*found;
}

EseCatalogue ReadCatalogue(EseFile& file) {
  EseCatalogue catalogue;
  const EseTable own = CatalogueTable();
  EseRows rows(file, own);
  // Objects come behind the table they belong to, which is told by its number.
  std::unordered_map<std::uint64_t, std::size_t> by_object;
  std::size_t columns = 0;
  while (rows.Next()) {
    const std::uint64_t object = rows.Number("ObjidTable");
    const std::uint64_t type = rows.Number("Type");
    if (type == kTable) {
      if (catalogue.tables.size() >= kMaxTables) {
        file.Report(kCatalogueRoot, "more tables than any database has");
        break;
      }
      by_object.try_emplace(object, catalogue.tables.size());
      EseTable table;
      table.name = NameOf(rows);
      table.root = static_cast<PageNumber>(rows.Number("ColtypOrPgnoFDP"));
      catalogue.tables.push_back(std::move(table));
      continue;
    }
    const auto owner = by_object.find(object);
    if (owner == by_object.end()) continue;
    EseTable& table = catalogue.tables[owner->second];
    if (type == kLongValues) {
      table.long_values = static_cast<PageNumber>(rows.Number("ColtypOrPgnoFDP"));
    } else if (type == kColumn) {
      if (++columns > kMaxColumns) {
        file.Report(kCatalogueRoot, "more columns than any database has");
        break;
      }
      AddColumn(ColumnOf(rows), table);
    }
  }
  for (EseTable& table : catalogue.tables) PlaceFixedColumns(table);
  return catalogue;
}

}  // namespace noroshi::ese
