// Forest: a sum of regression trees, read from a table and evaluated without any library.
//
// Each tree asks "is value f <= threshold" from its root to a leaf and adds the leaf. Values are
// finite numbers (never NaN): who computes them guarantees that. Read once, then const and safe
// from any thread; one evaluation is a few hundred comparisons.
//
// A tree is one row of the model table: five lists with ',' between, as a training library gives
// them: feature, threshold, left and right child of each inner node, then the leaves. A child >= 0
// is an inner node, a negative one leaf ~child. A child that is an inner node comes behind its
// parent, which the reader demands: so evaluation always ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace noroshi {

class Forest {
 public:
  // More than any training of ours makes; a table of a stranger cannot fill the memory.
  static constexpr std::size_t kMostNodes = 1'000'000;

  // Adds the tree of one row; `features` is how many values an evaluation will have. kInvalid or
  // kLimit when the row is no such tree; then nothing is added.
  [[nodiscard]] Status AddTree(std::span<const std::string_view> columns, std::size_t features);

  // REQUIRES: values.size() is at least the `features` of every tree.
  [[nodiscard]] double Evaluate(std::span<const double> values) const noexcept;
  [[nodiscard]] std::size_t trees() const noexcept { return trees_.size(); }

 private:
  friend class RowForest;

  struct Node {
    std::uint32_t feature = 0;
    double threshold = 0;
    // >= 0: index of nodes_; else ~index of leaves_.
    std::int32_t left = 0, right = 0;
  };
  struct Tree {
    std::int32_t root = 0;  // as a child is written
    std::size_t first_node = 0, nodes = 0;
  };

  std::vector<Node> nodes_;
  std::vector<double> leaves_;
  std::vector<Tree> trees_;
};

}  // namespace noroshi
