// What all artefacts have in common: how their records become events, history files, containers.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "evidence/artefacts/artefact_decoder.h"
#include "evidence/artefacts/artefact_formats.h"
#include "evidence/artefacts/mended_text.h"
#include "evidence/artefacts/record_writer.h"
#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/prefetch_bytes.h"
#include "evidence/artefacts/testing/shortcut_bytes.h"
#include "evidence/testing/archive_bytes.h"
#include "evidence/testing/read_text.h"

namespace noroshi::testing {
namespace {

class NoDamage final : public DamageSink {
  void OnDamage(const Damage&) override { FAIL(); }
};

std::string DumpOf(const Unit& unit) {
  EventContext context;
  artefacts::ArtefactDecoder decoder({}, context);
  NoDamage damage;
  ByteAccount account;
  std::string out;
  decoder.Dump(unit, DumpFormat::kJsonLines, out, damage, account);
  return out;
}

TEST(RecordWriter, ARecordIsNamesAndValues) {
  Unit unit;
  artefacts::RecordWriter records(unit);
  records.Begin("x", 7);
  records.When({132'463'518'691'234'567}, "run");
  records.Text("Odd", "a\xFF b");
  records.Number("Number", 12);
  records.TextIfAny("Nothing", "");
  records.Time("Never", {});
  records.End();
  EXPECT_EQ(
      DumpOf(unit),
      "{\"_channel\":\"x\",\"_time\":\"2020-10-05T06:11:09.1234567Z\",\"TimeMeaning\":\"run\","
      "\"Odd\":\"a\xEF\xBF\xBD b\",\"Number\":12}\n");
}

TEST(RecordWriter, LongTextsAreCutAndTheEventIsMarked) {
  Unit unit;
  artefacts::RecordWriter records(unit);
  records.Begin("x", 7);
  records.Text("Long", std::string(artefacts::kMaxFieldBytes + 5, 'x'));
  records.End();
  EventContext context;
  artefacts::ArtefactDecoder decoder({}, context);
  EventBatch batch;
  NoDamage damage;
  ByteAccount account;
  decoder.Decode(unit, nullptr, batch, damage, account);
  ASSERT_EQ(batch.events.size(), 1U);
  EXPECT_EQ(batch.events[0].offset, 7U);
  EXPECT_TRUE(HasMark(batch.events[0].marks, EventMark::kPartial));
  EXPECT_EQ(context.channels.Text(batch.events[0].channel), "host:x");
}

TEST(MendedText, WhatIsNoUtf8IsReplaced) {
  std::string scratch;
  EXPECT_EQ(artefacts::MendedText("plain", scratch), "plain");
  EXPECT_EQ(artefacts::MendedText("\xE3\x81\x82", scratch), "\xE3\x81\x82");
  EXPECT_EQ(artefacts::MendedText("\xE3\x81", scratch), "\xEF\xBF\xBD\xEF\xBF\xBD");
  const std::vector<std::uint8_t> marked = {0xEF, 0xBB, 0xBF, 'a'};
  EXPECT_EQ(artefacts::FileText(marked), "a");
  const std::vector<std::uint8_t> wide = {'a', 0, 'b', 0};
  EXPECT_EQ(artefacts::FileText(wide), "ab");
  const std::vector<std::uint8_t> big = {0xFE, 0xFF, 0x30, 0x42, 0, 'b', 0xD8, 0};
  EXPECT_EQ(artefacts::FileText(big),
            "\xE3\x81\x82"
            "b\xEF\xBF\xBD");
}

TEST(MendedText, TheFormIsToldByItsBeginning) {
  using artefacts::TextForm;
  const auto form = [](std::vector<std::uint8_t> bytes) { return artefacts::TextFormOf(bytes); };
  EXPECT_EQ(form({}), TextForm::kUtf8);
  EXPECT_EQ(form({'a'}), TextForm::kUtf8);
  EXPECT_EQ(form({0xFF, 0xFE}), TextForm::kUtf16Le);
  EXPECT_EQ(form({0xFE, 0xFF, 0, 'a'}), TextForm::kUtf16Be);
  EXPECT_EQ(form({0, 'a', 0, 'b', 0, 'c', 0, 'd', 0x30, 0x42}), TextForm::kUtf16Be);
  EXPECT_EQ(form({'a', 0, 'b', 0, 'c', 0, 'd', 0, 0x42, 0x30}), TextForm::kUtf16Le);
  EXPECT_EQ(form({'M', 0, 0, 0, 3, 0, 0, 0}), TextForm::kUtf8);  // a table, no text
}

TEST(History, CommandsOfOneAndSeveralLines) {
  const auto folder = std::filesystem::temp_directory_path() / "noroshi-history-test";
  const auto deep = folder / "Users/bob/AppData/Roaming/PSReadLine";
  std::filesystem::create_directories(deep);
  const std::string path = (deep / "ConsoleHost_history.txt").string();
  std::ofstream(path) << "whoami\r\nGet-Item `\r\n  C:\\\r\n\r\nexit";
  const auto parts = WalkEvidence(path);
  std::filesystem::remove_all(folder);
  ASSERT_EQ(parts.size(), 1U);
  ASSERT_EQ(parts[0].events.size(), 3U);
  EXPECT_EQ(At(parts[0].events[0], "ScriptBlockText"), "whoami");
  EXPECT_EQ(At(parts[0].events[1], "ScriptBlockText"), "Get-Item \n  C:\\");
  EXPECT_EQ(At(parts[0].events[2], "User"), "bob");
  EXPECT_EQ(At(parts[0].events[2], "Position"), "2");
  EXPECT_EQ(parts[0].events[0].time, 0U);  // the file has no times
}

// A person's copy of a history may be in any encoding that an editor saves.
TEST(History, Utf16WithAndWithoutAMark) {
  const auto folder = std::filesystem::temp_directory_path() / "noroshi-history-utf16-test";
  std::filesystem::create_directories(folder);
  const std::string path = (folder / "ConsoleHost_history.txt").string();
  for (const std::string_view mark : {"\xFF\xFE", ""}) {
    std::ofstream file(path, std::ios::binary);
    file << mark;
    for (const char c : std::string_view("whoami\r\nexit\r\n")) file << c << '\0';
    file.close();
    const auto parts = WalkEvidence(path);
    ASSERT_EQ(parts.size(), 1U);
    ASSERT_EQ(parts[0].events.size(), 2U);
    EXPECT_EQ(At(parts[0].events[0], "ScriptBlockText"), "whoami");
    EXPECT_EQ(At(parts[0].events[1], "ScriptBlockText"), "exit");
  }
  std::filesystem::remove_all(folder);
}

TEST(Artefacts, MembersOfArchivesAreReadAsFilesAre) {
  const auto parts = WalkEvidence(
      BytesOf(MakeArchive(ArchiveFormat::kZip, {{"CMD.pf", TextOfBytes(MakePrefetch({}))},
                                                {"a.lnk", TextOfBytes(MakeShortcut())}})));
  std::size_t events = 0;
  for (const WalkedPart& part : parts) events += part.events.size();
  EXPECT_EQ(events, 4U);  // a run, two loaded files, a shortcut
}

TEST(Artefacts, OtherFilesAreNotTaken) {
  for (const std::string_view text : {"", "plain text", "{\"a\":1}\n", "ElfFile", "MZ\x90"}) {
    const Bytes bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    EXPECT_EQ(artefacts::DetectArtefact({bytes, "x"}), nullptr) << text;
  }
}

}  // namespace
}  // namespace noroshi::testing
