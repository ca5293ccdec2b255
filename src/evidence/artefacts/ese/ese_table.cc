#include "evidence/artefacts/ese/ese_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

#include "base/utf.h"
#include "evidence/artefacts/ese/ese_packing.h"
#include "evidence/artefacts/mended_text.h"

namespace noroshi::ese {
namespace {

constexpr std::uint32_t kWideCodePage = 1200;
constexpr std::uint16_t kIsElsewhere = 0x8000, kPlaceMask = 0x7FFF;  // lists of values
constexpr std::size_t kMaxValues = 1024;                             // of one column in one record
// A long value's own node: how many refer to it, and its size.
constexpr std::size_t kLongSizeAt = 4;

// Big-endian, as keys are.
std::uint32_t KeyNumber(Bytes bytes) noexcept {
  return __builtin_bswap32(LoadOrZero<std::uint32_t>(bytes, 0));
}

// Bytes of both forms of long value numbers, in the order of keys.
std::vector<std::uint8_t> KeyOf(Bytes number) { return {number.rbegin(), number.rend()}; }

}  // namespace

Timestamp TimeOfDate(std::uint64_t stored) noexcept {
  // A day of 1899 and later has an exponent that as ticks would be beyond the year 14,000.
  constexpr double kUnixEpochDay = 25'569, kLastDay = 2'958'465;  // 9999-12-31
  constexpr double kMillisecondsOfDay = 86'400'000;
  constexpr std::uint64_t kTicksOfMillisecond = kTicksPerSecond / 1000;
  const auto days = std::bit_cast<double>(stored);
  if (std::isfinite(days) && days >= 1 && days <= kLastDay) {
    const auto since =
        static_cast<std::int64_t>(std::llround((days - kUnixEpochDay) * kMillisecondsOfDay));
    return {kUnixEpochTicks + static_cast<std::uint64_t>(since) * kTicksOfMillisecond};
  }
  constexpr std::uint64_t kLastTicks = 2'650'467'744'000'000'000;  // 10000-01-01
  return {stored < kLastTicks ? stored : 0};
}

EseRows::EseRows(EseFile& file, const EseTable& table)
    : file_(file), table_(table), tree_(file, table.root) {}

bool EseRows::Next() {
  record_.reset();
  if (!tree_.Next(node_)) return false;
  const EsePage& page = tree_.page();
  if (!page.has_new_records()) {
    file_.Report(page.number(),
                 "records in the form of before 2000: only some of their columns "
                 "are read",
                 0);
  }
  record_.emplace(node_.data, page.is_small(), page.has_new_records());
  return true;
}

std::uint64_t EseRows::offset() const noexcept {
  return file_.OffsetOf(tree_.page().number()) + node_.place;
}

const EseColumn* EseRows::Column(std::string_view name) const {
  const auto found = table_.by_name.find(std::string(name));
  return found == table_.by_name.end() ? nullptr : &table_.columns[found->second];
}

std::vector<std::uint8_t> EseRows::Unpacked(Bytes packed) {
  auto unpacked = UnpackValue(packed, kMaxLongValueBytes);
  if (unpacked.ok()) return *std::move(unpacked);
  file_.Report(tree_.page().number(), unpacked.error().code == ErrorCode::kUnsupported
                                          ? "a value packed in a way that is not read"
                                          : "a packed value that contradicts itself");
  return {};
}

// Pieces by their places in the value, each packed or not: one that is shorter than its place says
// is packed.
std::vector<std::uint8_t> EseRows::LongValue(Bytes number) {
  std::vector<std::uint8_t> value;
  if (table_.long_values == 0 || (number.size() != 4 && number.size() != 8)) return value;
  const std::vector<std::uint8_t> key = KeyOf(number);
  EseTree tree(file_, table_.long_values);
  tree.Seek(key);
  EseNode node;
  const auto is_of_value = [&](std::size_t size) {
    const std::vector<std::uint8_t> own = node.Key();
    return own.size() == size && std::equal(key.begin(), key.end(), own.begin());
  };
  if (!tree.Next(node) || !is_of_value(key.size())) {
    file_.Report(tree_.page().number(), "a record whose long value is not there");
    return value;
  }
  const std::size_t size = LoadOrZero<std::uint32_t>(node.data, kLongSizeAt);
  const std::size_t wanted = std::min(size, kMaxLongValueBytes);
  std::vector<std::uint8_t> piece;
  std::size_t piece_at = 0;
  const auto take = [&](std::size_t end) {
    if (piece.size() < end - piece_at) piece = Unpacked(piece);
    piece.resize(std::min(piece.size(), end - piece_at));
    value.insert(value.end(), piece.begin(), piece.end());
  };
  while (value.size() < wanted && tree.Next(node) && is_of_value(key.size() + 4)) {
    const std::vector<std::uint8_t> own = node.Key();
    const std::size_t at = KeyNumber(Bytes(own).subspan(key.size()));
    if (!piece.empty()) {
      if (at <= piece_at || at > size) break;
      take(at);
    }
    piece_at = at;
    piece.assign(node.data.begin(), node.data.end());
  }
  if (!piece.empty() && value.size() < wanted && size > piece_at) take(size);
  if (value.size() < wanted) {
    file_.Report(tree_.page().number(), "a long value of which pieces are missing");
  }
  value.resize(std::min(value.size(), wanted));
  return value;
}

std::vector<std::uint8_t> EseRows::One(const StoredValue& value) {
  if (value.is_encrypted) {
    file_.Report(tree_.page().number(), "an encrypted value");
    return {};
  }
  if (value.is_elsewhere) return LongValue(value.bytes);
  if (value.is_packed) return Unpacked(value.bytes);
  return {value.bytes.begin(), value.bytes.end()};
}

std::vector<std::vector<std::uint8_t>> EseRows::AllData(std::string_view name) {
  std::vector<std::vector<std::uint8_t>> values;
  const EseColumn* column = Column(name);
  if (column == nullptr || !record_) return values;
  const std::optional<StoredValue> stored = record_->Find(*column);
  if (!stored) return values;
  if (!stored->is_list) {
    values.push_back(One(*stored));
    return values;
  }
  const Bytes all = stored->bytes;
  // Of a list only the first value is ever packed.
  StoredValue one;
  one.is_packed = stored->is_packed;
  one.is_encrypted = stored->is_encrypted;
  if (stored->is_pair) {
    const std::size_t first = all.empty() ? 0 : std::min<std::size_t>(all[0], all.size() - 1);
    if (all.empty()) return values;
    one.bytes = all.subspan(1, first);
    values.push_back(One(one));
    one.is_packed = false;
    one.bytes = all.subspan(1 + first);
    values.push_back(One(one));
    return values;
  }
  const std::size_t count =
      std::min<std::size_t>((LoadOrZero<std::uint16_t>(all, 0) & kPlaceMask) / 2, kMaxValues);
  for (std::size_t i = 0; i < count; ++i) {
    const auto place = LoadOrZero<std::uint16_t>(all, i * 2);
    const std::size_t begin = place & kPlaceMask;
    const std::size_t end =
        i + 1 < count ? LoadOrZero<std::uint16_t>(all, i * 2 + 2) & kPlaceMask : all.size();
    if (begin > end || end > all.size()) break;
    one.bytes = all.subspan(begin, end - begin);
    one.is_elsewhere = (place & kIsElsewhere) != 0;
    values.push_back(One(one));
    one.is_packed = false;
  }
  return values;
}

std::vector<std::uint8_t> EseRows::Data(std::string_view column) {
  auto values = AllData(column);
  return values.empty() ? std::vector<std::uint8_t>{} : std::move(values.front());
}

std::string EseRows::Text(std::string_view name) {
  const EseColumn* column = Column(name);
  if (column == nullptr) return {};
  const std::vector<std::uint8_t> data = Data(name);
  return column->code_page == kWideCodePage ? artefacts::WideText(data) : artefacts::AnsiText(data);
}

std::uint64_t EseRows::Number(std::string_view name) {
  const std::vector<std::uint8_t> data = Data(name);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(data.size(), 8); ++i) {
    number |= std::uint64_t{data[i]} << (8 * i);
  }
  return number;
}

Timestamp EseRows::Time(std::string_view column) { return TimeOfDate(Number(column)); }

}  // namespace noroshi::ese
