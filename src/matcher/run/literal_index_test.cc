#include "matcher/run/literal_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "base/case_fold.h"
#include "event/value_text.h"
#include "matcher/build/literal_index_builder.h"
#include "matcher/testing/random_rules.h"

namespace noroshi {
namespace {

using Kind = PatternPart::Kind;

std::vector<std::uint32_t> TryEach(const LiteralIndex& index, const FoldedValue& value) {
  std::vector<std::uint32_t> fitting;
  for (std::uint32_t i = 0; i < index.size(); ++i) {
    if (index.Fits(i, value)) fitting.push_back(i);
  }
  return fitting;
}

std::vector<std::uint32_t> Scan(const LiteralIndex& index, const FoldedValue& value,
                                ScanScratch& scratch) {
  index.Scan(value, scratch);
  std::vector<std::uint32_t> hits = scratch.hits();
  std::ranges::sort(hits);
  return hits;
}

LiteralIndex Build(const std::vector<Pattern>& patterns) {
  LiteralIndexBuilder builder;
  for (const Pattern& pattern : patterns) (void)builder.Add(pattern);
  return std::move(builder).Build();
}

Pattern Literal(std::string text, bool open_begin, bool open_end) {
  Pattern pattern;
  if (open_begin) pattern.parts.push_back({Kind::kAnyRun, {}});
  pattern.parts.push_back({Kind::kLiteral, std::move(text)});
  if (open_end) pattern.parts.push_back({Kind::kAnyRun, {}});
  return pattern;
}

// Literals of every length around the sizes of grams and anchors, filed in every way.
std::vector<Pattern> AllLengths() {
  std::vector<Pattern> patterns;
  for (std::size_t size = 1; size <= 40; ++size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text.push_back(static_cast<char>('a' + (i * 7) % 26));
    for (int open = 0; open < 4; ++open) {
      patterns.push_back(Literal(text, (open & 1) != 0, (open & 2) != 0));
    }
  }
  return patterns;
}

TEST(LiteralIndex, FindsLiteralsOfEveryLengthAnywhere) {
  const LiteralIndex index = Build(AllLengths());
  ScanScratch scratch(index.size());
  for (std::size_t size = 0; size <= 40; ++size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text.push_back(static_cast<char>('a' + (i * 7) % 26));
    for (const std::string& value : {text, "x" + text, text + "x", "x" + text + "x", text + " "}) {
      EXPECT_EQ(Scan(index, {value, {}}, scratch), TryEach(index, {value, {}})) << value;
    }
  }
}

TEST(LiteralIndex, AgreesWithTryingEachPattern) {
  Random random(11);
  for (int round = 0; round < 40; ++round) {
    std::vector<Pattern> patterns;
    for (int i = 0; i < 200; ++i) patterns.push_back(RandomPattern(random));
    const LiteralIndex index = Build(patterns);
    ScanScratch scratch(index.size());
    for (int i = 0; i < 200; ++i) {
      const std::string text = Folded(RandomText(random));
      const FoldedValue value{text, random.OneIn(8) ? "16" : ""};
      ASSERT_EQ(Scan(index, value, scratch), TryEach(index, value)) << text;
    }
  }
}

TEST(LiteralIndex, TheSamePatternIsFiledOnce) {
  LiteralIndexBuilder builder;
  const std::uint32_t first = builder.Add(Literal("CMD.exe", true, false));
  EXPECT_EQ(builder.Add(Literal("cmd.EXE", true, false)), first);
  EXPECT_NE(builder.Add(Literal("cmd.exe", false, false)), first);
  EXPECT_EQ(std::move(builder).Build().size(), 2U);
}

TEST(LiteralIndex, EmptyEqualsEmptyOnly) {
  const LiteralIndex index = Build({Pattern{}});
  ScanScratch scratch(index.size());
  EXPECT_EQ(Scan(index, {"", {}}, scratch).size(), 1U);
  EXPECT_EQ(Scan(index, {"  ", {}}, scratch).size(), 0U);  // blanks are a value
}

TEST(LiteralIndex, AnEmptyIndexFindsNothing) {
  const LiteralIndex index = Build({});
  ScanScratch scratch(index.size());
  EXPECT_TRUE(Scan(index, {"anything", {}}, scratch).empty());
}

TEST(LiteralIndex, TextsOnlyWhenEveryPatternNeedsAByteNoMachineTextHas) {
  struct Row {
    std::vector<Pattern> patterns;
    bool texts_only;
    const char* why;
  };
  const Row rows[] = {
      {{Literal("mimikatz", true, true)}, true, "m, i, k"},
      {{Literal("mimikatz", true, true), Literal("4104", true, true)}, false, "a number has 4104"},
      {{Literal("DEAD-beef", true, true)}, false, "a GUID may have it"},
      {{Literal("s-1-5-18", true, false)}, false, "a SID"},
      {{Pattern{.parts = {{Kind::kAnyRun, {}}}}}, false, "any value"},
      {{Pattern{}}, false, "the empty value"},
      {{Literal(" 12", true, true)}, true, "blanks are only in text"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Build(row.patterns).texts_only(), row.texts_only) << row.why;
}

// What texts_only() rests on: the text of every machine type, of any bytes, is kMachineBytes.
TEST(LiteralIndex, MachineTypesHaveMachineBytes) {
  Random random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::array<std::uint8_t, 24> bytes{};
    for (std::uint8_t& byte : bytes) {
      byte = static_cast<std::uint8_t>(random.OneIn(4) ? random.Below(256) : random.Below(3));
    }
    const Value value{bytes.data(), static_cast<std::uint32_t>(random.Below(bytes.size() + 1)),
                      static_cast<ValueType>(random.Below(15))};
    if (!IsMachineType(value.type)) continue;
    std::string text;
    AppendText(value, text);
    EXPECT_EQ(Folded(text).find_first_not_of(kMachineBytes), std::string::npos) << text;
  }
}

// A value that repeats a pattern's literal must not cost its length squared.
TEST(LiteralIndex, RepetitiveValuesStayCheap) {
  Pattern pattern = Literal("aaaa", true, true);
  pattern.parts.push_back({Kind::kLiteral, "b"});
  pattern.parts.push_back({Kind::kAnyRun, {}});
  const LiteralIndex index = Build({pattern});
  ScanScratch scratch(index.size());
  const std::string value(64 * 1024, 'a');
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(Scan(index, {value, {}}, scratch).empty());
}

}  // namespace
}  // namespace noroshi
