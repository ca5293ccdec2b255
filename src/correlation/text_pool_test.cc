#include "correlation/text_pool.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "correlation/correlation_event.h"

namespace noroshi {
namespace {

EventTexts TextsOf(const std::string& user) {
  EventTexts texts;
  texts.group = {user, "10.0.0.5"};
  texts.values = {"a", "bc"};
  texts.member = {7, 4625, "SRV01", "Security", "Auditing", "10.0.0.5"};
  texts.Complete();
  return texts;
}

std::string BytesOf(const EventTexts& texts) {
  std::string bytes;
  EncodeTexts(texts, bytes);
  return bytes;
}

CorrelationEvent EventAt(std::uint64_t position) {
  CorrelationEvent event;
  event.source = 3;
  event.file = 5;
  event.position = event.offset = position;
  event.record_id = 99;
  event.texts = std::make_shared<const EventTexts>(TextsOf("Sato"));
  return event;
}

TEST(EventTexts, ComeBackAsTheyWere) {
  const EventTexts texts = TextsOf("Sato");
  const std::string bytes = BytesOf(texts);
  std::string_view in = bytes;
  const TextsRef back = DecodeTexts(in);
  EXPECT_TRUE(in.empty());
  EXPECT_EQ(back->group, texts.group);
  EXPECT_EQ(back->values, texts.values);
  EXPECT_EQ(back->member, texts.member);
  EXPECT_EQ(back->group_hash, GroupHash(texts.group));
  EXPECT_EQ(back->group_key, GroupKey(texts.group));
}

TEST(EventTexts, CaseMakesNoOtherGroup) {
  EXPECT_EQ(TextsOf("SATO").group_key, TextsOf("sato").group_key);
  EXPECT_EQ(TextsOf("SATO").group_hash, TextsOf("sato").group_hash);
}

TEST(EventTexts, TuplesDoNotRunTogether) {
  EventTexts one = TextsOf("a"), other = TextsOf("a");
  one.values = {"a", "bc"};
  other.values = {"ab", "c"};
  one.Complete();
  other.Complete();
  EXPECT_NE(one.tuple, other.tuple);
}

TEST(TextPool, TheSameTextsHaveOneNumber) {
  TextPool pool;
  const std::string a = BytesOf(TextsOf("a")), b = BytesOf(TextsOf("b"));
  const auto first = pool.NumberOf(a, Hash64(a));
  ASSERT_TRUE(first);
  const auto second = pool.NumberOf(b, Hash64(b));
  ASSERT_TRUE(second);
  EXPECT_NE(*first, *second);
  EXPECT_EQ(pool.NumberOf(a, Hash64(a)), first);
  EXPECT_EQ(pool.size(), 2U);
  EXPECT_EQ(pool.At(*second).group.front(), "b");
}

TEST(TextPool, ACollisionIsNotTaken) {
  TextPool pool;
  const std::string a = BytesOf(TextsOf("a")), b = BytesOf(TextsOf("b"));
  ASSERT_TRUE(pool.NumberOf(a, 1));
  EXPECT_FALSE(pool.NumberOf(b, 1));
}

TEST(TextPool, FullItKnowsWhatItHolds) {
  TextPool pool(2'000);
  const std::string a = BytesOf(TextsOf("a"));
  ASSERT_TRUE(pool.NumberOf(a, Hash64(a)));
  std::size_t refused = 0;
  for (int i = 0; i < 100; ++i) {
    const std::string more = BytesOf(TextsOf("user" + std::to_string(i)));
    if (!pool.NumberOf(more, Hash64(more))) ++refused;
  }
  EXPECT_GT(refused, 90U);
  EXPECT_LT(pool.size(), 10U);
  EXPECT_TRUE(pool.NumberOf(a, Hash64(a)));
}

TEST(CorrelationEvent, ComesBackWithOwnTextsAndFromAPool) {
  const CorrelationEvent event = EventAt(4096);
  const std::string texts = BytesOf(*event.texts);
  std::vector<TextPool> pools(2);
  PackedTexts packed{texts, Hash64(texts), 1, *pools[1].NumberOf(texts, Hash64(texts))};
  std::string own, pooled;
  EncodeEvent(event, own);
  EncodeEvent(event, packed, pooled);
  EXPECT_LT(pooled.size(), 50U);
  for (const std::string& bytes : {own, pooled}) {
    CorrelationEvent back;
    DecodeEvent(bytes, pools, back);
    EXPECT_EQ(back.file, 5U);
    EXPECT_EQ(back.source, 3U);
    EXPECT_EQ(back.Member().position(), 4096U);
    EXPECT_EQ(back.record_id, 99U);
    EXPECT_FALSE(back.derived());
    EXPECT_EQ(back.texts->group, event.texts->group);
    EXPECT_EQ(back.First().told(), event.texts->member);
  }
}

TEST(CorrelationEvent, ALineKeepsItsOffset) {
  CorrelationEvent event = EventAt(12);
  event.line = 12;
  event.offset = 700;
  std::string bytes;
  EncodeEvent(event, bytes);
  CorrelationEvent back;
  DecodeEvent(bytes, {}, back);
  EXPECT_EQ(back.line, 12U);
  EXPECT_EQ(back.offset, 700U);
}

TEST(CorrelationEvent, AFindingKeepsItsRecords) {
  CorrelationEvent event = EventAt(8);
  MemberSet inner;
  for (std::uint64_t i = 0; i < 3; ++i) {
    CorrelationMember member = event.Member();
    member.time = {100 + i};
    member.record_id = i;
    inner.Add(member);
  }
  event.inner = std::make_shared<const MemberSet>(inner);
  std::string bytes;
  EncodeEvent(event, bytes);
  CorrelationEvent back;
  DecodeEvent(bytes, {}, back);
  ASSERT_TRUE(back.derived());
  EXPECT_EQ(back.inner->count(), 3U);
  EXPECT_EQ(back.inner->last().record_id, 2U);
  EXPECT_EQ(back.inner->first().told(), event.texts->member);
}

// Whether a worker's pool had room must not show in the order.
TEST(CorrelationEvent, OrderDoesNotDependOnPools) {
  CorrelationEvent one = EventAt(8), other = EventAt(8);
  other.texts = std::make_shared<const EventTexts>(TextsOf("Tanaka"));
  const auto encoded = [](const CorrelationEvent& event, std::uint32_t pool) {
    const std::string texts = BytesOf(*event.texts);
    std::string bytes;
    EncodeEvent(event, {.bytes = texts, .hash = Hash64(texts), .pool = pool, .number = 0}, bytes);
    return bytes;
  };
  const bool before = encoded(one, kNoPool) < encoded(other, kNoPool);
  EXPECT_EQ(encoded(one, 0) < encoded(other, kNoPool), before);
  EXPECT_EQ(encoded(one, kNoPool) < encoded(other, 1), before);
  EXPECT_EQ(encoded(one, 1) < encoded(other, 0), before);
}

}  // namespace
}  // namespace noroshi
