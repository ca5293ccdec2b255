#include "evidence/artefacts/registry/hive.h"

#include <algorithm>
#include <cstdlib>

#include "base/utf.h"
#include "evidence/artefacts/mended_text.h"

namespace noroshi::registry {
namespace {

constexpr std::uint16_t Signature(char first, char second) noexcept {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(first) |
                                    static_cast<unsigned char>(second) << 8);
}

constexpr std::uint32_t kMaxCellBytes = 16 << 20;  // a list of kMaxListItems fits in
constexpr std::size_t kKeyBytes = 76;
constexpr std::uint16_t kKeyNameIsAnsi = 0x20;
constexpr std::uint16_t kMaxKeyNameBytes = 2 * 255;  // the registry takes 255 characters
constexpr std::size_t kValueBytes = 20;
constexpr std::uint16_t kMaxValueNameBytes = 2 * 16'383;
constexpr std::uint16_t kValueNameIsAnsi = 1;
constexpr std::uint32_t kDataIsInside = 0x80000000;  // a value's data lie in its own cell
constexpr std::uint32_t kBigSegmentBytes = 16'344;   // of data that are longer than that
// Real lists of lists have one level.
constexpr std::uint32_t kMaxListDepth = 2;
// A walk copies each cell one to three times.
constexpr std::uint64_t kBaseBudgetBytes = 1 << 20, kBudgetFactor = 16;
// What one hive can say of its damage; the rest is only counted.
constexpr std::uint64_t kMaxReports = 1000;

std::string NameText(Bytes bytes, bool is_ansi) {
  std::string text;
  is_ansi ? AppendAnsi(bytes, text) : AppendUtf16(bytes, text);
  return text;
}

Bytes Part(Bytes bytes, std::size_t at, std::size_t size) noexcept {
  if (at > bytes.size()) return {};
  return bytes.subspan(at, std::min(size, bytes.size() - at));
}

char LowerAscii(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Windows keeps flags of driver packages above the type. Properties of devices, which have all of
// those bits, count types of their own.
RegistryType TypeOf(std::uint32_t stored) noexcept {
  constexpr std::uint32_t kProperty = 0xFFFF0000, kTypeMask = 0xFFFF;
  return RegistryType{(stored & kProperty) == kProperty ? stored : stored & kTypeMask};
}

}  // namespace

bool SameName(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, LowerAscii, LowerAscii);
}

std::string RegistryValue::Text() const {
  switch (type) {
    case RegistryType::kString:
    case RegistryType::kExpandString:
    case RegistryType::kLink: return artefacts::WideText(data);
    case RegistryType::kMultiString: {
      std::string text;
      AppendUtf16(data, text);
      while (!text.empty() && text.back() == '\0') text.pop_back();
      std::ranges::replace(text, '\0', ';');
      return text;
    }
    default: return {};
  }
}

std::uint64_t RegistryValue::Number() const noexcept {
  if (type == RegistryType::kQword) return LoadOrZero<std::uint64_t>(data, 0);
  const auto number = LoadOrZero<std::uint32_t>(data, 0);
  if (type == RegistryType::kDword) return number;
  return type == RegistryType::kDwordBig ? __builtin_bswap32(number) : 0;
}

const RegistryValue* FindValue(const std::vector<RegistryValue>& values,
                               std::string_view name) noexcept {
  const auto found = std::ranges::find_if(
      values, [&](const RegistryValue& value) { return SameName(value.name, name); });
  return found == values.end() ? nullptr : &*found;
}

Hive::Hive(HiveFile& file, DamageSink& damage)
    : file_(file), damage_(damage), budget_(kBaseBudgetBytes + file.bins_bytes() * kBudgetFactor) {}

void Hive::BeginDeleted() {
  is_of_deleted_ = true;
  budget_ = kBaseBudgetBytes + file_.bins_bytes() * kBudgetFactor;
}

void Hive::Report(CellOffset cell, std::string_view what) {
  if (!is_of_deleted_) Tell(cell, what);
}

void Hive::Tell(CellOffset cell, std::string_view what) {
  if (reported_.size() >= kMaxReports || !reported_.insert(cell).second) return;
  damage_.OnDamage({DamageKind::kRecordSyntax, kBaseBlockBytes + std::uint64_t{cell}, 0, 1, 0,
                    std::string(what)});
}

