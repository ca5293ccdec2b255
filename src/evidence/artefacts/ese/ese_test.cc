// ESE databases built byte by byte: every size of page, both checksums, values in all their forms,
// and what is left of damaged ones.
#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/artefacts/ese/ese_checksum.h"
#include "evidence/artefacts/ese/ese_packing.h"
#include "evidence/artefacts/ese/ese_table.h"
#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/ese_samples.h"
#include "evidence/artefacts/testing/read_artefact.h"

namespace noroshi::testing {
namespace {

using Data = std::vector<std::uint8_t>;

struct EseDamages final : DamageSink {
  std::vector<std::string> details;
  void OnDamage(const Damage& damage) override { details.push_back(damage.detail); }
  [[nodiscard]] bool Has(std::string_view what) const {
    return std::ranges::any_of(
        details, [&](const std::string& one) { return one.find(what) != std::string::npos; });
  }
};

// A database under test, opened.
struct Opened {
  explicit Opened(Data all)
      : bytes(std::move(all)), file(std::make_shared<MemoryArtefact>(bytes), bytes.size(), damage) {
    is_open = file.Open();
    if (is_open) catalogue = ese::ReadCatalogue(file);
  }
  Data bytes;
  EseDamages damage;
  ese::EseFile file;
  bool is_open = false;
  ese::EseCatalogue catalogue;
};

Data BytesOf(std::string_view text) { return {text.begin(), text.end()}; }

// Texts of one column of the only table, in the order of its rows.
std::vector<std::string> Column(Opened& opened, std::string_view name) {
  std::vector<std::string> texts;
  ese::EseRows rows(opened.file, opened.catalogue.tables.at(0));
  while (rows.Next()) {
    const Data data = rows.Data(name);
    texts.emplace_back(data.begin(), data.end());
  }
  return texts;
}

EseForm OneTable(std::vector<EseFormColumn> columns, std::vector<EseFormRow> rows) {
  EseForm form;
  form.tables = {{"T", std::move(columns), std::move(rows)}};
  return form;
}

// Rows that hold their own number.
EseForm Numbered(std::size_t count) {
  std::vector<EseFormRow> rows;
  for (std::size_t i = 0; i < count; ++i) rows.push_back({{"N", {BytesOf(std::to_string(i))}}});
  return OneTable({{"N", 128, kEseBinary}}, std::move(rows));
}

std::vector<std::string> Numbers(std::size_t count) {
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(std::to_string(i));
  return numbers;
}

TEST(Ese, EverySizeOfPageWithBothChecksums) {
  for (const std::uint32_t page_bytes : {4096U, 8192U, 16384U, 32768U}) {
    for (const bool has_ecc : {true, false}) {
      EseForm form = Numbered(23);
      form.page_bytes = page_bytes;
      form.has_ecc = has_ecc;
      Opened opened(MakeEse(form));
      ASSERT_TRUE(opened.is_open);
      EXPECT_EQ(opened.file.page_bytes(), page_bytes);
      EXPECT_EQ(Column(opened, "N"), Numbers(23)) << page_bytes << has_ecc;
      EXPECT_TRUE(opened.damage.details.empty()) << page_bytes << has_ecc;
    }
  }
}

// The word sum of nothing is its seed; a bit's place and its opposite stand above the sum.
TEST(Ese, ChecksumsOfOneBit) {
  Data bytes(4096);
  EXPECT_EQ(ese::XorChecksum(bytes), 0x89ABCDEFU);
  EXPECT_EQ(ese::EccChecksum(bytes, 7, true), 7U);
  bytes[9] = 1;  // bit 72
  EXPECT_EQ(ese::EccChecksum(bytes, 0, true),
            (std::uint64_t{0x7FFF - 72} << 16 | 72) << 32 | 0x100);
  // The head does not count.
  bytes[3] = 0x80;
  EXPECT_EQ(ese::EccChecksum(bytes, 0, true) & 0xFFFFFFFF, 0x100U);
  EXPECT_EQ(ese::EccChecksum(bytes, 0, false) & 0xFFFFFFFF, 0x80000100U);
}

TEST(Ese, ColumnsOfEveryPlace) {
  const Data guid(16, 0x42);
  Opened opened(MakeEse(OneTable({{"Byte", 1, kEseByte},
                                  {"Long", 2, kEseLong},
                                  {"Date", 3, kEseDate},
                                  {"Guid", 4, kEseGuid},
                                  {"Name", 128, kEseText},
                                  {"Blob", 130, kEseBinary},
                                  {"Wide", 256, kEseLongText, kEseWide},
                                  {"Absent", 300, kEseLongText, kEseWide}},
                                 {{{"Byte", NumberCell(200, 1)},
                                   {"Date", DateCell(kEseDay)},
                                   {"Guid", {guid}},
                                   {"Name", {BytesOf("name")}},
                                   {"Blob", {BytesOf("xyz")}},
                                   {"Wide", TextCell("wide")}}})));
  ASSERT_TRUE(opened.is_open);
  ese::EseRows rows(opened.file, opened.catalogue.tables.at(0));
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Number("Byte"), 200U);
  EXPECT_TRUE(rows.AllData("Long").empty());
  EXPECT_EQ(ToIso8601(rows.Time("Date")), "2020-10-05T06:00:00.0000000Z");
  EXPECT_EQ(rows.Data("Guid"), guid);
  EXPECT_EQ(rows.Text("Name"), "name");
  EXPECT_EQ(rows.Data("Blob"), BytesOf("xyz"));
  EXPECT_EQ(rows.Text("Wide"), "wide");
  EXPECT_TRUE(rows.AllData("Absent").empty());
  EXPECT_TRUE(rows.AllData("no such column").empty());
  EXPECT_FALSE(rows.Next());
}

TEST(Ese, FixedColumnsWhosePlacesTheCatalogueLeavesOut) {
  EseForm form =
      OneTable({{"Second", 2, kEseLong}, {"First", 1, kEseShort}, {"Third", 3, kEseByte}},
               {{{"First", NumberCell(1, 2)}, {"Second", NumberCell(2, 4)}}});
  form.has_places = false;
  std::ranges::sort(form.tables[0].columns, {}, &EseFormColumn::number);
  Opened opened(MakeEse(form));
  ese::EseRows rows(opened.file, opened.catalogue.tables.at(0));
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Number("First"), 1U);
  EXPECT_EQ(rows.Number("Second"), 2U);
  EXPECT_TRUE(rows.AllData("Third").empty());
}

