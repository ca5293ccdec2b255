#include "evidence/artefacts/testing/ese_bytes.h"

#include <algorithm>
#include <bit>

namespace noroshi::testing {
namespace {

constexpr std::uint32_t kMagic = 0x89ABCDEF;
constexpr std::uint32_t kCatalogue = 4;  // its page
constexpr std::uint32_t kRoot = 1, kLeaf = 2, kParentOfLeaf = 4, kLongValuePage = 0x80,
                        kNewRecords = 0x800, kEcc = 0x2000;

using Data = std::vector<std::uint8_t>;

struct EseFormNode {
  Data key, data;
};

std::uint32_t Word(const Data& bytes, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) word |= std::uint32_t{bytes[at + i]} << (8 * i);
  return word;
}

void Put(Data& bytes, std::size_t at, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
  }
}

// Bit by bit: the exclusive or of the places of all bits that are set, and of their opposites.
std::uint64_t BitByBit(const Data& bytes, std::size_t begin, std::size_t size, std::uint32_t page,
                       bool has_head) {
  std::uint32_t sum = 0, ones = 0, zeros = 0;
  for (std::size_t bit = has_head ? 64 : 0; bit < size * 8; ++bit) {
    if ((bytes[begin + bit / 8] >> bit % 8 & 1) == 0) continue;
    sum ^= std::uint32_t{1} << bit % 32;
    ones ^= static_cast<std::uint32_t>(bit);
    zeros ^= static_cast<std::uint32_t>(size * 8 - 1 - bit);
  }
  return std::uint64_t{zeros << 16 | ones} << 32 | (sum ^ page);
}

class EseBuilder {
 public:
  explicit EseBuilder(const EseForm& form) : form_(form) {}

  Data Build() {
    pages_.resize(kCatalogue);
    for (std::uint32_t page = 1; page < kCatalogue; ++page) {
      pages_[page - 1] = PageBytes(kRoot | kLeaf, 1, 0, 0, {}, {});
    }
    std::vector<EseFormNode> catalogue;
    std::uint32_t object = 2;
    for (const EseFormTable& table : form_.tables) AddTable(table, object++, catalogue);
    WriteTree(kCatalogue, 2, 0, catalogue);
    return Assemble();
  }

 private:
  Data& Page(std::uint32_t number) {
    if (pages_.size() < number) pages_.resize(number);
    return pages_[number - 1];
  }
  std::uint32_t NewPage() {
    pages_.emplace_back();
    return static_cast<std::uint32_t>(pages_.size());
  }
  [[nodiscard]] bool is_small() const { return form_.page_bytes <= 8192; }

  Data Assemble() {
    ByteWriter header;
    header.U32(0).U32(kMagic).U32(0x620).U32(0).PadTo(52).U32(form_.state).PadTo(232);
    header.U32(0x14).U32(form_.page_bytes).PadTo(form_.page_bytes);
    Data head = header.bytes();
    std::uint32_t sum = kMagic;
    for (std::size_t at = 4; at < head.size(); at += 4) sum ^= Word(head, at);
    Put(head, 0, sum, 4);
    Data all = head;
    all.insert(all.end(), head.begin(), head.end());
    for (const Data& page : pages_) all.insert(all.end(), page.begin(), page.end());
    for (std::uint32_t page = 1; page <= pages_.size(); ++page) {
      SealEsePage(all, form_.page_bytes, page);
    }
    return all;
  }