bool Hive::ReadCell(CellOffset cell, std::string_view what) {
  std::uint8_t head[4];
  cell_.clear();
  if (cell % 8 == 0 && file_.Read(cell, head)) {
    const std::int64_t stored = static_cast<std::int32_t>(LoadUnchecked<std::uint32_t>(head));
    const std::int64_t size = std::abs(stored);
    const auto bytes = static_cast<std::uint64_t>(size);
    if (size >= 8 && size <= kMaxCellBytes && cell + bytes <= file_.bins_bytes()) {
      if (bytes > budget_) {
        Tell(cell, "the hive leads to the same cells over and over; what is left is not read");
        return false;
      }
      budget_ -= bytes;
      cell_.resize(static_cast<std::size_t>(size - 4));
      if (file_.Read(std::uint64_t{cell} + 4, cell_)) return true;
    }
  }
  Report(cell, what);
  return false;
}

bool Hive::ReadKey(CellOffset cell, Key& key) {
  if (!ReadCell(cell, "no cell where a key should be")) return false;
  const Bytes bytes = cell_;
  if (bytes.size() < kKeyBytes || LoadOrZero<std::uint16_t>(bytes, 0) != Signature('n', 'k')) {
    Report(cell, "no key where one should be");
    return false;
  }
  const bool is_ansi = (LoadOrZero<std::uint16_t>(bytes, 2) & kKeyNameIsAnsi) != 0;
  key.cell = cell;
  key.written.ticks = LoadOrZero<std::uint64_t>(bytes, 4);
  key.parent = LoadOrZero<std::uint32_t>(bytes, 16);
  key.subkey_count = LoadOrZero<std::uint32_t>(bytes, 20);
  key.subkeys = LoadOrZero<std::uint32_t>(bytes, 28);
  key.value_count = LoadOrZero<std::uint32_t>(bytes, 36);
  key.values = LoadOrZero<std::uint32_t>(bytes, 40);
  const auto size = std::min(LoadOrZero<std::uint16_t>(bytes, 72), kMaxKeyNameBytes);
  key.name = NameText(Part(bytes, kKeyBytes, size), is_ansi);
  return true;
}

std::vector<CellOffset> Hive::Subkeys(const Key& key) {
  std::vector<CellOffset> keys;
  if (key.subkey_count == 0 || key.subkeys == kNoCell) return keys;
  AddSubkeys(key.subkeys, 0, keys);
  if (keys.size() < key.subkey_count) {
    Report(key.cell, "a key has fewer subkeys than it says: " + key.name);
  }
  return keys;
}

void Hive::AddSubkeys(CellOffset list, std::uint32_t depth, std::vector<CellOffset>& keys) {
  if (!ReadCell(list, "no cell where a list of subkeys should be")) return;
  const auto signature = LoadOrZero<std::uint16_t>(cell_, 0);
  const bool is_index = signature == Signature('r', 'i');
  const bool has_hints = signature == Signature('l', 'f') || signature == Signature('l', 'h');
  if ((!is_index && !has_hints && signature != Signature('l', 'i')) ||
      (is_index && depth >= kMaxListDepth)) {
    return Report(list, "no list of subkeys where one should be");
  }
  const std::size_t item = has_hints ? 8 : 4;
  const std::size_t count =
      std::min<std::size_t>(LoadOrZero<std::uint16_t>(cell_, 2), (cell_.size() - 4) / item);
  std::vector<CellOffset> items(count);
  for (std::size_t i = 0; i < count; ++i) {
    items[i] = LoadOrZero<std::uint32_t>(cell_, 4 + i * item);
  }
  for (const CellOffset one : items) {
    if (keys.size() >= kMaxListItems) return Report(list, "more subkeys than any key has");
    if (is_index) {
      AddSubkeys(one, depth + 1, keys);  // at most kMaxListDepth deep
    } else {
      keys.push_back(one);
    }
  }
}

