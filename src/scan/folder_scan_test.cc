#include "scan/folder_scan.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "evidence/pe/testing/pe_builder.h"
#include "scan/data_sample.h"
#include "scan/name_ties.h"

namespace noroshi::scan {
namespace {

class FolderScanTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("noroshi_scan_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::vector<std::uint8_t>& bytes) {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),  // NOLINT: bytes as text
               static_cast<std::streamsize>(bytes.size()));
    files_.push_back({path.string(), "host/" + name});
  }

  std::filesystem::path folder_;
  std::vector<ScanFile> files_;
};

TEST_F(FolderScanTest, CountsAndNamesWhatItCannotUse) {
  Write("a.dll", pe::PeBuilder().Build());
  auto cut = pe::PeBuilder().Build();
  cut.resize(0x90);
  Write("cut.dll", cut);
  Write("note.txt", {'h', 'i'});
  files_.push_back({(folder_ / "gone.exe").string(), "host/gone.exe"});
  const FolderResult result = ScanFolder(files_, {});
  EXPECT_EQ(result.files, 4U);
  EXPECT_EQ(result.programs, 1U);
  EXPECT_EQ(result.signed_programs, 0U);
  ASSERT_EQ(result.losses.size(), 2U);
  EXPECT_EQ(result.losses[0].path, "host/cut.dll");
  EXPECT_EQ(result.losses[1].error.code, ErrorCode::kNotFound);
}

TEST_F(FolderScanTest, FindsProgramsUnderOtherNames) {
  Write("picture.jpg", pe::PeBuilder().Build());
  const FolderResult result = ScanFolder(files_, {});
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].path, "host/picture.jpg");
}

TEST_F(FolderScanTest, ShowsProgramsToTheVisitor) {
  pe::PeBuilder builder;
  builder.exports = {"Run"};
  Write("a.dll", builder.Build());
  std::string seen;
  ScanOptions options;
  options.visit_program = [&](const std::string& shown, const pe::PeImage& image,
                              const authenticode::Signature&) {
    seen = shown + " " + image.exports->entries.at(0).name;
  };
  EXPECT_TRUE(ScanFolder(files_, options).losses.empty());
  EXPECT_EQ(seen, "host/a.dll Run");
}

TEST(DataSample, LooksEncryptedOnlyWhenItDoes) {
  std::vector<std::uint8_t> noise;
  std::uint32_t state = 1;
  for (int i = 0; i < 8'192; ++i) {
    state = state * 1'664'525U + 1'013'904'223U;
    noise.push_back(static_cast<std::uint8_t>(state >> 24));
  }
  const auto data = SampleData("x.bin", noise.size(), noise);
  ASSERT_TRUE(data.has_value());
  EXPECT_FALSE(data->packed);
  EXPECT_FALSE(SampleData("x.bin", 8'192, std::vector<std::uint8_t>(8'192, 'a')).has_value());
  EXPECT_FALSE(SampleData("x.bin", 100, Bytes(noise).first(100)).has_value());
  noise[0] = 'P';
  noise[1] = 'K';
  noise[2] = 3;
  noise[3] = 4;
  EXPECT_TRUE(SampleData("x.bin", noise.size(), noise)->packed);
}

TEST(NameTies, FindsNamesInBothForms) {
  const std::string ascii = "..load DbgHelp.dll..";
  const std::string wide("d\0B\0g\0h\0e\0l\0p\0.\0d\0l\0l\0", 22);
  const auto bytes = [](const std::string& text) {
    return std::vector<std::uint8_t>(text.begin(), text.end());
  };
  EXPECT_TRUE(HoldsName(bytes(ascii), "dbghelp.dll"));
  EXPECT_TRUE(HoldsName(bytes(wide), "dbghelp.dll"));
  EXPECT_FALSE(HoldsName(bytes("dbghelp.dl"), "dbghelp.dll"));
  EXPECT_FALSE(HoldsName(bytes("dbghelp"), "dbghelp"));  // no name of a file
  EXPECT_TRUE(HoldsName(bytes(".. a.b.DBGHELP.DLL.mui"), "dbghelp.dll"));
  EXPECT_TRUE(HoldsName(bytes("x.my.api.Dll"), "my.api.dll"));
  // At every place, and cut at every place.
  for (std::size_t before = 0; before < 5; ++before) {
    const std::string name = std::string(before, '.') + "q.dll";
    for (std::size_t size = 0; size <= name.size(); ++size) {
      EXPECT_EQ(HoldsName(bytes(name.substr(0, size)), "q.dll"), size == name.size());
    }
  }
  EXPECT_FALSE(HoldsName({}, "dbghelp.dll"));
}

}  // namespace
}  // namespace noroshi::scan
