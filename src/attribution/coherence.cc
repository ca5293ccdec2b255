#include "attribution/coherence.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace noroshi {
namespace {

// A report on one or two techniques says nothing about what goes together.
constexpr std::size_t kLeastTechniques = 3;
// Beyond this, a pair is met clearly more, or less, often than chance has it.
constexpr double kClear = 0.3;

// One report or campaign, as far as it holds what was seen.
struct Row {
  std::vector<std::size_t> techniques, software;  // positions in SeenItems
};

template <class List, class Item>
std::vector<std::size_t> Positions(const List& seen, const std::vector<Item>& profile) {
  std::vector<std::size_t> found;
  auto at = profile.begin();
  for (std::size_t i = 0; i < seen.size(); ++i) {
    while (at != profile.end() && *at < seen[i]) ++at;
    if (at != profile.end() && *at == seen[i]) found.push_back(i);
  }
  return found;
}

std::vector<Row> RowsOf(const LibraryIndex& index, const SeenItems& seen) {
  std::vector<Row> rows;
  const auto add = [&](const auto& profile) {
    if (profile.techniques.size() < kLeastTechniques) return;
    rows.push_back({Positions(seen.techniques, profile.techniques),
                    Positions(seen.software, profile.software)});
  };
  for (std::size_t g = 0; g < index.library().sets().size(); ++g) {
    for (const ReportProfile& report : index.set(g).reports) add(report);
  }
  for (const LibraryCampaign& campaign : index.library().campaigns()) add(campaign);
  return rows;
}

double Mean(const std::vector<double>& list) {
  if (list.empty()) return 0;
  return std::accumulate(list.begin(), list.end(), 0.0) / static_cast<double>(list.size());
}

double Least(const std::vector<double>& list) {
  return list.empty() ? 0 : *std::min_element(list.begin(), list.end());
}

double Median(std::vector<double> list) {
  if (list.empty()) return 0;
  std::sort(list.begin(), list.end());
  return (list[(list.size() - 1) / 2] + list[list.size() / 2]) / 2;
}

double ShareOf(const std::vector<double>& list, bool (*holds)(double)) {
  if (list.empty()) return 0;
  return static_cast<double>(std::count_if(list.begin(), list.end(), holds)) /
         static_cast<double>(list.size());
}

class Judge {
 public:
  Judge(const LibraryIndex& index, const SeenItems& seen)
      : index_(index), seen_(seen), rows_(RowsOf(index, seen)) {}

  std::vector<double> Values() {
    Pairs();
    Rarity();
    Overlaps();
    SoftwareFits();
    SoftwareTogether();
    return std::move(out_);
  }