TEST(Ese, ValuesInEveryForm) {
  const Data words =
      ByteWriter().U8(3 << 3).U16(9).U32(0x10000000).Text("abc").U16(2 << 3 | 3).bytes();
  const Data pair = ByteWriter().U8(2).Text("abcd").bytes();
  const Data list = ByteWriter().U16(6).U16(7).U16(9).Text("abbccc").bytes();
  struct Case {
    const char* what;
    EseCell cell;
    std::vector<Data> values;
  };
  const Case kCases[] = {
      {"plain", {BytesOf("plain")}, {BytesOf("plain")}},
      {"flagged", {BytesOf("long"), 1}, {BytesOf("long")}},
      {"null", {BytesOf(""), 0x21}, {}},
      {"seven bits", {PackSevenBits("seven bits!", false), 3}, {BytesOf("seven bits!")}},
      {"wide", {PackSevenBits("ab", true), 3}, {{'a', 0, 'b', 0}}},
      {"lzxpress", {words, 3}, {BytesOf("abcabcabc")}},
      {"two", {pair, 0x19}, {BytesOf("ab"), BytesOf("cd")}},
      {"three", {list, 9}, {BytesOf("a"), BytesOf("bb"), BytesOf("ccc")}},
  };
  for (const std::uint32_t page_bytes : {4096U, 16384U}) {
    for (const Case& one : kCases) {
      EseForm form = OneTable({{"V", 256, kEseLongBinary}}, {{{"V", one.cell}}});
      form.page_bytes = page_bytes;
      Opened opened(MakeEse(form));
      ese::EseRows rows(opened.file, opened.catalogue.tables.at(0));
      ASSERT_TRUE(rows.Next());
      EXPECT_EQ(rows.AllData("V"), one.values) << one.what << page_bytes;
      EXPECT_TRUE(opened.damage.details.empty()) << one.what;
    }
  }
}

