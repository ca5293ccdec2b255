#include "evidence/artefacts/registry/deleted_cells.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "evidence/artefacts/registry/value_record.h"

namespace noroshi::registry {
namespace {

using artefacts::RecordWriter;

constexpr std::uint32_t kBinSignature = 0x6E696268;  // "hbin"
constexpr std::uint32_t kBinBytes = 4096;            // bins are multiples of it
constexpr std::uint32_t kBinHeadBytes = 32;
constexpr std::size_t kHeadBytes = 24;  // of a key or value, as much as tells one
constexpr std::uint16_t kKeySignature = 0x6B6E, kValueSignature = 0x6B76;  // "nk", "vk"
constexpr std::uint16_t kKeyFlags = 0x1FFF, kMaxNameBytes = 512;
constexpr std::size_t kMaxDepth = 512;
constexpr std::uint64_t kYear = 365 * kTicksPerDay;

// Between 1990 and 2100.
bool IsLikely(Timestamp time) noexcept {
  return time.ticks > 389 * kYear && time.ticks < 499 * kYear;
}

// Of a key's or value's cell, in use then or freed since; cells are multiples of eight.
bool IsCellSize(std::uint32_t stored) noexcept {
  constexpr std::int64_t kMaxCell = 64 << 10;  // a value's name takes half of it
  const std::int64_t size = std::abs(static_cast<std::int64_t>(static_cast<std::int32_t>(stored)));
  return size >= 24 && size <= kMaxCell && size % 8 == 0;
}

bool IsKeyHead(Bytes bytes) noexcept {
  const Timestamp written{LoadOrZero<std::uint64_t>(bytes, 4)};
  return LoadOrZero<std::uint16_t>(bytes, 0) == kKeySignature &&
         (LoadOrZero<std::uint16_t>(bytes, 2) & ~kKeyFlags) == 0 && IsLikely(written);
}

bool IsValueHead(Bytes bytes) noexcept {
  const auto type = LoadOrZero<std::uint32_t>(bytes, 12);
  const auto size = LoadOrZero<std::uint32_t>(bytes, 4) & 0x7FFFFFFF;
  return LoadOrZero<std::uint16_t>(bytes, 0) == kValueSignature &&
         LoadOrZero<std::uint16_t>(bytes, 2) <= kMaxNameBytes && type <= 11 &&
         size <= kMaxValueBytes && LoadOrZero<std::uint16_t>(bytes, 16) <= 1;
}

bool IsName(std::string_view name) noexcept {
  return std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; }) &&
         name.find("\xEF\xBF\xBD") == std::string_view::npos;  // U+FFFD
}

}  // namespace

DeletedCells::DeletedCells(Hive& hive, const HiveNames& names) : hive_(hive), names_(names) {
  hive_.BeginDeleted();
  Find();
  is_written_.resize(values_.size());
}

void DeletedCells::Take(std::vector<CellOffset>& found, CellOffset cell) {
  if (found.size() < kMaxDeleted) {
    found.push_back(cell);
  } else {
    hive_.Tell(cell, "more deleted keys or values than are kept");
  }
}

// Cells that were freed beside each other became one: what was in them lies anywhere inside.
void DeletedCells::LookThrough(CellOffset begin, CellOffset end) {
  for (CellOffset cell = begin; cell + 4 + kHeadBytes <= end; cell += 8) {
    std::array<std::uint8_t, 4 + kHeadBytes> bytes{};
    if (!hive_.file().Read(cell, bytes)) return;
    if (!IsCellSize(LoadUnchecked<std::uint32_t>(bytes.data()))) continue;
    const Bytes head = Bytes(bytes).subspan(4);
    if (IsKeyHead(head)) Take(keys_, cell);
    if (IsValueHead(head)) Take(values_, cell);
  }
}

