// What the builder writes, the reader reads: every value type, every odd but legal shape.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "event/value_text.h"
#include "simulate/evtx/evtx_builder.h"
#include "simulate/evtx/windows_event.h"
#include "simulate/testing/read_back.h"

namespace noroshi {
namespace {

using FieldTexts = std::map<std::string, std::vector<std::string>>;

struct Seen {
  std::uint64_t record_id = 0;
  std::uint32_t event_id = 0;
  std::string channel, provider, computer, user;
  Timestamp time;
  FieldTexts fields;
  EventMark marks{};
};

std::string ToText(const Value& value) {
  std::string text;
  AppendText(value, text);
  return text;
}

Seen Describe(const Event& event, const EventContext& context) {
  Seen seen;
  seen.record_id = event.record_id;
  seen.event_id = event.event_id;
  seen.channel = ToText(event.System(SystemField::kChannel));
  seen.provider = ToText(event.System(SystemField::kProviderName));
  seen.computer = ToText(event.System(SystemField::kComputer));
  seen.user = ToText(event.System(SystemField::kUserId));
  seen.time = event.time;
  seen.marks = event.marks;
  const auto values = event.Payload();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string name(context.fields.Text(event.shape->fields()[i].field));
    for (const Value& item : values[i].items()) seen.fields[name].push_back(ToText(item));
  }
  return seen;
}

class RoundTrip : public testing::Test {
 protected:
  WindowsEvent NewEvent() const {
    WindowsEvent event;
    event.provider = "Noroshi-Test";
    event.provider_guid = "{11CD958A-C507-4EF3-B3F2-5FD9DFBD2C78}";
    event.channel = "Test/Operational";
    event.computer = "HQ-DC01.hoshikawa.example";
    event.event_id = 4711;
    event.time = time_;
    event.user_sid = "S-1-5-18";
    return event;
  }

  void Add(const WindowsEvent& event, SystemLayout layout = SystemLayout::kEighteenValues) {
    Add((layout == SystemLayout::kEighteenValues ? eighteen_ : twenty_).Make(event, next_++));
  }
  void Add(const EvtxRecord& record) { ASSERT_TRUE(builder_.Add(record).ok()); }

  void SetOptions(const EvtxFileOptions& options) { builder_ = EvtxBuilder(options); }

  std::vector<Seen> Read() {
    const auto path = std::filesystem::path(testing::TempDir()) /
                      (std::string("noroshi-round-trip-") +
                       testing::UnitTest::GetInstance()->current_test_info()->name() + ".evtx");
    const auto bytes = builder_.Finish();
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    std::vector<Seen> all;
    result_ = ReadEvtx(path.string(), context_, nullptr,
                       [&](const Event& event) { all.push_back(Describe(event, context_)); });
    EXPECT_EQ(result_.account.used + result_.account.damaged + result_.account.padding,
              result_.size);
    std::filesystem::remove(path);
    return all;
  }

  void ExpectNoDamage() const {
    for (const std::string& damage : result_.damage) ADD_FAILURE() << damage;
  }

