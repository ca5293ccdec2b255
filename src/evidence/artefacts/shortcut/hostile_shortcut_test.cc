// Shortcuts and jump lists whose parts contradict each other, and forms that are seen less often.
#include <gtest/gtest.h>

#include "evidence/artefacts/shortcut/compound_file.h"
#include "evidence/artefacts/shortcut/jump_list.h"
#include "evidence/artefacts/shortcut/shortcut.h"
#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/shortcut_bytes.h"

namespace noroshi::testing {
namespace {

// A head with the given flags; texts and blocks follow.
ByteWriter Head(std::uint32_t flags) {
  ByteWriter out;
  out.U32(76).U64(0x21401).U64(0x46000000000000C0).U32(flags);
  out.PadTo(76);
  return out;
}

TEST(Shortcut, TextsInTheCodePageOfTheMachine) {
  ByteWriter out = Head(4 | 8 | 16 | 32 | 64);
  for (const char* text : {"name", "..\\a.exe", "C:\\w", "-x", "i.ico"}) {
    out.U16(std::string_view(text).size()).Text(text);
  }
  const auto shortcut = shortcut::ReadShortcut(out.U32(0).bytes());
  ASSERT_TRUE(shortcut.ok());
  EXPECT_EQ(shortcut->name, "name");
  EXPECT_EQ(shortcut->relative_path, "..\\a.exe");
  EXPECT_EQ(shortcut->working_folder, "C:\\w");
  EXPECT_EQ(shortcut->arguments, "-x");
  EXPECT_EQ(shortcut->icon, "i.ico");
  EXPECT_TRUE(shortcut->has_whole_body);
}

TEST(Shortcut, TargetOnAShare) {
  ByteWriter info;  // no volume: a share and what follows it
  info.U32(0).U32(28).U32(2).U32(0).U32(0).U32(28).U32(60);
  info.U32(32).U32(0).U32(20).U32(0).U32(0).Text("\\\\srv\\c").U8(0).PadTo(60);
  info.Text("x.exe").U8(0).SetU32(0, info.size());
  const auto shortcut = shortcut::ReadShortcut(Head(2).Raw(info.bytes()).U32(0).bytes());
  ASSERT_TRUE(shortcut.ok());
  EXPECT_EQ(shortcut->target, "\\\\srv\\c\\x.exe");
  EXPECT_EQ(shortcut->network_share, "\\\\srv\\c");
}

TEST(Shortcut, OffsetsThatLeadNowhere) {
  for (const std::uint32_t bad : {0xFFFFFFFFU, 0x7FFFFFFFU, 29U, 1000U}) {
    ByteWriter info;
    info.U32(40).U32(36).U32(3).U32(bad).U32(bad).U32(bad).U32(bad).U32(bad).U32(bad).PadTo(40);
    const auto shortcut = shortcut::ReadShortcut(Head(2).Raw(info.bytes()).U32(0).bytes());
    ASSERT_TRUE(shortcut.ok());
    EXPECT_TRUE(shortcut->has_whole_body);
  }
}

TEST(Shortcut, BlocksWithoutEnd) {
  ByteWriter out = Head(0);
  for (int i = 0; i < 100; ++i) out.U32(8).U32(0xA0000099);
  const auto shortcut = shortcut::ReadShortcut(out.bytes());
  ASSERT_TRUE(shortcut.ok());
  EXPECT_FALSE(shortcut->has_whole_body);
}

TEST(CompoundFile, ChainsThatLoopEnd) {
  auto bytes = MakeCompoundFile({{"a", std::vector<std::uint8_t>(5000, 1)}, {"b", {1, 2}}});
  for (std::size_t at = 512; at < 1024; at += 4) {  // every sector is followed by sector 0
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), 4, std::uint8_t{0});
  }
  auto file = shortcut::CompoundFile::Open(bytes);
  ASSERT_TRUE(file.ok());
  for (const auto& stream : file->streams()) EXPECT_LE(file->Read(stream).size(), bytes.size());
}

// Streams that share all their sectors do not give more than a few times the file.
TEST(CompoundFile, SharedSectorsHaveABudget) {
  const auto bytes = MakeCompoundFile({{"a", std::vector<std::uint8_t>(2000, 1)}});
  auto file = shortcut::CompoundFile::Open(bytes);
  ASSERT_TRUE(file.ok());
  std::size_t given = 0;
  for (int i = 0; i < 1000; ++i) given += file->Read(file->streams()[0]).size();
  EXPECT_LE(given, 4 * bytes.size());
}

TEST(CompoundFile, WhatIsNone) {
  EXPECT_FALSE(shortcut::CompoundFile::Open({}).ok());
  auto bytes = MakeCompoundFile({{"a", {1}}});
  bytes[30] = 7;  // sectors of 128 bytes
  EXPECT_FALSE(shortcut::CompoundFile::Open(bytes).ok());
}

TEST(JumpList, DirectoryThatBreaksOff) {
  auto list = MakeDestList(3, "C:\\x.txt");
  list.resize(list.size() - 20);
  const WalkedPart part =
      ReadArtefact(MakeCompoundFile({{"DestList", list}, {"1", MakeShortcut()}}));
  EXPECT_EQ(part.events.size(), 1U);  // the shortcut that the directory does not name any more
  EXPECT_EQ(part.damage.size(), 1U);
}

TEST(JumpList, OtherFilesOfTheSameKindAreNotTaken) {
  const auto document = MakeCompoundFile({{"WordDocument", {1, 2, 3}}});
  EXPECT_FALSE(shortcut::DetectAutomaticDestinations({document, "a.doc"}));
  const auto start = ByteWriter().U32(2).U32(1).U32(0).PadTo(2000).bytes();
  EXPECT_FALSE(shortcut::DetectCustomDestinations({start, "x"}));
}

}  // namespace
}  // namespace noroshi::testing
