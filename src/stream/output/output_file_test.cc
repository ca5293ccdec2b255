#include "stream/output/output_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

TEST(OutputFile, AppearsOnlyWhenWhole) {
  const TempFolder folder;
  auto file = OutputFile::Create(folder.path() + "/x.txt");
  ASSERT_TRUE(file.ok());
  file->Write("content");
  EXPECT_FALSE(std::filesystem::exists(folder.path() + "/x.txt"));
  ASSERT_TRUE(file->Commit().ok());
  EXPECT_EQ(folder.Read("x.txt"), "content");
}

TEST(OutputFile, LeavesNothingWhenAbandoned) {
  const TempFolder folder;
  folder.Write("x.txt", "from before");
  {
    auto file = OutputFile::Create(folder.path() + "/x.txt");
    ASSERT_TRUE(file.ok());
    file->Write("half");
  }
  EXPECT_EQ(folder.Read("x.txt"), "from before");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(OutputFile, TakesThePlaceOfAnOlderOne) {
  const TempFolder folder;
  folder.Write("x.txt", "from before");
  auto file = OutputFile::Create(folder.path() + "/x.txt");
  ASSERT_TRUE(file.ok());
  file->Write("content");
  EXPECT_EQ(folder.Read("x.txt"), "from before");
  ASSERT_TRUE(file->Commit().ok());
  EXPECT_EQ(folder.Read("x.txt"), "content");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(OutputFile, TakesThePlaceOfNothingButAFile) {
  const TempFolder folder;
  auto file = OutputFile::Create(folder.path() + "/x.txt");
  ASSERT_TRUE(file.ok());
  file->Write("content");
  std::filesystem::create_directory(folder.path() + "/x.txt");  // made by somebody else meanwhile
  folder.Write("x.txt/theirs", "theirs");
  EXPECT_FALSE(file->Commit().ok());
  EXPECT_EQ(folder.Read("x.txt/theirs"), "theirs");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(OutputFile, SaysWhyItCannotBeMade) {
  const auto file = OutputFile::Create("/nonexistent/x.txt");
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(file.error().detail, "/nonexistent/x.txt: No such file or directory");
}

// A file-size limit fails writes half-way, as a full disk does.
void FillTheDisk(Writing writing) {
  const TempFolder folder;
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{100'000, before.rlim_max};
  auto file = OutputFile::Create(folder.path() + "/x.txt", writing);
  ASSERT_TRUE(file.ok());
  ::setrlimit(RLIMIT_FSIZE, &small);
  for (int i = 0; i < 10; ++i) file->Write(std::string(100'000, 'x'));
  const Status status = file->Commit();
  ::setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kIo);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(OutputFile, AFullDiskLeavesNoHalfFile) {
  FillTheDisk(Writing::kBeside);
  FillTheDisk(Writing::kInTurn);
}

TEST(OutputFile, WritesTheSameBesideAndInTurn) {
  const TempFolder folder;
  for (const Writing writing : {Writing::kBeside, Writing::kInTurn}) {
    auto file = OutputFile::Create(folder.path() + "/x.txt", writing);
    ASSERT_TRUE(file.ok());
    std::string whole;
    for (char c = 'a'; c <= 'z'; ++c) {
      const std::string text(100'000, c);
      file->Write(text);
      whole += text;
    }
    ASSERT_TRUE(file->Commit().ok());
    EXPECT_EQ(folder.Read("x.txt"), whole);
    EXPECT_EQ(file->bytes_written(), whole.size());
  }
}

TEST(OutputFile, WritesWhatIsPutTogetherInItsBuffer) {
  const TempFolder folder;
  auto file = OutputFile::Create(folder.path() + "/x.txt");
  ASSERT_TRUE(file.ok());
  std::string whole;
  for (std::size_t i = 0; i < 3'000; ++i) {
    const std::string text = std::to_string(i) + std::string(i, '.');
    LineBuffer& tail = file->tail();
    const std::size_t start = tail.size();
    tail.Append(text);
    if (i % 7 == 0) {
      tail.Truncate(start);  // taken back
    } else {
      whole += text;
    }
    ASSERT_EQ(file->bytes_written(), whole.size());
  }
  file->tail().Append(std::string(3'000'000, 'x'));  // longer than the buffer
  whole.append(3'000'000, 'x');
  ASSERT_TRUE(file->Commit().ok());
  EXPECT_EQ(file->bytes_written(), whole.size());
  EXPECT_EQ(folder.Read("x.txt"), whole);
}

TEST(OutputFile, MovingKeepsTheFile) {
  const TempFolder folder;
  auto first = OutputFile::Create(folder.path() + "/x.txt");
  ASSERT_TRUE(first.ok());
  first->Write("ab");
  OutputFile second = *std::move(first);
  second.Write("cd");
  ASSERT_TRUE(second.Commit().ok());
  EXPECT_EQ(folder.Read("x.txt"), "abcd");
}

TEST(OutputFile, ReplacesNeitherFolderNorDevice) {
  const TempFolder folder;
  EXPECT_EQ(OutputFile::Create(folder.path()).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(OutputFile::Create("/dev/null").error().code, ErrorCode::kInvalid);
}

TEST(OutputFile, AWholeTextAtOnce) {
  const TempFolder folder;
  const std::string path = folder.path() + "/out.txt";
  ASSERT_TRUE(WriteOutputFile(path, "first").ok());
  ASSERT_TRUE(WriteOutputFile(path, "second").ok());
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_EQ(text, "second");
  EXPECT_FALSE(WriteOutputFile(folder.path() + "/none/out.txt", "x").ok());
}

}  // namespace
}  // namespace noroshi
