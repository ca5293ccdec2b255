#include "matcher/run/binding_cache.h"

#include <gtest/gtest.h>

#include <string>
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
  [[nodiscard]] std::shared_ptr<BindingStore> NewStore() const {
    return std::make_shared<BindingStore>(compilation->rules, MatcherOptions{});
  }

  EventContext context;
  RuleSet rules;
  std::unique_ptr<Compilation> compilation;
  const Shape* shape = nullptr;
};

TEST_F(BindingCacheTest, AKindIsBoundOnceForAllSessions) {
  const auto store = NewStore();
  BindingCache first(store, context), second(store, context);
  const Binding* const binding = &first.Get(Kind(1));
  EXPECT_EQ(&second.Get(Kind(1)), binding);
  EXPECT_EQ(&first.Get(Kind(1)), binding);
  EXPECT_NE(first.Get(Kind(2)).number, binding->number);
  EXPECT_EQ(first.Get(Kind(2)).kind.event_id, 2U);
}

// Another context has seen other names first: the same kind has other numbers in it.
TEST_F(BindingCacheTest, AKindIsTheSameInEveryContext) {
  EventContext other;
  for (const char* name : {"unlike", "what", "came", "before"}) {
    static_cast<void>(other.fields.Intern(name));
    static_cast<void>(other.channels.Intern(name));
  }
  const Symbol channel = context.channels.Intern("Security");
  const Symbol provider = context.channels.Intern("Microsoft-Windows-Security-Auditing");
  std::vector<ShapeField> fields(shape->fields().begin(), shape->fields().end());
  for (ShapeField& field : fields) {
    field.field = other.fields.Intern(context.fields.Text(field.field));
  }
  const EventKind here{shape, channel, provider, 4624};
  const EventKind there{other.shapes.Intern(fields), other.channels.Intern("Security"),
                        other.channels.Intern("Microsoft-Windows-Security-Auditing"), 4624};
  const auto store = NewStore();
  BindingCache first(store, context), second(store, other);
  const Binding* const binding = &first.Get(here);
  EXPECT_EQ(&second.Get(there), binding);

  EventKind unlike = there;
  unlike.provider = other.channels.Intern("came");
  EXPECT_NE(&second.Get(unlike), binding);
}

TEST_F(BindingCacheTest, IsFullOfMadeUpNames) {
  const auto store = NewStore();
  BindingCache cache(store, context);
  EXPECT_FALSE(store->Full());
  for (std::size_t i = 0; i <= kMaxContextNames; ++i) {
    static_cast<void>(cache.Get({shape, context.channels.Intern(std::to_string(i)), kNoSymbol, 1}));
  }
  EXPECT_TRUE(store->Full());
}

TEST_F(BindingCacheTest, MoreKindsThanItKeepsAreAllAnswered) {
  const auto store = NewStore();
  BindingCache cache(store, context);
  for (std::uint32_t round = 0; round < 2; ++round) {
    for (std::uint32_t id = 0; id < 2 * kMaxBindings + 10; ++id) {
      ASSERT_EQ(cache.Get(Kind(id)).kind.event_id, id);
      ASSERT_EQ(cache.Get(Kind(id)).kind.event_id, id);
    }
  }
}

TEST_F(BindingCacheTest, ThreadsMayAskAtOnce) {
  const auto store = NewStore();
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      BindingCache cache(store, context);
      for (std::uint32_t id = 0; id < kMaxBindings + 100; ++id) {
        ASSERT_EQ(cache.Get(Kind(id)).kind.event_id, id);
      }
    });
  }
}

}  // namespace
}  // namespace noroshi
