// Artefacts name their host by the SYSTEM hive of the tree they lie in, and by no other.
#include "evidence/artefacts/host_tree.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "evidence/artefacts/testing/artefact_events.h"
#include "evidence/artefacts/testing/hive_bytes.h"
#include "evidence/artefacts/testing/ntfs_bytes.h"
#include "evidence/testing/archive_bytes.h"

namespace noroshi::testing {
namespace {

namespace fs = std::filesystem;

std::vector<std::uint8_t> SystemHiveOf(std::string_view name) {
  return MakeHive(
      {"ROOT",
       {},
       {{"ControlSet001",
         {},
         {KeyPath("Control\\ComputerName\\ComputerName", {TextValue("ComputerName", name)})}},
        KeyPath("Select", {DwordValue("Current", 1)})}});
}

// A folder with files, gone with the object.
class TreeOnDisk {
 public:
  TreeOnDisk() : root_(fs::temp_directory_path() / ("noroshi_tree_" + std::to_string(getpid()))) {
    fs::remove_all(root_);
  }
  ~TreeOnDisk() { fs::remove_all(root_); }
  TreeOnDisk(const TreeOnDisk&) = delete;
  TreeOnDisk& operator=(const TreeOnDisk&) = delete;

  std::string Put(const std::string& path, const std::vector<std::uint8_t>& bytes) const {
    const fs::path whole = root_ / path;
    fs::create_directories(whole.parent_path());
    std::ofstream out(whole, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    return whole.string();
  }

 private:
  fs::path root_;
};

TEST(HostTree, PlacesOfWindows) {
  struct Case {
    const char* path;
    bool is_place;
  };
  constexpr Case kCases[] = {
      {"Windows/Prefetch/A.pf", true},
      {"windows/system32/sru/SRUDB.dat", true},
      {"$MFT", true},
      {"$Extend/$UsnJrnl/$J", true},
      {"MFT", true},
      {"Users/bob/NTUSER.DAT", true},
      {"Users/bob/AppData/Local/x/a.lnk", true},
      {"ProgramData/Microsoft/Network/Downloader/qmgr.db", true},
      {"Users/bob/Desktop/evidence/a.pf", false},
      {"Users/bob", false},
      {"evidence/Windows/a.pf", false},
      {"a.pf", false},
      {"", false},
      {"..", false},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(artefacts::IsPlaceOfWindows(one.path), one.is_place) << one.path;
  }
}

TEST(HostTree, TheNearestTreeWithAHiveNamesTheHost) {
  const TreeOnDisk tree;
  const auto mft = MakeMft({{.number = 0, .name = "$MFT"}});
  tree.Put("a/C/Windows/System32/config/SYSTEM", SystemHiveOf("SRV01"));
  tree.Put("b/c/windows/system32/Config/system", SystemHiveOf("SRV02"));
  struct Case {
    const char* path;
    const char* host;
  };
  constexpr Case kCases[] = {
      {"a/C/$MFT", "SRV01"},
      {"b/c/$MFT", "SRV02"},
      {"b/c/windows/x", "SRV02"},
      {"a/C/Users/bob/Desktop/$MFT", ""},
      {"a/$MFT", ""},
      {"$MFT", ""},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(artefacts::HostOfTree(tree.Put(one.path, mft)), one.host) << one.path;
  }
}

TEST(HostTree, AHiveBesideNamesTheHost) {
  const TreeOnDisk tree;
  tree.Put("all/SYSTEM", SystemHiveOf("SRV03"));
  const std::string path = tree.Put("all/mft.bin", MakeMft({{.number = 0, .name = "$MFT"}}));
  const auto parts = WalkEvidence(path);
  ASSERT_FALSE(parts.empty());
  ASSERT_EQ(parts.front().events.size(), 1U);
  EXPECT_EQ(At(parts.front().events[0], "System/Computer"), "SRV03");
}

TEST(HostTree, WhatNamesItselfKeepsItsName) {
  const TreeOnDisk tree;
  tree.Put("C/Windows/System32/config/SYSTEM", SystemHiveOf("SRV01"));
  const std::string copy =
      tree.Put("C/Windows/System32/config/RegBack/OLD", SystemHiveOf("OLDNAME"));
  const auto parts = WalkEvidence(copy);
  ASSERT_FALSE(parts.empty());
  for (const ReadEvent& event : parts.front().events)
    EXPECT_EQ(At(event, "System/Computer"), "OLDNAME");
}

// The collector packed the hive last; two machines lie in one archive.
TEST(HostTree, TreesInAZipArchive) {
  const std::string mft = TextOfBytes(MakeMft({{.number = 0, .name = "$MFT"}}));
  const std::string first = TextOfBytes(SystemHiveOf("SRV01"));
  const std::string second = TextOfBytes(SystemHiveOf("SRV02"));
  const std::vector<MemberBytes> members = {{"a/C/$MFT", mft},
                                            {"b/$MFT", mft},
                                            {"elsewhere/$MFT", mft},
                                            {"a/C/Windows/System32/config/SYSTEM", first},
                                            {"b/windows/system32/config/system", second}};
  for (const bool is_zip : {true, false}) {
    const auto format = is_zip ? ArchiveFormat::kZip : ArchiveFormat::kTar;
    std::vector<std::string> hosts;
    for (const WalkedPart& part : WalkEvidence(BytesOf(MakeArchive(format, members)))) {
      for (const ReadEvent& event : EventsOf(part, "host:mft")) {
        hosts.push_back(At(event, "System/Computer"));
      }
    }
    EXPECT_EQ(hosts, is_zip ? (std::vector<std::string>{"SRV01", "SRV02", "(missing)"})
                            : std::vector<std::string>(3, "(missing)"));
  }
}

TEST(HostTree, WhatIsNoHiveNamesNobody) {
  const TreeOnDisk tree;
  tree.Put("C/Windows/System32/config/SYSTEM", {'r', 'e', 'g', 'f'});
  const std::string path = tree.Put("C/$MFT", MakeMft({{.number = 0, .name = "$MFT"}}));
  EXPECT_EQ(artefacts::HostOfTree(path), "");
  EXPECT_EQ(At(WalkEvidence(path).front().events.at(0), "System/Computer"), "(missing)");
}

}  // namespace
}  // namespace noroshi::testing
