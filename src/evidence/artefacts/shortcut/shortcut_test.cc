#include "evidence/artefacts/shortcut/shortcut.h"

#include <gtest/gtest.h>

#include "evidence/artefacts/shortcut/compound_file.h"
#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/shortcut_bytes.h"

namespace noroshi::testing {
namespace {

TEST(Shortcut, TargetArgumentsAndMachine) {
  const auto bytes = MakeShortcut();
  const WalkedPart part = ReadArtefact(bytes);
  ASSERT_EQ(part.events.size(), 1U);
  const ReadEvent& event = part.events[0];
  EXPECT_EQ(event.channel, "host:shortcut");
  EXPECT_EQ(At(event, "Target"), "C:\\Windows\\System32\\cmd.exe");
  EXPECT_EQ(At(event, "Arguments"), "/c start x");
  EXPECT_EQ(At(event, "MachineId"), "win-abc");
  EXPECT_EQ(At(event, "MachineAddress"), "a0:a1:a2:a3:a4:a5");
  EXPECT_EQ(At(event, "VolumeSerial"), "1234ABCD");
  EXPECT_EQ(At(event, "VolumeLabel"), "OS");
  EXPECT_EQ(At(event, "FileSize"), std::to_string(bytes.size()));
  EXPECT_EQ(At(event, "BytesBehind"), "0");
  EXPECT_EQ(event.time, 132'463'518'691'234'567U);
  EXPECT_EQ(At(event, "TimeMeaning"), "target_last_write");
  EXPECT_TRUE(part.damage.empty());
}

// What a lure carries behind its end.
TEST(Shortcut, BytesBehindItAreCounted) {
  auto bytes = MakeShortcut();
  bytes.resize(bytes.size() + 60'000, 'x');
  const WalkedPart part = ReadArtefact(bytes);
  ASSERT_EQ(part.events.size(), 1U);
  EXPECT_EQ(At(part.events[0], "BytesBehind"), "60000");
}

TEST(Shortcut, TargetThatOnlyTheEnvironmentNames) {
  const WalkedPart part =
      ReadArtefact(MakeShortcut({.local_path = "", .environment = "%COMSPEC%"}));
  ASSERT_EQ(part.events.size(), 1U);
  EXPECT_EQ(At(part.events[0], "Target"), "%COMSPEC%");
}

TEST(Shortcut, ItemsNameAPath) {
  ByteWriter items;
  items.U16(0x14).U8(0x1F).PadTo(0x14);  // the computer
  items.U16(25).U8(0x2F).Text("C:\\").PadTo(0x14 + 25);
  const std::size_t at = items.size();
  ByteWriter file;  // a short name, and the long one in an extension
  file.U16(0).U8(0x32).U8(0).U32(5).U32(0).U16(0x20).Text("LONGNA~1.EXE").U16(0);
  const std::size_t extension = file.size();
  file.U16(0).U16(3).U32(0xBEEF0004).U64(0).U16(0).U16(0);
  file.Wide("long name.exe").U16(0).U16(extension);
  file.SetU16(0, file.size());
  items.Raw(file.bytes());
  EXPECT_EQ(shortcut::ItemListPath(items.bytes()), "C:\\long name.exe");
  EXPECT_EQ(shortcut::ItemListPath(Bytes(items.bytes()).first(at)), "C:\\");
}

TEST(Shortcut, CutOnesAreSaidToBe) {
  const auto whole = MakeShortcut();
  for (std::size_t size = 76; size + 4 < whole.size(); ++size) {
    const std::vector<std::uint8_t> bytes(whole.begin(),
                                          whole.begin() + static_cast<std::ptrdiff_t>(size));
    const WalkedPart part = ReadArtefact(bytes);
    EXPECT_EQ(part.events.size(), 1U);
    EXPECT_TRUE(AddsUp(part, size)) << size;
  }
}

TEST(CompoundFile, StreamsOfOneSectorAndMore) {
  const std::vector<std::uint8_t> small = {1, 2, 3};
  std::vector<std::uint8_t> more(1000);
  for (std::size_t i = 0; i < more.size(); ++i) more[i] = static_cast<std::uint8_t>(i);
  const auto bytes = MakeCompoundFile({{"a", small}, {"b", more}});
  auto file = shortcut::CompoundFile::Open(bytes);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->streams().size(), 2U);
  EXPECT_EQ(file->Read(file->streams()[0]), small);
  EXPECT_EQ(file->Read(file->streams()[1]), more);
}

TEST(JumpList, AutomaticOfEachVersion) {
  for (const std::uint32_t version : {1U, 3U, 4U}) {
    const WalkedPart part = ReadArtefact(MakeCompoundFile(
        {{"DestList", MakeDestList(version, "C:\\x.txt")}, {"1", MakeShortcut()}}));
    ASSERT_EQ(part.events.size(), 1U) << version;
    const ReadEvent& event = part.events[0];
    EXPECT_EQ(event.channel, "host:jumplist");
    EXPECT_EQ(At(event, "EntryPath"), "C:\\x.txt");
    EXPECT_EQ(At(event, "Target"), "C:\\Windows\\System32\\cmd.exe");
    EXPECT_EQ(At(event, "TimeMeaning"), "opened");
    EXPECT_EQ(event.time, 132'463'518'691'234'567U);
    EXPECT_EQ(At(event, "Pinned"), "false");
    EXPECT_TRUE(part.damage.empty());
  }
}

TEST(JumpList, ShortcutThatTheListDoesNotName) {
  const WalkedPart part = ReadArtefact(
      MakeCompoundFile({{"DestList", MakeDestList(1, "C:\\x.txt")}, {"7", MakeShortcut()}}));
  EXPECT_EQ(part.events.size(), 2U);
}

TEST(JumpList, CustomIsShortcutsInARow) {
  const auto shortcut = MakeShortcut();
  ByteWriter out;
  out.U32(2).U32(1).U32(0).U32(2).U32(2);
  for (int i = 0; i < 2; ++i) out.PadTo(out.size() + 16).Raw(shortcut);
  out.U32(0xBABFFBAB);
  const WalkedPart part = ReadArtefact(out.bytes());
  ASSERT_EQ(part.events.size(), 2U);
  EXPECT_EQ(At(part.events[1], "Arguments"), "/c start x");
  EXPECT_TRUE(part.damage.empty());
}

TEST(JumpList, AnyByteMayBeWrong) {
  const auto whole =
      MakeCompoundFile({{"DestList", MakeDestList(3, "C:\\x.txt")}, {"1", MakeShortcut()}});
  for (std::size_t at = 8; at < whole.size(); at += 3) {
    auto bytes = whole;
    bytes[at] ^= 0xFF;
    const WalkedPart part = ReadArtefact(bytes);
    const bool is_known = part.kind == EvidencePart::Kind::kSource;
    EXPECT_TRUE(!is_known || AddsUp(part, bytes.size())) << at;
  }
}

}  // namespace
}  // namespace noroshi::testing
