// JSON evidence: how it is told and cut, what is read of damaged text, and what becomes of names.
#include "evidence/jsonl/json_format.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/jsonl/element_cutter.h"
#include "evidence/jsonl/lone_document.h"
#include "evidence/jsonl/mend.h"
#include "evidence/testing/read_text.h"
#include "evidence/text/text_source.h"

namespace noroshi::jsonl {
namespace {

using testing::ReadText;
using testing::TextResult;

TEST(DetectJson, TellsTheForm) {
  using Kind = JsonForm::Kind;
  struct Case {
    std::string_view start;
    Kind kind;
    std::size_t wrapper;
  };
  constexpr Case kCases[] = {
      {R"({"a":1})", Kind::kLines, 0},
      {"{\"a\":1}\n{\"a\":2}\n", Kind::kLines, 0},
      {"\n\n{\"a\":1}\n", Kind::kLines, 0},
      {"bc\":1}\n{\"a\":2}\n", Kind::kLines, 0},  // begins in the middle of a line
      {"{\"a\":\"long line without end", Kind::kLines, 0},
      {"{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}", Kind::kElements, 0},
      {"{\"a\": {\n  \"b\": 1\n}}", Kind::kElements, 0},
      {"[{\"a\":1},{\"a\":2}]", Kind::kElements, 0},
      {"[\n{\"a\":1}\n]", Kind::kElements, 0},
      {"{\"Records\":[{\"a\":1}]}", Kind::kElements, 12},
      {"{\"@odata.context\": \"x\\\"[\", \"n\": 1,\n \"value\": [ {\"a\":1}]}", Kind::kElements,
       46},
      {"{\"tags\":[{\"a\":1}]}", Kind::kLines, 0},  // no member that holds records
      {"{\"Records\":[1,2]}", Kind::kLines, 0},
      {"", Kind::kNone, 0},
      {"plain text\n", Kind::kNone, 0},
      {"[section]\nname=value\n", Kind::kNone, 0},
      {"[1,2,3]", Kind::kNone, 0},
      {"{ not json }", Kind::kNone, 0},
      {"type=SYSCALL msg=audit(1:2): {\"a\":1}\n", Kind::kNone, 0},
  };
  for (const Case& c : kCases) {
    const JsonForm form = DetectJson(c.start);
    EXPECT_EQ(form.kind, c.kind) << c.start;
    EXPECT_EQ(form.wrapper_bytes, c.wrapper) << c.start;
  }
}

TEST(FindElementEnd, MindsStringsAndEscapes) {
  struct Case {
    std::string_view text;
    bool found;
    std::size_t size;
  };
  constexpr Case kCases[] = {
      {"{}", true, 2},
      {"{} {}", true, 2},
      {R"({"a":"}"}x)", true, 9},
      {R"({"a":"\"}"}x)", true, 11},
      {R"({"a":"\\"}x)", true, 10},
      {R"({"a":[{},{}]}x)", true, 13},
      {R"({"a":)", false, 5},
      {R"({"a":"\)", false, 7},
      {"{\"a\":\"broken\n{\"b\":1}", true, 12},  // a line end inside a string
  };
  for (const Case& c : kCases) {
    const ElementEnd end = FindElementEnd(c.text);
    EXPECT_EQ(end.found, c.found) << c.text;
    EXPECT_EQ(end.size, c.size) << c.text;
  }
}

TEST(AppendMended, ChangesOnlyWhatIsForbidden) {
  struct Case {
    std::string_view json, mended;
  };
  constexpr Case kCases[] = {
      {R"({"a":"b\\\"c"})", R"({"a":"b\\\"c"})"},
      {"{\n\t\"a\":\t1}", "{\n\t\"a\":\t1}"},  // white space outside strings stays
      {"{\"a\":\"b\tc\"}", "{\"a\":\"b\\u0009c\"}"},
      {"{\"a\":\"\xff\xe3\x81\x82\"}", "{\"a\":\"\uFFFD\u3042\"}"},
      {"{\"a\":\"\\\x01\"}", "{\"a\":\"\\\\u0001\"}"},
  };
  for (const Case& c : kCases) {
    std::string out;
    AppendMended(c.json, out);
    EXPECT_EQ(out, c.mended) << c.json;
  }
}

TEST(JsonLines, GiveEachRecordItsPlace) {
  const TextResult read = ReadText("{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":3}");
  ASSERT_EQ(read.events.size(), 3U);
  EXPECT_EQ(read.format, "json");
  EXPECT_EQ(read.events[1].line, 3U);
  EXPECT_EQ(read.events[1].offset, 9U);
  EXPECT_EQ(read.events[2].line, 4U);
  EXPECT_EQ(read.events[2].At("a"), "3");
}

