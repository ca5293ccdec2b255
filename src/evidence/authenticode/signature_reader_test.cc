#include "evidence/authenticode/signature_reader.h"

#include <gtest/gtest.h>

#include "evidence/pe/pe_reader.h"
#include "evidence/pe/testing/pe_builder.h"

// Whole signatures are checked by tools/check_scan.py and tools/compare_with_osslsigncode.py, which
// have a signing tool; here is what needs none.
namespace noroshi::authenticode {
namespace {

Signature ReadFrom(const pe::PeBuilder& builder) {
  const pe::MemoryBytes memory(builder.Build());
  pe::PeView view(memory);
  const auto image = pe::ReadPe(view);
  EXPECT_TRUE(image.ok());
  return ReadSignature(view, *image, nullptr);
}

TEST(SignatureReader, UnsignedFile) {
  const Signature signature = ReadFrom({});
  EXPECT_FALSE(signature.present);
  EXPECT_FALSE(signature.intact());
  EXPECT_EQ(signature.behind_table, 0U);
}

TEST(SignatureReader, EntryThatIsNoSignature) {
  pe::PeBuilder builder;
  builder.certificate.assign(64, 0xAB);
  const Signature signature = ReadFrom(builder);
  EXPECT_TRUE(signature.present);
  EXPECT_TRUE(signature.signers.empty());
  EXPECT_FALSE(signature.damage.empty());
}

TEST(SignatureReader, MeasuresWhatLiesBehindTheDer) {
  pe::PeBuilder builder;
  builder.certificate = {0x30, 0x03, 0x02, 0x01, 0x05};  // DER, though no PKCS #7
  for (int i = 0; i < 1'000; ++i)
    builder.certificate.push_back(static_cast<std::uint8_t>(i * 7 + 1));
  builder.behind.assign(50, 1);
  const Signature signature = ReadFrom(builder);
  EXPECT_EQ(signature.slack.bytes, 1'000U);
  EXPECT_GT(signature.slack.nonzero, 990U);
  EXPECT_GT(signature.slack.entropy, 7.5);
  EXPECT_EQ(signature.behind_table, 50U);
}

TEST(SignatureReader, PaddingIsNoSlackWorthNaming) {
  pe::PeBuilder builder;
  builder.certificate = {0x30, 0x03, 0x02, 0x01, 0x05, 0, 0, 0};
  const Signature signature = ReadFrom(builder);
  EXPECT_EQ(signature.slack.bytes, 3U);
  EXPECT_EQ(signature.slack.nonzero, 0U);
}

TEST(SignatureReader, Names) {
  EXPECT_EQ(CheckName(Check::kHolds), "holds");
  EXPECT_EQ(CheckName(Check::kUnknown), "unknown");
  EXPECT_EQ(ChainName(Chain::kTrusted), "trusted");
  EXPECT_EQ(ChainName(Chain::kUnknown), "unknown");
}

}  // namespace
}  // namespace noroshi::authenticode
