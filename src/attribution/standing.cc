#include "attribution/standing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "attribution/coherence.h"

namespace noroshi {
namespace {

const std::vector<std::string>& LeadNames() {
  static const std::vector<std::string> names = {
      "first_score", "lead",  "lead_on_third",    "first_share",     "second_share",
      "three_share", "doubt", "half_share_least", "half_share_mean", "halves_agree"};
  return names;
}

std::vector<double> Shares(const std::vector<double>& scores) {
  const double most = *std::max_element(scores.begin(), scores.end());
  std::vector<double> shares;
  for (const double score : scores) shares.push_back(std::exp(score - most));
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share /= sum;
  return shares;
}

// Sets by falling score; equal ones in their own order.
std::vector<std::uint32_t> OrderOf(const std::vector<double>& scores) {
  std::vector<std::uint32_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
  return order;
}

// The first of that order.
std::uint32_t FirstOf(const std::vector<double>& scores) {
  return static_cast<std::uint32_t>(std::max_element(scores.begin(), scores.end()) -
                                    scores.begin());
}

// Every second item, from `from` on.
template <class T>
std::vector<T> Half(const std::vector<T>& list, std::size_t from) {
  std::vector<T> half;
  for (std::size_t i = from; i < list.size(); i += 2) half.push_back(list[i]);
  return half;
}

// What all folds look at.
struct Tables {
  Tables(const LibraryIndex& index, const AttributionModel& model, const SeenItems& seen)
      : whole(SetValues(index, seen)),
        halves{SetValues(index, {Half(seen.techniques, 0), Half(seen.software, 0)}),
               SetValues(index, {Half(seen.techniques, 1), Half(seen.software, 1)})},
        whole_ranks(model.RanksOf(whole.cells, whole.columns)),
        half_ranks{model.RanksOf(halves[0].cells, halves[0].columns),
                   model.RanksOf(halves[1].cells, halves[1].columns)},
        coherence(CoherenceValues(index, seen)) {}
  Tables(const Tables&) = delete;  // the ranks look at the tables
  Tables& operator=(const Tables&) = delete;

  ValueTable whole;
  std::array<ValueTable, 2> halves;
  RowRanks whole_ranks;
  std::array<RowRanks, 2> half_ranks;
  std::vector<double> coherence;
};

// How far the first set is ahead.
void AddLead(const Standing& s, std::vector<double>& values) {
  const auto nth = [&](const std::vector<double>& of, std::size_t n) {
    return of[s.order[std::min(n, s.order.size() - 1)]];
  };
  const double first = nth(s.scores, 0);
  double doubt = 0;
  for (const double share : s.share) doubt -= share * std::log(share + 1e-12);
  values.push_back(first);
  values.push_back(first - nth(s.scores, 1));
  values.push_back(first - nth(s.scores, 2));
  values.push_back(nth(s.share, 0));
  values.push_back(nth(s.share, 1));
  values.push_back(nth(s.share, 0) + nth(s.share, 1) + nth(s.share, 2));
  values.push_back(doubt);
}

// Whether each half of the evidence alone leads to the same set.
void AddHalves(const AttributionModel& model, const Tables& tables, std::size_t fold,
               std::uint32_t first, std::vector<double>& values) {
  std::array<double, 2> shares{};
  std::array<std::uint32_t, 2> firsts{};
  for (std::size_t half = 0; half < 2; ++half) {
    const std::vector<double> scores = model.Rank(fold, tables.half_ranks[half]);
    shares[half] = Shares(scores)[first];
    firsts[half] = FirstOf(scores);
  }
  values.push_back(std::min(shares[0], shares[1]));
  values.push_back((shares[0] + shares[1]) / 2);
  values.push_back(firsts[0] == firsts[1] ? 1 : 0);
}

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

// What the first set leaves of the probability goes to the others by their share.
double Standing::ConfidenceOf(std::uint32_t set) const {
  if (order.empty()) return 0;
  if (set == order[0]) return confidence;
  const double left = coherent * (1 - confidence);
  const double others = std::max(1 - share[order[0]], share[set]);
  return std::min(confidence, left * share[set] / std::max(others, 1e-12));
}

void Standing::Reorder(const std::vector<double>& weights) {
  if (order.empty() || weights.size() != scores.size()) return;
  for (std::size_t g = 0; g < weights.size(); ++g) scores[g] += weights[g];
  const std::vector<std::uint32_t> by_all = OrderOf(scores);
  confidence = ConfidenceOf(by_all[0]);
  order = by_all;
}

const std::vector<std::string>& CaseValueNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all = CoherenceNames();
    all.insert(all.end(), LeadNames().begin(), LeadNames().end());
    for (const std::string& name : SetValueNames()) all.push_back("first_" + name);
    return all;
  }();
  return names;
}

namespace {

Standing StandingOfFold(const AttributionModel& model, const Tables& tables, std::size_t fold,
                        const std::vector<double>& added) {
  Standing standing;
  standing.scores = model.Rank(fold, tables.whole_ranks);
  for (std::size_t g = 0; g < added.size(); ++g) standing.scores[g] += added[g];
  standing.share = Shares(standing.scores);
  standing.order = OrderOf(standing.scores);
  const std::uint32_t first = standing.order[0];
  std::vector<double>& values = standing.case_values;
  values = tables.coherence;
  AddLead(standing, values);
  AddHalves(model, tables, fold, first, values);
  const double* row = tables.whole.row(first);
  values.insert(values.end(), row, row + tables.whole.columns);
  standing.coherent = Logistic(model.Evaluate(ForestKind::kCoherent, fold, values));
  standing.right = Logistic(model.Evaluate(ForestKind::kRight, fold, values));
  standing.confidence = standing.coherent * standing.right;
  return standing;
}

// One answer of all folds: a fold that puts another set first takes confidence away.
Standing Merged(const std::vector<Standing>& folds) {
  Standing merged = folds[0];
  const auto count = static_cast<double>(folds.size());
  std::fill(merged.scores.begin(), merged.scores.end(), 0.0);
  for (const Standing& one : folds) {
    for (std::size_t g = 0; g < one.scores.size(); ++g) merged.scores[g] += one.scores[g] / count;
  }
  merged.share = Shares(merged.scores);
  merged.order = OrderOf(merged.scores);
  merged.coherent = merged.right = merged.confidence = 0;
  for (const Standing& one : folds) {
    const double agrees = one.share[merged.order[0]] / one.share[one.order[0]];
    merged.coherent += one.coherent / count;
    merged.right += one.right * agrees / count;
    merged.confidence += one.confidence * agrees / count;
  }
  return merged;
}

}  // namespace

Standing StandingOf(const LibraryIndex& index, const AttributionModel& model, const SeenItems& seen,
                    std::optional<std::size_t> fold, const std::vector<double>& added) {
  if (index.library().sets().empty() || model.folds() == 0) return {};
  if (seen.techniques.empty() && seen.software.empty()) return {};
  const Tables tables(index, model, seen);
  std::vector<Standing> folds;
  for (std::size_t k = 0; k < model.folds(); ++k) {
    if (!fold || k == *fold) folds.push_back(StandingOfFold(model, tables, k, added));
  }
  Standing standing = folds.size() == 1 ? std::move(folds[0]) : Merged(folds);
  standing.confidence =
      model.curve(!seen.software.empty()).Of(standing.confidence, seen.techniques.size());
  return standing;
}

}  // namespace noroshi
