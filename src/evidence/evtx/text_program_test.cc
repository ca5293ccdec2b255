// Text by program: the forms in which parts vanish or repeat, each with its text written out, and
// each by program and by walker.
#include "evidence/evtx/text_program.h"

#include <gtest/gtest.h>

#include <functional>

#include "evidence/evtx/chunk.h"
#include "evidence/evtx/record.h"
#include "evidence/evtx/record_reader.h"
#include "evidence/evtx/record_text.h"
#include "evidence/evtx/slot_reader.h"
#include "evidence/file.h"
#include "evidence/testing/evtx_bytes.h"
#include "evidence/testing/read_evidence.h"

namespace noroshi::evtx {
namespace {

using noroshi::testing::ByteVector;
using noroshi::testing::ChunkBytes;
using noroshi::testing::kNoDependencyId;
using noroshi::testing::TypedValue;
using noroshi::testing::Wide;

const TypedValue kNull{0x00, {}};
const TypedValue kOne{0x04, {1}};
TypedValue String(std::string_view text) { return {0x01, Wide(text)}; }
TypedValue Strings(std::string_view with_nuls) { return {0x81, Wide(with_nuls)}; }

struct Texts {
  bool by_program = false;
  std::string json, xml;
};

// <Event><S> .. </S></Event> as one template record. `write` makes what is inside.
ByteVector Chunk(const std::function<void(ChunkBytes&)>& write,
                 const std::vector<TypedValue>& values) {
  ChunkBytes chunk;
  chunk.BeginRecord(1);
  chunk.FragmentHeader();
  chunk.BeginTemplate(7);
  chunk.OpenDependent("Event", kNoDependencyId);
  chunk.CloseStart();
  chunk.OpenDependent("S", kNoDependencyId);
  chunk.CloseStart();
  write(chunk);
  chunk.End();
  chunk.End();
  chunk.EndTemplate(values);
  chunk.EndOfFragment();
  chunk.EndRecord();
  return chunk.Finish();
}

// What stands inside S, as the program writes it, after a check that the walker agrees.
Texts TextsOf(const ByteVector& chunk) {
  EventContext context;
  RecordReader reader(context, RecordPath::kPlanned);
  reader.BeginChunk(chunk, nullptr);
  RecordWalk walk(chunk, ReadChunkHeader(chunk));
  RecordSpan record;
  EXPECT_TRUE(walk.Next(record));
  Texts texts;
  for (const DumpFormat format : {DumpFormat::kJsonLines, DumpFormat::kXml}) {
    TextBuffer fast, slow;
    texts.by_program = reader.WriteText(record, format, fast);
    Arena arena;
    Issues issues;
    RecordText().Append(reader.ReadTree(record, arena, issues), record, EventMark::kNone, format,
                        slow);
    if (texts.by_program) RecordText::AppendEnd(EventMark::kNone, format, fast);
    EXPECT_EQ(texts.by_program ? fast.view() : slow.view(), slow.view());
    (format == DumpFormat::kXml ? texts.xml : texts.json) = slow.view();
  }
  return texts;
}

void Leaf(ChunkBytes& chunk, const char* name, std::uint16_t index, bool optional = false,
          std::uint16_t dependency = kNoDependencyId) {
  chunk.OpenDependent(name, dependency);
  chunk.CloseStart();
  chunk.Substitution(index, 0x01, optional);
  chunk.End();
}

// <E a="%0" b="%1">%2</E>; attributes optional.
void WithAttributes(ChunkBytes& chunk) {
  chunk.OpenDependent("E", kNoDependencyId, true);
  chunk.Attribute("a");
  chunk.Substitution(0, 0x01, true);
  chunk.Attribute("b");
  chunk.Substitution(1, 0x01, true);
  chunk.CloseStart();
  chunk.Substitution(2, 0x01, false);
  chunk.End();
}

void TwoOptionalLeaves(ChunkBytes& chunk) {
  Leaf(chunk, "A", 0, true);
  Leaf(chunk, "B", 1, false, 1);
}

void UnnamedData(ChunkBytes& chunk) {
  Leaf(chunk, "Data", 0);
  Leaf(chunk, "Data", 1, true);
}

struct ProgramRow {
  const char* why;
  std::function<void(ChunkBytes&)> write;
  std::vector<TypedValue> values;
  const char* json;  // inside "S":
  const char* xml;   // inside <S>
};

const ProgramRow kRows[] = {
    {"all there",
     WithAttributes,
     {String("x"), kOne, String("y")},
     R"({"E":{"#attributes":{"a":"x","b":1},"#text":"y"}})",
     R"(<E a="x" b="1">y</E>)"},
    {"an attribute vanishes",
     WithAttributes,
     {kNull, kOne, String("y")},
     R"({"E":{"#attributes":{"b":1},"#text":"y"}})",
     R"(<E b="1">y</E>)"},
    {"all attributes vanish: a plain value",
     WithAttributes,
     {kNull, kNull, String("y")},
     R"({"E":"y"})",
     R"(<E>y</E>)"},
    {"null in a normal substitution is empty",
     WithAttributes,
     {kNull, kNull, kNull},
     R"({"E":""})",
     R"(<E></E>)"},
    {"two leaves",
     TwoOptionalLeaves,
     {String("x"), kOne},
     R"({"A":"x","B":1})",
     R"(<A>x</A><B>1</B>)"},
    {"the first vanishes", TwoOptionalLeaves, {kNull, kOne}, R"({"B":1})", R"(<B>1</B>)"},
    {"the last vanishes", TwoOptionalLeaves, {String("x"), kNull}, R"({"A":"x"})", R"(<A>x</A>)"},
    {"a container without children is a leaf", TwoOptionalLeaves, {kNull, kNull}, R"("")", ""},
    {"a list",
     UnnamedData,
     {String("x"), kOne},
     R"({"Data":["x",1]})",
     R"(<Data>x</Data><Data>1</Data>)"},
    {"an array repeats its element",
     UnnamedData,
     {Strings({"x\0y\0", 4}), kOne},
     R"({"Data":["x","y",1]})",
     R"(<Data>x</Data><Data>y</Data><Data>1</Data>)"},
    {"an empty array is one empty element",
     UnnamedData,
     {Strings({}), kNull},
     R"({"Data":[""]})",
     R"(<Data></Data>)"},
    {"text is escaped",
     TwoOptionalLeaves,
     {String("<\"&\">"), kNull},
     R"({"A":"<\"&\">"})",
     R"(<A>&lt;"&amp;"&gt;</A>)"},
};

