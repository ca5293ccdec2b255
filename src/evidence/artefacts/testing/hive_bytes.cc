#include "evidence/artefacts/testing/hive_bytes.h"

#include <algorithm>

namespace noroshi::testing {
namespace {

constexpr std::size_t kBase = 4096;
constexpr std::size_t kBinHead = 32;
constexpr std::uint32_t kNone = 0xFFFFFFFF;

class Writer {
 public:
  explicit Writer(const HiveOptions& options) : options_(options) { bins_.PadTo(kBinHead); }

  std::uint32_t Key(const HiveKey& key, std::uint16_t flags) {
    std::vector<std::uint32_t> subkeys, values, all;
    freeing_ += key.is_deleted ? 1 : 0;
    for (const HiveKey& below : key.keys) {
      all.push_back(Key(below, 0x20));
      if (!below.is_deleted) subkeys.push_back(all.back());
    }
    for (const HiveValue& value : key.values) values.push_back(Value(value));
    const std::uint32_t subkey_list = subkeys.empty() ? kNone : SubkeyListOf(subkeys);
    const std::uint32_t value_list = values.empty() ? kNone : List(values);
    ByteWriter cell;
    cell.Text("nk").U16(flags).U64(key.written).U32(0).U32(0).U32(subkeys.size()).U32(0);
    cell.U32(subkey_list).U32(kNone).U32(values.size()).U32(value_list).U32(kNone).U32(kNone);
    cell.PadTo(72).U16(key.name.size()).U16(0).Text(key.name);
    const std::uint32_t own = Cell(cell);
    for (const std::uint32_t below : all) bins_.SetU32(below + 4 + 16, own);
    freeing_ -= key.is_deleted ? 1 : 0;
    return own;
  }

  std::vector<std::uint8_t> Finish(std::uint32_t root) {
    const std::size_t used = bins_.size();
    const std::size_t size = (used + 8 + 4095) / 4096 * 4096;
    bins_.U32(size - used);  // the rest is one free cell
    bins_.PadTo(size);
    bins_.SetU32(0, 0x6E696268).SetU32(4, 0).SetU32(8, size);
    ByteWriter out;
    out.Text("regf").U32(options_.primary_sequence).U32(options_.secondary_sequence).U64(1);
    out.U32(1).U32(5).U32(0).U32(1).U32(root).U32(size).U32(1).Wide(options_.file_name);
    SetChecksum(out);
    out.PadTo(kBase).Raw(bins_.bytes());
    return out.bytes();
  }

  static void SetChecksum(ByteWriter& out) {
    out.PadTo(512);
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at < 508; at += 4) {
      for (std::size_t i = 0; i < 4; ++i) {
        sum ^= static_cast<std::uint32_t>(out.bytes()[at + i]) << (8 * i);
      }
    }
    out.SetU32(508, sum);
  }

 private:
  std::uint32_t Cell(ByteWriter& cell) {
    const std::size_t size = (cell.size() + 4 + 7) / 8 * 8;
    const std::size_t at = bins_.size();
    bins_.U32(freeing_ > 0 ? size : 0x100000000ULL - size).Raw(cell.bytes()).PadTo(at + size);
    return static_cast<std::uint32_t>(at);
  }

  std::uint32_t List(const std::vector<std::uint32_t>& items) {
    ByteWriter cell;
    for (const std::uint32_t item : items) cell.U32(item);
    return Cell(cell);
  }

  std::uint32_t SubkeyListOf(const std::vector<std::uint32_t>& items) {
    if (options_.list == SubkeyList::kRi) {
      ByteWriter half, other, index;
      const std::size_t middle = items.size() / 2;
      half.Text("lh").U16(middle);
      other.Text("lh").U16(items.size() - middle);
      for (std::size_t i = 0; i < items.size(); ++i) {
        (i < middle ? half : other).U32(items[i]).U32(0);
      }
      index.Text("ri").U16(2).U32(Cell(half)).U32(Cell(other));
      return Cell(index);
    }
    const bool has_hints = options_.list != SubkeyList::kLi;
    ByteWriter cell;
    cell.Text(options_.list == SubkeyList::kLh ? "lh" : has_hints ? "lf" : "li");
    cell.U16(items.size());
    for (const std::uint32_t item : items) {
      cell.U32(item);
      if (has_hints) cell.U32(0);
    }
    return Cell(cell);
  }