  // Nodes whose keys have their first byte in common share it, but on roots.
  Data PageBytes(std::uint32_t flags, std::uint32_t object, std::uint32_t previous,
                 std::uint32_t next, const std::vector<EseFormNode>& nodes, const Data& first) {
    flags |= kNewRecords | (form_.has_ecc ? kEcc : 0);
    const bool shares = (flags & kRoot) == 0 && !nodes.empty();
    ByteWriter page;
    page.U64(0).U64(1).U32(previous).U32(next).U32(object).U16(0).U16(0).U16(0);
    page.U16(nodes.size() + 1).U32(flags);
    const std::size_t head = is_small() ? 40 : 80;
    page.PadTo(head);
    ByteWriter tags;
    const auto tag = [&](std::size_t begin, std::size_t size, std::uint32_t tag_flags) {
      tags.U16(size).U16((begin - head) | (is_small() ? tag_flags << 13 : 0));
    };
    const Data shared = shares && !nodes[0].key.empty() ? Data{nodes[0].key[0]} : Data{};
    page.Raw(shares ? shared : first);
    tag(head, page.size() - head, 0);
    for (const EseFormNode& node : nodes) {
      const std::size_t begin = page.size();
      const bool uses = !shared.empty() && !node.key.empty() && node.key[0] == shared[0];
      const std::uint32_t tag_flags = uses ? 4 : 0;
      const std::uint32_t large = is_small() ? 0 : tag_flags << 13;
      if (uses) page.U16(1 | large);
      page.U16((node.key.size() - (uses ? 1 : 0)) | (uses ? 0 : large));
      page.Raw(Data(node.key.begin() + (uses ? 1 : 0), node.key.end())).Raw(node.data);
      tag(begin, page.size() - begin, tag_flags);
    }
    page.SetU16(32, page.size() - head);
    const std::size_t free_at = page.size();
    page.PadTo(form_.page_bytes);
    const std::size_t free = form_.page_bytes - free_at - tags.size();
    page.SetU16(28, free);
    Data bytes = page.bytes();
    for (std::size_t i = 0; i < tags.size(); i += 4) {
      std::copy_n(tags.bytes().begin() + static_cast<std::ptrdiff_t>(i), 4,
                  bytes.end() - static_cast<std::ptrdiff_t>(i) - 4);
    }
    return bytes;
  }

  void WriteTree(std::uint32_t root, std::uint32_t object, std::uint32_t kind,
                 const std::vector<EseFormNode>& nodes) {
    const Data space = ByteWriter().U32(1).U32(0).U32(0).U32(0).bytes();
    if (nodes.size() <= form_.rows_in_leaf) {
      Page(root) = PageBytes(kRoot | kLeaf | kind, object, 0, 0, nodes, space);
      return;
    }
    std::vector<std::uint32_t> numbers;
    const std::size_t leaves = (nodes.size() + form_.rows_in_leaf - 1) / form_.rows_in_leaf;
    for (std::size_t i = 0; i < leaves; ++i) numbers.push_back(NewPage());
    std::vector<EseFormNode> branch;
    for (std::size_t i = 0; i < leaves; ++i) {
      const auto begin = nodes.begin() + static_cast<std::ptrdiff_t>(i * form_.rows_in_leaf);
      const std::size_t count = std::min(form_.rows_in_leaf, nodes.size() - i * form_.rows_in_leaf);
      const std::vector<EseFormNode> part(begin, begin + static_cast<std::ptrdiff_t>(count));
      Page(numbers[i]) = PageBytes(kLeaf | kind, object, i == 0 ? 0 : numbers[i - 1],
                                   i + 1 < leaves ? numbers[i + 1] : 0, part, {});
      branch.push_back(
          {i + 1 < leaves ? part.back().key : Data{}, ByteWriter().U32(numbers[i]).bytes()});
    }
    Page(root) = PageBytes(kRoot | kParentOfLeaf | kind, object, 0, 0, branch, space);
  }

  void AddTable(const EseFormTable& table, std::uint32_t object,
                std::vector<EseFormNode>& catalogue) {
    const std::uint32_t root = NewPage();
    object += 10;
    catalogue.push_back(CatalogueNode(object, 1, object, root, 0, 0, 0, table.name));
    std::uint32_t place = 4;
    for (const EseFormColumn& column : table.columns) {
      const bool is_fixed = column.number < 128;
      catalogue.push_back(CatalogueNode(object, 2, column.number, column.type, SizeOf(column),
                                        column.code_page, is_fixed && form_.has_places ? place : 0,
                                        column.name));
      if (is_fixed) place += SizeOf(column);
    }
    std::vector<EseFormNode> rows, long_values;
    for (const EseFormRow& row : table.rows) {
      ByteWriter key;
      key.U8(0x7F);
      for (int shift = 24; shift >= 0; shift -= 8) key.U8(rows.size() >> shift & 0xFF);
      rows.push_back({key.bytes(), RecordBytes(table, row, long_values)});
    }
    WriteTree(root, object, 0, rows);
    if (!long_values.empty()) {
      const std::uint32_t page = NewPage();
      catalogue.push_back(CatalogueNode(object, 4, object + 100, page, 0, 0, 0, "LV"));
      WriteTree(page, object + 100, kLongValuePage, long_values);
    }
  }

