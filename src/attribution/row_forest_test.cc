#include "attribution/row_forest.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "attribution/model.h"
#include "attribution/values.h"

namespace noroshi {
namespace {

using Columns = std::array<std::string_view, 5>;

constexpr std::size_t kValues = 6;

// A tree of `inner` questions that grows at a random leaf each time, in the order that training
// libraries write.
struct GrownTree {
  std::vector<int> feature, left, right;
  std::vector<double> threshold, leaves;
};

GrownTree Grow(std::size_t inner, std::mt19937& random) {
  GrownTree tree;
  struct Place {
    std::size_t parent;
    bool left;
  };
  std::vector<Place> open;
  for (std::size_t i = 0; i < inner; ++i) {
    if (i > 0) {
      const std::size_t pick = random() % open.size();
      const Place at = open[pick];
      (at.left ? tree.left : tree.right)[at.parent] = static_cast<int>(i);
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(pick));
    }
    tree.feature.push_back(static_cast<int>(random() % kValues));
    tree.threshold.push_back(static_cast<double>(random() % 8));  // equal ones are wanted
    tree.left.push_back(0), tree.right.push_back(0);
    open.push_back({i, true}), open.push_back({i, false});
  }
  int leaf = 0;
  for (const Place& at : open) (at.left ? tree.left : tree.right)[at.parent] = ~leaf++;
  for (std::size_t i = 0; i <= inner; ++i) {
    tree.leaves.push_back(0.1 * static_cast<double>(random() % 1000));
  }
  return tree;
}

template <class Number>
std::string Joined(const std::vector<Number>& numbers) {
  std::string text;
  for (const Number& one : numbers) text += (text.empty() ? "" : ",") + std::to_string(one);
  return text;
}

void Add(const GrownTree& tree, Forest& forest) {
  const std::array<std::string, 5> lists = {Joined(tree.feature), Joined(tree.threshold),
                                            Joined(tree.left), Joined(tree.right),
                                            Joined(tree.leaves)};
  Columns columns;
  for (std::size_t i = 0; i < lists.size(); ++i) columns[i] = lists[i];
  ASSERT_TRUE(forest.AddTree(columns, kValues).ok());
}

// Values that fall on thresholds, between them and beyond.
std::vector<double> Cells(std::size_t rows, std::mt19937& random) {
  std::vector<double> cells(rows * kValues);
  for (double& cell : cells) cell = static_cast<double>(random() % 20) / 2 - 1;
  return cells;
}

void ExpectSameSums(const std::vector<Forest>& forests, std::span<const double> cells) {
  std::vector<const Forest*> all;
  for (const Forest& forest : forests) all.push_back(&forest);
  const RowForest arranged(all);
  ASSERT_TRUE(arranged.is_arranged());
  const RowRanks rows = arranged.RanksOf(cells, kValues);
  for (std::size_t i = 0; i < forests.size(); ++i) {
    const std::vector<double> sums = arranged.Evaluate(i, rows);
    ASSERT_EQ(sums.size(), cells.size() / kValues);
    for (std::size_t row = 0; row < sums.size(); ++row) {
      EXPECT_EQ(sums[row], forests[i].Evaluate(cells.subspan(row * kValues, kValues))) << row;
    }
  }
}

TEST(RowForest, SumsAreThoseOfWalkingToTheLastBit) {
  std::mt19937 random(20);
  for (std::size_t round = 0; round < 200; ++round) {
    std::vector<Forest> forests(1 + random() % 3);
    for (Forest& forest : forests) {
      const std::size_t trees = random() % 12;
      for (std::size_t i = 0; i < trees; ++i) Add(Grow(random() % 16, random), forest);
    }
    ExpectSameSums(forests, Cells(random() % 20, random));
  }
}

TEST(RowForest, ATreeOfSeventeenLeavesIsNotArranged) {
  std::mt19937 random(1);
  Forest forest;
  Add(Grow(15, random), forest);
  EXPECT_TRUE(RowForest({&forest}).is_arranged());
  Add(Grow(16, random), forest);
  EXPECT_FALSE(RowForest({&forest}).is_arranged());
}

TEST(RowForest, ANodeOfTwoParentsIsNotArranged) {
  Forest forest;
  ASSERT_TRUE(forest.AddTree(Columns{"0,0", "1,2", "1,-1", "1,-2", "1,2,3"}, kValues).ok());
  EXPECT_FALSE(RowForest({&forest}).is_arranged());
}

TEST(RowForest, ALeafOfTwoParentsIsOneOfEach) {
  std::vector<Forest> forests(1);
  const Columns tree = {"0,1", "1,2", "-1,-1", "1,-2", "4,5,6"};
  ASSERT_TRUE(forests[0].AddTree(tree, kValues).ok());
  std::mt19937 random(3);
  ExpectSameSums(forests, Cells(40, random));
}

TEST(RowForest, TheShippedRankingIsArranged) {
  const AttributionModel& model = ShippedModel();
  const std::size_t columns = SetValueNames().size();
  std::mt19937 random(7);
  std::vector<double> cells(columns * 30);
  for (double& cell : cells) cell = static_cast<double>(random() % 4000) / 100 - 20;
  for (std::size_t fold = 0; fold < model.folds(); ++fold) {
    const std::vector<double> sums = model.Rank(fold, model.RanksOf(cells, columns));
    for (std::size_t row = 0; row < sums.size(); ++row) {
      EXPECT_EQ(sums[row], model.Evaluate(ForestKind::kRank, fold,
                                          std::span(cells).subspan(row * columns, columns)));
    }
  }
}

}  // namespace
}  // namespace noroshi