  std::uint32_t Data(const std::vector<std::uint8_t>& data) {
    ByteWriter cell;
    if (data.size() <= 16'344) {
      cell.Raw(data);
      return Cell(cell);
    }
    std::vector<std::uint32_t> segments;
    for (std::size_t at = 0; at < data.size(); at += 16'344) {
      const auto from = data.begin() + static_cast<std::ptrdiff_t>(at);
      const std::size_t size = std::min<std::size_t>(16'344, data.size() - at);
      ByteWriter segment;
      segment.Raw({from, from + static_cast<std::ptrdiff_t>(size)}).U32(0);
      segments.push_back(Cell(segment));
    }
    cell.Text("db").U16(segments.size()).U32(List(segments));
    return Cell(cell);
  }

  std::uint32_t Value(const HiveValue& value) {
    ByteWriter cell;
    cell.Text("vk").U16(value.name.size());
    if (value.data.size() <= 4) {
      std::uint32_t inside = 0;
      for (std::size_t i = 0; i < value.data.size(); ++i) {
        inside |= static_cast<std::uint32_t>(value.data[i]) << (8 * i);
      }
      cell.U32(0x80000000 | value.data.size()).U32(inside);
    } else {
      const std::uint32_t data = Data(value.data);
      cell.U32(value.data.size()).U32(data);
    }
    cell.U32(value.type).U16(value.name.empty() ? 0 : 1).U16(0).Text(value.name);
    return Cell(cell);
  }

  const HiveOptions& options_;
  ByteWriter bins_;
  int freeing_ = 0;
};

// Of the first entry; a log is always closed.
ByteWriter LogBase(const std::vector<std::uint8_t>& hive, std::uint32_t type,
                   std::uint32_t sequence) {
  ByteWriter out;
  out.Raw({hive.begin(), hive.begin() + 512})
      .SetU32(28, type)
      .SetU32(4, sequence)
      .SetU32(8, sequence);
  Writer::SetChecksum(out);
  return out;
}

// Offsets in the bins of units of `unit` bytes that differ.
std::vector<std::uint32_t> Differences(const std::vector<std::uint8_t>& before,
                                       const std::vector<std::uint8_t>& after, std::size_t unit) {
  std::vector<std::uint32_t> offsets;
  for (std::size_t at = kBase; at < after.size(); at += unit) {
    const auto from = after.begin() + static_cast<std::ptrdiff_t>(at);
    const bool same =
        at + unit <= before.size() && std::equal(from, from + static_cast<std::ptrdiff_t>(unit),
                                                 before.begin() + static_cast<std::ptrdiff_t>(at));
    if (!same) offsets.push_back(static_cast<std::uint32_t>(at - kBase));
  }
  return offsets;
}

std::vector<std::uint8_t> Slice(const std::vector<std::uint8_t>& bytes, std::size_t at,
                                std::size_t size) {
  const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
  return {from, from + static_cast<std::ptrdiff_t>(size)};
}

}  // namespace

HiveValue TextValue(std::string name, std::string_view text) {
  return {std::move(name), 1, WideZ(text)};
}

HiveValue DwordValue(std::string name, std::uint32_t number) {
  return {std::move(name), 4, ByteWriter().U32(number).bytes()};
}

std::vector<std::uint8_t> MakeHive(const HiveKey& root, const HiveOptions& options) {
  Writer writer(options);
  const std::uint32_t cell = writer.Key(root, 0x2C);
  return writer.Finish(cell);
}

HiveKey KeyPath(std::string_view path, std::vector<HiveValue> values, std::vector<HiveKey> keys) {
  const std::size_t end = path.find('\\');
  HiveKey key{std::string(path.substr(0, end)), {}, {}};
  if (end == std::string_view::npos) {
    key.values = std::move(values);
    key.keys = std::move(keys);
  } else {
    key.keys.push_back(KeyPath(path.substr(end + 1), std::move(values), std::move(keys)));
  }
  return key;
}

std::vector<std::uint8_t> MakeNewLog(const std::vector<std::uint8_t>& before,
                                     const std::vector<std::uint8_t>& after, std::uint32_t sequence,
                                     std::uint64_t (*hash)(const std::vector<std::uint8_t>&)) {
  ByteWriter out = LogBase(before, 6, sequence);
  const std::vector<std::uint32_t> pages = Differences(before, after, 4096);
  ByteWriter entry;
  entry.Text("HvLE").U32(0).U32(0).U32(sequence).U32(after.size() - kBase).U32(pages.size());
  entry.U64(0).U64(0);
  for (const std::uint32_t page : pages) entry.U32(page).U32(4096);
  for (const std::uint32_t page : pages) entry.Raw(Slice(after, kBase + page, 4096));
  entry.PadTo((entry.size() + 511) / 512 * 512);
  entry.SetU32(4, entry.size());
  entry.SetU64(24, hash(Slice(entry.bytes(), 40, entry.size() - 40)));
  entry.SetU64(32, hash(Slice(entry.bytes(), 0, 32)));
  out.Raw(entry.bytes());
  return out.bytes();
}

std::vector<std::uint8_t> MakeOldLog(const std::vector<std::uint8_t>& before,
                                     const std::vector<std::uint8_t>& after) {
  ByteWriter out = LogBase(before, 1, 7);
  const std::vector<std::uint32_t> sectors = Differences(before, after, 512);
  std::vector<std::uint8_t> map((before.size() - kBase) / 512 / 8);
  for (const std::uint32_t sector : sectors) {
    map[sector / 512 / 8] |= static_cast<std::uint8_t>(1 << (sector / 512 % 8));
  }
  out.Text("DIRT").Raw(map).PadTo((512 + 4 + map.size() + 511) / 512 * 512);
  for (const std::uint32_t sector : sectors) out.Raw(Slice(after, kBase + sector, 512));
  return out.bytes();
}

}  // namespace noroshi::testing
