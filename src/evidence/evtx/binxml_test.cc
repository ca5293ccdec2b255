// BinXML forms that are rare or were never seen, made by hand (EVTX spec, section 14, point 5).
#include <gtest/gtest.h>

#include <functional>

#include "evidence/testing/evtx_bytes.h"
#include "evidence/testing/read_evidence.h"

namespace noroshi {
namespace {

using testing::ByteVector;
using testing::ChunkBytes;
using testing::EvtxFile;
using testing::ReadEvent;
using testing::ReadResult;
using testing::TypedValue;
using testing::Wide;
using Texts = std::vector<std::string>;

constexpr std::uint16_t kNone = testing::kNoDependencyId;

// A file of one record whose BinXML `write` makes, behind the fragment header.
ByteVector OneRecord(const std::function<void(ChunkBytes&)>& write) {
  ChunkBytes chunk;
  chunk.BeginRecord(1);
  chunk.FragmentHeader();
  write(chunk);
  chunk.EndOfFragment();
  chunk.EndRecord();
  return EvtxFile({chunk.Finish()});
}

ReadEvent ReadOne(const ByteVector& file) {
  const ReadResult result = testing::ReadEvtx(file);
  EXPECT_TRUE(result.AccountAddsUp());
  EXPECT_EQ(result.events.size(), 1U);
  testing::ReadSettings walker;
  walker.path = evtx::RecordPath::kWalkerOnly;
  const ReadResult walked = testing::ReadEvtx(file, walker);
  EXPECT_TRUE(walked.events == result.events);
  return result.events.empty() ? ReadEvent{} : result.events.front();
}

// The dump, which must not depend on the way it was made.
std::string Dump(const ByteVector& file, DumpFormat format) {
  const testing::TempFile on_disk(file);
  testing::ReadSettings walker;
  walker.path = evtx::RecordPath::kWalkerOnly;
  const std::string text = testing::DumpEvtx(on_disk.path(), format);
  EXPECT_EQ(text, testing::DumpEvtx(on_disk.path(), format, walker));
  return text;
}

std::string Xml(const ByteVector& file) { return Dump(file, DumpFormat::kXml); }
std::string Json(const ByteVector& file) { return Dump(file, DumpFormat::kJsonLines); }

// <Event><EventData> ... </EventData></Event> at record level; `write` makes what is inside.
ByteVector PlainEventData(const std::function<void(ChunkBytes&)>& write) {
  return OneRecord([&](ChunkBytes& chunk) {
    chunk.Open("Event");
    chunk.CloseStart();
    chunk.Open("EventData");
    chunk.CloseStart();
    write(chunk);
    chunk.End();
    chunk.End();
  });
}

// The same as a template; `write` makes what is inside, `values` fill it.
ByteVector TemplateEventData(const std::function<void(ChunkBytes&)>& write,
                             const std::vector<TypedValue>& values) {
  return OneRecord([&](ChunkBytes& chunk) {
    chunk.BeginTemplate(7);
    chunk.OpenDependent("Event", kNone);
    chunk.CloseStart();
    chunk.OpenDependent("EventData", kNone);
    chunk.CloseStart();
    write(chunk);
    chunk.End();
    chunk.End();
    chunk.EndTemplate(values);
  });
}

void Named(ChunkBytes& chunk, const char* name, std::uint16_t index, bool optional = false,
           std::uint16_t dependency = kNone) {
  chunk.OpenDependent("Data", dependency, true);
  chunk.Attribute("Name");
  chunk.Text(name);
  chunk.CloseStart();
  chunk.Substitution(index, 0x01, optional);
  chunk.End();
}

TEST(EvtxBinXml, TextPiecesJoin) {
  const ByteVector file = PlainEventData([](ChunkBytes& chunk) {
    chunk.Open("Data", true);
    chunk.Attribute("Name");
    chunk.Text("F");
    chunk.CloseStart();
    chunk.Text("a<");
    chunk.U8(0x07);  // CDATA
    chunk.U16(3);
    chunk.Raw(Wide("b&c"));
    chunk.U8(0x08);  // character reference
    chunk.U16('D');
    chunk.U8(0x09);  // entity reference
    chunk.InlineName("quot");
    chunk.U8(0x09);
    chunk.InlineName("#x41");
    chunk.U8(0x09);
    chunk.InlineName("unknown");
    chunk.End();
  });
  EXPECT_EQ(ReadOne(file).fields.at("F"), Texts{"a<b&cD\"A&unknown;"});
  EXPECT_NE(Xml(file).find("<Data Name=\"F\">a&lt;b&amp;cD\"A&amp;unknown;</Data>"),
            std::string::npos);
}

TEST(EvtxBinXml, ProcessingInstruction) {
  const ByteVector file = PlainEventData([](ChunkBytes& chunk) {
    chunk.U8(0x0A);
    chunk.InlineName("target");
    chunk.U8(0x0B);
    chunk.U16(4);
    chunk.Raw(Wide("data"));
    chunk.Open("Leaf");
    chunk.CloseEmpty();
  });
  EXPECT_EQ(ReadOne(file).fields.at("Leaf"), Texts{""});
  EXPECT_NE(Xml(file).find("<?target data?><Leaf/>"), std::string::npos);
}

TEST(EvtxBinXml, RecordMayStartWithoutFragmentHeader) {
  ChunkBytes chunk;
  chunk.BeginRecord(1);
  chunk.Open("Event");
  chunk.CloseStart();
  chunk.Open("UserData");
  chunk.CloseStart();
  chunk.Open("Inner");
  chunk.CloseStart();
  chunk.Text("deep");
  chunk.End();
  chunk.End();
  chunk.End();
  chunk.EndOfFragment();
  chunk.EndRecord();
  EXPECT_EQ(ReadOne(EvtxFile({chunk.Finish()})).fields.at("Inner"), Texts{"deep"});
}

TEST(EvtxBinXml, AttributeWithoutValueIsDropped) {
  const ByteVector file = PlainEventData([](ChunkBytes& chunk) {
    chunk.Open("Leaf", true);
    chunk.Attribute("gone");
    chunk.Attribute("kept");
    chunk.Text("1");
    chunk.CloseEmpty();
  });
  EXPECT_NE(Xml(file).find("<Leaf kept=\"1\"/>"), std::string::npos);
}

TEST(EvtxBinXml, OptionalNullDropsElementAndAttribute) {
  const ByteVector file = TemplateEventData(
      [](ChunkBytes& chunk) {
        Named(chunk, "Normal", 0);
        Named(chunk, "Optional", 0, true);
        chunk.OpenDependent("Leaf", kNone, true);
        chunk.Attribute("a");
        chunk.Substitution(0, 0x01, true);
        chunk.Attribute("b");
        chunk.Substitution(1, 0x01, true);
        chunk.CloseEmpty();
      },
      {{0x00, {}}, {0x01, Wide("x")}});
  const ReadEvent event = ReadOne(file);
  EXPECT_EQ(event.fields.at("Normal"), Texts{""});  // present but empty (S-3.9)
  EXPECT_FALSE(event.fields.contains("Optional"));  // missing
  EXPECT_EQ(event.fields.at("Leaf_b"), Texts{"x"});
  EXPECT_FALSE(event.fields.contains("Leaf_a"));
  EXPECT_NE(Xml(file).find("<Data Name=\"Normal\"></Data><Leaf b=\"x\"/>"), std::string::npos);
}

TEST(EvtxBinXml, DependencyDrop) {
  const ByteVector file = TemplateEventData(
      [](ChunkBytes& chunk) {
        Named(chunk, "Dropped", 1, false, 0);
        Named(chunk, "Kept", 1, false, 1);
      },
      {{0x00, {}}, {0x01, Wide("x")}});
  const ReadEvent event = ReadOne(file);
  EXPECT_FALSE(event.fields.contains("Dropped"));
  EXPECT_EQ(event.fields.at("Kept"), Texts{"x"});
}

TEST(EvtxBinXml, ArraysRepeatTheElement) {
  const std::string nul(1, '\0');
  const auto data = [](ChunkBytes& chunk) {
    Named(chunk, "F", 0);
    chunk.OpenDependent("Leaf", kNone, true);
    chunk.Attribute("a");
    chunk.Substitution(0, 0x81);
    chunk.CloseEmpty();
  };
  const ByteVector two = TemplateEventData(data, {{0x81, Wide("a" + nul + "b" + nul)}});
  EXPECT_EQ(ReadOne(two).fields.at("F"), (Texts{"a", "b"}));
  EXPECT_EQ(ReadOne(two).fields.at("Leaf_a"), Texts{"a,b"});
  EXPECT_NE(Xml(two).find("<Data Name=\"F\">a</Data><Data Name=\"F\">b</Data><Leaf a=\"a,b\"/>"),
            std::string::npos);
  EXPECT_NE(Json(two).find("\"F\":[\"a\",\"b\"]"), std::string::npos);
  const ByteVector none = TemplateEventData(data, {{0x81, {}}});
  EXPECT_EQ(ReadOne(none).fields.at("F"), Texts{""});
  EXPECT_NE(Xml(none).find("<Data Name=\"F\"></Data>"), std::string::npos);
}

TEST(EvtxBinXml, IndexBeyondTheValuesIsEmptyAndMarked) {
  const ReadEvent event = ReadOne(
      TemplateEventData([](ChunkBytes& chunk) { Named(chunk, "F", 9); }, {{0x01, Wide("x")}}));
  EXPECT_EQ(event.fields.at("F"), Texts{""});
  EXPECT_TRUE(HasMark(event.marks, EventMark::kOddValue));
}

TEST(EvtxBinXml, EmbeddedXmlTextIsText) {
  const ReadEvent event = ReadOne(
      TemplateEventData([](ChunkBytes& chunk) { Named(chunk, "F", 0); }, {{0x23, Wide("<a/>")}}));
  EXPECT_EQ(event.fields.at("F"), Texts{"<a/>"});
  EXPECT_TRUE(HasMark(event.marks, EventMark::kOddValue));
}

// Nothing past the record may be read as a value, and nothing before the bad one is lost.
TEST(EvtxBinXml, DescriptorSizesPastTheRecord) {
  const ByteVector file = OneRecord([](ChunkBytes& chunk) {
    chunk.BeginTemplate(7);
    chunk.OpenDependent("Event", kNone);
    chunk.CloseStart();
    chunk.OpenDependent("EventData", kNone);
    chunk.CloseStart();
    Named(chunk, "A", 0);
    Named(chunk, "B", 1);
    chunk.End();
    chunk.End();
    chunk.EndTemplate({{0x01, Wide("ok")}, {0x01, Wide("cut")}});
    chunk.bytes()[chunk.at() - 10 - 4] = 0xFF;  // the second descriptor's size
    chunk.bytes()[chunk.at() - 10 - 3] = 0xFF;
  });
  const ReadEvent event = ReadOne(file);
  EXPECT_EQ(event.fields.at("A"), Texts{"ok"});
  EXPECT_EQ(event.fields.at("B"), Texts{""});
  EXPECT_TRUE(HasMark(event.marks, EventMark::kPartial));
}

TEST(EvtxBinXml, ValueCountThatCannotBe) {
  const ByteVector file = OneRecord([](ChunkBytes& chunk) {
    const std::size_t at = chunk.at();
    chunk.BeginTemplate(7);
    chunk.OpenDependent("Event", kNone);
    chunk.CloseEmpty();
    chunk.EndTemplate({});
    chunk.PutU32(chunk.at() - 4, 65'536);
    EXPECT_GT(chunk.at(), at);
  });
  const ReadEvent event = ReadOne(file);
  EXPECT_TRUE(HasMark(event.marks, EventMark::kPartial));
}

TEST(EvtxBinXml, WrongTemplateIdGivesTheValuesAsAList) {
  ByteVector file =
      TemplateEventData([](ChunkBytes& chunk) { Named(chunk, "F", 0); }, {{0x01, Wide("kept")}});
  constexpr std::size_t kGuidInFile = 4'096 + 512 + 24 + 4 + 10 + 4;
  ASSERT_EQ(file[kGuidInFile], 7);
  file[kGuidInFile] = 8;
  const ReadEvent event = ReadOne(file);
  EXPECT_EQ(event.fields.at("Data"), Texts{"kept"});
  EXPECT_FALSE(event.fields.contains("F"));
  EXPECT_TRUE(HasMark(event.marks, EventMark::kStructureLost));
}

// An instance whose embedded value is the record's own body, twice: doubling at every level.
TEST(EvtxBinXml, SelfEmbeddingEndsByBudget) {
  ChunkBytes chunk;
  chunk.BeginRecord(1);
  chunk.FragmentHeader();
  const std::size_t definition = chunk.BeginTemplate(7);
  chunk.OpenDependent("E", kNone);
  chunk.CloseStart();
  chunk.Substitution(0, 0x21);
  chunk.Substitution(1, 0x21);
  chunk.End();
  // Each value is an instance of the same definition with two such values, ten levels deep.
  std::vector<TypedValue> values = {{0x21, {}}, {0x21, {}}};
  for (int level = 0; level < 9; ++level) {
    ChunkBytes inner;
    inner.bytes().clear();
    inner.FragmentHeader();
    inner.Instance(7, definition, values);
    values = {{0x21, inner.bytes()}, {0x21, inner.bytes()}};
  }
  chunk.EndTemplate(values);
  chunk.EndOfFragment();
  chunk.EndRecord();
  const ReadResult result = testing::ReadEvtx(EvtxFile({chunk.Finish()}));
  EXPECT_EQ(result.events.size(), 1U);
  EXPECT_TRUE(result.AccountAddsUp());
}

// Fragments that contain themselves do not exist on disk, but a definition that instantiates itself
// does: its body holds an instance token whose definition offset is its own.
TEST(EvtxBinXml, DefinitionThatInstantiatesItself) {
  const ByteVector file = OneRecord([](ChunkBytes& chunk) {
    const std::size_t definition = chunk.BeginTemplate(7);
    chunk.OpenDependent("E", kNone);
    chunk.CloseStart();
    chunk.Instance(7, definition, {});
    chunk.Instance(7, definition, {});
    chunk.End();
    chunk.EndTemplate({});
  });
  const ReadEvent event = ReadOne(file);
  EXPECT_TRUE(HasMark(event.marks, EventMark::kPartial));
}

TEST(EvtxBinXml, DeepElementsAreCut) {
  const ByteVector file = OneRecord([](ChunkBytes& chunk) {
    for (int i = 0; i < 600; ++i) {
      chunk.Open("a");
      chunk.CloseStart();
    }
    for (int i = 0; i < 600; ++i) chunk.End();
  });
  EXPECT_TRUE(HasMark(ReadOne(file).marks, EventMark::kPartial));
}

TEST(EvtxBinXml, UnknownTokenKeepsWhatWasBuilt) {
  const ByteVector file = PlainEventData([](ChunkBytes& chunk) {
    chunk.Open("Before");
    chunk.CloseStart();
    chunk.Text("kept");
    chunk.End();
    chunk.U8(0x1F);
  });
  const ReadEvent event = ReadOne(file);
  EXPECT_EQ(event.fields.at("Before"), Texts{"kept"});
  EXPECT_TRUE(HasMark(event.marks, EventMark::kPartial));
}

TEST(EvtxBinXml, NoRootAndSeveralRoots) {
  const ReadEvent none = ReadOne(OneRecord([](ChunkBytes&) {}));
  EXPECT_TRUE(HasMark(none.marks, EventMark::kNoRoot));
  EXPECT_EQ(none.time, ChunkBytes::kTime);
  const ByteVector two = OneRecord([](ChunkBytes& chunk) {
    for (const char* name : {"First", "Second"}) {
      chunk.Open(name);
      chunk.CloseStart();
      chunk.Open("EventData");
      chunk.CloseStart();
      chunk.Open(name);
      chunk.CloseEmpty();
      chunk.End();
      chunk.End();
    }
  });
  const ReadEvent several = ReadOne(two);
  EXPECT_TRUE(several.fields.contains("First"));
  EXPECT_FALSE(several.fields.contains("Second"));
  EXPECT_TRUE(HasMark(several.marks, EventMark::kMultipleRoots));
  EXPECT_NE(Json(two).find("\"further\":[{\"Second\":"), std::string::npos);
}

TEST(EvtxBinXml, HostileTextIsText) {
  const ByteVector file = PlainEventData([](ChunkBytes& chunk) {
    chunk.Open("Bad<Name");
    chunk.CloseStart();
    chunk.Text("</x>\"\x01");
    chunk.End();
  });
  EXPECT_NE(Xml(file).find("<Bad_Name>&lt;/x&gt;\"\xEF\xBF\xBD</Bad_Name>"), std::string::npos);
  EXPECT_NE(Json(file).find("\"Bad<Name\":\"</x>\\\"\\u0001\""), std::string::npos);
}

// The section's own Name attribute is not a field's (seen in DFS and service logs).
TEST(EvtxBinXml, NameOfTheSectionStaysAnAttribute) {
  const ByteVector file = OneRecord([](ChunkBytes& chunk) {
    chunk.Open("Event");
    chunk.CloseStart();
    chunk.Open("EventData", true);
    chunk.Attribute("Name");
    chunk.Text("Started");
    chunk.CloseEmpty();
    chunk.End();
  });
  EXPECT_NE(Json(file).find("\"EventData\":{\"#attributes\":{\"Name\":\"Started\"}}"),
            std::string::npos);
  EXPECT_FALSE(ReadOne(file).fields.contains("Started"));
}

}  // namespace
}  // namespace noroshi
