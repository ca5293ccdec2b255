// EseTable and EseCatalogue: which tables a database has, with their columns; EseRows: the records
// of one, with their values.
//
// Format: as ese_checksum.h says. The catalogue (MSysObjects) is a table itself whose columns are
// fixed. Not thread-safe. Memory: some hundred bytes for each column of the database.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "evidence/artefacts/ese/ese_record.h"
#include "evidence/artefacts/ese/ese_tree.h"

namespace noroshi::ese {

// The longest anything here wants is a job of some KiB; of a longer value the beginning is given.
inline constexpr std::size_t kMaxLongValueBytes = std::size_t{1} << 20;
// Of all tables together. The largest database of Windows, that of the search, has 2,000.
inline constexpr std::size_t kMaxTables = 4096, kMaxColumns = 1 << 16;

// So that names are looked up without a copy.
struct ColumnNameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const noexcept {
    return std::hash<std::string_view>{}(name);
  }
};

struct EseTable {
  std::string name;
  PageNumber root = 0;
  PageNumber long_values = 0;  // root of theirs; 0: none
  std::vector<EseColumn> columns;
  std::unordered_map<std::string, std::size_t, ColumnNameHash, std::equal_to<>> by_name;
};

struct EseCatalogue {
  std::vector<EseTable> tables;  // in the order of the catalogue

  // Null when there is none.
  [[nodiscard]] const EseTable* Find(std::string_view name) const noexcept;
};
[[nodiscard]] EseCatalogue ReadCatalogue(EseFile& file);

class EseRows {
 public:
  // Both outlive this.
  EseRows(EseFile& file, const EseTable& table);

  // Goes to the next record; false at the end.
  [[nodiscard]] bool Next();
  // Where it lies in the file.
  [[nodiscard]] std::uint64_t offset() const noexcept;
  // The bytes of its key.
  [[nodiscard]] std::vector<std::uint8_t> Key() const { return node_.Key(); }

  // The values of a column by its name; empty or 0 where there is none. Of a column of several
  // values the first.
  [[nodiscard]] std::vector<std::uint8_t> Data(std::string_view column);
  // All values of a column; none where it is null.
  [[nodiscard]] std::vector<std::vector<std::uint8_t>> AllData(std::string_view column);
  [[nodiscard]] std::string Text(std::string_view column);
  [[nodiscard]] std::uint64_t Number(std::string_view column);
  // Dates are kept as days since 1899 or as ticks since 1601; which, a value itself shows.
  [[nodiscard]] Timestamp Time(std::string_view column);

 private:
  [[nodiscard]] const EseColumn* Column(std::string_view name) const;
  [[nodiscard]] std::vector<std::uint8_t> Unpacked(Bytes packed);
  [[nodiscard]] std::vector<std::uint8_t> LongValue(Bytes number);
  [[nodiscard]] std::vector<std::uint8_t> JoinPieces(EseTree& tree, Bytes key, std::size_t size);
  void AddPiece(Bytes piece, std::size_t size, std::vector<std::uint8_t>& value);
  [[nodiscard]] std::vector<std::uint8_t> One(const StoredValue& value);
  [[nodiscard]] std::vector<std::vector<std::uint8_t>> PairOf(StoredValue pair);
  [[nodiscard]] std::vector<std::vector<std::uint8_t>> ListOf(StoredValue list);

  EseFile& file_;
  const EseTable& table_;
  EseTree tree_;
  EseNode node_;
  std::optional<EseRecord> record_;
};

// A date of either form; 0 where it is neither.
[[nodiscard]] Timestamp TimeOfDate(std::uint64_t stored) noexcept;

}  // namespace noroshi::ese