TEST(JsonElements, AreCutWhateverTheirLayout) {
  constexpr std::string_view kTexts[] = {
      "{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n",
      "{\n \"a\": 1\n}{\n \"a\": 2\n}",
      "[{\"a\":1},{\"a\":2}]",
      "[\n  {\"a\":1},\n  {\"a\":2}\n]\n",
      "{\"Records\": [{\"a\":1},\n{\"a\":2}]}",
      "\x1E{\n\"a\":1}\n\x1E{\n\"a\":2}\n",
  };
  for (const std::string_view text : kTexts) {
    for (const std::size_t piece : {1U, 3U, 1000U}) {
      testing::TextSettings settings;
      settings.piece = piece;
      const TextResult read = ReadText(text, settings);
      ASSERT_EQ(read.events.size(), 2U) << text;
      EXPECT_EQ(read.events[0].At("a"), "1");
      EXPECT_EQ(read.events[1].At("a"), "2");
      EXPECT_EQ(read.CountOf(DamageKind::kRecordSyntax), 0U) << text;
      EXPECT_EQ(read.account.used, text.size());
    }
  }
}

TEST(JsonElements, KnowTheirLine) {
  const TextResult read = ReadText("[\n{\"a\":1,\n\"b\":2},\n\n {\"a\":3}]");
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].line, 2U);
  EXPECT_EQ(read.events[1].line, 5U);
}

TEST(JsonLines, LoseOnlyTheBadOnes) {
  const std::string text =
      "{\"a\":1}\n{\"a\":2\nnot json\n{\"a\":\"unclosed}\n{\"a\":5}}\n[1]\n{\"a\" 7}\n{\"a\":8}\n";
  const TextResult read = ReadText(text);
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[1].At("a"), "8");
  EXPECT_EQ(read.events[1].line, 8U);
  EXPECT_EQ(read.CountOf(DamageKind::kRecordSyntax), 6U);
  EXPECT_EQ(read.account.used + read.account.damaged, text.size());
}

TEST(JsonElements, GoOnBehindABrokenOne) {
  const std::string text = "[\n{\"a\":\"1},\n{\"a\":2},\n{\"a\":3}\n]";
  const TextResult read = ReadText(text);
  ASSERT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.events[0].At("a"), "2");
  EXPECT_EQ(read.CountOf(DamageKind::kRecordSyntax), 1U);
  EXPECT_EQ(read.account.used + read.account.damaged, text.size());
}

TEST(JsonRecords, OddBytesCostNoRecord) {
  const TextResult read = ReadText("{\"a\":\"x\xff\ty\",\"b\":\"ok\"}\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("a"), "x\uFFFD\ty");
  EXPECT_EQ(read.events[0].At("b"), "ok");
  EXPECT_TRUE(HasMark(read.events[0].marks, EventMark::kOddValue));
}

TEST(JsonRecords, NestedNamesBecomePathsAndArraysSeveralValues) {
  const TextResult read = ReadText(
      R"({"a":{"b":{"c":"x"},"d":null},"l":[1,"two",true],"e":[],"o":[{"k":"1"},{"k":"2","m":3}]})");
  ASSERT_EQ(read.events.size(), 1U);
  const auto& fields = read.events[0].fields;
  using Values = std::vector<std::string>;
  EXPECT_EQ(fields.at("a.b.c"), Values({"x"}));
  EXPECT_EQ(fields.at("a.d"), Values({"(null)"}));
  EXPECT_EQ(fields.at("l"), Values({"1", "two", "true"}));
  EXPECT_EQ(fields.at("e"), Values({"(null)"}));
  EXPECT_EQ(fields.at("o.k"), Values({"1", "2"}));
  EXPECT_EQ(fields.at("o.m"), Values({"3"}));
}

TEST(JsonRecords, NamesMayHaveEscapes) {
  const TextResult read = ReadText(R"({"a\"b":1,"\u0063":2})");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("a\"b"), "1");
  EXPECT_EQ(read.events[0].At("c"), "2");
}

TEST(JsonRecords, DepthIsBounded) {
  std::string deep = "1";
  for (int i = 0; i < 500; ++i) deep = "{\"x\":" + deep + "}";
  const TextResult read = ReadText("{\"a\":\"kept\",\"b\":" + deep + ",\"z\":\"kept too\"}");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].At("a"), "kept");
  EXPECT_EQ(read.events[0].At("z"), "kept too");
  EXPECT_TRUE(HasMark(read.events[0].marks, EventMark::kPartial));
}

TEST(JsonRecords, OfUnknownShapeAreReadAndCounted) {
  const TextResult read = ReadText("{\"some\":\"thing\",\"timestamp\":\"2020-01-02T03:04:05Z\"}\n");
  ASSERT_EQ(read.events.size(), 1U);
  EXPECT_EQ(read.events[0].channel, "");
  EXPECT_EQ(read.events[0].time, "2020-01-02T03:04:05.0000000Z");
  EXPECT_EQ(read.CountOf(DamageKind::kUnknownShape), 1U);
}

