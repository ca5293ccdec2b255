#include "base/until_exit.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

int destroyed = 0;

struct Counted {
  int value = 7;
  ~Counted() { ++destroyed; }
};

TEST(UntilExit, IsDestroyedOnlyWhereLeaksAreLookedFor) {
  {
    const UntilExit<Counted> counted;
    EXPECT_EQ(counted->value, 7);
    (*counted).value = 8;
    EXPECT_EQ(counted->value, 8);
  }
  EXPECT_EQ(destroyed, kFreesAtExit ? 1 : 0);
}

}  // namespace
}  // namespace noroshi
