// Keys of fragments: equal keys must mean equal fragments, wherever the bytes lie and whatever was
// done to them.
#include "evidence/evtx/plain_scan.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <vector>

#include "evidence/evtx/chunk.h"
#include "evidence/evtx/fragment_parser.h"
#include "evidence/evtx/structure_memo.h"
#include "evidence/evtx/template_store.h"
#include "evidence/testing/evtx_bytes.h"

namespace noroshi::evtx {
namespace {

using noroshi::testing::ByteVector;
using noroshi::testing::ChunkBytes;
using noroshi::testing::kNoDependencyId;
using Key = std::vector<std::uint8_t>;

struct Placed {
  ByteVector chunk;
  std::size_t begin = 0, end = 0;
};

// `before` bytes of something else come first.
Placed Place(const std::function<void(ChunkBytes&)>& write, std::size_t before = 0) {
  ChunkBytes chunk;
  if (before > 0) chunk.Raw(ByteVector(before, 0xEE));
  const std::size_t begin = chunk.at();
  write(chunk);
  return {chunk.bytes(), begin, chunk.bytes().size()};
}

std::optional<Key> KeyOf(const Placed& placed, TextRule texts) {
  std::vector<std::uint8_t> key(kMaxKeyBytes);
  std::vector<ValueWindow> windows(256);
  PlainScan scan(placed.chunk, placed.begin, placed.end, texts, key, windows);
  if (!scan.Run()) return std::nullopt;
  return Key(scan.key().begin(), scan.key().end());
}

Fragment Parsed(const Placed& placed) {
  Fragment fragment;
  ParseFragment(placed.chunk, placed.begin, placed.end, FragmentPlace::kDefinition, fragment);
  return fragment;
}

// <E a="text" b="%1"><Data Name="N">%0</Data>text</E>
void Definition(ChunkBytes& chunk) {
  chunk.FragmentHeader();
  chunk.OpenDependent("E", kNoDependencyId, true);
  chunk.Attribute("a");
  chunk.Text("text");
  chunk.Attribute("b");
  chunk.Substitution(1, 0x08, true);
  chunk.CloseStart();
  chunk.OpenDependent("Data", 3, true);
  chunk.Attribute("Name");
  chunk.Text("N");
  chunk.CloseStart();
  chunk.Substitution(0, 0x01);
  chunk.End();
  chunk.Text("text");
  chunk.End();
  chunk.EndOfFragment();
}

TEST(EvtxPlainScan, PlaceDoesNotMatter) {
  const auto here = KeyOf(Place(Definition), TextRule::kConstant);
  const auto there = KeyOf(Place(Definition, 1'000), TextRule::kConstant);
  ASSERT_TRUE(here && there);
  EXPECT_EQ(*here, *there);
}

TEST(EvtxPlainScan, EqualKeysMeanEqualFragments) {
  const Placed original = Place(Definition);
  const Key key = *KeyOf(original, TextRule::kConstant);
  const Fragment fragment = Parsed(original);
  ASSERT_TRUE(fragment.issues.empty());
  std::size_t same = 0, other = 0;
  for (std::size_t at = original.begin; at < original.end; ++at) {
    for (unsigned change = 1; change < 256; ++change) {
      Placed changed = original;
      changed.chunk[at] = static_cast<std::uint8_t>(changed.chunk[at] ^ change);
      const auto changed_key = KeyOf(changed, TextRule::kConstant);
      if (!changed_key) continue;
      const Fragment parsed = Parsed(changed);
      if (*changed_key != key) {
        ++other;
        continue;
      }
      ++same;
      ASSERT_TRUE(parsed.issues.empty()) << at;
      ASSERT_TRUE(parsed.SameStructure(fragment)) << at;
    }
  }
  // Sizes of elements and the chains of names count for nothing, all else does.
  EXPECT_GT(same, 0U);
  EXPECT_GT(other, same);
}

TEST(EvtxPlainScan, TextsAreValuesWhereTheRuleSaysSo) {
  const auto document = [](const char* name, const char* attribute, const char* text) {
    return Place([=](ChunkBytes& chunk) {
      chunk.Open("E", true);
      chunk.Attribute("Name");
      chunk.Text(name);
      chunk.Attribute("a");
      chunk.Text(attribute);
      chunk.CloseStart();
      chunk.Text(text);
      chunk.End();
    });
  };
  const auto key = KeyOf(document("N", "1", "x"), TextRule::kValue);
  ASSERT_TRUE(key);
  EXPECT_EQ(KeyOf(document("N", "22", "other"), TextRule::kValue), key);
  EXPECT_NE(KeyOf(document("M", "1", "x"), TextRule::kValue), key);
}

TEST(EvtxPlainScan, AKeyHasABound) {
  const Placed placed = Place(Definition);
  const std::size_t size = KeyOf(placed, TextRule::kConstant)->size();
  for (const std::size_t room : {std::size_t{0}, size - 1, size}) {
    std::vector<std::uint8_t> key(room);
    PlainScan scan(placed.chunk, placed.begin, placed.end, TextRule::kConstant, key, {});
    EXPECT_EQ(scan.Run(), room == size) << room;
  }
}

TEST(EvtxStructureMemo, KnowsWhatWasAddedUpToItsBound) {
  StructureMemo memo;
  const Template structure;
  Key key(kMaxMemoBytes / 4, 1);
  const auto add = [&](std::uint8_t first) {
    key[0] = first;
    memo.Add(key, StructureMemo::HashOf(key), &structure);
    return memo.Find(key, StructureMemo::HashOf(key)) != nullptr;
  };
  EXPECT_EQ(memo.Find(key, StructureMemo::HashOf(key)), nullptr);
  for (std::uint8_t i = 0; i < 4; ++i) EXPECT_TRUE(add(i));
  EXPECT_FALSE(add(4));
  // One hash, two keys.
  StructureMemo small;
  small.Add(Key{1}, 7, &structure);
  small.Add(Key{2}, 7, nullptr);
  ASSERT_NE(small.Find(Key{2}, 7), nullptr);
  EXPECT_EQ(*small.Find(Key{2}, 7), nullptr);
  EXPECT_EQ(*small.Find(Key{1}, 7), &structure);
  EXPECT_EQ(small.Find(Key{3}, 7), nullptr);
  // Whoever makes keys of one hash does not make searches long.
  for (std::uint8_t i = 3; i < 100; ++i) small.Add(Key{i}, 7, &structure);
  EXPECT_EQ(small.Find(Key{99}, 7), nullptr);
  EXPECT_NE(small.Find(Key{1}, 7), nullptr);
}

}  // namespace
}  // namespace noroshi::evtx