TEST(JsonRecords, ALoneObjectWithoutShapeAndTimeIsADocumentAndNoEvidence) {
  const auto is_document = [](std::string_view text) { return IsLoneDocument(text, {}); };
  EXPECT_TRUE(is_document("{\n \"seed\": 1,\n \"steps\": [{\"time\": \"2020-01-02\"}]\n}\n"));
  EXPECT_FALSE(is_document("{\"seed\": 1}\n")) << "on one line: a record";
  EXPECT_FALSE(is_document("{\n\"seed\": 1}\n{\n\"seed\": 2}\n")) << "several";
  EXPECT_FALSE(is_document("{\n\"some\": 1,\n\"timestamp\": \"2020-01-02T03:04:05Z\"\n}"));
  EXPECT_FALSE(is_document(R"({"Event": {
    "System": {"Provider": {"#attributes": {"Name": "Microsoft-Windows-Security-Auditing"}},
               "EventID": 1, "Channel": "Security", "Computer": "PC"},
    "EventData": {"A": "b"}}})"));
  EXPECT_FALSE(is_document("{\n\"some\": 1,\n"));
}

TEST(JsonElements, OfAnArrayWithoutLineEndsAreReadInBoundedMemory) {
  std::string text = "[";
  constexpr int kElements = 100'000;
  for (int i = 0; i < kElements; ++i) text += "{\"a\":" + std::to_string(i) + ",\"b\":\"xxxxx\"},";
  text.back() = ']';
  const TextResult read = ReadText(text);
  EXPECT_EQ(read.record_count, static_cast<std::uint64_t>(kElements));
  EXPECT_GT(read.units, 5U);
  EXPECT_TRUE(read.CountOf(DamageKind::kRecordSize) == 0);
  EXPECT_EQ(read.account.used, text.size());
}

class NoneWanted final : public EventInterest {
 public:
  bool Wants(const EventKind&) override {
    ++asked;
    return false;
  }
  int asked = 0;
};

TEST(JsonRecords, ThatNobodyWantsAreCountedOnly) {
  NoneWanted interest;
  testing::TextSettings settings;
  settings.interest = &interest;
  const TextResult read = ReadText("{\"a\":1}\n{\"a\":2}\n", settings);
  EXPECT_EQ(read.record_count, 2U);
  EXPECT_EQ(interest.asked, 2);
  EXPECT_TRUE(read.events.empty());
}

TEST(JsonDump, WritesRecordsAsTheyStandOneALine) {
  EXPECT_EQ(testing::DumpText("{\"a\":1}\nbad\n{\"a\": 2}\n"), "{\"a\":1}\n{\"a\": 2}\n");
  EXPECT_EQ(testing::DumpText("{\n\"a\":\n1\n}\n{\n\"a\":2}\n"), "{\"a\":1}\n{\"a\":2}\n");
}

// Answers of programs wrap their records, some twice; what stands before them may be anything.
TEST(JsonDetect, FindsRecordsInAnswers) {
  const std::string records = R"([{"a":1},{"a":2}])";
  for (const std::string& text :
       {R"({"hits":{"total":{"value":2},"max_score":null,"hits":)" + records + "}}",
        R"({"took":1,"_shards":{"failures":[{"x":"]}"}]},"hits":{"hits":)" + records + "}}",
        R"({"rawResponse":{"took":1,"hits":{"hits":)" + records + "}}}",
        R"({"kind":"x","items":)" + records + "}", R"({"data":{"entries":)" + records + "}}"}) {
    const TextResult read = ReadText(text);
    EXPECT_EQ(read.events.size(), 2U) << text;
    EXPECT_EQ(read.account.damaged, 0U) << text;
    EXPECT_EQ(read.account.used, text.size()) << text;
  }
  // Not a list of records, or too deep to be one.
  std::string deep = R"({"hits":)";
  for (int i = 0; i < 6; ++i) deep += R"({"hits":)";
  EXPECT_EQ(DetectJson(deep + records).wrapper_bytes, 0U);
  EXPECT_EQ(DetectJson(R"({"hits":{"hits":[1,2]}})").wrapper_bytes, 0U);
  EXPECT_EQ(DetectJson(R"({"_shards":{"total":)").wrapper_bytes, 0U);
}

TEST(JsonDetect, PassesOverTheTitlesOfEvtxDump) {
  const std::string text = "Record 1\n{\n \"a\": 1\n}\nRecord 22\r\n{\"a\": 2}\n";
  for (const std::size_t piece : {1U, 9U, 1000U}) {
    testing::TextSettings settings;
    settings.piece = piece;
    const TextResult read = ReadText(text, settings);
    EXPECT_EQ(read.events.size(), 2U);
    EXPECT_EQ(read.account.used, text.size());
  }
  EXPECT_EQ(ReadText("Record of a day\n{\"a\": 1}\n").account.damaged, 15U);
  EXPECT_EQ(ReadText("Record 1\nno object\n").format, "");
  EXPECT_EQ(ReadText("Record 1").format, "");
}

TEST(JsonRecords, OfATextSequenceMayStandBehindSeparators) {
  const TextResult read = ReadText("\x1E{\"a\":1}\n\x1E{\"a\":2}\n");
  EXPECT_EQ(read.events.size(), 2U);
  EXPECT_EQ(read.account.damaged, 0U);
}

}  // namespace
}  // namespace noroshi::jsonl
