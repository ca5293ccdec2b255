// Paths, flat records, and the values made of them.
#include <gtest/gtest.h>

#include <string>

#include "event/value_text.h"
#include "evidence/flat/flat_value.h"
#include "evidence/flat/path_table.h"

namespace noroshi {
namespace {

std::string Text(const Value& value) {
  std::string text;
  AppendText(value, text);
  return text;
}

TEST(PathTable, JoinsNamesWithDots) {
  PathTable paths;
  const PathId event = paths.Find(kRootPath, "Event");
  const PathId data = paths.Find(event, "EventData");
  EXPECT_EQ(paths.Text(paths.Find(data, "Image")), "Event.EventData.Image");
  EXPECT_EQ(paths.Find(kRootPath, "Event"), event);
}

TEST(PathTable, TellsAFlatNameWithDotsFromANestedOne) {
  PathTable paths;
  const PathId flat = paths.Find(kRootPath, "a.b");
  const PathId nested = paths.Find(paths.Find(kRootPath, "a"), "b");
  EXPECT_NE(flat, nested);
  EXPECT_EQ(paths.Text(flat), paths.Text(nested));
}

TEST(PathTable, TellsNamesThatEndAlike) {
  PathTable paths;
  EXPECT_NE(paths.Find(kRootPath, "user"), paths.Find(kRootPath, "euser"));
  EXPECT_NE(paths.Find(kRootPath, ""), kRootPath);
}

TEST(PathTable, IsBounded) {
  PathTable paths;
  for (std::size_t i = 0; i < 2 * kMaxPaths; ++i) {
    static_cast<void>(paths.Find(kRootPath, std::to_string(i)));
  }
  EXPECT_EQ(paths.size(), kMaxPaths);
  EXPECT_EQ(paths.Find(kRootPath, "one more"), kOtherPath);
  EXPECT_NE(paths.Find(kRootPath, "1"), kOtherPath);  // what is known stays known
  EXPECT_EQ(paths.Find(kRootPath, std::string(kMaxNameBytes + 1, 'x')), kOtherPath);
}

TEST(FlatRecord, HasOneHashForOneSetOfPaths) {
  FlatRecord record;
  const auto hash_of = [&](std::initializer_list<std::uint32_t> paths) {
    record.Clear();
    for (const std::uint32_t path : paths) record.Add(PathId{path}, FlatType::kText, "x");
    return record.hash();
  };
  EXPECT_EQ(hash_of({2, 3, 4}), hash_of({4, 2, 3}));
  EXPECT_EQ(hash_of({2, 3, 3, 3}), hash_of({3, 2}));
  EXPECT_NE(hash_of({2, 3}), hash_of({2, 4}));
}

TEST(FlatRecord, FindsTheFirstValueOfAPathAndForgetsTheLastRecord) {
  FlatRecord record;
  record.Clear();
  record.Add(PathId{5}, FlatType::kText, "a");
  record.Add(PathId{5}, FlatType::kText, "b");
  ASSERT_NE(record.Find(PathId{5}), nullptr);
  EXPECT_EQ(record.Find(PathId{5})->text, "a");
  EXPECT_TRUE(record.has_repeats());
  record.Clear();
  EXPECT_EQ(record.Find(PathId{5}), nullptr);
  EXPECT_FALSE(record.has_repeats());
}

TEST(UnescapeJson, KnowsEveryEscape) {
  struct Case {
    std::string_view escaped, text;
  };
  constexpr Case kCases[] = {
      {"", ""},
      {"plain", "plain"},
      {R"(C:\\Windows\\x)", R"(C:\Windows\x)"},
      {R"(\"\/\b\f\n\r\t)", "\"/\b\f\n\r\t"},
      {R"(\u00e9\u3042)", "é\u3042"},
      {R"(\ud83d\ude00)", "\U0001F600"},
      {R"(\ud83d)", "\uFFFD"},              // a half
      {R"(\ud83dx)", "\uFFFDx"},            // the same with text behind
      {R"(\ude00\ud83d)", "\uFFFD\uFFFD"},  // halves in the wrong order
      {R"(\u12)", R"(\u12)"},               // cut
      {R"(\q)", R"(\q)"},                   // no escape
      {"end\\", "end\\"},
  };
  for (const Case& c : kCases) {
    std::string out(c.escaped.size() + 1, '#');
    out.resize(UnescapeJson(c.escaped, out.data()));
    EXPECT_EQ(out, c.text) << c.escaped;
  }
}

TEST(UnescapeHex, MakesCharactersAndLeavesWhatIsNone) {
  struct Case {
    std::string_view escaped, text;
  };
  constexpr Case kCases[] = {
      {"plain", "plain"},
      {R"(a\x09b)", "a\tb"},
      {R"(\xe3\x81\x82)", "\u3042"},
      {R"(\xe3\x81)", R"(\xe3\x81)"},
      {R"(\xff!)", R"(\xff!)"},
      {R"(\x4)", R"(\x4)"},
      {R"(C:\x5cWindows)", R"(C:\Windows)"},
  };
  for (const Case& c : kCases) {
    std::string out(c.escaped.size(), '#');
    out.resize(UnescapeHex(c.escaped, out.data()));
    EXPECT_EQ(out, c.text) << c.escaped;
  }
}

TEST(MakeValue, TypesWhatJsonTypes) {
  struct Case {
    FlatType type;
    std::string_view text;
    ValueType made;
    std::string_view shown;
  };
  constexpr Case kCases[] = {
      {FlatType::kText, "a\\n", ValueType::kUtf8, "a\\n"},
      {FlatType::kEscaped, "a\\n", ValueType::kUtf8, "a\n"},
      {FlatType::kNumber, "-12", ValueType::kInt, "-12"},
      {FlatType::kNumber, "18446744073709551615", ValueType::kUInt, "18446744073709551615"},
      {FlatType::kNumber, "0.001528", ValueType::kUtf8, "0.001528"},  // as written
      {FlatType::kNumber, "1e3", ValueType::kUtf8, "1e3"},
      {FlatType::kTrue, "true", ValueType::kBool, "true"},
      {FlatType::kFalse, "false", ValueType::kBool, "false"},
      {FlatType::kNull, "", ValueType::kNull, ""},
  };
  Arena arena;
  for (const Case& c : kCases) {
    const Value value = MakeValue({PathId{2}, c.type, c.text}, ValueStyle::kPlain, arena);
    EXPECT_EQ(value.type, c.made) << c.text;
    EXPECT_EQ(Text(value), c.shown);
  }
}

TEST(MakeValue, ReadsWindowsStyle) {
  Arena arena;
  const auto made = [&](FlatType type, std::string_view text) {
    return MakeValue({PathId{2}, type, text}, ValueStyle::kWindows, arena);
  };
  EXPECT_EQ(made(FlatType::kNull, "").type, ValueType::kUtf8);  // present and empty
  EXPECT_EQ(Text(made(FlatType::kEscaped, "0197231e-005A-6928-A50B-000000000D00")),
            "{0197231E-005A-6928-A50B-000000000D00}");
  EXPECT_EQ(Text(made(FlatType::kEscaped, "0197231e-005A-6928-A50B-000000000D0z")),
            "0197231e-005A-6928-A50B-000000000D0z");
}

}  // namespace
}  // namespace noroshi
