// Inline documents of plain form: read by program as the walker reads them; all others left to it.
#include "evidence/evtx/inline_document.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "evidence/evtx/chunk.h"
#include "evidence/evtx/record.h"
#include "evidence/evtx/record_reader.h"
#include "evidence/evtx/record_text.h"
#include "evidence/evtx/value_types.h"
#include "evidence/testing/evtx_bytes.h"

namespace noroshi::evtx {
namespace {

using noroshi::testing::ByteVector;
using noroshi::testing::ChunkBytes;
using noroshi::testing::kNoDependencyId;
using noroshi::testing::TypedValue;

using Writer = std::function<void(ChunkBytes&)>;

// The bytes of `write` as they would stand at `at` in a chunk: names lie inline, so place matters.
ByteVector DocumentAt(const Writer& write, std::size_t at) {
  ChunkBytes scratch;
  const std::size_t begin = scratch.at();
  if (at > begin) scratch.Raw(ByteVector(at - begin));
  write(scratch);
  return {scratch.bytes().begin() + static_cast<std::ptrdiff_t>(at), scratch.bytes().end()};
}

// <Event>%0</Event> where value 0 is the document; the definition comes with the first record.
class Records {
 public:
  void Add(const Writer& write) {
    chunk_.BeginRecord(++id_);
    chunk_.FragmentHeader();
    if (definition_ == 0) {
      definition_ = chunk_.BeginTemplate(7);
      chunk_.OpenDependent("Event", kNoDependencyId);
      chunk_.CloseStart();
      chunk_.Substitution(0, kTypeEmbedded);
      chunk_.End();
      // Behind the definition's end: its fragment's end token, count, one descriptor.
      chunk_.EndTemplate({{kTypeEmbedded, DocumentAt(write, chunk_.at() + 1 + 4 + 4)}});
    } else {
      constexpr std::size_t kBefore = 10 + 4 + 4;  // instance header, count, one descriptor
      chunk_.Instance(7, definition_, {{kTypeEmbedded, DocumentAt(write, chunk_.at() + kBefore)}});
    }
    chunk_.EndOfFragment();
    chunk_.EndRecord();
  }
  ByteVector Finish() { return chunk_.Finish(); }

