// Coders that are not a chain of our own: through a plain twin of the folder, or Deflate64.
#include <gtest/gtest.h>

#include "evidence/container/content_walk.h"

namespace noroshi {
namespace {

#include "evidence/testing/sevenzip_method_samples.inc"

// What a walk gives, one line a part. A member's checksum is checked by the reader.
std::string Told(Bytes archive, const std::vector<std::string>& passwords) {
  ReadOptions options;
  options.archive_passwords = passwords;
  ContentWalk walk(archive, options);
  std::string text;
  while (const auto part = walk.Next()) {
    if (part->kind == ContentPart::Kind::kContent) {
      text += part->name + " " + std::to_string(part->bytes.size());
    }
    if (part->error) text += " ! " + part->error->detail;
    if (part->kind == ContentPart::Kind::kContent || part->error) text += '\n';
  }
  return text;
}

TEST(SevenZipMethods, WhatIsEncryptedIsReadWhateverItIsPackedBy) {
  for (const Bytes archive :
       {Bytes(kPpmd), Bytes(kBcj2), Bytes(kBranchesBzip2), Bytes(kDeflate64)}) {
    EXPECT_EQ(Told(archive, {"wrong", "secret"}), "note.bin 3240\n");
    EXPECT_NE(Told(archive, {"wrong"}).find("no password given opens it"), std::string::npos);
  }
}

TEST(SevenZipMethods, WhatLibarchiveDoesNotUndoIsReadHere) {
  EXPECT_EQ(Told(kPlainDeflate64, {}), "note.bin 3240\n");
  EXPECT_EQ(Told(kPlainArm64, {}), "note.bin 3240\n");
}

TEST(SevenZipMethods, WhatNobodyUndoesIsNamed) {
  EXPECT_NE(Told(kPlainSwap2, {}).find("packed by method SWAP2 of 7-Zip, which is not read"),
            std::string::npos);
}

// No byte of an archive can do harm. (What is flipped in the packed bytes, checksums tell.)
TEST(SevenZipMethods, DamageIsDamage) {
  const auto flip = [](Bytes archive, std::size_t step) {
    std::vector<std::uint8_t> bytes(archive.begin(), archive.end());
    for (std::size_t i = 0; i < bytes.size(); i += step) {
      bytes[i] ^= 0x55;
      EXPECT_NE(Told(bytes, {"secret"}), "") << i;
      bytes[i] ^= 0x55;
    }
  };
  flip(kPlainDeflate64, 1);
  flip(kPlainArm64, 1);
  constexpr std::size_t kFew = 41;  // each costs a key
  for (const Bytes archive : {Bytes(kPpmd), Bytes(kBcj2), Bytes(kDeflate64)}) flip(archive, kFew);
}

}  // namespace
}  // namespace noroshi
