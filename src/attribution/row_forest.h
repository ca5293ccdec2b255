// RowForest: forests arranged for many rows at once: the same sums, to the last bit, several times
// as fast. (Ranking 172 sets asks the same trees 172 times, and walking them one by one waits for
// every branch.)
//
// Nobody walks. The leaves of a tree are bits of a word, from left to right. For each value, the
// questions about it stand in the order of their thresholds; those whose answer is "no" for a row
// are the first few, and each of them strikes out the leaves of its left side. The lowest bit that
// is left is the leaf that a walk would have come to (Lucchese et al., "QuickScorer", SIGIR 2015).
// Eight rows stand side by side in one register, and where a value lies among the thresholds is
// looked up once for all forests.
//
// Const after construction and safe from any thread. Memory: about that of the forests again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "attribution/forest.h"

namespace noroshi {

// Rows of values, and where each value lies among the thresholds of a RowForest. A view of the
// cells.
class RowRanks {
 public:
  [[nodiscard]] std::span<const double> cells() const noexcept { return cells_; }
  [[nodiscard]] std::size_t columns() const noexcept { return columns_; }

 private:
  friend class RowForest;

  static constexpr std::size_t kLanes = 8;
  // One word for each of the rows side by side.
  using Lanes = std::uint16_t __attribute__((vector_size(kLanes * sizeof(std::uint16_t))));

  [[nodiscard]] std::size_t rows() const noexcept {
    return columns_ == 0 ? 0 : cells_.size() / columns_;
  }

  std::span<const double> cells_;
  std::size_t columns_ = 0;
  std::vector<Lanes> ranks_;  // for each block of rows, those of each feature
};

class RowForest {
 public:
  // More leaves than this have no word; such forests are not arranged.
  static constexpr std::size_t kMostLeaves = 16;

  RowForest() = default;
  explicit RowForest(const std::vector<const Forest*>& forests);

  // False: some tree is too large, or no tree (a node with two parents): ask the Forest, row by
  // row.
  [[nodiscard]] bool is_arranged() const noexcept { return arranged_; }

  // `cells` has `columns` numbers a row, and must outlive the result. REQUIRES: what
  // Forest::Evaluate requires of each row.
  [[nodiscard]] RowRanks RanksOf(std::span<const double> cells, std::size_t columns) const;
  // The sum of each row in one of the forests. REQUIRES: is_arranged(), ranks of this.
  [[nodiscard]] std::vector<double> Evaluate(std::size_t forest, const RowRanks& rows) const;

 private:
  static constexpr std::size_t kLanes = RowRanks::kLanes;
  using Lanes = RowRanks::Lanes;

  // A question as its tree has it.
  struct Asked {
    std::uint32_t value = 0;
    double threshold = 0;
    std::uint32_t tree = 0;
    std::uint16_t kept = 0;  // the leaves that a "no" leaves
  };
  struct Question {
    std::uint16_t cut = 0;  // index of its threshold in Feature::cuts
    std::uint16_t kept = 0;
    std::uint32_t tree = 0;
  };
  // A value that is asked about.
  struct Feature {
    std::uint32_t value = 0;
    std::vector<double> cuts;  // thresholds, rising, each once
  };
  struct Arranged {
    std::size_t trees = 0;
    std::vector<std::vector<Question>> questions;  // by feature, each by cut
    std::vector<double> leaves;                    // kMostLeaves for each tree
  };

  // Numbers the leaves of a tree from left to right and notes its questions. False: it cannot be
  // arranged.
  static bool AddTree(const Forest& forest, std::size_t tree, std::vector<double>& leaves,
                      std::vector<Asked>& asked);
  // False: more thresholds of a value than ranks can tell.
  bool AddFeatures(const std::vector<std::vector<Asked>>& asked);
  [[nodiscard]] std::vector<std::vector<Question>> Arrange(const std::vector<Asked>& asked) const;
  // `states` has a place for each tree.
  static void AddBlock(const Arranged& forest, const Lanes* ranks, std::vector<Lanes>& states,
                       std::span<double, kLanes> sums);

  bool arranged_ = false;
  std::vector<Feature> features_;  // by value
  std::vector<Arranged> forests_;
};

}  // namespace noroshi
