// Files that make things up without end: templates, names, values, hosts. Memory stays within its
// budgets, every record is counted, and what is past a budget is said (EVTX spec, section 10).
#include <gtest/gtest.h>
#include <malloc.h>

#include <string>

#include "evidence/evtx/evtx_decoder.h"
#include "evidence/evtx/fields.h"
#include "evidence/evtx/fragment_parser.h"
#include "evidence/evtx/template_store.h"
#include "evidence/testing/evtx_bytes.h"
#include "evidence/testing/read_evidence.h"

namespace noroshi {
namespace {

using testing::ByteVector;
using testing::ChunkBytes;
using testing::EvtxFile;
using testing::kNoDependencyId;
using testing::ReadEvtx;
using testing::ReadResult;
using testing::TempFile;
using testing::Wide;

// A record whose template nobody has seen: `fields` Data with names of its own.
void AddRecordOfItsOwn(ChunkBytes& chunk, std::uint64_t id, std::size_t fields) {
  chunk.BeginRecord(id);
  chunk.FragmentHeader();
  chunk.BeginTemplate(static_cast<std::uint32_t>(id));
  chunk.OpenDependent("Event", kNoDependencyId);
  chunk.CloseStart();
  chunk.OpenDependent("EventData", kNoDependencyId);
  chunk.CloseStart();
  for (std::size_t i = 0; i < fields; ++i) {
    chunk.OpenDependent("Data", kNoDependencyId, true);
    chunk.Attribute("Name");
    chunk.Text("Name" + std::to_string(id) + "x" + std::to_string(i));
    chunk.CloseStart();
    chunk.Substitution(static_cast<std::uint16_t>(i), 0x01);
    chunk.End();
  }
  chunk.End();
  chunk.End();
  chunk.EndTemplate(std::vector<testing::TypedValue>(fields, {0x01, Wide("v")}));
  chunk.EndOfFragment();
  chunk.EndRecord();
}

// A chunk full of records as above; `id` is the next record's.
ByteVector ChunkOfStrangers(std::uint64_t& id, std::size_t fields) {
  constexpr std::size_t kRoom = 65'536;
  ChunkBytes chunk;
  for (std::size_t size = 0; chunk.at() + size < kRoom; ++id) {
    const std::size_t before = chunk.at();
    AddRecordOfItsOwn(chunk, id, fields);
    size = chunk.at() - before + 64;  // the next one has longer numbers
  }
  return chunk.Finish();
}

std::size_t HeapInUse() { return ::mallinfo2().uordblks + ::mallinfo2().hblkhd; }

struct Usage {
  std::uint64_t records = 0, events = 0;
  std::size_t peak = 0;  // bytes of heap beyond those before the first unit
  std::size_t contexts = 1;
};

class CountDamage final : public DamageSink {
 public:
  void OnDamage(const Damage&) override {}
};

// Decodes as a hunt's worker does: with a new context and decoder when the old one is full.
Usage DecodeAll(const std::string& path) {
  Usage usage;
  CountDamage damage;
  ByteAccount account;
  auto source = OpenSource(path, {});
  auto context = std::make_unique<EventContext>();
  auto decoder = std::make_unique<evtx::EvtxDecoder>(ReadOptions{}, *context);
  Unit unit;
  EventBatch batch;
  const std::size_t before = HeapInUse();
  while ((*source)->NextUnit(unit, damage, account)) {
    decoder->Decode(unit, nullptr, batch, damage, account);
    usage.records += batch.record_count;
    usage.events += batch.events.size();
    usage.peak = std::max(usage.peak, HeapInUse() - before);
    if (!context->Full()) continue;
    batch.Clear();
    decoder.reset();
    context = std::make_unique<EventContext>();
    decoder = std::make_unique<evtx::EvtxDecoder>(ReadOptions{}, *context);
    ++usage.contexts;
  }
  return usage;
}

// 60,000 templates with ten names each: 600,000 names, none of them twice. All that is kept of
// chunks gone by is below the budgets of decoder and context, whatever the length of the log.
TEST(EvtxBudget, TemplatesAndNamesWithoutEnd) {
  std::uint64_t id = 1;
  std::vector<ByteVector> chunks;
  while (id < 60'000) chunks.push_back(ChunkOfStrangers(id, 10));
  const TempFile file(EvtxFile(chunks));
  const Usage usage = DecodeAll(file.path());
  EXPECT_EQ(usage.records, id - 1);
  EXPECT_EQ(usage.events, id - 1);
  EXPECT_GT(usage.contexts, 10U);
  EXPECT_LT(usage.peak, 64U << 20);
  ::testing::Test::RecordProperty("peak_bytes", std::to_string(usage.peak));
}

// The same record read by a decoder that has forgotten everything twice is the same record.
TEST(EvtxBudget, ForgettingChangesNoAnswer) {
  std::uint64_t id = 1;
  std::vector<ByteVector> chunks;
  while (id < 12'000) chunks.push_back(ChunkOfStrangers(id, 10));
  const ReadResult all = ReadEvtx(EvtxFile(chunks));
  ASSERT_EQ(all.events.size(), id - 1);
  const ReadResult last = ReadEvtx(EvtxFile({chunks.back()}));
  ASSERT_FALSE(last.events.empty());
  for (std::size_t i = 0; i < last.events.size(); ++i) {
    const auto& late = all.events[all.events.size() - last.events.size() + i];
    EXPECT_EQ(late.fields, last.events[i].fields);
    EXPECT_EQ(late.marks, last.events[i].marks);
  }
  EXPECT_TRUE(all.damage.empty());
}

// A name of 20,000 characters that hundreds of elements refer to.
TEST(EvtxBudget, OneLongNameManyTimes) {
  ChunkBytes chunk;
  chunk.BeginRecord(1);
  chunk.FragmentHeader();
  chunk.Open("Event");
  chunk.CloseStart();
  chunk.U8(0x01);
  chunk.U32(0);
  const auto name_at = static_cast<std::uint32_t>(chunk.at() + 4);
  chunk.InlineName(std::string(20'000, 'n'));
  chunk.CloseEmpty();
  for (int i = 0; i < 1'000; ++i) {
    chunk.U8(0x01);
    chunk.U32(0);
    chunk.U32(name_at);
    chunk.CloseEmpty();
  }
  chunk.End();
  chunk.EndOfFragment();
  chunk.EndRecord();
  const ReadResult result = ReadEvtx(EvtxFile({chunk.Finish()}));
  ASSERT_EQ(result.events.size(), 1U);
  EXPECT_EQ(result.CountOf(DamageKind::kBudget), 1U);
  EXPECT_TRUE(HasMark(result.events[0].marks, EventMark::kPartial));
  EXPECT_TRUE(result.AccountAddsUp());
  for (const auto& [field, values] : result.events[0].fields) {
    EXPECT_LE(field.size(), evtx::kMaxFieldNameBytes);
    EXPECT_LE(values.size(), 2 * evtx::kMaxFragmentText / 20'000);
  }
}

// One value of 30,000 bytes in 200 fields of each of 100 records: 600 MB, if it were all made.
TEST(EvtxBudget, OneValueManyTimes) {
  ChunkBytes chunk;
  constexpr std::size_t kFields = 200, kRecords = 100;
  const auto fields = [&] {
    for (std::size_t i = 0; i < kFields; ++i) {
      chunk.OpenDependent("Data", kNoDependencyId);
      chunk.CloseStart();
      chunk.Text(" ");  // two pieces: only the walker can join them
      chunk.Substitution(0, 0x01);
      chunk.End();
    }
  };
  std::size_t definition = 0;
  for (std::uint64_t id = 1; id <= kRecords; ++id) {
    const testing::TypedValue value{0x01, ByteVector(id == 1 ? 30'000 : 200, 'v')};
    chunk.BeginRecord(id);
    chunk.FragmentHeader();
    if (id == 1) {
      definition = chunk.BeginTemplate(7);
      chunk.OpenDependent("Event", kNoDependencyId);
      chunk.CloseStart();
      chunk.OpenDependent("EventData", kNoDependencyId);
      chunk.CloseStart();
      fields();
      chunk.End();
      chunk.End();
      chunk.EndTemplate({value});
    } else {
      chunk.Instance(7, definition, {value});
    }
    chunk.EndOfFragment();
    chunk.EndRecord();
  }
  const ReadResult result = ReadEvtx(EvtxFile({chunk.Finish()}));
  EXPECT_EQ(result.record_count, kRecords);
  EXPECT_EQ(result.events.size(), kRecords);
  EXPECT_TRUE(result.AccountAddsUp());
}

// Every instance names another offset, and a definition that fills the chunk could begin at each.
TEST(EvtxBudget, DefinitionsThatOverlap) {
  ChunkBytes chunk;
  chunk.BeginRecord(1);
  chunk.FragmentHeader();
  const std::size_t first = chunk.BeginTemplate(0x01010101);
  chunk.OpenDependent("Event", kNoDependencyId);
  chunk.CloseStart();
  for (int i = 0; i < 4'000; ++i) chunk.Raw({0x07, 1, 0, 'a', 0, 0x08, 'b', 0});
  chunk.End();
  chunk.EndTemplate({});
  chunk.EndOfFragment();
  chunk.EndRecord();
  constexpr std::uint64_t kRecords = 400;
  for (std::uint64_t id = 2; id <= kRecords; ++id) {
    chunk.BeginRecord(id);
    chunk.FragmentHeader();
    // The template id is what stands at the offset, so that it fits the would-be GUID.
    const std::size_t at = first + 24 + id * 8;
    std::uint32_t claimed = 0;
    for (std::size_t i = 4; i-- > 0;) claimed = claimed << 8 | chunk.bytes()[at + 4 + i];
    chunk.Instance(claimed, at, {});
    chunk.EndOfFragment();
    chunk.EndRecord();
  }
  const ReadResult result = ReadEvtx(EvtxFile({chunk.Finish()}));
  EXPECT_EQ(result.record_count, kRecords);
  EXPECT_EQ(result.events.size(), kRecords);
  EXPECT_TRUE(result.AccountAddsUp());
}

// Past the chunk's budget for definitions, values are kept without names, and the record says so.
TEST(EvtxBudget, DefinitionsOfAChunk) {
  evtx::TemplateStore store;
  ChunkBytes chunk;
  chunk.BeginRecord(1);
  chunk.FragmentHeader();
  const std::size_t at = chunk.BeginTemplate(9);
  chunk.OpenDependent("Event", kNoDependencyId);
  chunk.CloseStart();
  for (int i = 0; i < 2'000; ++i) {
    chunk.Substitution(0, 0x01);
    chunk.Text("t");
  }
  chunk.End();
  chunk.EndTemplate({});
  chunk.EndRecord();
  const ByteVector bytes = chunk.Finish();
  store.BeginChunk(bytes);
  std::size_t read = 0;
  // Two ids take turns at one offset; only one of them fits, and is parsed again each time.
  for (int i = 0; i < 2'000; ++i) {
    read += store.Find(static_cast<std::uint32_t>(at), 9).definition != nullptr;
    const auto& other = store.Find(static_cast<std::uint32_t>(at), 10);
    EXPECT_EQ(other.definition, nullptr);
  }
  EXPECT_GT(read, 1U);
  EXPECT_LT(read, 2 * evtx::kMaxChunkDefinitionBytes / (4'000 * sizeof(evtx::Token)));
  EXPECT_TRUE(store.Find(static_cast<std::uint32_t>(at), 9).issues.Has(DamageKind::kBudget));
  store.BeginChunk(bytes);
  EXPECT_TRUE(store.Find(static_cast<std::uint32_t>(at), 9).issues.empty());
}

}  // namespace
}  // namespace noroshi
