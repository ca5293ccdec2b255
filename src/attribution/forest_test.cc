#include "attribution/forest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace noroshi {
namespace {

using Columns = std::array<std::string_view, 5>;

TEST(Forest, WalksToTheLeaf) {
  Forest forest;
  // value 1 <= 0.5: leaf 0, else value 0 <= 2: leaf 1, else leaf 2
  const Columns tree = {"1,0", "0.5,2", "-1,-2", "1,-3", "10,20,30"};
  ASSERT_TRUE(forest.AddTree(tree, 2).ok());
  EXPECT_EQ(forest.Evaluate(std::vector<double>{9, 0.5}), 10);
  EXPECT_EQ(forest.Evaluate(std::vector<double>{2, 0.6}), 20);
  EXPECT_EQ(forest.Evaluate(std::vector<double>{2.1, 0.6}), 30);
}

TEST(Forest, AddsTreesUp) {
  Forest forest;
  EXPECT_EQ(forest.Evaluate({}), 0);
  ASSERT_TRUE(forest.AddTree(Columns{"", "", "", "", "1.5"}, 0).ok());
  ASSERT_TRUE(forest.AddTree(Columns{"0", "0", "-1", "-2", "2,3"}, 1).ok());
  EXPECT_EQ(forest.Evaluate(std::vector<double>{-1}), 3.5);
  EXPECT_EQ(forest.Evaluate(std::vector<double>{1}), 4.5);
  EXPECT_EQ(forest.trees(), 2U);
}

struct BadTree {
  const char* what;
  Columns columns;
};

TEST(Forest, RefusesWhatIsNoTree) {
  const BadTree bad[] = {
      {"a value that is not there", {"2", "0", "-1", "-2", "1,2"}},
      {"a negative value number", {"-1", "0", "-1", "-2", "1,2"}},
      {"a circle", {"0,0", "0,0", "1,0", "-1,-2", "1,2,3"}},
      {"itself as child", {"0", "0", "0", "-1", "1,2"}},
      {"a leaf that is not there", {"0", "0", "-1", "-3", "1,2"}},
      {"lists of unequal length", {"0", "0,1", "-1", "-2", "1,2"}},
      {"too few leaves", {"0", "0", "-1", "-2", "1"}},
      {"no number", {"0", "x", "-1", "-2", "1,2"}},
      {"no finite number", {"0", "nan", "-1", "-2", "1,2"}},
      {"an empty item", {"0", "0", "-1", "-2", "1,,2"}},
      {"half a child", {"0", "0", "-1.5", "-2", "1,2"}},
  };
  for (const BadTree& row : bad) {
    Forest forest;
    EXPECT_FALSE(forest.AddTree(row.columns, 2).ok()) << row.what;
    EXPECT_EQ(forest.trees(), 0U) << row.what;
    EXPECT_EQ(forest.Evaluate(std::vector<double>{0, 0}), 0) << row.what;
  }
}

}  // namespace
}  // namespace noroshi
