#include <gtest/gtest.h>

#include "evidence/ole/ole_file.h"
#include "evidence/ole/testing/ole_builder.h"
#include "evidence/ole/vba_project.h"

namespace noroshi::ole {
namespace {

using namespace std::string_literals;

Bytes BytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};  // NOLINT
}

std::string ContentOf(const OleFile& file, const OleEntry& stream) {
  const auto bytes = file.Read(stream, 1U << 20);
  return {bytes.begin(), bytes.end()};
}

TEST(OleFile, ReadsStreamsOfBothSizes) {
  OleBuilder builder;
  builder.streams = {{"Small", "short"},
                     {"Folder/Inner/Deep", std::string(100, 'd')},
                     {"Large", std::string(9'000, 'L')},
                     {"Empty", ""}};
  for (const bool small : {true, false}) {
    builder.small_sectors = small;
    const std::string bytes = builder.Build();
    const auto file = OleFile::Open(BytesOf(bytes));
    ASSERT_TRUE(file.ok()) << file.error().ToString();
    EXPECT_FALSE(file->is_damaged());
    ASSERT_EQ(file->streams().size(), 4U);
    for (const auto& [path, content] : builder.streams) {
      const OleEntry* const stream = file->FindEnding(path);
      ASSERT_NE(stream, nullptr) << path;
      EXPECT_EQ(stream->path, path);
      EXPECT_EQ(ContentOf(*file, *stream), content);
    }
    EXPECT_EQ(file->FindEnding("None"), nullptr);
  }
}

TEST(OleFile, RefusesWhatIsNone) {
  EXPECT_EQ(OleFile::Open({}).error().code, ErrorCode::kBadMagic);
  const std::string start = OleBuilder().Build().substr(0, 100);
  EXPECT_EQ(OleFile::Open(BytesOf(start)).error().code, ErrorCode::kTruncated);
  std::string odd = OleBuilder().Build();
  odd[30] = 20;
  EXPECT_EQ(OleFile::Open(BytesOf(odd)).error().code, ErrorCode::kInvalid);
}

// Cut anywhere and bent anywhere: no crash, no endless chain.
TEST(OleFile, SurvivesDamage) {
  OleBuilder builder;
  builder.streams = {{"WordDocument", std::string(5'000, 'w')}};
  builder.AddVba("Macros/", {{"ThisDocument", "Sub AutoOpen()\r\nEnd Sub"}});
  const std::string whole = builder.Build();
  const auto use = [](const std::string& bytes) {
    const auto file = OleFile::Open(BytesOf(bytes));
    if (!file.ok()) return;
    for (const OleEntry& stream : file->streams()) (void)file->Read(stream, 1U << 20);
    (void)ReadVbaModules(*file);
  };
  for (std::size_t size = 0; size < whole.size(); size += 61) use(whole.substr(0, size));
  for (std::size_t at = 0; at + 4 <= whole.size(); at += 4) {
    for (const char value : {'\0', '\1', '\xFF'}) {
      std::string bent = whole;
      for (std::size_t i = 0; i < 4; ++i) bent[at + i] = i == 0 || value == '\xFF' ? value : '\0';
      use(bent);
    }
  }
}

TEST(VbaProject, ReadsTheSource) {
  OleBuilder builder;
  std::string source = "Sub AutoOpen()\r\n";
  for (int i = 0; i < 400; ++i) source += "x = x + " + std::to_string(i) + "\r\n";
  builder.AddVba("Macros/", {{"ThisDocument", source}, {"Module1", "Sub Two()\r\nEnd Sub"}});
  const std::string bytes = builder.Build();
  const auto file = OleFile::Open(BytesOf(bytes));
  ASSERT_TRUE(file.ok());
  const auto modules = ReadVbaModules(*file);
  ASSERT_EQ(modules.size(), 2U);
  EXPECT_EQ(modules[0].name, "ThisDocument");
  EXPECT_EQ(modules[0].source, source);
  EXPECT_EQ(modules[1].source, "Sub Two()\r\nEnd Sub");
}

// The three examples of [MS-OVBA] 3.2.
TEST(VbaProject, DecompressesAsTheFormatSays) {
  EXPECT_EQ(DecompressVba(BytesOf("\x01\x19\xB0\x00"
                                  "abcdefgh\x00"
                                  "ijklmnop\x00"
                                  "qrstuv."s),
                          1'000),
            "abcdefghijklmnopqrstuv.");
  EXPECT_EQ(DecompressVba(BytesOf("\x01\x2F\xB0\x00#aaabcde\x82"
                                  "f\x00paghij\x01\x38\x08"
                                  "akl\x00\x30mnop\x06q\x02p\x04\x10rstuv\x10wxyz\x00<"s),
                          1'000),
            "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa");
  EXPECT_EQ(DecompressVba(BytesOf("\x01\x03\xB0\x02"
                                  "a\x45\x00"s),
                          1'000),
            std::string(73, 'a'));
  EXPECT_EQ(DecompressVba({}, 10), "");
  EXPECT_EQ(DecompressVba(BytesOf("\x02xx"), 10), "");
  EXPECT_EQ(DecompressVba(BytesOf(PackVba(std::string(50, 'x'))), 10).size(), 10U);
}

}  // namespace
}  // namespace noroshi::ole