TEST(EvtxTextProgram, WritesWhatTheWalkerWrites) {
  for (const ProgramRow& row : kRows) {
    const Texts texts = TextsOf(Chunk(row.write, row.values));
    EXPECT_TRUE(texts.by_program) << row.why;
    EXPECT_EQ(texts.json, std::string(R"({"Event":{"S":)") + row.json + "}}\n") << row.why;
    EXPECT_EQ(texts.xml, std::string("<Event><S>") + row.xml + "</S></Event>\n") << row.why;
  }
}

TEST(EvtxTextProgram, LeavesOddValuesToTheWalker) {
  const TypedValue short_guid{0x0F, {1, 2, 3}};
  const Texts texts = TextsOf(Chunk(TwoOptionalLeaves, {short_guid, kOne}));
  EXPECT_FALSE(texts.by_program);
  EXPECT_EQ(texts.json, "{\"Event\":{\"S\":{\"A\":\"010203\",\"B\":1}}}\n");
}

// Without this the comparison above could be of the walker with itself.
TEST(EvtxTextProgram, MostRecordsOfTheCorpusGoByProgram) {
  const auto files = noroshi::testing::CorpusFiles("evtx/sigma-regression");
  if (files.empty()) GTEST_SKIP() << "no corpus; set NOROSHI_CORPUS";
  EventContext context;
  RecordReader reader(context, RecordPath::kPlanned);
  std::uint64_t all = 0, by_program = 0;
  for (const std::string& path : files) {
    auto file = ReadOnlyFile::Open(path);
    ASSERT_TRUE(file);
    const SlotReader slots(
        std::make_unique<FileBytes>(std::make_shared<const ReadOnlyFile>(std::move(*file))),
        SlotLayout::kGrid);
    slots.ForEach([&](std::uint64_t, Bytes slot) {
      if (ClassifySlot(slot) != SlotKind::kChunk) return;
      reader.BeginChunk(slot, nullptr);
      RecordWalk walk(slot, ReadChunkHeader(slot));
      TextBuffer text;
      for (RecordSpan record; walk.Next(record); ++all) {
        by_program += reader.WriteText(record, DumpFormat::kJsonLines, text);
      }
    });
  }
  RecordProperty("records", static_cast<int>(all));
  EXPECT_GE(by_program * 100, all * 95) << by_program << " of " << all;
}

}  // namespace
}  // namespace noroshi::evtx
