#include "evidence/pe/pe_reader.h"

#include <gtest/gtest.h>

#include "evidence/pe/testing/pe_builder.h"

namespace noroshi::pe {
namespace {

Result<PeImage> ReadBytes(std::vector<std::uint8_t> bytes) {
  const MemoryBytes memory(std::move(bytes));
  PeView view(memory);
  return ReadPe(view);
}

PeBuilder Ordinary() {
  PeBuilder builder;
  builder.imports = {{"KERNEL32.dll", {"VirtualAlloc", "ReadFile"}}, {"WS2_32.dll", {"#115"}}};
  builder.exports = {"Start", "Stop"};
  return builder;
}

TEST(PeReader, ReadsHeadersAndTables) {
  const auto image = ReadBytes(Ordinary().Build());
  ASSERT_TRUE(image.ok()) << image.error().ToString();
  EXPECT_TRUE(image->header.is_64);
  EXPECT_TRUE(image->header.is_dll());
  EXPECT_EQ(image->header.time, 1'600'000'000U);
  ASSERT_EQ(image->sections.size(), 1U);
  EXPECT_EQ(image->sections[0].name, ".data");
  ASSERT_EQ(image->imports.size(), 2U);
  EXPECT_EQ(image->imports[0].dll, "KERNEL32.dll");
  ASSERT_EQ(image->imports[0].functions.size(), 2U);
  EXPECT_EQ(image->imports[0].functions[1].name, "ReadFile");
  EXPECT_EQ(image->imports[1].functions[0].ordinal, 115);
  EXPECT_EQ(image->imports[1].functions[0].name, "");
  ASSERT_TRUE(image->exports.has_value());
  EXPECT_EQ(image->exports->dll_name, "built.dll");
  ASSERT_EQ(image->exports->entries.size(), 2U);
  EXPECT_EQ(image->exports->entries[1].name, "Stop");
  EXPECT_EQ(image->exports->entries[1].ordinal, 2U);
  EXPECT_TRUE(image->oddities.empty());
}

TEST(PeReader, OverlayAndCertificates) {
  PeBuilder builder = Ordinary();
  builder.certificate = {1, 2, 3};
  builder.behind.assign(100, 7);
  const auto bytes = builder.Build();
  const auto image = ReadBytes(bytes);
  ASSERT_TRUE(image.ok());
  ASSERT_EQ(image->certificates.size(), 1U);
  EXPECT_EQ(image->certificates[0].type, kPkcsSignedData);
  EXPECT_EQ(image->certificates[0].length, 11U);
  EXPECT_EQ(image->overlay_offset, image->certificates[0].offset);
  EXPECT_EQ(image->overlay_size, 16U + 100U);
}

TEST(PeReader, RefusesWhatIsNone) {
  EXPECT_EQ(ReadBytes({}).error().code, ErrorCode::kTruncated);
  EXPECT_EQ(ReadBytes(std::vector<std::uint8_t>(300, 'x')).error().code, ErrorCode::kBadMagic);
  auto bytes = Ordinary().Build();
  bytes[0x80] = 'N';  // an old Windows program
  EXPECT_EQ(ReadBytes(bytes).error().code, ErrorCode::kBadMagic);
}

TEST(PeReader, KnowsAWipedDosHeader) {
  auto bytes = Ordinary().Build();
  bytes[0] = bytes[1] = 0;
  EXPECT_TRUE(LooksLikePe(bytes));
  const auto image = ReadBytes(bytes);
  ASSERT_TRUE(image.ok());
  EXPECT_TRUE(image->Has(PeOddity::kWipedDosHeader));
}

// Whatever is cut or changed, the reader ends, and with an image or a reason.
TEST(PeReader, EveryTruncationEnds) {
  const auto bytes = Ordinary().Build();
  for (std::size_t size = 0; size < bytes.size(); size += 3) {
    const auto image =
        ReadBytes({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)});
    if (!image.ok()) {
      EXPECT_NE(image.error().code, ErrorCode::kIo);
    }
  }
}

TEST(PeReader, EveryFlippedByteEnds) {
  const auto bytes = Ordinary().Build();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto changed = bytes;
    changed[at] = static_cast<std::uint8_t>(~changed[at]);
    const auto image = ReadBytes(changed);
    if (image.ok()) {
      EXPECT_LE(image->imports.size(), 4'096U);
    }
  }
}

TEST(PeReader, ImportTableWithoutEndIsNoted) {
  auto bytes = Ordinary().Build();
  const std::size_t directory = 0x80 + 24 + 112 + 8;
  const std::uint32_t past = 0x7FFFFFFF;
  std::memcpy(bytes.data() + directory, &past, sizeof past);
  const auto image = ReadBytes(bytes);
  ASSERT_TRUE(image.ok());
  EXPECT_TRUE(image->Has(PeOddity::kBadImport));
  EXPECT_TRUE(image->imports.empty());
}

TEST(PeReader, OddityNamesAreDistinct) {
  EXPECT_EQ(PeOddityName(PeOddity::kTruncatedHeaders), "truncated_headers");
  EXPECT_EQ(PeOddityName(PeOddity::kWipedDosHeader), "wiped_dos_header");
}

}  // namespace
}  // namespace noroshi::pe
