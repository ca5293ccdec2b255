// The hot path allocates nothing: a warm session runs events it has seen before without a single
// call of operator new. Counted for the whole process, with a new of our own.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

#include "matcher/matcher.h"
#include "matcher/testing/random_rules.h"

namespace {

std::atomic<std::uint64_t> allocations{0};

}  // namespace

// Not inlined: the compiler would see malloc and free meet delete and new, and warn.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
// The library's std::stable_sort asks this one. All forms must be ours: what one of them gives, the
// others take back.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}

namespace noroshi {
namespace {

class Counter final : public MatchSink {
 public:
  void OnMatch(const Match& match) override { reasons += match.reasons.size() + 1; }
  std::uint64_t reasons = 0;
};

TEST(Allocation, TheCounterCounts) {
  const std::uint64_t before = allocations;
  ::operator delete(::operator new(1));
  EXPECT_EQ(allocations - before, 1U);
}

TEST(Allocation, AWarmSessionAllocatesNothing) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    EventContext context;
    const RuleSet set = RandomRules(random, 60);
    const auto matcher = BuildMatcher(set, context);
    ASSERT_TRUE(matcher.ok());
    const auto session = (*matcher)->NewSession();
    std::vector<std::unique_ptr<EventBuilder>> builders;
    std::vector<Event> events;
    for (int i = 0; i < 100; ++i) {
      builders.push_back(std::make_unique<EventBuilder>(context));
      AddRandomEvent(random, *builders.back());
      events.push_back(builders.back()->Build());
    }
    Counter counter;
    for (int warm = 0; warm < 2; ++warm) {  // learning, then answering from what was learnt
      for (const Event& event : events) session->Run(event, counter);
    }
    const std::uint64_t before = allocations;
    for (const Event& event : events) session->Run(event, counter);
    EXPECT_EQ(allocations - before, 0U) << "seed " << seed;
    EXPECT_GT(counter.reasons, 0U);
  }
}

}  // namespace
}  // namespace noroshi
