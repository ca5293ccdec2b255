#include "evidence/sevenzip/sevenzip_reader.h"

#include <gtest/gtest.h>

#include "evidence/container/content_walk.h"
#include "evidence/testing/sevenzip_bytes.h"

namespace noroshi {
namespace {

using testing::BytesOf;
using testing::MakeSevenZip;
using testing::MemberBytes;
using testing::SevenZipCoder;
using testing::SevenZipPlan;

using Coders = std::vector<SevenZipCoder>;

// What a walk gives, one line a part; contents by their text, or their size where it is long.
std::string Told(const std::string& archive, const std::vector<std::string>& passwords,
                 UnpackLimits limits = {}) {
  static constexpr const char* kKinds[] = {"content", "archive", "end", "failed"};
  const std::vector<std::uint8_t> held = BytesOf(archive);
  ReadOptions options;
  options.archive_passwords = passwords;
  options.unpack = limits;
  ContentWalk walk(held, options);
  std::string text;
  while (const auto part = walk.Next()) {
    text += std::string(kKinds[static_cast<int>(part->kind)]) + " " + part->name;
    if (part->kind == ContentPart::Kind::kContent) {
      const std::string bytes(part->bytes.begin(), part->bytes.end());
      text += bytes.size() <= 20 ? " = " + bytes : " (" + std::to_string(bytes.size()) + ")";
    }
    if (part->error) text += " ! " + part->error->detail;
    text += '\n';
  }
  return text;
}

SevenZipPlan PlanOf(Coders coders, bool encrypt_directory = false) {
  SevenZipPlan plan;
  plan.coders = std::move(coders);
  plan.password = "geheim";
  plan.encrypt_directory = encrypt_directory;
  return plan;
}

// Text that packs, and bytes that x86 filters change: calls to places all over.
std::string Program(std::size_t calls) {
  std::string out;
  for (std::size_t i = 0; i < calls; ++i) {
    out += "\x55\x89\xE5\xE8";
    for (unsigned byte = 0; byte < 4; ++byte) {
      out += byte == 3 ? '\0' : static_cast<char>((i * 7919) >> (8 * byte));
    }
  }
  return out + "tail";
}

const std::vector<MemberBytes> kMembers = {
    {"a/one.txt", "first member"}, {"empty.txt", ""}, {"a/", ""}, {"two.txt", "second member"}};
constexpr std::string_view kMembersTold =
    "archive \n"
    "content a/one.txt = first member\n"
    "content empty.txt = \n"
    "content two.txt = second member\n"
    "end \n";

TEST(SevenZipReader, EveryCoderIsUndone) {
  const std::vector<Coders> all = {{SevenZipCoder::kCopy},
                                   {SevenZipCoder::kLzma},
                                   {SevenZipCoder::kLzma2},
                                   {SevenZipCoder::kDeflate},
                                   {SevenZipCoder::kBzip2},
                                   {SevenZipCoder::kX86, SevenZipCoder::kLzma},
                                   {SevenZipCoder::kX86, SevenZipCoder::kLzma2},
                                   {SevenZipCoder::kDelta, SevenZipCoder::kLzma2},
                                   {SevenZipCoder::kDeflate, SevenZipCoder::kBzip2},
                                   {SevenZipCoder::kCopy, SevenZipCoder::kLzma2}};
  const std::vector<MemberBytes> large = {{"p.exe", Program(40'000)}, {"q", "behind it"}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const bool solid : {true, false}) {
      SevenZipPlan plan = PlanOf(all[i], i % 2 == 0);
      plan.solid = solid;
      EXPECT_EQ(Told(MakeSevenZip(kMembers, plan), {"geheim"}), kMembersTold) << i;
      EXPECT_EQ(Told(MakeSevenZip(large, plan), {"geheim"}),
                "archive \ncontent p.exe (320004)\ncontent q = behind it\nend \n")
          << i;
    }
  }
}

TEST(SevenZipReader, ADirectoryMayLieOpen) {
  SevenZipPlan plan = PlanOf({SevenZipCoder::kLzma2});
  plan.pack_directory = false;
  EXPECT_EQ(Told(MakeSevenZip(kMembers, plan), {"geheim"}), kMembersTold);
}

TEST(SevenZipReader, SaltAndRoundsGoIntoTheKey) {
  for (const unsigned power : {0u, 1u, 7u, 12u}) {
    SevenZipPlan plan = PlanOf({SevenZipCoder::kLzma2}, true);
    plan.rounds_power = power;
    plan.salt = "0123456789abcdef";
    EXPECT_EQ(Told(MakeSevenZip(kMembers, plan), {"geheim"}), kMembersTold) << power;
  }
}

TEST(SevenZipReader, WithoutThePasswordEachMemberIsToldOf) {
  const std::string archive = MakeSevenZip(kMembers, PlanOf({SevenZipCoder::kLzma2}));
  EXPECT_EQ(Told(archive, {}),
            "archive \n"
            "failed a/one.txt ! encrypted; give the password with --archive-password\n"
            "content empty.txt = \n"
            "failed two.txt ! encrypted; give the password with --archive-password\n"
            "end \n");
  EXPECT_EQ(Told(archive, {"wrong", "Geheim"}),
            "archive \n"
            "failed a/one.txt ! encrypted, and no password given opens it (or it is damaged)\n"
            "content empty.txt = \n"
            "failed two.txt ! encrypted, and no password given opens it (or it is damaged)\n"
            "end \n");
}

TEST(SevenZipReader, AnEncryptedDirectoryStaysClosed) {
  const std::string archive = MakeSevenZip(kMembers, PlanOf({SevenZipCoder::kLzma2}, true));
  EXPECT_EQ(Told(archive, {}),
            "failed  ! its directory is encrypted; give the password with --archive-password\n");
  EXPECT_EQ(Told(archive, {"wrong"}),
            "failed  ! its directory is encrypted, and no password given opens it\n");
}

TEST(SevenZipReader, TheRightPasswordIsFoundAmongOthers) {
  for (const SevenZipCoder coder : {SevenZipCoder::kCopy, SevenZipCoder::kLzma,
                                    SevenZipCoder::kDeflate, SevenZipCoder::kBzip2}) {
    for (const bool directory : {true, false}) {
      const std::string archive = MakeSevenZip(kMembers, PlanOf({coder}, directory));
      EXPECT_EQ(Told(archive, {"", "wrong", "geheim", "other"}), kMembersTold);
    }
  }
}

TEST(SevenZipReader, AWrongChecksumIsToldAndCostsNoOtherMember) {
  SevenZipPlan plan = PlanOf({SevenZipCoder::kLzma2}, true);
  plan.wrong_checksum = true;
  plan.solid = false;
  // A compressed folder whose bytes hang together was decrypted rightly; but a small member's
  // checksum is what tells passwords apart.
  EXPECT_EQ(Told(MakeSevenZip({{"a", "first"}, {"b", "second"}}, plan), {"geheim"}),
            "archive \n"
            "failed a ! encrypted, and no password given opens it (or it is damaged)\n"
            "content b = second\n"
            "end \n");
  const std::string large = Program(200'000);
  EXPECT_EQ(Told(MakeSevenZip({{"a", large}, {"b", "second"}}, plan), {"geheim"}),
            "archive \n"
            "content a (1600004) ! its checksum does not fit\n"
            "content b = second\n"
            "end \n");
}

TEST(SevenZipReader, WorkOnKeysHasALimit) {
  SevenZipPlan plan = PlanOf({SevenZipCoder::kLzma2});
  plan.rounds_power = 10;
  UnpackLimits limits;
  limits.key_rounds = 1 << 10;
  const std::string archive = MakeSevenZip(kMembers, plan);
  EXPECT_EQ(Told(archive, {"geheim"}, limits), kMembersTold);  // one key, derived once
  limits.key_rounds = (1 << 10) - 1;
  EXPECT_NE(Told(archive, {"geheim"}, limits)
                .find("failed a/one.txt ! its passwords take too long to try"),
            std::string::npos);
  plan.encrypt_directory = true;
  EXPECT_EQ(Told(MakeSevenZip(kMembers, plan), {"geheim"}, limits),
            "failed  ! its passwords take too long to try\n");
}

TEST(SevenZipReader, ABombIsPutOut) {
  SevenZipPlan plan = PlanOf({SevenZipCoder::kLzma2});
  UnpackLimits limits;
  limits.free_bytes = 1 << 20;
  limits.ratio = 100;
  const std::string archive =
      MakeSevenZip({{"zeros", std::string(std::size_t{16} << 20, '\0')}}, plan);
  EXPECT_NE(Told(archive, {"geheim"}, limits).find("it unpacks to more than 100 times its size"),
            std::string::npos);
}

// Made by 7-Zip 26.02: LZMA2, then AES with 2^19 rounds; the second with an encrypted directory.
constexpr std::uint8_t kBySevenZip[] = {
#include "evidence/testing/sevenzip_sample.inc"
};
constexpr std::uint8_t kBySevenZipClosed[] = {
#include "evidence/testing/sevenzip_closed_sample.inc"
};

TEST(SevenZipReader, ReadsWhatSevenZipWrites) {
  for (const Bytes bytes : {Bytes(kBySevenZip), Bytes(kBySevenZipClosed)}) {
    const std::string archive(bytes.begin(), bytes.end());
    const std::string told = Told(archive, {"geheim"});
    EXPECT_NE(told.find("log.jsonl (105)\n"), std::string::npos) << told;
    EXPECT_NE(told.find("b.txt = second\n"), std::string::npos) << told;
    EXPECT_NE(told.find("empty.txt = \n"), std::string::npos) << told;
  }
}

// Whatever is cut or flipped: nothing crashes, and what is begun is ended.
TEST(SevenZipReader, DamageIsSurvived) {
  for (const bool directory : {true, false}) {
    SevenZipPlan plan = PlanOf({SevenZipCoder::kX86, SevenZipCoder::kLzma2}, directory);
    plan.rounds_power = 0;
    const std::string archive = MakeSevenZip(kMembers, plan);
    for (std::size_t i = 0; i < archive.size(); ++i) {
      EXPECT_NE(Told(archive.substr(0, i), {"geheim"}), kMembersTold) << i;
      std::string flipped = archive;
      flipped[i] = static_cast<char>(flipped[i] ^ 0xFF);
      EXPECT_NE(Told(flipped, {"geheim"}), "") << i;
    }
  }
}

}  // namespace
}  // namespace noroshi
