// A file looked at again: digests against published ones, entropy by place, members of archives.
#include "scan/file_profile.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "evidence/pe/testing/pe_builder.h"
#include "evidence/span_bytes.h"
#include "evidence/testing/archive_bytes.h"

namespace noroshi::scan {
namespace {

using noroshi::testing::ArchiveFormat;
using noroshi::testing::MakeArchive;

FileProfile Measured(const std::vector<std::uint8_t>& bytes) {
  FileProfile profile;
  MeasureBytes(SpanBytes(bytes), profile);
  return profile;
}

TEST(MeasureBytes, GivesTheDigestsOfTheStandards) {
  const FileProfile profile = Measured({'a', 'b', 'c'});
  EXPECT_EQ(profile.size, 3U);
  EXPECT_EQ(profile.md5, "900150983cd24fb0d6963f7d28e17f72");  // RFC 1321
  // FIPS 180-4's examples.
  EXPECT_EQ(profile.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(profile.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(profile.entropy_along.size(), 1U);
}

TEST(MeasureBytes, OfNothingIsNothing) {
  const FileProfile profile = Measured({});
  EXPECT_EQ(profile.md5, "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(profile.entropy, 0);
  ASSERT_EQ(profile.entropy_along.size(), 1U);
  EXPECT_EQ(profile.entropy_along[0], 0);
}

// Half zeros, half all values alike: each part of the strip sees its own half.
TEST(MeasureBytes, TellsWhereDataLookRandom) {
  std::vector<std::uint8_t> bytes(64 * 1'024, 0);
  for (std::size_t i = bytes.size() / 2; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(i);
  }
  const FileProfile profile = Measured(bytes);
  ASSERT_EQ(profile.entropy_along.size(), kStripParts);
  for (std::size_t part = 0; part < kStripParts; ++part) {
    EXPECT_DOUBLE_EQ(profile.entropy_along[part], part < kStripParts / 2 ? 0 : 8) << part;
  }
  EXPECT_NEAR(profile.entropy, 5, 0.1);
}

// What does not divide by the number of parts is the last one's, for any size.
TEST(MeasureBytes, CountsEveryByteOnceWhateverTheSize) {
  for (const std::size_t size : {1U, 255U, 257U, 16'383U, 16'384U, 16'385U, 1'048'577U}) {
    const FileProfile profile = Measured(std::vector<std::uint8_t>(size, 7));
    EXPECT_EQ(profile.size, size);
    EXPECT_EQ(profile.entropy, 0) << size;
    EXPECT_LE(profile.entropy_along.size(), kStripParts);
    EXPECT_FALSE(profile.sha256.empty());
  }
}

class ProfileFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("noroshi_profile_") +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  ScanFile Write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return {(folder_ / name).string(), "host/" + name};
  }

  std::filesystem::path folder_;
};

std::string Program() {
  pe::PeBuilder builder;
  builder.imports = {{"KERNEL32.dll", {"VirtualAlloc"}}};
  const auto bytes = builder.Build();
  return {bytes.begin(), bytes.end()};
}

TEST_F(ProfileFileTest, GivesStructureOfPrograms) {
  const ScanFile file = Write("a.dll", Program());
  const auto profiles = ProfileFile(file, {"host/a.dll"}, {});
  ASSERT_EQ(profiles.size(), 1U);
  ASSERT_TRUE(profiles[0].image.has_value());
  ASSERT_TRUE(profiles[0].signature.has_value());
  EXPECT_EQ(profiles[0].size, Program().size());
  EXPECT_EQ(profiles[0].image->imports[0].dll, "KERNEL32.dll");
  EXPECT_EQ(profiles[0].section_entropy.size(), profiles[0].image->sections.size());
  EXPECT_GT(profiles[0].section_entropy[0], 0);
}

TEST_F(ProfileFileTest, FindsMembersAndNobodyElse) {
  const std::string zip = MakeArchive(
      ArchiveFormat::kZip, {{"a.txt", "text"}, {"b/x.dll", Program()}, {"c.dll", Program()}});
  for (const bool only_known : {false, true}) {
    ScanOptions options;
    options.only_known_forms = only_known;
    const auto profiles = ProfileFile(Write("m.zip", zip), {"host/m.zip!/b/x.dll"}, options);
    ASSERT_EQ(profiles.size(), 1U);
    EXPECT_EQ(profiles[0].path, "host/m.zip!/b/x.dll");
    EXPECT_TRUE(profiles[0].image.has_value());
    EXPECT_EQ(profiles[0].sha256.size(), 64U);
  }
  EXPECT_TRUE(ProfileFile(Write("m.zip", zip), {"host/none"}, {}).empty());
}

TEST_F(ProfileFileTest, OfWhatIsGoneIsNothing) {
  EXPECT_TRUE(ProfileFile({(folder_ / "gone").string(), "gone"}, {"gone"}, {}).empty());
}

}  // namespace
}  // namespace noroshi::scan
