#include <gtest/gtest.h>

#include "evidence/artefacts/ntfs/folder_names.h"
#include "evidence/artefacts/ntfs/usn_journal.h"
#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/ntfs_bytes.h"

namespace noroshi::testing {
namespace {

std::vector<FileForm> SystemVolume(std::vector<FileForm> more) {
  std::vector<FileForm> files = {{.number = 0, .name = "$MFT"},
                                 {.number = 5, .name = ".", .is_folder = true},
                                 {.number = 8, .name = "Windows", .is_folder = true},
                                 {.number = 9, .name = "System32", .parent = 8, .is_folder = true},
                                 {.number = 10, .name = "cmd.exe", .parent = 9, .standard = 1000}};
  files.insert(files.end(), more.begin(), more.end());
  return files;
}

ReadEvent Named(const WalkedPart& part, const std::string& path) {
  for (const ReadEvent& event : part.events) {
    if (At(event, "TargetFilename") == path) return event;
  }
  return {};
}

TEST(Mft, FilesWithTheirPaths) {
  const auto bytes = MakeMft(SystemVolume({}));
  const WalkedPart part = ReadArtefact(bytes);
  ASSERT_EQ(part.events.size(), 5U);
  const ReadEvent event = Named(part, "C:\\Windows\\System32\\cmd.exe");
  EXPECT_EQ(event.channel, "host:mft");
  EXPECT_EQ(event.offset, 10 * 1024U);
  EXPECT_EQ(event.time, 132'463'518'691'234'567U);
  EXPECT_EQ(At(event, "TimeMeaning"), "name_created");
  EXPECT_EQ(At(event, "FileSize"), "4");
  EXPECT_EQ(At(event, "Kind"), "file");
  EXPECT_EQ(At(event, "Deleted"), "false");
  EXPECT_TRUE(part.damage.empty());
  EXPECT_TRUE(AddsUp(part, bytes.size()));
  EXPECT_EQ(part.account.padding, 6 * 1024U);
}

TEST(Mft, VolumeWithoutWindowsHasNoLetter) {
  const WalkedPart part = ReadArtefact(
      MakeMft({{.number = 0, .name = "$MFT"}, {.number = 6, .name = "a.txt", .is_in_use = false}}));
  EXPECT_EQ(At(Named(part, "?:\\a.txt"), "Deleted"), "true");
}

// What has no room in a file's record lies in others, before or behind it.
TEST(Mft, ExtensionsBelongToTheirFile) {
  const auto bytes =
      MakeMft({{.number = 0, .name = "$MFT"},
               {.number = 6, .name = "folder", .is_folder = true, .has_name = false},
               {.number = 7, .name = "x", .zone = "[ZoneTransfer]", .has_name = false, .base = 9},
               {.number = 9, .name = "a.txt", .parent = 6, .has_data = false},
               {.number = 12, .name = "folder", .has_data = false, .base = 6}});
  const WalkedPart part = ReadArtefact(bytes);
  EXPECT_TRUE(part.damage.empty());
  EXPECT_TRUE(AddsUp(part, bytes.size()));
  ASSERT_EQ(part.events.size(), 3U);
  const ReadEvent file = Named(part, "?:\\folder\\a.txt");
  EXPECT_EQ(At(file, "FileSize"), "4");
  EXPECT_EQ(At(file, "Stream"), "Zone.Identifier");
  EXPECT_EQ(At(file, "ZoneIdentifier"), "[ZoneTransfer]");
  EXPECT_EQ(file.offset, 9 * 1024U);
  EXPECT_EQ(At(Named(part, "?:\\folder"), "Kind"), "folder");
}

TEST(Mft, AnExtensionOfAnEarlierFileIsNotTaken) {
  struct Case {
    std::uint64_t base_use;
    bool is_in_use;
    bool taken;
  };
  constexpr Case kCases[] = {
      {1, true, true}, {0, true, false}, {0, false, true}, {7, false, false}};
  for (const Case& one : kCases) {
    const WalkedPart part = ReadArtefact(MakeMft(
        {{.number = 0, .name = "$MFT"},
         {.number = 6, .name = "a.txt", .is_in_use = one.is_in_use},
         {.number = 7, .zone = "z", .has_name = false, .base = 6, .base_use = one.base_use}}));
    EXPECT_EQ(At(Named(part, "?:\\a.txt"), "Stream"), one.taken ? "Zone.Identifier" : "(missing)")
        << one.base_use << one.is_in_use;
  }
}

TEST(Mft, LaterPiecesOfDataDoNotTellTheSize) {
  const WalkedPart part = ReadArtefact(
      MakeMft({{.number = 0, .name = "$MFT"},
               {.number = 6, .name = "a.txt"},
               {.number = 7, .has_name = false, .has_data = false, .base = 6, .pieces_size = 99}}));
  EXPECT_EQ(At(Named(part, "?:\\a.txt"), "FileSize"), "4");
}

// Read twice, in pieces: folders at the end name files at the beginning.
TEST(Mft, LongerThanOnePiece) {
  std::vector<FileForm> files = {{.number = 0, .name = "$MFT"}};
  files.push_back({.number = 6, .name = "a.txt", .parent = 3000});
  files.push_back({.number = 3000, .name = "folder", .is_folder = true});
  const auto bytes = MakeMft(files);
  const WalkedPart part = ReadArtefact(bytes);
  EXPECT_EQ(part.events.size(), 3U);
  EXPECT_EQ(At(Named(part, "?:\\folder\\a.txt"), "Kind"), "file");
  EXPECT_TRUE(part.damage.empty());
  EXPECT_TRUE(AddsUp(part, bytes.size()));
}

// D2-10: $STANDARD_INFORMATION set back, and the times of another file.
TEST(Mft, TimesThatContradictEachOther) {
  constexpr std::uint64_t kOld = 128'920'218'000'000'000;  // a whole second in 2009
  const WalkedPart part =
      ReadArtefact(MakeMft(SystemVolume({{.number = 11, .name = "a.dll", .standard = kOld},
                                         {.number = 12, .name = "b.dll", .standard = 1000}})));
  const ReadEvent set_back = Named(part, "C:\\a.dll");
  EXPECT_EQ(At(set_back, "CreatedBeforeName"), "true");
  EXPECT_EQ(At(set_back, "WholeSeconds"), "true");
  EXPECT_EQ(At(set_back, "TimesOf"), "(missing)");
  EXPECT_EQ(At(Named(part, "C:\\b.dll"), "TimesOf"), "cmd.exe");
  EXPECT_EQ(At(Named(part, "C:\\Windows\\System32\\cmd.exe"), "TimesOf"), "(missing)");
}

TEST(Mft, StreamsAndWhereAFileCameFrom) {
  const WalkedPart part = ReadArtefact(MakeMft(
      SystemVolume({{.number = 11, .name = "a.iso", .zone = "[ZoneTransfer]\r\nZoneId=3\r\n"}})));
  const ReadEvent event = Named(part, "C:\\a.iso");
  EXPECT_EQ(At(event, "Stream"), "Zone.Identifier");
  EXPECT_EQ(At(event, "ZoneIdentifier"), "[ZoneTransfer]\r\nZoneId=3\r\n");
}

TEST(Mft, TornAndDamagedRecordsAreLostAlone) {
  auto bytes = MakeMft(SystemVolume({}));
  bytes[8 * 1024 + 510] ^= 1;  // "Windows": a sector of another time
  bytes[10 * 1024] = 'X';      // "cmd.exe"
  bytes.resize(bytes.size() + 100, 1);
  const WalkedPart part = ReadArtefact(bytes);
  EXPECT_EQ(part.damage.size(), 3U);
  EXPECT_EQ(part.events.size(), 3U);
  EXPECT_EQ(At(Named(part, "?\\System32"), "Kind"), "folder");  // its folder is not known
  EXPECT_TRUE(AddsUp(part, bytes.size()));
}

TEST(Mft, AnyByteMayBeWrong) {
  const auto whole = MakeMft(SystemVolume({}));
  for (std::size_t at = 1024 * 8; at < 1024 * 9; ++at) {
    auto bytes = whole;
    bytes[at] ^= 0xFF;
    EXPECT_TRUE(AddsUp(ReadArtefact(bytes), bytes.size())) << at;
  }
}

TEST(FolderNames, LoopsAndReusedRecordsEnd) {
  ntfs::FolderNames names;
  names.Add(10, 1, false, 11, "a");
  names.Add(11, 0, false, 10 | ntfs::FileReference{1} << 48, "b");
  EXPECT_TRUE(names.PathOf(11, "x").starts_with("?\\"));
  names.Add(20, 7, false, 5, "reused");
  EXPECT_EQ(names.PathOf(20 | ntfs::FileReference{6} << 48, "x"), "?\\x");
  names.Add(21, 7, true, 5, "deleted");  // its number rose when it was
  EXPECT_EQ(names.PathOf(21 | ntfs::FileReference{6} << 48, "x"), "?:\\deleted\\x");
}

TEST(UsnJournal, ChangesWithFoldersThatAreKnown) {
  ByteWriter journal;
  journal.Raw(MakeUsnRecord({.name = "Temp", .file = 40, .attributes = 0x10}));
  journal.Raw(MakeUsnRecord({.name = "x.exe", .parent = 40}));
  journal.Raw(MakeUsnRecord({.name = "x.exe", .reason = 0x80000200, .parent = 99, .version = 3}));
  const WalkedPart part = ReadArtefact(journal.bytes());
  ASSERT_EQ(part.events.size(), 3U);
  EXPECT_EQ(part.events[1].channel, "host:usn");
  EXPECT_EQ(At(part.events[1], "TargetFilename"), "?:\\Temp\\x.exe");
  EXPECT_EQ(At(part.events[1], "Change"), "created");
  EXPECT_EQ(At(part.events[1], "TimeMeaning"), "changed");
  EXPECT_EQ(At(part.events[2], "TargetFilename"), "?\\x.exe");
  EXPECT_EQ(At(part.events[2], "Change"), "deleted");
  EXPECT_EQ(part.events[2].fields.at("Reason"), (std::vector<std::string>{"FILE_DELETE", "CLOSE"}));
  EXPECT_TRUE(part.damage.empty());
  EXPECT_TRUE(AddsUp(part, journal.size()));
}

TEST(UsnJournal, HolesAndDamage) {
  ByteWriter journal;
  journal.PadTo(8192).Raw(MakeUsnRecord({.name = "a"}));
  journal.U64(0xFFFFFFFFFFFFFFFF).U64(0xFFFFFFFFFFFFFFFF).Raw(MakeUsnRecord({.name = "b"}));
  const WalkedPart part = ReadArtefact(journal.bytes());
  EXPECT_EQ(part.events.size(), 2U);
  ASSERT_EQ(part.damage.size(), 1U);
  EXPECT_EQ(part.damage[0].lost_bytes, 16U);
  EXPECT_EQ(part.account.padding, 8192U);
  EXPECT_TRUE(AddsUp(part, journal.size()));
}

}  // namespace
}  // namespace noroshi::testing