void DeletedCells::Find() {
  const std::uint64_t size = std::min<std::uint64_t>(hive_.file().bins_bytes(), kNoCell);
  for (std::uint64_t bin = 0; bin + kBinHeadBytes <= size;) {
    std::array<std::uint8_t, 12> head{};
    if (!hive_.file().Read(bin, head)) return;
    const auto bin_bytes = LoadUnchecked<std::uint32_t>(head.data() + 8);
    if (LoadUnchecked<std::uint32_t>(head.data()) != kBinSignature || bin_bytes < kBinBytes ||
        bin_bytes % kBinBytes != 0) {
      bin += kBinBytes;  // damaged, or behind the last
      continue;
    }
    const std::uint64_t end = std::min(bin + bin_bytes, size);
    for (std::uint64_t cell = bin + kBinHeadBytes; cell + 8 <= end;) {
      std::array<std::uint8_t, 4> stored{};
      if (!hive_.file().Read(cell, stored)) return;
      const std::int64_t bytes =
          static_cast<std::int32_t>(LoadUnchecked<std::uint32_t>(stored.data()));
      const std::uint64_t cell_end = cell + static_cast<std::uint64_t>(std::abs(bytes));
      if (bytes == 0 || bytes % 8 != 0 || cell_end > end) break;
      if (bytes > 0) {
        LookThrough(static_cast<CellOffset>(cell), static_cast<CellOffset>(cell_end));
      }
      cell = cell_end;
    }
    bin = end;
  }
}

bool DeletedCells::WriteNext(RecordWriter& records) {
  if (next_key_ < keys_.size()) {
    Key key;
    if (hive_.ReadKey(keys_[next_key_++], key) && !key.name.empty() && IsName(key.name)) {
      WriteKey(key, records);
    }
    return true;
  }
  if (next_value_ < values_.size()) {
    const std::size_t at = next_value_++;
    if (!is_written_[at]) WriteLoneValue(values_[at], records);
    return true;
  }
  return false;
}

void DeletedCells::WriteKey(const Key& key, RecordWriter& records) {
  std::vector<std::string> names = {key.name};
  std::string shown = "?";
  CellOffset above = key.parent;
  for (std::size_t depth = 0; depth < kMaxDepth; ++depth) {
    if (above == hive_.file().base().root_cell) {
      shown = names_.root;
      break;
    }
    Key parent;
    if (!hive_.ReadKey(above, parent) || !IsName(parent.name)) break;
    names.insert(names.begin(), parent.name);
    above = parent.parent;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_current = i == 0 && shown != "?" && !names_.control_set.empty() &&
                            SameName(names[i], names_.control_set);
    shown += '\\';
    shown += is_current ? "CurrentControlSet" : names[i];
  }
  const std::vector<std::string_view> path = CommonPath(names_, names);
  const ValuePlace place{names_, key.written, shown, path};
  records.Begin("registry_deleted", kBaseBlockBytes + std::uint64_t{key.cell});
  records.When(key.written, "key_last_write");
  records.TextIfAny("Computer", names_.computer);
  records.Text("TargetObject", shown);
  records.Text("Deleted", "true");
  records.TextIfAny("User", names_.user);
  records.End();
  for (const RegistryValue& value : hive_.Values(key)) {
    // A cell that is in use again is another key's value.
    const auto found = std::ranges::lower_bound(values_, value.cell);
    if (found == values_.end() || *found != value.cell || !IsName(value.name)) continue;
    const auto index = static_cast<std::size_t>(found - values_.begin());
    if (is_written_[index]) continue;
    is_written_[index] = true;
    BeginValueRecord("registry_deleted", value, place, records);
    records.Text("Deleted", "true");
    records.End();
  }
}

void DeletedCells::WriteLoneValue(CellOffset cell, RecordWriter& records) {
  RegistryValue value;
  if (!hive_.ReadValue(cell, value) || !IsName(value.name)) return;
  const std::vector<std::string_view> path;
  BeginValueRecord("registry_deleted", value, {names_, {}, "?", path}, records);
  records.Text("Deleted", "true");
  records.End();
}

}  // namespace noroshi::registry