  const Timestamp time_ = *ParseIso8601("2020-10-05T02:11:09.1234567Z");
  EvtxBuilder builder_;
  RecordFactory eighteen_{SystemLayout::kEighteenValues};
  RecordFactory twenty_{SystemLayout::kTwentyValues};
  std::uint64_t next_ = 1;
  EventContext context_;
  ReadBack result_;
};

TEST_F(RoundTrip, EveryValueType) {
  struct Row {
    std::string name;
    EvtxValue value;
    std::string text;
  };
  const std::uint8_t raw[] = {0xde, 0xad, 0x00, 0x01};
  const Row rows[] = {
      {"string", EvtxValue::Text("a\u65e5\u672c\U00020bb7 <&>"), "a\u65e5\u672c\U00020bb7 <&>"},
      {"empty", EvtxValue::Text(""), ""},
      {"ansi", EvtxValue::Ansi("caf\xe9"), "caf\u00e9"},
      {"int8", EvtxValue::Whole(EvtxType::kInt8, ~std::uint64_t{0}), "-1"},
      {"uint8", EvtxValue::Whole(EvtxType::kUInt8, 255), "255"},
      {"int16", EvtxValue::Whole(EvtxType::kInt16, 0x8000), "-32768"},
      {"uint16", EvtxValue::Whole(EvtxType::kUInt16, 65'535), "65535"},
      {"int32", EvtxValue::Whole(EvtxType::kInt32, ~std::uint64_t{4}), "-5"},
      {"uint32", EvtxValue::Whole(EvtxType::kUInt32, 4'294'967'295), "4294967295"},
      {"int64", EvtxValue::Whole(EvtxType::kInt64, ~std::uint64_t{0}), "-1"},
      {"uint64", EvtxValue::Whole(EvtxType::kUInt64, ~std::uint64_t{0}), "18446744073709551615"},
      {"real", EvtxValue::Real(1.5), "1.5"},
      {"true", EvtxValue::Boolean(true), "true"},
      {"false", EvtxValue::Boolean(false), "false"},
      {"binary", EvtxValue::Binary(raw), "DEAD0001"},
      {"guid", EvtxValue::Guid("{54849625-5478-4994-a5ba-3e3b0328c30d}"),
       "{54849625-5478-4994-A5BA-3E3B0328C30D}"},
      {"size", EvtxValue::Whole(EvtxType::kSizeT, 0x1000), "0x1000"},
      {"filetime", EvtxValue::FileTime(time_), "2020-10-05T02:11:09.1234567Z"},
      {"sid", EvtxValue::Sid("S-1-5-21-1-2-3-1104"), "S-1-5-21-1-2-3-1104"},
      {"hex32", EvtxValue::Whole(EvtxType::kHexInt32, 0x1410), "0x1410"},
      {"hex64", EvtxValue::Whole(EvtxType::kHexInt64, 0x3e7), "0x3e7"},
  };
  WindowsEvent event = NewEvent();
  for (const Row& row : rows) event.fields.push_back({row.name, row.value});
  Add(event);
  const auto seen = Read();
  ExpectNoDamage();
  ASSERT_EQ(seen.size(), 1U);
  for (const Row& row : rows) {
    const auto found = seen[0].fields.find(row.name);
    ASSERT_NE(found, seen[0].fields.end()) << row.name;
    EXPECT_EQ(found->second, std::vector<std::string>{row.text}) << row.name;
  }
}

TEST_F(RoundTrip, SystemPartInBothLayouts) {
  for (const SystemLayout layout : {SystemLayout::kEighteenValues, SystemLayout::kTwentyValues}) {
    WindowsEvent event = NewEvent();
    event.fields = {{"A", EvtxValue::Text("x")}};
    Add(event, layout);
  }
  const auto seen = Read();
  ExpectNoDamage();
  ASSERT_EQ(seen.size(), 2U);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].record_id, i + 1);
    EXPECT_EQ(seen[i].event_id, 4711U);
    EXPECT_EQ(seen[i].channel, "Test/Operational");
    EXPECT_EQ(seen[i].provider, "Noroshi-Test");
    EXPECT_EQ(seen[i].computer, "HQ-DC01.hoshikawa.example");
    EXPECT_EQ(seen[i].user, "S-1-5-18");
    EXPECT_EQ(seen[i].time, time_);
    EXPECT_EQ(seen[i].marks, EventMark::kNone);
  }
}

TEST_F(RoundTrip, ArraysUnnamedDataAndUserData) {
  const std::string items[] = {"one", "", "three"};
  WindowsEvent list = NewEvent();
  list.fields = {{"", EvtxValue::Strings(items)}};
  Add(list);
  WindowsEvent cleared = NewEvent();
  cleared.user_data = "LogFileCleared";
  cleared.user_data_namespace = "http://manifests.example/eventlog";
  cleared.fields = {{"Channel", EvtxValue::Text("System")}};
  Add(cleared);
  const auto seen = Read();
  ExpectNoDamage();
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].fields.at("Data"), (std::vector<std::string>{"one", "", "three"}));
  EXPECT_EQ(seen[1].fields.at("Channel"), std::vector<std::string>{"System"});
  EXPECT_EQ(seen[1].channel, "Test/Operational");
}

TEST_F(RoundTrip, ThousandsOfRecordsOverManyChunks) {
  constexpr std::uint64_t kRecords = 3'000;
  for (std::uint64_t i = 0; i < kRecords; ++i) {
    WindowsEvent event = NewEvent();
    event.computer = "HQ-CL" + std::to_string(i % 7);  // seven outer templates
    for (std::uint64_t field = 0; field <= i % 5; ++field) {
      event.fields.push_back({"F" + std::to_string(field), EvtxValue::Text(std::to_string(i))});
    }
    Add(event);
  }
  const auto seen = Read();
  ExpectNoDamage();
  ASSERT_EQ(seen.size(), kRecords);
  for (std::uint64_t i = 0; i < kRecords; ++i) {
    ASSERT_EQ(seen[i].record_id, i + 1);
    ASSERT_EQ(seen[i].computer, "HQ-CL" + std::to_string(i % 7));
    ASSERT_EQ(seen[i].fields.size(), i % 5 + 1);
    ASSERT_EQ(seen[i].fields.at("F0"), std::vector<std::string>{std::to_string(i)});
  }
}