TEST(Ese, ValuesThatCannotBeUnpackedAreDamage) {
  struct Case {
    EseCell cell;
    const char* damage;
  };
  const Case kCases[] = {
      {{{5 << 3, 1, 2}, 3}, "packed in a way that is not read"},
      {{{3 << 3, 9, 0, 1}, 3}, "contradicts itself"},
      {{{1, 2}, 0x41}, "encrypted"},
      {{{1, 2, 3, 4}, 5}, ""},  // a long value of a table that has none
  };
  for (const Case& one : kCases) {
    Opened opened(MakeEse(OneTable({{"V", 256, kEseLongBinary}}, {{{"V", one.cell}}})));
    EXPECT_EQ(Column(opened, "V"), std::vector<std::string>{""});
    EXPECT_EQ(opened.damage.Has(one.damage), one.damage[0] != '\0') << one.damage;
  }
}

TEST(Ese, LongValuesInPieces) {
  const std::string text(2500, 'x'), other(700, 'y');
  for (const bool is_packed : {false, true}) {
    std::vector<EseFormRow> rows;
    for (int i = 0; i < 9; ++i) {
      rows.push_back({{"V", {BytesOf(i % 2 == 0 ? text : other), 0, true, is_packed}}});
    }
    Opened opened(MakeEse(OneTable({{"V", 256, kEseLongBinary}}, std::move(rows))));
    const std::vector<std::string> values = Column(opened, "V");
    ASSERT_EQ(values.size(), 9U);
    for (std::size_t i = 0; i < 9; ++i) EXPECT_EQ(values[i], i % 2 == 0 ? text : other) << i;
    EXPECT_TRUE(opened.damage.details.empty());
  }
}

TEST(Ese, ADatabaseThatWasNotClosedIsReadAndSaidSo) {
  EseForm form = Numbered(5);
  form.state = 2;
  Opened opened(MakeEse(form));
  EXPECT_EQ(Column(opened, "N"), Numbers(5));
  EXPECT_TRUE(opened.damage.Has("not closed"));
}

TEST(Ese, ThePageOfAWrongChecksumIsReadAndSaidSo) {
  Data bytes = MakeEse(Numbered(5));
  bytes[EsePageAt(4096, 5) + 3000] ^= 1;  // free space of the table's root
  Opened opened(bytes);
  EXPECT_EQ(Column(opened, "N"), Numbers(5));
  EXPECT_TRUE(opened.damage.Has("wrong checksum"));
}

TEST(Ese, TheCopyOfTheHeaderIsUsed) {
  Data bytes = MakeEse(Numbered(5));
  bytes[236] ^= 0xFF;  // the size of pages
  Opened opened(bytes);
  ASSERT_TRUE(opened.is_open);
  EXPECT_EQ(Column(opened, "N"), Numbers(5));
  EXPECT_TRUE(opened.damage.Has("header"));
}

TEST(Ese, ATreeThatLeadsBackIntoItselfEnds) {
  Data bytes = MakeEse(Numbered(23));
  // The first leaf, page 6, becomes a branch that leads to the root.
  const std::size_t leaf = EsePageAt(4096, 6);
  const Data root = {5, 0, 0, 0};
  bytes[leaf + 36] = 4;
  std::ranges::copy(root, bytes.begin() + static_cast<std::ptrdiff_t>(leaf) + 40 + 1 + 8);
  SealEsePage(bytes, 4096, 6);
  Opened opened(bytes);
  EXPECT_LT(Column(opened, "N").size(), 23U);
  EXPECT_TRUE(opened.damage.Has("leads to twice"));
}

TEST(Ese, ALeafThatOnlyItsNeighbourLeadsToIsRead) {
  Data bytes = MakeEse(Numbered(8));
  // The root, page 5, forgets the second of its two leaves.
  bytes[EsePageAt(4096, 5) + 34] = 2;
  SealEsePage(bytes, 4096, 5);
  Opened opened(bytes);
  EXPECT_EQ(Column(opened, "N"), Numbers(8));
}

