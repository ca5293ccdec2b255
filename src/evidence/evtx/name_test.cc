// Names by reference: inline and elsewhere, with the hash and the extent checked.
#include "evidence/evtx/name.h"

#include <gtest/gtest.h>

#include "evidence/testing/evtx_bytes.h"

namespace noroshi::evtx {
namespace {

using testing::ByteVector;
using testing::ChunkBytes;
using testing::Wide;

struct Taken {
  bool goes_on = false;
  std::string name;
  std::size_t position = 0;
  Issues issues;
};

Taken Take(const ByteVector& chunk, std::size_t at) {
  Taken taken;
  ByteReader in(chunk);
  EXPECT_TRUE(in.Seek(at, "test").ok());
  taken.goes_on = ReadName(in, chunk, taken.name, taken.issues);
  taken.position = in.position();
  return taken;
}

TEST(EvtxName, HashOfKnownNames) {
  EXPECT_EQ(NameHash({}), 0);
  EXPECT_EQ(NameHash(Wide("A")), 'A');
  // ('A' * 65,599 + 'B') mod 65,536 = 65 * 63 + 66
  EXPECT_EQ(NameHash(Wide("AB")), 4161);
  EXPECT_EQ(NameHash(Wide("Event")), 0x0CBA);  // as in every log Windows writes
}

TEST(EvtxName, InlineMovesBehindTheRecord) {
  ChunkBytes chunk;
  chunk.InlineName("Data");
  const Taken taken = Take(chunk.bytes(), 512);
  EXPECT_TRUE(taken.goes_on);
  EXPECT_EQ(taken.name, "Data");
  EXPECT_EQ(taken.position, 512 + 4 + kNameHeaderBytes + 8 + kNameNulBytes);
  EXPECT_TRUE(taken.issues.empty());
}

TEST(EvtxName, ElsewhereMovesBehindTheReference) {
  ChunkBytes chunk;
  chunk.InlineName("Data");
  const std::size_t at = chunk.at();
  chunk.U32(516);
  const Taken taken = Take(chunk.bytes(), at);
  EXPECT_TRUE(taken.goes_on);
  EXPECT_EQ(taken.name, "Data");
  EXPECT_EQ(taken.position, at + 4);
}

TEST(EvtxName, ReferencesThatCannotBe) {
  for (const std::uint32_t offset : {0xFFFFFFFFU, 65'536U, 600U}) {
    ChunkBytes chunk;
    chunk.U32(offset);
    const Taken taken = Take(chunk.bytes(), 512);
    EXPECT_TRUE(taken.goes_on) << offset;  // the stream itself is sound
    EXPECT_EQ(taken.name, "");
    EXPECT_TRUE(taken.issues.Has(DamageKind::kNameBounds)) << offset;
  }
}

TEST(EvtxName, InlineNamePastTheChunkEndsTheStream) {
  ChunkBytes chunk;
  chunk.InlineName("Data");
  ByteVector cut = chunk.bytes();
  cut.pop_back();
  const Taken taken = Take(cut, 512);
  EXPECT_FALSE(taken.goes_on);
  EXPECT_TRUE(taken.issues.Has(DamageKind::kNameBounds));
}

TEST(EvtxName, AReferenceCutShortEndsTheStream) {
  const ByteVector three(3);
  EXPECT_FALSE(Take(three, 0).goes_on);
}

TEST(EvtxName, WrongHashIsADoubtNotALoss) {
  ChunkBytes chunk;
  chunk.InlineName("Data");
  chunk.bytes()[520] ^= 1;
  const Taken taken = Take(chunk.bytes(), 512);
  EXPECT_TRUE(taken.goes_on);
  EXPECT_EQ(taken.name, "Data");
  EXPECT_TRUE(taken.issues.Has(DamageKind::kNameHash));
}

TEST(EvtxName, ChainsOfNextOffsetsAreNotFollowedE4_4) {
  ChunkBytes chunk;
  chunk.InlineName("Data");
  chunk.PutU32(516, 516);  // "next" is itself
  EXPECT_EQ(Take(chunk.bytes(), 512).name, "Data");
}

}  // namespace
}  // namespace noroshi::evtx
