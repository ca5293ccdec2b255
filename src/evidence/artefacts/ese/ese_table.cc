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
constexpr std::size_t kPlaceBytes = 4;  // of a piece, behind the number in its key

// Big-endian, as keys are.
std::uint32_t KeyNumber(Bytes bytes) noexcept {
  return __builtin_bswap32(LoadOrZero<std::uint32_t>(bytes, 0));
}

// Bytes of both forms of long value numbers, in the order of keys.
std::vector<std::uint8_t> KeyOf(Bytes number) { return {number.rbegin(), number.rend()}; }

// Whether a node's key is `key` and `behind` bytes more.
bool IsPieceOf(const EseNode& node, Bytes key, std::size_t behind) {
  const std::vector<std::uint8_t> own = node.Key();
  return own.size() == key.size() + behind && std::equal(key.begin(), key.end(), own.begin());
}

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
  const auto found = table_.by_name.find(name);
  return found == table_.by_name.end() ? nullptr : &table_.columns[found->second];
}

std::vector<std::uint8_t> EseRows::Unpacked(Bytes packed) {
  if (!file_.can_spend()) return {};
  auto unpacked = UnpackValue(packed, kMaxLongValueBytes);
  if (unpacked.ok()) {
    if (!file_.Spend(unpacked->size())) return {};
    return *std::move(unpacked);
  }
  file_.Report(tree_.page().number(), unpacked.error().code == ErrorCode::kUnsupported
                                          ? "a value packed in a way that is not read"
                                          : "a packed value that contradicts itself");
  return {};
}

std::vector<std::uint8_t> EseRows::LongValue(Bytes number) {
  if (table_.long_values == 0 || (number.size() != 4 && number.size() != 8)) return {};
  const std::vector<std::uint8_t> key = KeyOf(number);
  EseTree tree(file_, table_.long_values);
  tree.Seek(key);
  EseNode node;
  if (!tree.Next(node) || !IsPieceOf(node, key, 0)) {
    file_.Report(tree_.page().number(), "a record whose long value is not there");
    return {};
  }
  return JoinPieces(tree, key, LoadOrZero<std::uint32_t>(node.data, kLongSizeAt));
}

// Pieces by their places in the value, which their keys end with.
std::vector<std::uint8_t> EseRows::JoinPieces(EseTree& tree, Bytes key, std::size_t size) {
  const std::size_t wanted = std::min(size, kMaxLongValueBytes);
  std::vector<std::uint8_t> value, piece;
  std::size_t piece_at = 0;
  EseNode node;
  while (value.size() < wanted && tree.Next(node) && IsPieceOf(node, key, kPlaceBytes)) {
    const std::vector<std::uint8_t> own = node.Key();
    const std::size_t at = KeyNumber(Bytes(own).subspan(key.size()));
    if (at > size || (!piece.empty() && at <= piece_at)) break;
    AddPiece(piece, at - piece_at, value);
    piece_at = at;
    piece.assign(node.data.begin(), node.data.end());
  }
  if (value.size() < wanted && size > piece_at) AddPiece(piece, size - piece_at, value);
  if (value.size() < wanted) {
    file_.Report(tree_.page().number(), "a long value of which pieces are missing");
  }
  value.resize(std::min(value.size(), wanted));
  return value;
}

// One that is shorter than its place says is packed.
void EseRows::AddPiece(Bytes piece, std::size_t size, std::vector<std::uint8_t>& value) {
  if (piece.empty() || !file_.Spend(piece.size())) return;
  std::vector<std::uint8_t> unpacked;
  if (piece.size() < size) {
    unpacked = Unpacked(piece);
    piece = unpacked;
  }
  piece = piece.first(std::min(piece.size(), size));
  value.insert(value.end(), piece.begin(), piece.end());
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
  const EseColumn* column = Column(name);
  if (column == nullptr || !record_) return {};
  const std::optional<StoredValue> stored = record_->Find(*column);
  if (!stored) return {};
  if (!stored->is_list) return {One(*stored)};
  return stored->is_pair ? PairOf(*stored) : ListOf(*stored);
}

// The size of the first, and both. Here and in lists only the first is ever packed.
std::vector<std::vector<std::uint8_t>> EseRows::PairOf(StoredValue pair) {
  const Bytes all = pair.bytes;
  if (all.empty()) return {};
  const std::size_t first = std::min<std::size_t>(all[0], all.size() - 1);
  std::vector<std::vector<std::uint8_t>> values;
  pair.is_elsewhere = false;
  pair.bytes = all.subspan(1, first);
  values.push_back(One(pair));
  pair.is_packed = false;
  pair.bytes = all.subspan(1 + first);
  values.push_back(One(pair));
  return values;
}

// Where each begins, and all of them.
std::vector<std::vector<std::uint8_t>> EseRows::ListOf(StoredValue list) {
  const Bytes all = list.bytes;
  const std::size_t count =
      std::min<std::size_t>((LoadOrZero<std::uint16_t>(all, 0) & kPlaceMask) / 2, kMaxValues);
  std::vector<std::vector<std::uint8_t>> values;
  for (std::size_t i = 0; i < count; ++i) {
    const auto place = LoadOrZero<std::uint16_t>(all, i * 2);
    const std::size_t begin = place & kPlaceMask;
    const std::size_t end =
        i + 1 < count ? LoadOrZero<std::uint16_t>(all, i * 2 + 2) & kPlaceMask : all.size();
    if (begin > end || end > all.size()) break;
    list.bytes = all.subspan(begin, end - begin);
    list.is_elsewhere = (place & kIsElsewhere) != 0;
    values.push_back(One(list));
    list.is_packed = false;
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
