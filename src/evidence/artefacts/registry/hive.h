// Hive: the keys and values of a registry hive, cell by cell.
//
// Nothing here trusts the hive: a cell is copied out before it is looked at, counts are bounded by
// what the cell can hold, and what does not fit is counted as damage and left out.
//
// Not thread-safe. Cost: a copy of each cell that is asked for, and of all of them together some
// sixteen times the hive at most: lists that lead to the same cells over and over end there.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "evidence/artefacts/registry/hive_file.h"

namespace noroshi::registry {

using CellOffset = std::uint32_t;  // behind the base block
inline constexpr CellOffset kNoCell = 0xFFFFFFFF;

// A list of subkeys or values longer than this is damage: the registry itself slows to a crawl far
// below.
inline constexpr std::uint32_t kMaxListItems = 1 << 20;
// Values of one key; real keys have some ten thousand at most.
inline constexpr std::uint32_t kMaxKeyValues = 1 << 18;
// Of a longer value only the beginning is read. The longest that anything here looks into is the
// application compatibility cache, some 200 KiB.
inline constexpr std::uint32_t kMaxValueBytes = 1 << 20;
// Names and data of all values of a key together; values beyond are left out. Real keys stay below
// 8 MiB.
inline constexpr std::size_t kMaxKeyDataBytes = std::size_t{32} << 20;

struct Key {
  CellOffset cell = kNoCell;
  CellOffset parent = kNoCell;
  Timestamp written;  // of the key, or of its values
  std::uint32_t subkey_count = 0, value_count = 0;
  CellOffset subkeys = kNoCell, values = kNoCell;  // their lists
  std::string name;
};

enum class RegistryType : std::uint32_t {
  kNone = 0,
  kString = 1,
  kExpandString = 2,
  kBinary = 3,
  kDword = 4,
  kDwordBig = 5,
  kLink = 6,
  kMultiString = 7,
  kQword = 11,
};

struct RegistryValue {
  CellOffset cell = kNoCell;
  std::string name;  // "" is the key's default value
  RegistryType type = RegistryType::kNone;
  std::vector<std::uint8_t> data;  // at most kMaxValueBytes
  CellOffset data_cell = kNoCell;  // where they lie, or their list; kNoCell: in the value's cell

  // As text where it is one; else "".
  [[nodiscard]] std::string Text() const;
  // As a number where it is one; else 0.
  [[nodiscard]] std::uint64_t Number() const noexcept;
};

class Hive {
 public:
  // Both must outlive the hive.
  Hive(HiveFile& file, DamageSink& damage);

  [[nodiscard]] HiveFile& file() noexcept { return file_; }

  // False when there is no key at `cell`; that is damage.
  [[nodiscard]] bool ReadKey(CellOffset cell, Key& key);
  // The cells of its subkeys, in the order of the hive (by name).
  [[nodiscard]] std::vector<CellOffset> Subkeys(const Key& key);
  [[nodiscard]] std::vector<RegistryValue> Values(const Key& key);
  // A subkey by its name, case ignored; false when there is none.
  [[nodiscard]] bool FindSubkey(const Key& key, std::string_view name, Key& found);

  // The value in a cell; false when there is none, which is damage.
  [[nodiscard]] bool ReadValue(CellOffset cell, RegistryValue& value);

  // From here on cells are read that are not in use: what contradicts itself in them is no damage.
  void BeginDeleted();

  // Says that the hive contradicts itself at a cell, and that a key or value is lost by it. Once
  // for each cell: keys are looked at more than once.
  void Report(CellOffset cell, std::string_view what);
  // As above for what is left out on purpose, of cells not in use too.
  void Tell(CellOffset cell, std::string_view what);

 private:
  [[nodiscard]] bool ReadCell(CellOffset cell, std::string_view what);
  [[nodiscard]] bool ReadData(CellOffset cell, std::uint32_t size, std::vector<std::uint8_t>& data);
  [[nodiscard]] bool ReadBigData(std::uint32_t size, std::vector<std::uint8_t>& data);
  void AddSubkeys(CellOffset list, std::uint32_t depth, std::vector<CellOffset>& keys);

  HiveFile& file_;
  DamageSink& damage_;
  std::vector<std::uint8_t> cell_;  // the last one read, without its size
  std::unordered_set<CellOffset> reported_;
  std::uint64_t budget_;  // bytes of cells that may still be copied
  bool is_of_deleted_ = false;
};

// The first value of that name, case ignored; null when there is none.
[[nodiscard]] const RegistryValue* FindValue(const std::vector<RegistryValue>& values,
                                             std::string_view name) noexcept;
[[nodiscard]] bool SameName(std::string_view a, std::string_view b) noexcept;

}  // namespace noroshi::registry
