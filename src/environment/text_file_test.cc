#include "environment/text_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace noroshi {
namespace {

using namespace std::string_view_literals;

namespace fs = std::filesystem;

fs::path TextFilePath() {
  return fs::temp_directory_path() / ("noroshi_text_file_" + std::to_string(getpid()));
}

std::string ReadBack(std::string_view bytes) {
  std::ofstream(TextFilePath(), std::ios::binary) << bytes;
  const Result<std::string> text = ReadTextFile(TextFilePath().string());
  fs::remove(TextFilePath());
  EXPECT_TRUE(text.ok());
  return text.ok() ? *text : std::string();
}

TEST(TextFile, TakesAwayAByteOrderMark) { EXPECT_EQ(ReadBack("\xEF\xBB\xBFhost"), "host"); }

TEST(TextFile, ReadsWhatWindowsWrites) {
  EXPECT_EQ(ReadBack("\xFF\xFEh\0i\0"sv), "hi");  // UTF-16, as Notepad and Excel
  EXPECT_EQ(ReadBack("\x83\x7A\x83\x58\x83\x67,a\r\n"), "ホスト,a\r\n");  // Shift_JIS
}

TEST(TextFile, AnEmptyFileIsAnEmptyText) { EXPECT_EQ(ReadBack(""), ""); }

TEST(TextFile, AFileThatIsNotThereIsTold) {
  const Result<std::string> text = ReadTextFile(TextFilePath().string());
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace noroshi
