#include "stream/worker/kind_interests.h"

#include <gtest/gtest.h>

#include "event/shape.h"

namespace noroshi {
namespace {

TEST(KindInterests, AskedOnceForAKindThatComesAgain) {
  EventContext context;
  const Shape* shape = context.shapes.Intern({});
  KindInterests interests;
  std::size_t asked = 0;
  const auto of = [&](std::uint32_t event_id, Symbol computer) {
    return interests.Of({shape, Symbol{1}, Symbol{2}, event_id, computer},
                        [&](const EventKind& kind) {
                          ++asked;
                          return static_cast<std::uint8_t>(kind.event_id & 7);
                        });
  };
  EXPECT_EQ(of(5, Symbol{1}), 5);
  EXPECT_EQ(of(5, Symbol{2}), 5) << "the computer decides nothing";
  EXPECT_EQ(asked, 1U);
  EXPECT_EQ(of(6, Symbol{1}), 6);
  EXPECT_EQ(asked, 2U);
}

TEST(KindInterests, MoreKindsThanPlacesAreAnsweredRightly) {
  EventContext context;
  const Shape* shape = context.shapes.Intern({});
  KindInterests interests;
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t id = 0; id < 5'000; ++id) {
      const EventKind kind{shape, Symbol{1}, Symbol{2}, id, Symbol{1}};
      const auto ask = [](const EventKind& one) {
        return static_cast<std::uint8_t>(one.event_id % 7);
      };
      ASSERT_EQ(interests.Of(kind, ask), id % 7);
    }
  }
}

}  // namespace
}  // namespace noroshi