TEST_F(RoundTrip, DirtyWrappedAndSparseFilesKeepAllRecords) {
  SetOptions({.flags = 1, .stale_chunk_count = 1, .stale_next_record_id = 2, .wrapped_by = 2});
  for (std::uint64_t i = 0; i < 4; ++i) {
    WindowsEvent event = NewEvent();
    event.fields = {{"A", EvtxValue::Text("x")}};
    Add(event);
    if (i == 1) builder_.AddUnusedSlot();
    if (i == 2) builder_.AddEmptyChunk();
    builder_.EndChunk();
  }
  EXPECT_EQ(Read().size(), 4U);
}

TEST_F(RoundTrip, WithoutChecksums) {
  SetOptions({.minor_version = 2, .flags = 4, .chunk_flags = 5});
  WindowsEvent event = NewEvent();
  event.fields = {{"A", EvtxValue::Text("x")}};
  Add(event);
  const auto seen = Read();
  ExpectNoDamage();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].marks, EventMark::kNone);
}

// Text in pieces: CDATA, a character reference, an entity, an instruction; and no template at all.
TEST_F(RoundTrip, PlainElementsAndRareTokens) {
  auto sketch = std::make_shared<XmlSketch>();
  sketch->Open("Event").Open("System");
  sketch->Open("Provider", {{"Name", {XmlPiece::Text("Noroshi-Test")}}}).Close();
  sketch->Leaf("EventID", XmlPiece::Text("4711"));
  sketch->Leaf("Channel", XmlPiece::Text("Test/Operational"));
  sketch->Leaf("Computer", XmlPiece::Text("HQ-DC01"));
  sketch->Close().Open("EventData");
  sketch->Open("Data", {{"Name", {XmlPiece::Text("Pieces")}}});
  sketch->Add(XmlPiece::Text("a")).Add(XmlPiece::CData("<b>")).Add(XmlPiece::Character('c'));
  sketch->Add(XmlPiece::Entity("amp")).Add(XmlPiece::Text("d")).Close();
  sketch->Open("Data", {{"Name", {XmlPiece::Text("Empty")}}}).Close();
  sketch->Close().Close();
  EvtxRecord record;
  record.written = time_;
  record.fragments.push_back({sketch, {}, XmlFragment::Form::kPlain, true});
  Add(record);
  record.fragments[0].with_header = false;  // some records begin with the element itself
  Add(record);
  const auto seen = Read();
  ExpectNoDamage();
  ASSERT_EQ(seen.size(), 2U);
  for (const Seen& one : seen) {
    EXPECT_EQ(one.event_id, 4711U);
    EXPECT_EQ(one.channel, "Test/Operational");
    EXPECT_EQ(one.fields.at("Pieces"), std::vector<std::string>{"a<b>c&d"});
    EXPECT_EQ(one.fields.at("Empty"), std::vector<std::string>{""});
  }
}

TEST_F(RoundTrip, SeveralFragmentsGiveTheFirstAndAMark) {
  WindowsEvent event = NewEvent();
  event.fields = {{"A", EvtxValue::Text("first")}};
  EvtxRecord record = eighteen_.Make(event, 1);
  event.fields = {{"A", EvtxValue::Text("second")}};
  record.fragments.push_back(eighteen_.Make(event, 1).fragments[0]);
  Add(record);
  const auto seen = Read();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].fields.at("A"), std::vector<std::string>{"first"});
  EXPECT_TRUE(HasMark(seen[0].marks, EventMark::kMultipleRoots));
}

TEST_F(RoundTrip, NullValues) {
  WindowsEvent event = NewEvent();
  event.user_sid.clear();
  event.fields = {{"A", EvtxValue{}}, {"B", EvtxValue::Text("b")}};
  Add(event);
  const auto seen = Read();
  ExpectNoDamage();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].user, "");
  EXPECT_EQ(seen[0].fields.at("A"), std::vector<std::string>{""});  // present and empty (S-3.9)
  EXPECT_EQ(seen[0].fields.at("B"), std::vector<std::string>{"b"});
}

}  // namespace
}  // namespace noroshi
