#include "matcher/run/binding_cache.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "event/event_builder.h"
#include "matcher/build/compile_rules.h"
#include "matcher/testing/random_rules.h"

namespace noroshi {
namespace {

class BindingCacheTest : public testing::Test {
 protected:
  BindingCacheTest() {
    Random random(3);
    rules = RandomRules(random, 20);
    compilation = CompileRules(rules.rules);
    EventBuilder builder(context);
    AddRandomEvent(random, builder);
    shape = builder.Build().shape;
  }

  [[nodiscard]] EventKind Kind(std::uint32_t event_id) const {
    return {shape, kNoSymbol, kNoSymbol, event_id};
  }
  [[nodiscard]] Binder NewBinder() const {
    return Binder(compilation->rules, context, MatcherOptions{});
  }

  EventContext context;
  RuleSet rules;
  std::unique_ptr<Compilation> compilation;
  const Shape* shape = nullptr;
};

TEST_F(BindingCacheTest, AKindIsBoundOnceForAllSessions) {
  const auto store = std::make_shared<BindingStore>(NewBinder());
  BindingCache first(store), second(store);
  const Binding* const binding = &first.Get(Kind(1));
  EXPECT_EQ(&second.Get(Kind(1)), binding);
  EXPECT_EQ(&first.Get(Kind(1)), binding);
  EXPECT_NE(first.Get(Kind(2)).number, binding->number);
  EXPECT_EQ(first.Get(Kind(2)).kind.event_id, 2U);
}

TEST_F(BindingCacheTest, MoreKindsThanItKeepsAreAllAnswered) {
  const auto store = std::make_shared<BindingStore>(NewBinder());
  BindingCache cache(store);
  for (std::uint32_t round = 0; round < 2; ++round) {
    for (std::uint32_t id = 0; id < 2 * kMaxBindings + 10; ++id) {
      ASSERT_EQ(cache.Get(Kind(id)).kind.event_id, id);
      ASSERT_EQ(cache.Get(Kind(id)).kind.event_id, id);
    }
  }
}

TEST_F(BindingCacheTest, ThreadsMayAskAtOnce) {
  const auto store = std::make_shared<BindingStore>(NewBinder());
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      BindingCache cache(store);
      for (std::uint32_t id = 0; id < kMaxBindings + 100; ++id) {
        ASSERT_EQ(cache.Get(Kind(id)).kind.event_id, id);
      }
    });
  }
}

}  // namespace
}  // namespace noroshi
