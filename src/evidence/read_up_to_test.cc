#include "evidence/read_up_to.h"

#include <gtest/gtest.h>

#include <string>

#include "evidence/testing/memory_stream.h"

namespace noroshi {
namespace {

using testing::MemoryStream;

std::string Many(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 26);
  return text;
}

TEST(ReadUpTo, GivesTheStartAndLeavesTheRest) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kSniffBytes - 1, kSniffBytes,
                                 kSniffBytes + 1, 3 * kSniffBytes + 7}) {
    for (const std::size_t limit :
         {std::size_t{1}, kSniffBytes, 2 * kSniffBytes + 5, std::size_t{64} << 20}) {
      const std::string text = Many(size);
      MemoryStream stream(text, 1'000);
      const auto start = ReadUpTo(stream, limit);
      ASSERT_TRUE(start.ok());
      EXPECT_EQ(std::string(start->begin(), start->end()), text.substr(0, limit));
      std::vector<std::uint8_t> rest(text.size() + 1);
      EXPECT_EQ(*ReadFull(stream, rest), size - std::min(size, limit));
    }
  }
}

// 64 MiB for every small member made a zip of zips take minutes.
TEST(ReadUpTo, MemoryIsThatOfWhatThereIs) {
  MemoryStream stream("small");
  EXPECT_LE(ReadUpTo(stream, std::size_t{64} << 20)->capacity(), kSniffBytes);
}

TEST(ReadUpTo, AnErrorLosesNoByteBeforeIt) {
  const Error broken{ErrorCode::kIo, 0, "test", "broken"};
  for (const std::size_t size : {std::size_t{5}, kSniffBytes, kSniffBytes + 5}) {
    MemoryStream stream(Many(size));
    stream.FailAtEnd(broken);
    EXPECT_EQ(ReadUpTo(stream, std::size_t{64} << 20)->size(), size);
    EXPECT_EQ(ReadUpTo(stream, 10).error().code, ErrorCode::kIo);
  }
}

}  // namespace
}  // namespace noroshi