TEST(Ese, DeletedRecordsAreNoRows) {
  Data bytes = MakeEse(Numbered(3));
  // The flags of the second record's tag.
  const std::size_t tag = EsePageAt(4096, 6) - 4 * 3 + 3;
  bytes[tag] = static_cast<std::uint8_t>(bytes[tag] | 2 << 5);
  SealEsePage(bytes, 4096, 5);
  Opened opened(bytes);
  EXPECT_EQ(Column(opened, "N"), (std::vector<std::string>{"0", "2"}));
}

// Whatever a byte becomes, every byte of the file is accounted for.
TEST(Ese, AnyByteMayBeWrong) {
  const Data whole = MakeEse(SrumForm());
  for (std::size_t at = 0; at < whole.size(); at += 97) {
    Data bytes = whole;
    bytes[at] ^= static_cast<std::uint8_t>(1 + at % 255);
    const ArtefactCounts counts = CountArtefact(bytes, "");
    if (!counts.known) continue;
    EXPECT_EQ(counts.account.used + counts.account.damaged, bytes.size()) << at;
    EXPECT_EQ(counts.events, counts.records) << at;
  }
}

TEST(Ese, AnyEndMayBeMissing) {
  const Data whole = MakeEse(BitsForm());
  for (std::size_t size = 8; size < whole.size(); size += 311) {
    const ArtefactCounts counts = CountArtefact(Bytes(whole).first(size), "");
    EXPECT_EQ(counts.account.used + counts.account.damaged, size) << size;
    EXPECT_NE(counts.damages, 0U) << size;
  }
}

TEST(Ese, AnotherKindOfDatabaseIsNamed) {
  const WalkedPart part = ReadArtefact(MakeEse(Numbered(3)));
  EXPECT_TRUE(part.events.empty());
  ASSERT_EQ(part.damage.size(), 1U);
  EXPECT_EQ(part.damage[0].kind, DamageKind::kUnknownShape);
}

TEST(EseDate, BothForms) {
  struct Case {
    std::uint64_t stored;
    const char* text;
  };
  const Case kCases[] = {
      {0x40E589A800000000, "2020-10-05T06:00:00.0000000Z"},  // 44,109.25 days
      {132'463'518'691'234'567, "2020-10-05T06:11:09.1234567Z"},
      {0x3FF0000000000000, "1899-12-31T00:00:00.0000000Z"},  // one day
      {0x7FF8000000000000, "1601-01-01T00:00:00.0000000Z"},  // no number: not known
      {0xFFFFFFFFFFFFFFFF, "1601-01-01T00:00:00.0000000Z"},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(ToIso8601(ese::TimeOfDate(one.stored)), one.text) << one.stored;
  }
}

TEST(Lzxpress, LengthsOfEverySize) {
  // "a", and a match one back of each size: bits for literal and match, then the match.
  const auto packed = [](const ByteWriter& match) {
    return ByteWriter().U32(0x40000000).Text("a").Raw(match.bytes()).bytes();
  };
  struct Case {
    ByteWriter match;
    std::size_t length;
  };
  const Case kCases[] = {
      {ByteWriter().U16(0), 3},
      {ByteWriter().U16(6), 9},
      {ByteWriter().U16(7).U8(0), 10},
      {ByteWriter().U16(7).U8(14), 24},
      {ByteWriter().U16(7).U8(15).U8(0), 25},
      {ByteWriter().U16(7).U8(15).U8(254), 279},
      {ByteWriter().U16(7).U8(15).U8(255).U16(277), 280},
      {ByteWriter().U16(7).U8(15).U8(255).U16(0).U32(70'000), 70'003},
  };
  for (const Case& one : kCases) {
    const auto unpacked = ese::UnpackLzxpress(packed(one.match), one.length + 1);
    ASSERT_TRUE(unpacked.ok()) << one.length;
    EXPECT_EQ(*unpacked, Data(one.length + 1, 'a')) << one.length;
    EXPECT_FALSE(ese::UnpackLzxpress(packed(one.match), one.length).ok()) << one.length;
  }
  EXPECT_FALSE(ese::UnpackLzxpress(packed(ByteWriter().U16(1 << 3)), 4).ok());  // two back of one
}

}  // namespace
}  // namespace noroshi::testing