 private:
  // How much more often than by chance two techniques stand in one report.
  void Pairs() {
    const std::size_t n = seen_.techniques.size();
    std::vector<double> together(n * n, 0);
    alone_.assign(n, 0);
    for (const Row& row : rows_) {
      for (const std::size_t a : row.techniques) {
        alone_[a] += 1;
        for (const std::size_t b : row.techniques) together[a * n + b] += 1;
      }
    }
    const double rows = std::max<double>(static_cast<double>(rows_.size()), 1);
    std::vector<double> lifts, deviations, best(n, -10);
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = 0; b < n; ++b) {
        if (a == b) continue;
        const double expected = alone_[a] * alone_[b] / rows, met = together[a * n + b];
        best[a] = std::max(best[a], std::log((met + 0.5) / (expected + 0.5)));
        if (b < a) continue;
        lifts.push_back(std::log((met + 1) / (expected + 1)));
        deviations.push_back((met - expected) / std::sqrt(expected + 0.3));
      }
    }
    if (n < 2) best.assign(n, 0);
    Put(Mean(lifts));
    Put(Median(lifts));
    Put(ShareOf(lifts, [](double lift) { return lift > kClear; }));
    Put(ShareOf(lifts, [](double lift) { return lift < -kClear; }));
    Put(Mean(best));
    Put(Least(best));
    Put(Mean(deviations));
  }

  void Rarity() {
    std::vector<double> rarity;
    std::set<TechniqueNumber> families;
    for (const TechniqueNumber t : seen_.techniques) {
      rarity.push_back(index_.rarity(t));
      families.insert(index_.library().techniques()[t].parent);
    }
    const double mean = Mean(rarity);
    std::vector<double> squares;
    for (const double one : rarity) squares.push_back((one - mean) * (one - mean));
    Put(mean);
    Put(rarity.empty() ? 0 : *std::max_element(rarity.begin(), rarity.end()));
    Put(std::sqrt(Mean(squares)));
    Put(static_cast<double>(families.size()) / std::max<double>(Count(), 1));
  }

  // How much of it single reports hold, and whether that varies more than chance would have it.
  void Overlaps() {
    std::vector<double> overlaps;
    for (const Row& row : rows_) overlaps.push_back(static_cast<double>(row.techniques.size()));
    std::sort(overlaps.begin(), overlaps.end(), std::greater<>());
    const double mean = Mean(overlaps);
    std::vector<double> squares;
    for (const double one : overlaps) squares.push_back((one - mean) * (one - mean));
    double expected = 1e-6;
    const double rows = std::max<double>(static_cast<double>(rows_.size()), 1);
    for (const double one : alone_) expected += one / rows * (1 - one / rows);
    Put(overlaps.empty() ? 0 : overlaps.front() / std::max<double>(Count(), 1));
    overlaps.resize(std::min<std::size_t>(overlaps.size(), 5));
    Put(Mean(overlaps) / std::max<double>(Count(), 1));
    Put(Mean(squares) / expected);
  }

  // Whether the software seen can do what was seen, beyond what any software of its size can.
  void SoftwareFits() {
    const auto all = index_.library().software();
    std::vector<double> share(seen_.techniques.size(), 0);  // of all software, by technique
    double uses = 1e-6;
    for (const LibrarySoftware& software : all) {
      for (const std::size_t i : Positions(seen_.techniques, software.techniques)) share[i] += 1;
      uses += static_cast<double>(software.techniques.size());
    }
    const double expected_of_one = std::accumulate(share.begin(), share.end(), 0.0) / uses;
    std::vector<double> lifts, covered(seen_.techniques.size(), 0);
    for (const SoftwareNumber s : seen_.software) {
      const std::vector<std::size_t> met = Positions(seen_.techniques, all[s].techniques);
      const double expected = expected_of_one * static_cast<double>(all[s].techniques.size());
      lifts.push_back(std::log((static_cast<double>(met.size()) + 0.5) / (expected + 0.5)));
      for (const std::size_t i : met) covered[i] = 1;
    }
    Put(Mean(lifts));
    Put(Least(lifts));
    Put(seen_.software.empty() ? 0 : Mean(covered));
    Put(Together());
  }

  // How much more often than by chance a software and a technique stand in one report.
  double Together() {
    const std::size_t n = seen_.techniques.size(), m = seen_.software.size();
    std::vector<double> together(n * m, 0), software(m, 0), lifts;
    for (const Row& row : rows_) {
      for (const std::size_t s : row.software) {
        software[s] += 1;
        for (const std::size_t t : row.techniques) together[s * n + t] += 1;
      }
    }
    const double rows = std::max<double>(static_cast<double>(rows_.size()), 1);
    for (std::size_t s = 0; s < m; ++s) {
      for (std::size_t t = 0; t < n; ++t) {
        const double expected = software[s] * alone_[t] / rows;
        lifts.push_back(std::log((together[s * n + t] + 0.5) / (expected + 0.5)));
      }
    }
    return Mean(lifts);
  }

  // Whether the same sets use the software seen, themselves or in campaigns.
  void SoftwareTogether() {
    const std::size_t m = seen_.software.size();
    const auto sets = index_.library().sets();
    std::vector<double> users(m, 0), together(m * m, 0), rarity, lifts;
    double most = 0;
    for (std::size_t g = 0; g < sets.size(); ++g) {
      std::vector<SoftwareNumber> used = index_.set(g).campaign_software;
      for (const LibraryUse& use : sets[g].software) used.push_back(use.item);
      std::sort(used.begin(), used.end());
      const std::vector<std::size_t> met = Positions(seen_.software, used);
      most = std::max(most, static_cast<double>(met.size()));
      for (const std::size_t a : met) {
        users[a] += 1;
        for (const std::size_t b : met) together[a * m + b] += 1;
      }
    }
    for (std::size_t a = 0; a < m; ++a) {
      rarity.push_back(index_.software_rarity(seen_.software[a]));
      for (std::size_t b = a + 1; b < m; ++b) {
        const double expected =
            users[a] * users[b] /
            std::max<double>(static_cast<double>(index_.library().all_sets()), 1);
        lifts.push_back(std::log((together[a * m + b] + 0.3) / (expected + 0.3)));
      }
    }
    Put(Mean(lifts));
    Put(most / std::max<double>(static_cast<double>(m), 1));
    Put(ShareOf(users, [](double one) { return one == 0; }));
    Put(Mean(rarity));
  }

  [[nodiscard]] double Count() const { return static_cast<double>(seen_.techniques.size()); }
  void Put(double value) { out_.push_back(value); }

  const LibraryIndex& index_;
  const SeenItems& seen_;
  std::vector<Row> rows_;
  std::vector<double> alone_;  // by position: rows that hold it
  std::vector<double> out_;
};

}  // namespace

const std::vector<std::string>& CoherenceNames() {
  static const std::vector<std::string> names = {
      "pair_lift",          "pair_lift_median",    "pair_lift_high",    "pair_lift_low",
      "pair_best",          "pair_best_least",     "pair_deviation",    "mean_rarity",
      "most_rarity",        "spread_of_rarity",    "families",          "best_overlap",
      "five_overlap",       "overlap_variance",    "software_lift",     "software_lift_least",
      "software_coverage",  "software_beside",     "software_together", "software_of_one_set",
      "software_of_nobody", "software_mean_rarity"};
  return names;
}

std::vector<double> CoherenceValues(const LibraryIndex& index, const SeenItems& seen) {
  return Judge(index, seen).Values();
}

}  // namespace noroshi
