// AttributionModel: the learned part of attribution: how much each value of a set (values.h) is
// worth when sets are ranked, and how far the first one can be trusted (standing.h).
//
// Made by tools/train_attribution.py, which says how, and read from a table:
//
//   noroshi-attribution-model <TAB> 1
//   source     text                     what it was trained on
//   figure     name  value              measured by cross-validation when it was trained
//   folds      count
//   threshold  value                    below this confidence no set is named
//   calibration  techniques-only|with-software  offset  slope  shortage  enough
//                                       the confidence that stands for what the forests say
//                                       (curve.h); without this row it is what they say
//   set-value  name                     in the order that trees count them; must be SetValueNames()
//   case-value name                     the same for CaseValueNames()
//   set        id  fold                 a set of the training, and the fold that never saw it
//   report     name                     a report of the training, by each of its names
//   tree       rank|coherent|right  fold  five lists (forest.h)
//
// The model is several forests that were each trained without one part ("fold") of the sets. For
// use their answers are merged; a benchmark that asks about a report of the training asks only the
// part that has not seen that report's set.
//
// Read once, then const and safe from any thread. A table may be a stranger's: it is bounded, and
// one that does not fit is an error with its line.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/curve.h"
#include "attribution/forest.h"
#include "attribution/row_forest.h"
#include "base/result.h"

namespace noroshi {

enum class ForestKind : std::uint8_t { kRank, kCoherent, kRight };

// A figure as the training measured it.
struct ModelFigure {
  std::string name, value;
};

class AttributionModel {
 public:
  static constexpr std::string_view kMagic = "noroshi-attribution-model";
  static constexpr std::size_t kMostBytes = std::size_t{32} << 20;
  static constexpr std::size_t kMostFolds = 16;

  [[nodiscard]] static Result<AttributionModel> Read(std::string_view table);

  [[nodiscard]] std::size_t folds() const noexcept { return folds_.size(); }
  // The sum of a fold's trees of one kind. REQUIRES: fold < folds(), as many values as are named.
  [[nodiscard]] double Evaluate(ForestKind kind, std::size_t fold,
                                std::span<const double> values) const;
  // A table of SetValues, made ready for Rank; the cells must outlive the result.
  [[nodiscard]] RowRanks RanksOf(std::span<const double> cells, std::size_t columns) const {
    return ranking_.RanksOf(cells, columns);
  }
  // What Evaluate says of kRank for each row; several times as fast as one by one.
  [[nodiscard]] std::vector<double> Rank(std::size_t fold, const RowRanks& rows) const;
  // False when the training has not come to this kind yet.
  [[nodiscard]] bool has(ForestKind kind) const noexcept;
  // The fold that never saw this set, when the training used it.
  [[nodiscard]] std::optional<std::size_t> FoldWithout(std::string_view set) const;
  // Whether the training used a report that is cited under this name.
  [[nodiscard]] bool KnowsReport(std::string_view name) const { return reports_.contains(name); }

  [[nodiscard]] double threshold() const noexcept { return threshold_; }
  // The confidence that stands for what the forests say, by what was seen.
  [[nodiscard]] const ConfidenceCurve& curve(bool with_software) const noexcept {
    return curves_[with_software ? 1 : 0];
  }
  [[nodiscard]] std::span<const std::string> sources() const noexcept { return sources_; }
  [[nodiscard]] std::span<const ModelFigure> figures() const noexcept { return figures_; }

 private:
  friend class ModelReader;

  // For each fold its three forests, by ForestKind.
  std::vector<std::array<Forest, 3>> folds_;
  RowForest ranking_;                                     // those of kRank once more
  std::map<std::string, std::size_t, std::less<>> sets_;  // of the training, with their fold
  std::set<std::string, std::less<>> reports_;            // of the training
  std::vector<std::string> sources_;
  std::vector<ModelFigure> figures_;
  double threshold_ = 1;
  std::array<ConfidenceCurve, 2> curves_;  // techniques only, with software
};

// The model that travels with the program. Read on first call; safe from any thread.
[[nodiscard]] const AttributionModel& ShippedModel();

}  // namespace noroshi
