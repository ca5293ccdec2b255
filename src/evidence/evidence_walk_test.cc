#include "evidence/evidence_walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "evidence/container/unpack_budget.h"
#include "evidence/testing/archive_bytes.h"
#include "evidence/testing/evtx_bytes.h"
#include "evidence/testing/read_evidence.h"
#include "evidence/testing/sevenzip_bytes.h"

namespace noroshi::testing {
namespace {

using Kind = EvidencePart::Kind;

// A log with `chunks` chunks of three events; ids go on from chunk to chunk.
std::string Log(std::uint64_t first_id = 1, int chunks = 2) {
  std::vector<ByteVector> bytes;
  for (int i = 0; i < chunks; ++i) {
    ChunkBytes chunk;
    EventWriter writer(chunk);
    for (int j = 0; j < 3; ++j) writer.Add(first_id++, 4624, {{0x01, Wide("value")}});
    bytes.push_back(chunk.Finish());
  }
  return TextOfBytes(EvtxFile(bytes));
}

// One line a part: what it is, ordinal, name, events, kinds of damage.
std::string Sketch(const std::vector<WalkedPart>& parts) {
  static constexpr const char* kNames[] = {"source", "end", "other", "failed", "in", "out"};
  std::string text;
  for (const WalkedPart& part : parts) {
    text += kNames[static_cast<int>(part.kind)];
    text += " " + std::to_string(part.ordinal) + " " + part.name;
    if (part.kind == Kind::kSource) text += " events=" + std::to_string(part.events.size());
    for (const Damage& damage : part.damage) {
      text += " ";
      text += DamageKindName(damage.kind);
    }
    text += "\n";
  }
  return text;
}

std::string SketchOf(const std::string& bytes, const ReadOptions& options = {}) {
  return Sketch(WalkEvidence(BytesOf(bytes), options));
}

const std::vector<MemberBytes> kMembers = {{"logs/a.evtx", Log(1)},
                                           {"notes.bin", "\x7F\x01\x02 nothing we know"},
                                           {"b.evtx", Log(100, 3)}};
constexpr std::string_view kMembersSketch =
    "in 0 \n"
    "source 1 logs/a.evtx events=6\n"
    "other 2 notes.bin\n"
    "source 3 b.evtx events=9\n"
    "out 0 \n";

TEST(EvidenceWalk, APlainLogIsOneSource) { EXPECT_EQ(SketchOf(Log()), "source 0  events=6\n"); }

TEST(EvidenceWalk, EveryArchiveGivesItsMembersInOrder) {
  for (const ArchiveFormat format :
       {ArchiveFormat::kTar, ArchiveFormat::kZip, ArchiveFormat::kSevenZip}) {
    EXPECT_EQ(SketchOf(MakeArchive(format, kMembers)), kMembersSketch);
  }
}

TEST(EvidenceWalk, APackedLogIsTheLogItself) {
  const std::vector<ReadEvent> plain = ReadEvtx(BytesOf(Log())).events;
  for (const PackFilter filter :
       {PackFilter::kGzip, PackFilter::kBzip2, PackFilter::kXz, PackFilter::kZstd}) {
    const std::vector<WalkedPart> parts = WalkEvidence(BytesOf(Pack(filter, Log())));
    EXPECT_EQ(Sketch(parts), "source 0  events=6\n");
    EXPECT_EQ(parts.front().events, plain);
    const std::string tar = MakeArchive(ArchiveFormat::kTar, kMembers);
    EXPECT_EQ(SketchOf(Pack(filter, tar)), kMembersSketch);
  }
}

TEST(EvidenceWalk, ArchivesInArchives) {
  const std::string inner = Pack(PackFilter::kGzip, MakeArchive(ArchiveFormat::kTar, kMembers));
  const std::string seven = MakeArchive(ArchiveFormat::kSevenZip, {{"c.evtx", Log(50, 1)}});
  const std::string zip = MakeArchive(ArchiveFormat::kZip, {{"d.evtx", Log(70, 1)}});
  const std::string outer =
      MakeArchive(ArchiveFormat::kZip,
                  {{"b.tar.gz", inner}, {"s.7z", seven}, {"z.zip", zip}, {"last.evtx", Log(1, 1)}});
  constexpr std::string_view kExpected =
      "in 0 \n"
      "in 1 b.tar.gz\n"
      "source 2 b.tar.gz!/logs/a.evtx events=6\n"
      "other 3 b.tar.gz!/notes.bin\n"
      "source 4 b.tar.gz!/b.evtx events=9\n"
      "out 1 b.tar.gz\n"
      "in 5 s.7z\n"
      "source 6 s.7z!/c.evtx events=3\n"
      "out 5 s.7z\n"
      "in 7 z.zip\n"
      "source 8 z.zip!/d.evtx events=3\n"
      "out 7 z.zip\n"
      "source 9 last.evtx events=3\n"
      "out 0 \n";
  EXPECT_EQ(SketchOf(outer), kExpected);
  EXPECT_EQ(SketchOf(Pack(PackFilter::kZstd, outer)), kExpected);
}

// What is read of a member is what is read of the same log as a file, carved records included.
TEST(EvidenceWalk, ADamagedMemberIsCarvedLikeAFile) {
  std::string log = Log(1, 4);
  log[4096 + 65536] = 'X';  // the signature of the second chunk
  const ReadResult plain = ReadEvtx(BytesOf(log));
  EXPECT_EQ(plain.events.size(), 12u);
  EXPECT_GT(plain.CountOf(DamageKind::kRecovered), 0u);
  for (const ArchiveFormat format :
       {ArchiveFormat::kTar, ArchiveFormat::kZip, ArchiveFormat::kSevenZip}) {
    const auto parts = WalkEvidence(BytesOf(MakeArchive(format, {{"a.evtx", log}})));
    ASSERT_EQ(parts.size(), 3u);
    EXPECT_EQ(parts[1].events, plain.events);
    EXPECT_EQ(parts[1].damage.size(), plain.damage.size());
  }
}

TEST(EvidenceWalk, AMemberWithoutFileHeaderIsFoundByItsChunk) {
  const std::string chunks = Log(1, 2).substr(4096);
  EXPECT_EQ(SketchOf(MakeArchive(ArchiveFormat::kTar, {{"raw", chunks}})),
            "in 0 \nsource 1 raw events=6 file_signature\nout 0 \n");
}

TEST(EvidenceWalk, APasswordOpensWhatItFits) {
  const std::string zip = MakeArchive(ArchiveFormat::kZip, {{"a.evtx", Log()}}, "geheim");
  EXPECT_EQ(SketchOf(zip), "in 0 \nfailed 1 a.evtx encrypted\nout 0 \n");
  ReadOptions options;
  options.archive_passwords = {"wrong"};
  EXPECT_EQ(SketchOf(zip, options), "in 0 \nfailed 1 a.evtx encrypted\nout 0 \n");
  options.archive_passwords = {"wrong", "geheim"};
  EXPECT_EQ(SketchOf(zip, options), "in 0 \nsource 1 a.evtx events=6\nout 0 \n");
}

// Read by us, because libarchive cannot: the same parts, the same kinds of damage.
TEST(EvidenceWalk, EncryptedSevenZipIsAnArchiveLikeOthers) {
  SevenZipPlan plan;
  plan.password = "geheim";
  ReadOptions options;
  options.archive_passwords = {"wrong", "geheim"};
  for (const bool directory : {false, true}) {
    plan.encrypt_directory = directory;
    const std::string seven = MakeSevenZip(kMembers, plan);
    EXPECT_EQ(SketchOf(seven, options), kMembersSketch);
    EXPECT_EQ(SketchOf(MakeArchive(ArchiveFormat::kTar, {{"s.7z", seven}}), options),
              "in 0 \nin 1 s.7z\nsource 2 s.7z!/logs/a.evtx events=6\nother 3 s.7z!/notes.bin\n"
              "source 4 s.7z!/b.evtx events=9\nout 1 s.7z\nout 0 \n");
    options.archive_passwords.pop_back();
    EXPECT_EQ(SketchOf(seven, options), directory ? "failed 0  encrypted\n"
                                                  : "in 0 \n"
                                                    "failed 1 logs/a.evtx encrypted\n"
                                                    "failed 2 notes.bin encrypted\n"
                                                    "failed 3 b.evtx encrypted\n"
                                                    "out 0 \n");
    options.archive_passwords.push_back("geheim");
  }
}

TEST(EvidenceWalk, ACutGzipLosesOnlyWhatIsCut) {
  const std::string whole = Pack(PackFilter::kGzip, Log(1, 40));
  const std::vector<WalkedPart> parts =
      WalkEvidence(BytesOf(whole.substr(0, whole.size() * 3 / 4)));
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_GT(parts[0].events.size(), 60u);
  EXPECT_LT(parts[0].events.size(), 120u);
  const auto& damage = parts[0].damage;
  EXPECT_TRUE(std::ranges::any_of(damage, [](const Damage& one) {
    return one.kind == DamageKind::kContainer && one.detail == "the file ends too early";
  })) << Sketch(parts);
}

TEST(EvidenceWalk, ACutArchiveSaysSo) {
  for (const ArchiveFormat format : {ArchiveFormat::kTar, ArchiveFormat::kZip}) {
    const std::string whole = MakeArchive(format, kMembers);
    const std::string sketch = SketchOf(whole.substr(0, whole.size() * 2 / 3));
    EXPECT_NE(sketch.find(" container"), std::string::npos) << sketch;
  }
  const std::string packed = Pack(PackFilter::kGzip, MakeArchive(ArchiveFormat::kTar, kMembers));
  // Even when only the checksum at the very end is missing.
  const std::string sketch = SketchOf(packed.substr(0, packed.size() - 4));
  EXPECT_NE(sketch.find("events=9"), std::string::npos) << sketch;
  EXPECT_NE(sketch.find("out 0  container"), std::string::npos) << sketch;
}

TEST(EvidenceWalk, WhatLiesBehindTheEndIsNotPassedOverInSilence) {
  const std::string gzip = Pack(PackFilter::kGzip, Log());
  EXPECT_EQ(SketchOf(gzip + std::string(1000, '\0')), "source 0  events=6\n");
  EXPECT_EQ(SketchOf(gzip + "\n"), "source 0  events=6\n");
  EXPECT_EQ(SketchOf(gzip + "garbage"), "source 0  events=6 container\n");
  EXPECT_EQ(SketchOf(gzip.substr(0, gzip.size()) + Pack(PackFilter::kGzip, "")),
            "source 0  events=6\n");
  const std::string tar = MakeArchive(ArchiveFormat::kTar, kMembers);
  EXPECT_NE(SketchOf(tar + std::string(5000, 'x')).find("out 0  container"), std::string::npos);
}

TEST(EvidenceWalk, ADamagedMemberCostsNoOtherOne) {
  std::string zip = MakeArchive(ArchiveFormat::kZip, kMembers);
  for (std::size_t i = 200; i < 260; ++i) zip[i] = static_cast<char>(~zip[i]);
  const std::string sketch = SketchOf(zip);
  EXPECT_NE(sketch.find("source 3 b.evtx events=9"), std::string::npos) << sketch;
  EXPECT_NE(sketch.find(" container"), std::string::npos) << sketch;
}

TEST(EvidenceWalk, NamesAreTextAndNothingElse) {
  const std::string tar = MakeArchive(ArchiveFormat::kTar, {{"../../etc/passwd.evtx", Log(1, 1)},
                                                            {"/absolute.evtx", Log(1, 1)},
                                                            {"line\nfeed", Log(1, 1)},
                                                            {"same", Log(1, 1)},
                                                            {"same", Log(1, 1)},
                                                            {std::string(9000, 'n'), Log(1, 1)}});
  const auto parts = WalkEvidence(BytesOf(tar));
  ASSERT_EQ(parts.size(), 8u);
  const std::string_view names[] = {"../../etc/passwd.evtx", "/absolute.evtx", "line\nfeed", "same",
                                    "same#2"};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(parts[i + 1].name, names[i]);
  EXPECT_EQ(parts[6].name, std::string(4096, 'n') + "...");
  for (const std::size_t odd : {1u, 2u, 3u, 6u}) {
    ASSERT_EQ(parts[odd].damage.size(), 1u);
    EXPECT_EQ(parts[odd].damage[0].kind, DamageKind::kMemberName);
    EXPECT_EQ(parts[odd].damage[0].lost_bytes, 0u);
  }
  EXPECT_EQ(parts[1].damage[0].detail, "a path out of the archive");
  EXPECT_EQ(parts[4].damage.size(), 0u);
  for (const WalkedPart& part : parts) EXPECT_TRUE(part.kind != Kind::kFailed);
}

TEST(EvidenceWalk, NestingHasALimit) {
  std::string bytes = MakeArchive(ArchiveFormat::kTar, {{"deep.evtx", Log()}});
  for (unsigned i = 1; i < kMaxContainerDepth; ++i) bytes = Pack(PackFilter::kGzip, bytes);
  EXPECT_NE(SketchOf(bytes).find("events=6"), std::string::npos);
  EXPECT_EQ(SketchOf(Pack(PackFilter::kGzip, bytes)), "failed 0  container_limit\n");
}

// Zeros without end in a few kilobytes, in an archive of such archives: stopped, and said once.
TEST(EvidenceWalk, ABombIsPutOut) {
  const std::string log = Log(1, 1) + std::string(std::size_t{1} << 20, '\0');
  const std::string once = Pack(PackFilter::kBzip2, log);
  std::vector<MemberBytes> many(60, {"m", once});
  const std::string bomb = Pack(PackFilter::kXz, MakeArchive(ArchiveFormat::kTar, many));
  ReadOptions options;
  options.unpack.free_bytes = std::uint64_t{32} << 20;
  const auto parts = WalkEvidence(BytesOf(bomb), options);
  ASSERT_GT(parts.size(), 15u);
  EXPECT_LT(parts.size(), 50u);
  EXPECT_EQ(parts.back().kind, Kind::kContainerEnd);
  const auto limits = std::ranges::count_if(parts, [](const WalkedPart& part) {
    return std::ranges::any_of(part.damage, [](const Damage& one) {
      return one.kind == DamageKind::kContainerLimit &&
             one.detail == "it unpacks to more than 1000 times its size";
    });
  });
  EXPECT_EQ(limits, 2);  // the member it happened in, and the archive
}

TEST(EvidenceWalk, MembersHaveALimit) {
  ReadOptions options;
  options.unpack.members = 2;
  EXPECT_EQ(SketchOf(MakeArchive(ArchiveFormat::kTar, kMembers), options),
            "in 0 \nsource 1 logs/a.evtx events=6\nother 2 notes.bin\nout 0  container_limit\n");
}

TEST(EvidenceWalk, SevenZipInSomethingElseIsGivenUpWithoutRoomForIt) {
  const std::string seven = MakeArchive(ArchiveFormat::kSevenZip, {{"c.evtx", Log(50, 1)}});
  ReadOptions options;
  options.spool_folder = "/nonexistent";
  EXPECT_EQ(SketchOf(MakeArchive(ArchiveFormat::kTar, {{"s.7z", seven}}), options),
            "in 0 \nfailed 1 s.7z container_limit\nout 0 \n");
}

TEST(EvidenceWalk, AMemberThatCannotBeKeptIsStillRead) {
  ReadOptions options;
  options.spool_folder = "/nonexistent";
  EXPECT_EQ(SketchOf(MakeArchive(ArchiveFormat::kTar, {{"a.evtx", Log()}}), options),
            "in 0 \nsource 1 a.evtx events=6 budget\nout 0 \n");
}

TEST(EvidenceWalk, EmptyThings) {
  EXPECT_EQ(SketchOf(MakeArchive(ArchiveFormat::kTar, {{"empty", ""}})),
            "in 0 \nother 1 empty\nout 0 \n");
  EXPECT_EQ(SketchOf(MakeArchive(ArchiveFormat::kZip, {})), "in 0 \nout 0 \n");
  EXPECT_EQ(SketchOf(Pack(PackFilter::kGzip, "")), "other 0 \n");
  EXPECT_EQ(OpenEvidence("/nonexistent", {}).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace noroshi::testing
