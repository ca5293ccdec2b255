#include "simulate/evtx/chunk_writer.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <string>

#include "simulate/evtx/binxml_writer.h"

namespace noroshi {
namespace {

std::string HexOf(const std::vector<std::uint8_t>& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

EvtxRecord RecordOf(std::shared_ptr<const XmlSketch> sketch, std::vector<EvtxValue> values = {}) {
  EvtxRecord record;
  record.fragments.push_back(
      {std::move(sketch), std::move(values), XmlFragment::Form::kTemplate, true});
  return record;
}

std::shared_ptr<const XmlSketch> SketchNamed(std::string_view name) {
  auto sketch = std::make_shared<XmlSketch>();
  sketch->Open(name).Add(XmlPiece::Hole(0, EvtxType::kString)).Close();
  return sketch;
}

// Token by token, from the format's description.
TEST(BinXmlWriter, TokensOfAPlainElement) {
  XmlSketch sketch;
  sketch.Open("a", {{"b", {XmlPiece::Text("x")}}});
  sketch.Add(XmlPiece::Character(0x41)).Add(XmlPiece::CData("y")).Close();
  NameTable names;
  ByteWriter out;
  WriteElements(sketch, DependencyIds::kAbsent, names, out);
  EXPECT_EQ(HexOf(out.bytes()),
            "41"        // open element, attributes follow
            "35000000"  // 53 bytes behind this size
            "09000000"
            "00000000"
            "6100"
            "0100"
            "61000000"  // name "a", inline at 9
            "17000000"  // 23 bytes of attributes
            "06"        // attribute, the last one
            "1e000000"
            "00000000"
            "6200"
            "0100"
            "62000000"  // name "b", inline at 30
            "05"
            "01"
            "0100"
            "7800"  // text "x"
            "02"    // the start tag ends
            "08"
            "4100"  // character reference
            "07"
            "0100"
            "7900"  // CDATA "y"
            "04");  // end element
}

TEST(BinXmlWriter, TemplatesCarryDependencyIdsAndEmptyElementsCloseAtOnce) {
  XmlSketch sketch;
  sketch.Open("a", {}, 7).Close();
  NameTable names;
  ByteWriter out;
  WriteElements(sketch, DependencyIds::kPresent, names, out);
  EXPECT_EQ(HexOf(out.bytes()),
            "01"
            "0700"
            "11000000"
            "0b000000"
            "00000000"
            "6100"
            "0100"
            "61000000"
            "03");
}

TEST(XmlSketch, GuidTellsStructuresApart) {
  EXPECT_EQ(SketchNamed("a")->Guid(), SketchNamed("a")->Guid());
  EXPECT_NE(SketchNamed("a")->Guid(), SketchNamed("b")->Guid());
  XmlSketch optional;
  optional.Open("a").Add(XmlPiece::OptionalHole(0, EvtxType::kString)).Close();
  EXPECT_NE(SketchNamed("a")->Guid(), optional.Guid());
  XmlSketch depends;
  depends.Open("a", {}, 0).Add(XmlPiece::Hole(0, EvtxType::kString)).Close();
  EXPECT_NE(SketchNamed("a")->Guid(), depends.Guid());
}

TEST(ChunkWriter, SecondUseOfATemplateIsShorter) {
  const auto sketch = SketchNamed("Value");
  ChunkWriter chunk(1);
  const auto record = RecordOf(sketch, {EvtxValue::Text("x")});
  ASSERT_TRUE(chunk.Append(record, 1));
  ASSERT_TRUE(chunk.Append(record, 2));
  const auto bytes = chunk.Finish(1);
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  std::memcpy(&first, bytes.data() + kEvtxChunkHeaderBytes + 4, 4);
  std::memcpy(&second, bytes.data() + kEvtxChunkHeaderBytes + first + 4, 4);
  EXPECT_LT(second, first);
}

TEST(ChunkWriter, RecordThatDoesNotFitLeavesNoTrace) {
  const auto known = SketchNamed("Known");
  const auto fresh = SketchNamed("Fresh");
  const auto small = RecordOf(known, {EvtxValue::Text("x")});
  const auto large = RecordOf(fresh, {EvtxValue::Text(std::string(32'700, 'y'))});

  ChunkWriter tried(1);
  ChunkWriter untouched(1);
  for (std::uint64_t id = 1; id <= 20; ++id) {
    ASSERT_TRUE(tried.Append(small, id));
    ASSERT_TRUE(untouched.Append(small, id));
  }
  EXPECT_FALSE(tried.Append(large, 21));  // with its name and definition it is just too long
  ASSERT_TRUE(tried.Append(small, 21));
  ASSERT_TRUE(untouched.Append(small, 21));
  EXPECT_EQ(tried.Finish(1), untouched.Finish(1));
}

TEST(ChunkWriter, ValueAboveSixteenBitsOfSizeIsRefused) {
  ChunkWriter chunk(1);
  EXPECT_FALSE(chunk.Append(
      RecordOf(SketchNamed("Value"), {EvtxValue(EvtxType::kBinary, std::string(65'536, 'z'))}), 1));
  EXPECT_TRUE(chunk.empty());
}

}  // namespace
}  // namespace noroshi