  static std::uint32_t SizeOf(const EseFormColumn& column) {
    switch (column.type) {
      case 1:
      case kEseByte: return 1;
      case 3:
      case kEseShort: return 2;
      case kEseLong:
      case kEseUnsignedLong: return 4;
      case kEseGuid: return 16;
      case kEseBinary:
      case kEseText:
      case kEseLongBinary:
      case kEseLongText: return 0;
      default: return 8;
    }
  }

  static EseFormNode CatalogueNode(std::uint32_t object, std::uint32_t type, std::uint32_t id,
                                   std::uint32_t kind_or_page, std::uint32_t space,
                                   std::uint32_t code_page, std::uint32_t place,
                                   const std::string& name) {
    ByteWriter data;
    data.U8(9).U8(128).U16(0);
    data.U32(object).U16(type).U32(id).U32(kind_or_page).U32(space).U32(0).U32(code_page);
    data.U8(0).U16(place).U8(0).U8(place == 0 ? 1 : 0);
    data.SetU16(2, data.size()).U16(name.size()).Text(name);
    ByteWriter key;
    key.U8(0x7F).U8(0).U8(object >> 8).U8(object & 0xFF).U8(0x80).U8(type);
    key.U8(0x7F).U8(0).U8(id >> 8).U8(id & 0xFF);
    return {key.bytes(), data.bytes()};
  }

  Data RecordBytes(const EseFormTable& table, const EseFormRow& row,
                   std::vector<EseFormNode>& long_values) {
    std::uint32_t last_fixed = 0, last_variable = 127;
    for (const EseFormColumn& column : table.columns) {
      if (column.number < 128) last_fixed = std::max(last_fixed, column.number);
      if (column.number >= 128 && column.number < 256 && row.contains(column.name)) {
        last_variable = std::max(last_variable, column.number);
      }
    }
    ByteWriter record;
    record.U8(last_fixed).U8(last_variable).U16(0);
    Data bitmap((last_fixed + 7) / 8);
    for (const EseFormColumn& column : table.columns) {
      if (column.number >= 128) continue;
      const auto cell = row.find(column.name);
      const std::size_t bit = column.number - 1;
      if (cell == row.end()) bitmap[bit / 8] |= static_cast<std::uint8_t>(1 << bit % 8);
      Data bytes = cell == row.end() ? Data{} : cell->second.bytes;
      bytes.resize(SizeOf(column));
      record.Raw(bytes);
    }
    record.Raw(bitmap).SetU16(2, record.size());
    Variable(table, row, last_variable, record);
    Tagged(table, row, long_values, record);
    return record.bytes();
  }

  static void Variable(const EseFormTable& table, const EseFormRow& row,
                       std::uint32_t last_variable, ByteWriter& record) {
    ByteWriter ends, data;
    for (std::uint32_t number = 128; number <= last_variable; ++number) {
      const auto column = std::ranges::find(table.columns, number, &EseFormColumn::number);
      const auto cell = column == table.columns.end() ? row.end() : row.find(column->name);
      if (cell != row.end()) data.Raw(cell->second.bytes);
      ends.U16(data.size() | (cell == row.end() ? 0x8000 : 0));
    }
    record.Raw(ends.bytes()).Raw(data.bytes());
  }

