#include "evidence/sevenzip/directory.h"

#include <gtest/gtest.h>

#include "evidence/sevenzip/aes_key.h"
#include "evidence/sevenzip/number.h"
#include "evidence/testing/archive_bytes.h"
#include "evidence/testing/sevenzip_bytes.h"

namespace noroshi::sevenzip {
namespace {

using testing::BytesOf;

// Bytes written as numbers, which may be larger than a byte shows.
std::vector<std::uint8_t> Raw(std::initializer_list<int> values) {
  std::vector<std::uint8_t> out;
  for (const int value : values) out.push_back(static_cast<std::uint8_t>(value));
  return out;
}

Result<std::uint64_t> NumberOf(const std::vector<std::uint8_t>& bytes) {
  ByteReader in(bytes);
  return ReadNumber(in);
}

TEST(SevenZipNumber, LeadingOnesSayHowManyBytesFollow) {
  EXPECT_EQ(*NumberOf(Raw({0x00})), 0u);
  EXPECT_EQ(*NumberOf(Raw({0x7F})), 0x7Fu);
  EXPECT_EQ(*NumberOf(Raw({0x80, 0x80})), 0x80u);
  EXPECT_EQ(*NumberOf(Raw({0xBF, 0xFF})), 0x3FFFu);
  EXPECT_EQ(*NumberOf(Raw({0xC1, 0x02, 0x03})), 0x010302u);
  EXPECT_EQ(*NumberOf(Raw({0xFE, 1, 2, 3, 4, 5, 6, 7})), 0x07060504030201u);
  EXPECT_EQ(*NumberOf(Raw({0xFF, 1, 2, 3, 4, 5, 6, 7, 8})), 0x0807060504030201u);
  EXPECT_EQ(NumberOf(Raw({0x80})).error().code, ErrorCode::kTruncated);
  EXPECT_EQ(NumberOf(Raw({0xFF, 1, 2, 3, 4, 5, 6, 7})).error().code, ErrorCode::kTruncated);
  EXPECT_EQ(NumberOf({}).error().code, ErrorCode::kTruncated);
}

TEST(SevenZipNumber, CountsAreHeldAgainstTheBytesThatAreLeft) {
  const auto three = Raw({0x03, 0, 0, 0});
  ByteReader in(three);
  EXPECT_EQ(*ReadCount(in, 10), 3u);
  ByteReader again(three);
  EXPECT_EQ(ReadCount(again, 2).error().code, ErrorCode::kLimit);
  const auto lie = Raw({0xFF, 0, 0, 0, 0, 0, 0, 0, 1});
  ByteReader lying(lie);
  EXPECT_EQ(ReadCount(lying, SIZE_MAX).error().code, ErrorCode::kInvalid);
}

TEST(SevenZipNumber, BitsBeginWithTheHighest) {
  const auto bytes = Raw({0xA0, 0x80});
  ByteReader in(bytes);
  EXPECT_EQ(*ReadBits(in, 9), (std::vector<bool>{1, 0, 1, 0, 0, 0, 0, 0, 1}));
  ByteReader short_of(bytes);
  EXPECT_EQ(ReadBits(short_of, 17).error().code, ErrorCode::kTruncated);
}

ErrorCode CodeOf(std::initializer_list<int> directory) {
  const auto bytes = Raw(directory);
  const auto read = ReadDirectory(bytes, 100);
  return read.ok() ? ErrorCode::kCancelled : read.error().code;
}

TEST(SevenZipDirectory, WhatIsNoneIsRefused) {
  EXPECT_EQ(CodeOf({}), ErrorCode::kCancelled);  // an archive without members
  EXPECT_EQ(CodeOf({0x01, 0x00}), ErrorCode::kCancelled);
  EXPECT_EQ(CodeOf({0x01}), ErrorCode::kTruncated);
  EXPECT_EQ(CodeOf({0x42}), ErrorCode::kInvalid);
  EXPECT_EQ(CodeOf({0x01, 0x03, 0x00}), ErrorCode::kInvalid);  // streams that lie elsewhere
  // More files than there are bytes.
  EXPECT_EQ(CodeOf({0x01, 0x05, 0xE0, 0xFF, 0xFF, 0xFF, 0x00, 0x00}), ErrorCode::kInvalid);
  // A property larger than what is left.
  EXPECT_EQ(CodeOf({0x01, 0x05, 0x01, 0x11, 0x7F, 0x00, 0x00}), ErrorCode::kInvalid);
}

// Pack: 1 stream of 10 bytes at 0; then the folders given.
ErrorCode FoldersCode(std::initializer_list<int> folders) {
  std::vector<std::uint8_t> bytes =
      Raw({0x01, 0x04, 0x06, 0x00, 0x01, 0x09, 0x0A, 0x00, 0x07, 0x0B});
  for (const int value : folders) bytes.push_back(static_cast<std::uint8_t>(value));
  const auto read = ReadDirectory(bytes, 100);
  return read.ok() ? ErrorCode::kCancelled : read.error().code;
}

TEST(SevenZipDirectory, FoldersAreChecked) {
  // One copy coder: size 10, end of folders, end of streams, end.
  EXPECT_EQ(FoldersCode({1, 0, 1, 0x01, 0x00, 0x0C, 10, 0, 0, 0}), ErrorCode::kCancelled);
  EXPECT_EQ(FoldersCode({1, 1}), ErrorCode::kInvalid);                 // lies elsewhere
  EXPECT_EQ(FoldersCode({1, 0, 0, 0x0C}), ErrorCode::kInvalid);        // no coder at all
  EXPECT_EQ(FoldersCode({1, 0, 1, 0x81, 0x00}), ErrorCode::kInvalid);  // a reserved bit
  EXPECT_EQ(FoldersCode({1, 0, 1, 0x0F}), ErrorCode::kInvalid);        // a name of fifteen bytes
  EXPECT_EQ(FoldersCode({2, 0, 1, 1, 0, 1, 1, 0, 0x0C, 5, 5, 0, 0, 0}),
            ErrorCode::kInvalid);  // two folders, one packed stream
  // Two coders that feed each other's inputs that are not there.
  EXPECT_EQ(FoldersCode({1, 0, 2, 1, 0, 1, 0, 9, 9, 0x0C, 0, 0}), ErrorCode::kInvalid);
}

TEST(SevenZipDirectory, ACircleOfCodersIsNoChain) {
  // Coders 0 and 1; the input of 0 is the output of 0: coder 1 is never reached.
  const auto bytes = Raw({0x01, 0x04, 0x06, 0x00, 0x01, 0x09, 0x0A, 0x00, 0x07, 0x0B, 1, 0, 2,
                          1,    0,    1,    0,    0,    0,    0x0C, 5,    5,    0,    0, 0});
  const auto read = ReadDirectory(bytes, 100);
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->streams.folders.size(), 1u);
  EXPECT_TRUE(read->streams.folders[0].chain.empty());
}

TEST(SevenZipDirectory, PackedBytesLieInsideTheArchive) {
  const auto outside = Raw({0x01, 0x04, 0x06, 0x5B, 0x01, 0x09, 0x0A, 0x00, 0x07, 0x0B,
                            1,    0,    1,    0x01, 0x00, 0x0C, 10,   0,    0,    0});
  EXPECT_EQ(ReadDirectory(outside, 100).error().code, ErrorCode::kInvalid);
  EXPECT_TRUE(ReadDirectory(outside, 101).ok());
}

TEST(SevenZipSignature, SaysWhereTheDirectoryIs) {
  const auto bytes = BytesOf(testing::WrapSevenZipDirectory("packed", "directory"));
  const auto header = ReadSignature(bytes, bytes.size());
  ASSERT_TRUE(header.ok());
  EXPECT_EQ(header->directory_at, 38u);
  EXPECT_EQ(header->directory_bytes, 9u);
  EXPECT_EQ(ReadSignature(bytes, bytes.size() - 1).error().code, ErrorCode::kTruncated);
  auto damaged = bytes;
  damaged[20] ^= 1;
  EXPECT_EQ(ReadSignature(damaged, bytes.size()).error().code, ErrorCode::kBadChecksum);
  EXPECT_EQ(ReadSignature(Bytes(bytes).first(31), 31).error().code, ErrorCode::kTruncated);
  EXPECT_EQ(ReadSignature(BytesOf("no archive at all, but long enough"), 34).error().code,
            ErrorCode::kBadMagic);
}

TEST(SevenZipKey, SettingsAreBounded) {
  EXPECT_EQ(ReadAesSettings(Raw({24}))->rounds(), std::uint64_t{1} << 24);
  EXPECT_EQ(ReadAesSettings(Raw({25})).error().code, ErrorCode::kLimit);
  EXPECT_EQ(ReadAesSettings(Raw({0x3F}))->rounds(), 0u);
  EXPECT_EQ(ReadAesSettings({}).error().code, ErrorCode::kTruncated);
  EXPECT_EQ(ReadAesSettings(Raw({0xD3, 0xFF, 1, 2})).error().code, ErrorCode::kTruncated);
  const auto settings = ReadAesSettings(Raw({0xC1, 0x12, 's', 't', 'a', 'b', 'c'}));
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->salt, Raw({'s', 't'}));
  EXPECT_EQ(settings->start[2], 'c');
  EXPECT_EQ(settings->start[3], 0);
}

// SHA-256 of "a\0" and a round of zero, and of two rounds, by sha256sum.
TEST(SevenZipKey, RoundsAreHashedOneAfterTheOther) {
  AesSettings settings;
  const AesKey one = DeriveAesKey("a", settings);
  settings.rounds_power = 1;
  const AesKey two = DeriveAesKey("a", settings);
  const auto start = [](const AesKey& key) {
    return std::vector<std::uint8_t>(key.begin(), key.begin() + 4);
  };
  EXPECT_EQ(start(one), Raw({0x7B, 0x77, 0x1D, 0xA2}));
  EXPECT_EQ(start(two), Raw({0x5A, 0x4D, 0x49, 0x7B}));
  settings.rounds_power = kNoRounds;
  settings.salt = {'s'};
  const AesKey none = DeriveAesKey("\xE3\x81\x82\xF0\x9F\x94\x91", settings);  // U+3042, U+1F511
  EXPECT_EQ((std::vector<std::uint8_t>(none.begin(), none.begin() + 8)),
            Raw({'s', 0x42, 0x30, 0x3D, 0xD8, 0x11, 0xDD, 0}));
}

}  // namespace
}  // namespace noroshi::sevenzip
