#include "evidence/byte_stream.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "evidence/testing/memory_stream.h"

namespace noroshi {
namespace {

using testing::MemoryStream;

std::string ReadAll(ByteStream& stream, std::size_t piece) {
  std::string all;
  std::vector<std::uint8_t> block(piece);
  for (;;) {
    const Result<std::size_t> got = stream.Read(block);
    if (!got.ok() || *got == 0) return all;
    all.append(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(*got));
  }
}

std::string Text(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

TEST(ReadFull, GoesOnUntilFullOrEnd) {
  MemoryStream stream("abcdefg", 2);
  std::vector<std::uint8_t> block(5);
  EXPECT_EQ(*ReadFull(stream, block), 5u);
  EXPECT_EQ(Text(block), "abcde");
  EXPECT_EQ(*ReadFull(stream, block), 2u);
  EXPECT_EQ(*ReadFull(stream, block), 0u);
}

TEST(ReadFull, AnErrorLosesNoByteBeforeIt) {
  MemoryStream stream("abc");
  stream.FailAtEnd(Error{ErrorCode::kIo, 3, "test", "broken"});
  std::vector<std::uint8_t> block(5);
  EXPECT_EQ(*ReadFull(stream, block), 3u);
  EXPECT_EQ(ReadFull(stream, block).error().code, ErrorCode::kIo);
}

TEST(SniffedStream, ShowsTheStartAndHandsOutEverything) {
  for (const std::size_t sniffed : {1u, 3u, 7u, 8u, 100u}) {
    for (const std::size_t piece : {1u, 3u, 50u}) {
      auto stream = *SniffedStream::Open(std::make_unique<MemoryStream>("0123456", piece), sniffed);
      EXPECT_EQ(Text(stream->start()), std::string("0123456").substr(0, sniffed));
      EXPECT_EQ(stream->is_whole(), sniffed > 7);
      EXPECT_EQ(ReadAll(*stream, 2), "0123456");
      EXPECT_EQ(stream->start().size(), std::min<std::size_t>(sniffed, 7));
      EXPECT_EQ(*stream->size_bytes(), 7u);
    }
  }
}

TEST(SniffedStream, AnErrorAtTheStartIsReturnedALaterOneKept) {
  const Error broken{ErrorCode::kTruncated, 0, "test", {}};
  auto empty = std::make_unique<MemoryStream>("");
  empty->FailAtEnd(broken);
  EXPECT_EQ(SniffedStream::Open(std::move(empty)).error().code, ErrorCode::kTruncated);

  auto short_one = std::make_unique<MemoryStream>("ab");
  short_one->FailAtEnd(broken);
  auto stream = *SniffedStream::Open(std::move(short_one));
  EXPECT_EQ(Text(stream->start()), "ab");
  std::vector<std::uint8_t> block(5);
  EXPECT_EQ(*stream->Read(block), 2u);
  EXPECT_EQ(stream->Read(block).error().code, ErrorCode::kTruncated);
}

TEST(FileStream, ReadsAFileFromItsBeginning) {
  const std::string path = ::testing::TempDir() + "/byte_stream_test.bin";
  std::ofstream(path) << "some bytes";
  FileStream stream(std::make_shared<const ReadOnlyFile>(*ReadOnlyFile::Open(path)));
  EXPECT_EQ(*stream.size_bytes(), 10u);
  EXPECT_EQ(ReadAll(stream, 4), "some bytes");
  std::filesystem::remove(path);
}

TEST(DescriptorStream, ReadsAPipeAndSaysWhatFailed) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "from a pipe", 11), 11);
  ::close(ends[1]);
  DescriptorStream stream(ends[0]);
  EXPECT_FALSE(stream.size_bytes().has_value());
  EXPECT_EQ(ReadAll(stream, 4), "from a pipe");
  ::close(ends[0]);
  std::vector<std::uint8_t> block(5);
  const Result<std::size_t> closed = stream.Read(block);
  ASSERT_FALSE(closed.ok());
  EXPECT_EQ(closed.error().code, ErrorCode::kIo);
  EXPECT_EQ(closed.error().offset, 11u);
}

}  // namespace
}  // namespace noroshi