  void Tagged(const EseFormTable& table, const EseFormRow& row,
              std::vector<EseFormNode>& long_values, ByteWriter& record) {
    ByteWriter tags, data;
    std::size_t count = 0;
    for (const EseFormColumn& column : table.columns) {
      if (column.number >= 256 && row.contains(column.name)) ++count;
    }
    for (const EseFormColumn& column : table.columns) {
      const auto found = row.find(column.name);
      if (column.number < 256 || found == row.end()) continue;
      const EseCell& cell = found->second;
      const Data bytes = cell.apart ? Apart(cell, long_values) : cell.bytes;
      const std::uint32_t flags = cell.flags | (cell.apart ? 5U : 0U);
      const bool has_flags = !is_small() || flags != 0;
      const std::size_t place = count * 4 + data.size();
      tags.U16(column.number).U16(place | (is_small() && has_flags ? 0x4000 : 0));
      if (has_flags) data.U8(flags);
      data.Raw(bytes);
    }
    record.Raw(tags.bytes()).Raw(data.bytes());
  }

  // Returns what stands in the record.
  Data Apart(const EseCell& cell, std::vector<EseFormNode>& long_values) {
    constexpr std::size_t kPiece = 600;
    const std::uint32_t number = ++long_value_;
    Data key;
    for (int shift = 24; shift >= 0; shift -= 8) {
      key.push_back(static_cast<std::uint8_t>(number >> shift));
    }
    long_values.push_back({key, ByteWriter().U32(1).U32(cell.bytes.size()).bytes()});
    for (std::size_t at = 0; at < cell.bytes.size(); at += kPiece) {
      Data piece_key = key;
      for (int shift = 24; shift >= 0; shift -= 8) {
        piece_key.push_back(static_cast<std::uint8_t>(at >> shift));
      }
      const auto begin = cell.bytes.begin() + static_cast<std::ptrdiff_t>(at);
      const std::size_t size = std::min(kPiece, cell.bytes.size() - at);
      Data piece(begin, begin + static_cast<std::ptrdiff_t>(size));
      if (cell.is_packed_apart)
        piece = PackSevenBits(std::string(piece.begin(), piece.end()), false);
      long_values.push_back({piece_key, piece});
    }
    return ByteWriter().U32(number).bytes();
  }

  const EseForm& form_;
  std::vector<Data> pages_;
  std::uint32_t long_value_ = 0;
};

}  // namespace

std::vector<std::uint8_t> MakeEse(const EseForm& form) { return EseBuilder(form).Build(); }

void SealEsePage(std::vector<std::uint8_t>& bytes, std::uint32_t page_bytes, std::uint32_t page) {
  const std::size_t at = EsePageAt(page_bytes, page);
  if ((Word(bytes, at + 36) & kEcc) == 0) {
    Put(bytes, at + 4, page, 4);
    std::uint32_t sum = kMagic;
    for (std::size_t i = 4; i < page_bytes; i += 4) sum ^= Word(bytes, at + i);
    return Put(bytes, at, sum, 4);
  }
  if (page_bytes <= 8192) {
    return Put(bytes, at, BitByBit(bytes, at, page_bytes, page, true), 8);
  }
  const std::size_t quarter = page_bytes / 4;
  for (std::size_t i = 1; i < 4; ++i) {
    Put(bytes, at + 32 + 8 * i, BitByBit(bytes, at + i * quarter, quarter, page, false), 8);
  }
  Put(bytes, at, BitByBit(bytes, at, quarter, page, true), 8);
}

EseCell NumberCell(std::uint64_t number, std::size_t bytes) {
  EseCell cell;
  cell.bytes.resize(bytes);
  Put(cell.bytes, 0, number, bytes);
  return cell;
}

EseCell TextCell(std::string_view ascii) { return {ByteWriter().Wide(ascii).bytes()}; }

EseCell DateCell(double days) { return NumberCell(std::bit_cast<std::uint64_t>(days), 8); }

std::vector<std::uint8_t> PackSevenBits(std::string_view ascii, bool is_wide) {
  const std::size_t bits = ascii.size() * 7;
  Data packed(1 + (bits + 7) / 8);
  packed[0] = static_cast<std::uint8_t>((is_wide ? 2 : 1) << 3 | ((bits + 7) % 8));
  for (std::size_t bit = 0; bit < bits; ++bit) {
    if ((ascii[bit / 7] >> bit % 7 & 1) != 0) {
      packed[1 + bit / 8] |= static_cast<std::uint8_t>(1 << bit % 8);
    }
  }
  return packed;
}

}  // namespace noroshi::testing
