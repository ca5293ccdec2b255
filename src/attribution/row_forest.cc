#include "attribution/row_forest.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace noroshi {
namespace {

// Ranks are compared as 16 bits.
constexpr std::size_t kMostCuts = std::numeric_limits<std::uint16_t>::max();

// How many of `cuts` (rising) are below `value`: without a branch that could be foreseen wrongly.
std::uint16_t RankOf(const std::vector<double>& cuts, double value) noexcept {
  const double* at = cuts.data();
  std::size_t left = cuts.size();
  while (left > 1) {
    const std::size_t half = left / 2;
    at += static_cast<std::size_t>(at[half - 1] < value) * half;
    left -= half;
  }
  return static_cast<std::uint16_t>((at - cuts.data()) + (*at < value ? 1 : 0));
}

}  // namespace

RowForest::RowForest(const std::vector<const Forest*>& forests) {
  std::vector<std::vector<Asked>> asked(forests.size());
  for (std::size_t i = 0; i < forests.size(); ++i) {
    Arranged& arranged = forests_.emplace_back();
    arranged.trees = forests[i]->trees();
    arranged.leaves.resize(arranged.trees * kMostLeaves);
    for (std::size_t tree = 0; tree < arranged.trees; ++tree) {
      if (!AddTree(*forests[i], tree, arranged.leaves, asked[i])) return;
    }
  }
  if (!AddFeatures(asked)) return;
  for (std::size_t i = 0; i < forests.size(); ++i) forests_[i].questions = Arrange(asked[i]);
  arranged_ = true;
}

bool RowForest::AddFeatures(const std::vector<std::vector<Asked>>& asked) {
  std::map<std::uint32_t, std::set<double>> cuts;
  for (const std::vector<Asked>& of_one : asked) {
    for (const Asked& one : of_one) cuts[one.value].insert(one.threshold);
  }
  for (const auto& [value, thresholds] : cuts) {
    if (thresholds.size() > kMostCuts) return false;
    features_.push_back({value, {thresholds.begin(), thresholds.end()}});
  }
  return true;
}

std::vector<std::vector<RowForest::Question>> RowForest::Arrange(
    const std::vector<Asked>& asked) const {
  std::vector<std::vector<Question>> questions(features_.size());
  for (const Asked& one : asked) {
    const auto feature = std::ranges::lower_bound(features_, one.value, {}, &Feature::value);
    questions[static_cast<std::size_t>(feature - features_.begin())].push_back(
        {RankOf(feature->cuts, one.threshold), one.kept, one.tree});
  }
  for (std::vector<Question>& of_one : questions) {
    std::ranges::stable_sort(of_one, {}, &Question::cut);
  }
  return questions;
}

// A child comes behind its parent (forest.h): backwards each node finds its children counted, and
// forwards each child is placed before it is looked at.
bool RowForest::AddTree(const Forest& forest, std::size_t tree, std::vector<double>& all_leaves,
                        std::vector<Asked>& asked) {
  const Forest::Tree& shape = forest.trees_[tree];
  const std::span nodes = std::span(forest.nodes_).subspan(shape.first_node, shape.nodes);
  double* const leaves = all_leaves.data() + tree * kMostLeaves;
  if (nodes.size() + 1 > kMostLeaves) return false;
  if (nodes.empty()) leaves[0] = forest.leaves_[static_cast<std::size_t>(~shape.root)];

  const auto local = [&](std::int32_t child) {
    return static_cast<std::size_t>(child) - shape.first_node;
  };
  std::array<unsigned, kMostLeaves> size{}, first{}, parents{};
  const auto size_of = [&](std::int32_t child) { return child < 0 ? 1 : size[local(child)]; };
  for (std::size_t i = nodes.size(); i-- > 0;) {
    size[i] = size_of(nodes[i].left) + size_of(nodes[i].right);
  }
  const auto place = [&](std::int32_t child, unsigned at) {
    if (child < 0) {
      leaves[at] = forest.leaves_[static_cast<std::size_t>(~child)];
    } else {
      first[local(child)] = at;
      ++parents[local(child)];
    }
  };
  if (!nodes.empty() && size[0] != nodes.size() + 1) return false;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (i > 0 && parents[i] != 1) return false;
    const unsigned left = size_of(nodes[i].left);
    place(nodes[i].left, first[i]);
    place(nodes[i].right, first[i] + left);
    const unsigned struck = ((1U << left) - 1) << first[i];
    asked.push_back({nodes[i].feature, nodes[i].threshold, static_cast<std::uint32_t>(tree),
                     static_cast<std::uint16_t>(~struck)});
  }
  return true;
}

RowRanks RowForest::RanksOf(std::span<const double> cells, std::size_t columns) const {
  RowRanks rows;
  rows.cells_ = cells;
  rows.columns_ = columns;
  if (!arranged_) return rows;
  const std::size_t count = rows.rows();
  for (std::size_t row = 0; row < count; row += kLanes) {
    for (const Feature& feature : features_) {
      double last = 0;
      Lanes ranks{};
      for (std::size_t lane = 0; lane < kLanes; ++lane) {  // the last block has the last row again
        const double value = cells[std::min(row + lane, count - 1) * columns + feature.value];
        // Neighbours mostly share a value: what was seen, or nothing in common with it.
        const bool again = lane > 0 && value == last;
        ranks[lane] = again ? ranks[lane - 1] : RankOf(feature.cuts, value);
        last = value;
      }
      rows.ranks_.push_back(ranks);
    }
  }
  return rows;
}

void RowForest::AddBlock(const Arranged& forest, const Lanes* ranks, std::vector<Lanes>& states,
                         std::span<double, kLanes> sums) {
  std::ranges::fill(states, Lanes{} - 1);
  for (const std::vector<Question>& questions : forest.questions) {
    const Lanes rank = *ranks++;
    std::uint16_t most = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) most = std::max(most, rank[lane]);
    for (const Question& question : questions) {
      if (question.cut >= most) break;  // from here on every row says "yes"
      const auto yes = static_cast<Lanes>(rank <= question.cut);
      states[question.tree] &= yes | question.kept;
    }
  }
  for (std::size_t tree = 0; tree < forest.trees; ++tree) {
    const double* const leaves = forest.leaves.data() + tree * kMostLeaves;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      sums[lane] += leaves[std::countr_zero(states[tree][lane])];
    }
  }
}

std::vector<double> RowForest::Evaluate(std::size_t forest, const RowRanks& rows) const {
  const std::size_t count = rows.rows();
  std::vector<double> sums(count + kLanes - 1);
  std::vector<Lanes> states(forests_[forest].trees);
  const Lanes* ranks = rows.ranks_.data();
  for (std::size_t row = 0; row < count; row += kLanes, ranks += features_.size()) {
    AddBlock(forests_[forest], ranks, states, std::span<double, kLanes>(sums.data() + row, kLanes));
  }
  sums.resize(count);
  return sums;
}

}  // namespace noroshi