 private:
  ChunkBytes chunk_;
  std::size_t definition_ = 0;
  std::uint64_t id_ = 0;
};

// The records as JSON, each by the walker, and how many of them a program could write. Where one
// could, it must have written the same.
std::vector<std::string> TextsOf(const ByteVector& chunk, std::size_t& by_program) {
  EventContext context;
  RecordReader reader(context, RecordPath::kPlanned);
  reader.BeginChunk(chunk, nullptr);
  RecordWalk walk(chunk, ReadChunkHeader(chunk));
  std::vector<std::string> texts;
  by_program = 0;
  for (RecordSpan record; walk.Next(record);) {
    TextBuffer fast, slow;
    const bool planned = reader.WriteText(record, DumpFormat::kJsonLines, fast);
    Arena arena;
    Issues issues;
    RecordText().Append(reader.ReadTree(record, arena, issues), record, EventMark::kNone,
                        DumpFormat::kJsonLines, slow);
    if (planned) RecordText::AppendEnd(EventMark::kNone, DumpFormat::kJsonLines, fast);
    EXPECT_EQ(planned ? fast.view() : slow.view(), slow.view());
    by_program += planned ? 1 : 0;
    texts.emplace_back(slow.view());
  }
  return texts;
}

// <EventData><Data Name="NAME">TEXT</Data></EventData>
Writer Data(std::string name, std::string text) {
  return [name, text](ChunkBytes& chunk) {
    chunk.FragmentHeader();
    chunk.Open("EventData");
    chunk.CloseStart();
    chunk.Open("Data", true);
    chunk.Attribute("Name");
    chunk.Text(name);
    chunk.CloseStart();
    chunk.Text(text);
    chunk.End();
    chunk.End();
    chunk.EndOfFragment();
  };
}

TEST(EvtxInlineDocument, TextsAreValuesNamesAreStructure) {
  Records records;
  records.Add(Data("Image", "one"));
  records.Add(Data("Image", "two \"quoted\""));
  records.Add(Data("User", "three"));
  records.Add(Data("Image", ""));
  std::size_t by_program = 0;
  const auto texts = TextsOf(records.Finish(), by_program);
  ASSERT_EQ(texts.size(), 4U);
  EXPECT_EQ(by_program, 2U);  // a structure seen for the first time is for the walker
  EXPECT_EQ(texts[0], "{\"Event\":{\"EventData\":{\"Image\":\"one\"}}}\n");
  EXPECT_EQ(texts[1], "{\"Event\":{\"EventData\":{\"Image\":\"two \\\"quoted\\\"\"}}}\n");
  EXPECT_EQ(texts[2], "{\"Event\":{\"EventData\":{\"User\":\"three\"}}}\n");
  EXPECT_EQ(texts[3], "{\"Event\":{\"EventData\":{\"Image\":\"\"}}}\n");
}

// <UserData><Result value="VALUE"/></UserData>, or with a text in place of the empty tag.
Writer Result(std::string value, std::string text) {
  return [value, text](ChunkBytes& chunk) {
    chunk.Open("UserData");
    chunk.CloseStart();
    chunk.Open("Result", true);
    chunk.Attribute("value");
    chunk.Text(value);
    if (text.empty()) {
      chunk.CloseEmpty();
    } else {
      chunk.CloseStart();
      chunk.Text(text);
      chunk.End();
    }
    chunk.End();
  };
}

TEST(EvtxInlineDocument, AttributesAreValuesButName) {
  Records records;
  for (const char* value : {"0", "5", "\\"}) records.Add(Result(value, ""));
  std::size_t by_program = 0;
  const auto texts = TextsOf(records.Finish(), by_program);
  ASSERT_EQ(texts.size(), 3U);
  EXPECT_EQ(by_program, 2U);
  EXPECT_EQ(texts[1],
            "{\"Event\":{\"UserData\":{\"Result\":{\"#attributes\":{\"value\":\"5\"}}}}}\n");
}

TEST(EvtxInlineDocument, WhetherThereIsATextIsStructure) {
  Records records;
  for (const char* text : {"", "", "a", "b", ""}) records.Add(Result("0", text));
  std::size_t by_program = 0;
  const auto texts = TextsOf(records.Finish(), by_program);
  ASSERT_EQ(texts.size(), 5U);
  EXPECT_EQ(by_program, 3U);
  EXPECT_NE(texts[3].find("\"#text\":\"b\""), std::string::npos);
  EXPECT_EQ(texts[4], texts[1]);
}

struct OtherForm {
  const char* why;
  Writer write;
};

// Each begins as <E> with a start tag closed, and is closed behind what `write` adds.
Writer Inside(const Writer& write) {
  return [write](ChunkBytes& chunk) {
    chunk.Open("E");
    chunk.CloseStart();
    write(chunk);
    chunk.End();
  };
}

TEST(EvtxInlineDocument, OtherFormsAreForTheWalker) {
  const OtherForm kForms[] = {
      {"two texts in a row", Inside([](ChunkBytes& chunk) {
         chunk.Text("a");
         chunk.Text("b");
       })},
      {"a substitution where no values are",
       Inside([](ChunkBytes& chunk) { chunk.Substitution(0, 0x01); })},
      {"an attribute without a value",
       [](ChunkBytes& chunk) {
         chunk.Open("E", true);
         chunk.Attribute("a");
         chunk.CloseEmpty();
       }},
      {"an element left open",
       [](ChunkBytes& chunk) {
         chunk.Open("E");
         chunk.CloseStart();
         chunk.Text("a");
       }},
      {"text outside", [](ChunkBytes& chunk) { chunk.Text("a"); }},
      {"a second root",
       [](ChunkBytes& chunk) {
         for (const char* name : {"A", "B"}) {
           chunk.Open(name);
           chunk.CloseEmpty();
         }
       }},
      {"an unknown token", Inside([](ChunkBytes& chunk) { chunk.U8(0x1F); })},
  };
  for (const OtherForm& form : kForms) {
    Records records;
    for (int i = 0; i < 3; ++i) records.Add(form.write);
    std::size_t by_program = 1;
    TextsOf(records.Finish(), by_program);
    EXPECT_EQ(by_program, 0U) << form.why;
  }
}

// A document cut anywhere, or with any byte changed, gives what the walker gives, or is left to it.
TEST(EvtxInlineDocument, DamageNeverMakesADifference) {
  Records records;
  records.Add(Data("Image", "one"));
  records.Add(Data("Image", "two"));
  records.Add(Data("Image", "three"));
  const ByteVector chunk = records.Finish();
  const std::size_t end = ReadChunkHeader(chunk).free_space;
  std::size_t by_program = 0;
  for (std::size_t at = kChunkHeaderBytes + kRecordHeaderBytes; at < end; ++at) {
    for (const int bit : {0, 2, 6}) {
      ByteVector broken = chunk;
      broken[at] = static_cast<std::uint8_t>(broken[at] ^ 1U << bit);
      TextsOf(broken, by_program);
    }
  }
}

}  // namespace
}  // namespace noroshi::evtx
