#include "evidence/container/content_walk.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "evidence/testing/archive_bytes.h"

namespace noroshi {
namespace {

using testing::ArchiveFormat;
using testing::BytesOf;
using testing::MakeArchive;
using testing::Pack;
using testing::PackFilter;

// What a walk gives, one line a part: kind, name, size or text of the content, error.
std::string Told(ContentWalk walk) {
  static constexpr const char* kKinds[] = {"content", "archive", "end", "failed"};
  std::string text;
  while (const auto part = walk.Next()) {
    text += std::string(kKinds[static_cast<int>(part->kind)]) + " " + part->name;
    if (part->kind == ContentPart::Kind::kContent) {
      const std::string bytes(part->bytes.begin(), part->bytes.end());
      text += bytes.size() <= 10 ? " = " + bytes : " (" + std::to_string(bytes.size()) + ")";
    }
    if (!part->is_whole) text += " cut";
    if (part->error) text += std::string(" ! ") + std::string(ErrorCodeName(part->error->code));
    text += '\n';
  }
  return text;
}

std::string WalkOf(const std::string& bytes, const ReadOptions& options = {}) {
  const std::vector<std::uint8_t> held = BytesOf(bytes);
  return Told(ContentWalk(held, options));
}

TEST(ContentWalk, GivesMembersOfEveryFormat) {
  const std::vector<testing::MemberBytes> members = {{"a.txt", "one"}, {"b/c.txt", "two"}};
  for (const auto format : {ArchiveFormat::kTar, ArchiveFormat::kZip, ArchiveFormat::kSevenZip}) {
    EXPECT_EQ(WalkOf(MakeArchive(format, members)),
              "archive \ncontent a.txt = one\ncontent b/c.txt = two\nend \n");
  }
}

// What came before the break is given, and the break is told even when it lies at the very end.
TEST(ContentWalk, AStreamThatBreaksOffSaysSo) {
  std::string text;
  for (unsigned i = 0; i < 3000; ++i) text += std::to_string(i * 2654435761u);
  const std::string packed = Pack(PackFilter::kGzip, text);
  const std::string told = WalkOf(packed.substr(0, packed.size() / 2));
  EXPECT_NE(told.find(" cut ! truncated\n"), std::string::npos) << told;
  const std::string at_end = WalkOf(packed.substr(0, packed.size() - 4));
  EXPECT_EQ(at_end, "content  (" + std::to_string(text.size()) + ") cut ! truncated\n");
  EXPECT_EQ(WalkOf(packed), "content  (" + std::to_string(text.size()) + ")\n");
}

// An image lists its members by folder, and may be a member itself.
TEST(ContentWalk, OpensDiskImages) {
  const std::string image =
      MakeArchive(ArchiveFormat::kIso9660, {{"memo.lnk", "one"}, {"v.dll", "two"}});
  EXPECT_EQ(WalkOf(image), "archive \ncontent memo.lnk = one\ncontent v.dll = two\nend \n");
  EXPECT_EQ(WalkOf(MakeArchive(ArchiveFormat::kZip, {{"m.iso", image}})),
            "archive \narchive m.iso\ncontent m.iso!/memo.lnk = one\n"
            "content m.iso!/v.dll = two\nend m.iso\nend \n");
}

TEST(ContentWalk, UnpacksPackedFilesAndWhatTheyHold) {
  for (const auto filter :
       {PackFilter::kGzip, PackFilter::kBzip2, PackFilter::kXz, PackFilter::kZstd}) {
    EXPECT_EQ(WalkOf(Pack(filter, "plain")), "content  = plain\n");
    EXPECT_EQ(WalkOf(Pack(filter, MakeArchive(ArchiveFormat::kTar, {{"a", "x"}}))),
              "archive \ncontent a = x\nend \n");
  }
}

// What nobody wants is given as its beginning, without being unpacked further or called a loss.
TEST(ContentWalk, GivesTheBeginningOfWhatTheFilterRefuses) {
  const std::string large(kSniffBytes + 1'000, 'x');
  const std::string zip =
      MakeArchive(ArchiveFormat::kZip, {{"a.log", large}, {"b.exe", large}, {"short.log", "one"}});
  const std::vector<std::uint8_t> held = BytesOf(zip);
  const auto wants = [](std::string_view name, Bytes start) {
    EXPECT_LE(start.size(), kSniffBytes);
    return name.ends_with(".exe");
  };
  EXPECT_EQ(Told(ContentWalk(held, {}, wants)),
            "archive \ncontent a.log (65536) cut\ncontent b.exe (66536)\n"
            "content short.log = one\nend \n");
}

// Also of a packed file that is no archive, which has no name of its own.
TEST(ContentWalk, AsksTheFilterAboutPackedFiles) {
  const std::vector<std::uint8_t> held =
      BytesOf(Pack(PackFilter::kGzip, std::string(kSniffBytes + 1, 'x')));
  const auto refuse = [](std::string_view name, Bytes) {
    EXPECT_EQ(name, "");
    return false;
  };
  EXPECT_EQ(Told(ContentWalk(held, {}, refuse)), "content  (65536) cut\n");
}

// A document is a zip file: it is judged whole, and by its parts.
TEST(ContentWalk, GivesInnerZipsWholeAndByMember) {
  const std::string inner = MakeArchive(ArchiveFormat::kZip, {{"word/document.xml", "<w/>"}});
  EXPECT_EQ(WalkOf(MakeArchive(ArchiveFormat::kZip, {{"a.docx", inner}, {"z", "last"}})),
            "archive \ncontent a.docx (" + std::to_string(inner.size()) +
                ")\narchive a.docx\ncontent a.docx!/word/document.xml = <w/>\nend a.docx\n"
                "content z = last\nend \n");
}

TEST(ContentWalk, WalksInnerTarsAndPackedMembers) {
  const std::string tar = MakeArchive(ArchiveFormat::kTar, {{"x", "1"}});
  const std::string seven = MakeArchive(ArchiveFormat::kSevenZip, {{"y", "2"}});
  EXPECT_EQ(WalkOf(MakeArchive(
                ArchiveFormat::kZip,
                {{"t.tar", tar}, {"l.gz", Pack(PackFilter::kGzip, "log")}, {"s.7z", seven}})),
            "archive \narchive t.tar\ncontent t.tar!/x = 1\nend t.tar\ncontent l.gz!/l = log\n"
            "archive s.7z\ncontent s.7z!/y = 2\nend s.7z\nend \n");
}

TEST(ContentWalk, AsksForPasswords) {
  const std::string locked = MakeArchive(ArchiveFormat::kZip, {{"a", "secret"}}, "infected");
  EXPECT_EQ(WalkOf(locked), "archive \nfailed a ! unsupported\nend \n");
  ReadOptions options;
  options.archive_passwords = {"wrong", "infected"};
  EXPECT_EQ(WalkOf(locked, options), "archive \ncontent a = secret\nend \n");
}

TEST(ContentWalk, StopsAtTheLimits) {
  std::string nested = "deep";
  for (int i = 0; i < 5; ++i) nested = Pack(PackFilter::kGzip, nested);
  ReadOptions options;
  options.unpack.depth = 3;
  EXPECT_EQ(WalkOf(nested, options), "failed  ! limit\n");

  options = {};
  options.unpack.members = 1;
  EXPECT_EQ(WalkOf(MakeArchive(ArchiveFormat::kTar, {{"a", "1"}, {"b", "2"}}), options),
            "archive \ncontent a = 1\nend  ! limit\n");

  options = {};
  options.unpack.free_bytes = 1'000;
  options.unpack.ratio = 2;
  const std::string bomb =
      MakeArchive(ArchiveFormat::kZip, {{"zeros", std::string(100'000, '\0')}});
  EXPECT_NE(WalkOf(bomb, options).find("! limit"), std::string::npos);
}

TEST(ContentWalk, GivesTheBeginningOfLargeMembers) {
  const std::string large(kMaxContentBytes + 1, 'x');
  EXPECT_EQ(WalkOf(MakeArchive(ArchiveFormat::kTar, {{"large", large}, {"next", "n"}})),
            "archive \ncontent large (67108864) cut ! limit\ncontent next = n\nend \n");
}

TEST(ContentWalk, TellsDamage) {
  std::string zip = MakeArchive(ArchiveFormat::kZip, {{"a", std::string(50'000, 'x')}});
  zip.resize(zip.size() / 2);
  EXPECT_NE(WalkOf(zip).find(" ! "), std::string::npos);
  EXPECT_EQ(WalkOf("PK\x03\x04"), "archive \nend  ! invalid\n");
}

TEST(ContentWalk, TellsMembersOfOneNameApart) {
  EXPECT_EQ(WalkOf(MakeArchive(ArchiveFormat::kTar, {{"a", "1"}, {"a", "2"}})),
            "archive \ncontent a = 1\ncontent a#2 = 2\nend \n");
}

TEST(ContentWalk, ReadsFilesLikeBytes) {
  const auto path = std::filesystem::temp_directory_path() / "noroshi_content_walk.zip";
  const std::string zip = MakeArchive(ArchiveFormat::kZip, {{"a.txt", "one"}});
  std::ofstream(path, std::ios::binary) << zip;
  auto file = ReadOnlyFile::Open(path.string());
  ASSERT_TRUE(file.ok());
  ContentWalk walk(std::make_shared<const ReadOnlyFile>(*std::move(file)), BytesOf(zip), {});
  EXPECT_EQ(Told(std::move(walk)), "archive \ncontent a.txt = one\nend \n");
  std::filesystem::remove(path);
}

TEST(ContentWalk, NamesWhatPackedFilesHold) {
  EXPECT_EQ(UnpackedName("site/x.log.gz"), "x.log");
  EXPECT_EQ(UnpackedName("x.tgz"), "x.tar");
  EXPECT_EQ(UnpackedName("blob"), "blob.unpacked");
}

}  // namespace
}  // namespace noroshi