std::vector<RegistryValue> Hive::Values(const Key& key) {
  std::vector<RegistryValue> values;
  if (key.value_count == 0 || key.values == kNoCell) return values;
  if (!ReadCell(key.values, "no cell where a list of values should be")) return values;
  const std::size_t count =
      std::min<std::size_t>({key.value_count, cell_.size() / 4, kMaxKeyValues});
  if (count < key.value_count) Report(key.cell, "a key has fewer values than it says");
  std::vector<CellOffset> cells(count);
  for (std::size_t i = 0; i < count; ++i) cells[i] = LoadOrZero<std::uint32_t>(cell_, i * 4);
  std::size_t data_bytes = 0;
  for (const CellOffset cell : cells) {
    RegistryValue value;
    if (!ReadValue(cell, value)) continue;
    data_bytes += value.name.size() + value.data.size();
    if (data_bytes > kMaxKeyDataBytes) {
      Report(cell, "a key has more data than any key has");
      break;
    }
    values.push_back(std::move(value));
  }
  return values;
}

bool Hive::ReadValue(CellOffset cell, RegistryValue& value) {
  if (!ReadCell(cell, "no cell where a value should be")) return false;
  const Bytes bytes = cell_;
  if (bytes.size() < kValueBytes || LoadOrZero<std::uint16_t>(bytes, 0) != Signature('v', 'k')) {
    Report(cell, "no value where one should be");
    return false;
  }
  const bool is_ansi = (LoadOrZero<std::uint16_t>(bytes, 16) & kValueNameIsAnsi) != 0;
  value.cell = cell;
  value.type = TypeOf(LoadOrZero<std::uint32_t>(bytes, 12));
  const auto name = std::min(LoadOrZero<std::uint16_t>(bytes, 2), kMaxValueNameBytes);
  value.name = NameText(Part(bytes, kValueBytes, name), is_ansi);
  const auto size = LoadOrZero<std::uint32_t>(bytes, 4);
  if ((size & kDataIsInside) != 0) {
    const Bytes inside = Part(bytes, 8, std::min<std::uint32_t>(size & ~kDataIsInside, 4));
    value.data.assign(inside.begin(), inside.end());
    return true;
  }
  if (size == 0) return true;
  value.data_cell = LoadOrZero<std::uint32_t>(bytes, 8);
  if (!ReadData(value.data_cell, size, value.data)) {
    Report(cell, "a value without its data: " + value.name);
  }
  return true;
}

bool Hive::ReadData(CellOffset cell, std::uint32_t size, std::vector<std::uint8_t>& data) {
  if (!ReadCell(cell, "no cell where a value's data should be")) return false;
  if (size > kBigSegmentBytes && LoadOrZero<std::uint16_t>(cell_, 0) == Signature('d', 'b')) {
    return ReadBigData(size, data);
  }
  const Bytes inside = Part(cell_, 0, std::min(size, kMaxValueBytes));
  data.assign(inside.begin(), inside.end());
  return cell_.size() >= size;
}

// Data in segments, whose cells are listed in another one. REQUIRES: cell_ is its head.
bool Hive::ReadBigData(std::uint32_t size, std::vector<std::uint8_t>& data) {
  const std::size_t count = LoadOrZero<std::uint16_t>(cell_, 2);
  if (!ReadCell(LoadOrZero<std::uint32_t>(cell_, 4), "no list of a value's segments")) return false;
  std::vector<CellOffset> segments(std::min(count, cell_.size() / 4));
  for (std::size_t i = 0; i < segments.size(); ++i) {
    segments[i] = LoadOrZero<std::uint32_t>(cell_, i * 4);
  }
  const std::size_t wanted = std::min(size, kMaxValueBytes);
  for (const CellOffset segment : segments) {
    if (data.size() >= wanted) break;
    if (!ReadCell(segment, "no segment of a value's data")) return false;
    const Bytes part =
        Part(cell_, 0, std::min<std::size_t>(wanted - data.size(), kBigSegmentBytes));
    data.insert(data.end(), part.begin(), part.end());
  }
  return data.size() == wanted;
}

bool Hive::FindSubkey(const Key& key, std::string_view name, Key& found) {
  for (const CellOffset cell : Subkeys(key)) {
    if (ReadKey(cell, found) && SameName(found.name, name)) return true;
  }
  return false;
}

}  // namespace noroshi::registry
