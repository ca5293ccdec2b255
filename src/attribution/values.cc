#include "attribution/values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

namespace noroshi {
namespace {

// Keeps quotients of nothing finite.
constexpr double kTiny = 1e-6;
// What a profile's size adds to the length it is divided by: small ones are chance.
constexpr double kLengthFloor = 5;
// A report says what was seen once; what it does not say was seldom asked.
constexpr double kUnseenOfReport = 0.15;
// The likelihood of a set without any report.
constexpr double kNoReport = -99;
constexpr std::uint32_t kRare = 10, kUncommon = 25, kNearlyOwn = 3;

constexpr std::array kBase = {
    // What was seen, and how much is known.
    ValueName{"seen_techniques", false}, ValueName{"seen_software", false},
    ValueName{"set_techniques", false}, ValueName{"set_software", false},
    ValueName{"set_reports", false}, ValueName{"set_campaigns", false},
    // Techniques, in common and by rarity.
    ValueName{"common", false}, ValueName{"common_share", true}, ValueName{"rarity", false},
    ValueName{"rarity_share", true}, ValueName{"cosine", true},
    ValueName{"rarity_by_reports", true}, ValueName{"family_rarity", false},
    ValueName{"family_share", true}, ValueName{"sibling_rarity", false}, ValueName{"rarest", false},
    ValueName{"rarest_three", true}, ValueName{"rare_common", false},
    ValueName{"uncommon_common", false}, ValueName{"well_founded_missing", false},
    ValueName{"well_founded_share", false},
    // Techniques, by likelihood.
    ValueName{"bernoulli_2", true}, ValueName{"bernoulli_6", true}, ValueName{"bernoulli_20", true},
    ValueName{"bernoulli_size", true}, ValueName{"multinomial_20", true},
    ValueName{"multinomial_100", true}, ValueName{"multinomial_reports", true},
    // Single reports and campaigns as neighbours.
    ValueName{"report_cosine", true}, ValueName{"report_cosine_2", false},
    ValueName{"report_cosine_sum", true}, ValueName{"report_cosine_mean", false},
    ValueName{"report_share", true}, ValueName{"report_share_2", false},
    ValueName{"report_likelihood", true}, ValueName{"report_likelihood_mean", true},
    ValueName{"campaign_cosine", true}, ValueName{"campaign_cosine_sum", true},
    ValueName{"with_campaigns", true},
    // Techniques by way of software.
    ValueName{"by_software", true}, ValueName{"by_software_only", false},
    ValueName{"explained", true}, ValueName{"software_cosine", true},
    ValueName{"software_cosine_sum", true}, ValueName{"beside_software", true},
    // Software itself.
    ValueName{"software_common", false}, ValueName{"software_rarity", true},
    ValueName{"software_rarity_share", true}, ValueName{"software_rarest", false},
    ValueName{"software_own", false}, ValueName{"software_nearly_own", false},
    ValueName{"software_unknown", false}, ValueName{"software_part", false},
    ValueName{"software_bernoulli", true}, ValueName{"software_report", true},
    ValueName{"software_campaign", true}, ValueName{"software_linked", true},
    ValueName{"software_linked_only", false}, ValueName{"software_kin", true},
    ValueName{"software_kin_mean", true},
    // Techniques that stand together in one report.
    ValueName{"pair_rarity", true}, ValueName{"pair_share", true},
    ValueName{"report_cosine_three", true},
    // Both at once.
    ValueName{"campaign_joint", true}, ValueName{"report_joint", true}};

double Length(double a, double b) { return std::sqrt(std::max(a, kTiny) * std::max(b, kTiny)); }
double SoftLength(double a, double b) {
  return std::sqrt(std::max(a, kTiny) * std::max(b, kTiny) + kLengthFloor);
}

template <class A, class B, class Use>
void ForCommon(const A& a, const B& b, Use use) {
  auto x = a.begin();
  auto y = b.begin();
  while (x != a.end() && y != b.end()) {
    if (*x < *y)
      ++x;
    else if (*y < *x)
      ++y;
    else {
      use(*x);
      ++x;
      ++y;
    }
  }
}

// The best, the second best and the sum of numbers >= 0.
struct Best {
  double first = 0, second = 0, sum = 0;
  void Add(double value) {
    sum += value;
    if (value > first) {
      second = first;
      first = value;
    } else {
      second = std::max(second, value);
    }
  }
};

// How much of the background is mixed into a set's own habit.
constexpr std::array<double, 3> kMixed = {2, kShrinkage, 20};

// Sums over what was seen that do not depend on the set.
struct SeenSums {
  double techniques = 0, software = 0;  // how many
  double rarity = 0, software_rarity = 0, family_rarity = 0;
  std::vector<std::array<double, kMixed.size()>> hit_ratios;  // by position in SeenItems
  std::vector<double> hit_ratio_of;                           // by technique, where it was seen
  std::vector<TechniqueNumber> families;
  std::vector<char> of_seen_software;   // by technique: a seen software has it
  std::vector<double> software_cosine;  // by software of the library: to what was seen
  std::vector<double> campaign_rarity;  // by campaign: in common with what was seen
  std::vector<double> kin;              // by software: likeness to the nearest other seen one
  // By position in SeenItems times their count: how rarely two techniques stand in one report.
  std::vector<double> pair_rarity;
  double all_pairs = 0;
};

// Positions of the techniques seen that a report holds.
std::vector<std::size_t> Positions(const std::vector<TechniqueNumber>& seen,
                                   const std::vector<TechniqueNumber>& report) {
  std::vector<std::size_t> found;
  auto at = report.begin();
  for (std::size_t i = 0; i < seen.size(); ++i) {
    while (at != report.end() && *at < seen[i]) ++at;
    if (at != report.end() && *at == seen[i]) found.push_back(i);
  }
  return found;
}

void AddPairs(const LibraryIndex& index, const SeenItems& seen, SeenSums& sums) {
  const std::size_t n = seen.techniques.size();
  std::vector<double> together(n * n, 0);
  double reports = 0;
  for (std::size_t g = 0; g < index.library().sets().size(); ++g) {
    for (const ReportProfile& report : index.set(g).reports) {
      reports += 1;
      const std::vector<std::size_t> met = Positions(seen.techniques, report.techniques);
      for (const std::size_t a : met) {
        for (const std::size_t b : met) together[a * n + b] += 1;
      }
    }
  }
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      together[a * n + b] = std::log((reports + 1) / (together[a * n + b] + 0.5));
      sums.all_pairs += together[a * n + b];
    }
  }
  sums.pair_rarity = std::move(together);
}

void AddKin(const LibraryIndex& index, const SeenItems& seen, SeenSums& sums) {
  const auto software = index.library().software();
  sums.kin.assign(software.size(), 0);
  for (const SoftwareNumber s : seen.software) {
    for (SoftwareNumber other = 0; other < software.size(); ++other) {
      if (other == s) continue;
      double rarity = 0;
      ForCommon(software[s].techniques, software[other].techniques,
                [&](TechniqueNumber t) { rarity += index.rarity(t); });
      sums.kin[other] =
          std::max(sums.kin[other], rarity / SoftLength(index.software_profile_rarity(s),
                                                        index.software_profile_rarity(other)));
    }
  }
}

SeenSums SumsOf(const LibraryIndex& index, const SeenItems& seen) {
  const AttributionLibrary& library = index.library();
  SeenSums sums;
  sums.techniques = static_cast<double>(seen.techniques.size());
  sums.software = static_cast<double>(seen.software.size());
  sums.hit_ratio_of.assign(library.techniques().size(), 0);
  for (const TechniqueNumber t : seen.techniques) {
    std::array<double, kMixed.size()>& ratios = sums.hit_ratios.emplace_back();
    for (std::size_t i = 0; i < kMixed.size(); ++i) ratios[i] = HitRatio(index.share(t), kMixed[i]);
    sums.hit_ratio_of[t] = HitRatio(index.share(t));
    sums.rarity += index.rarity(t);
    sums.families.push_back(library.techniques()[t].parent);
  }
  std::sort(sums.families.begin(), sums.families.end());
  sums.families.erase(std::unique(sums.families.begin(), sums.families.end()), sums.families.end());
  for (const TechniqueNumber f : sums.families) sums.family_rarity += index.family_rarity(f);
  sums.of_seen_software.assign(library.techniques().size(), 0);
  for (const SoftwareNumber s : seen.software) {
    sums.software_rarity += index.software_rarity(s);
    for (const TechniqueNumber t : library.software()[s].techniques) sums.of_seen_software[t] = 1;
  }
  const auto common = [&](const std::vector<TechniqueNumber>& list) {
    double rarity = 0;
    ForCommon(seen.techniques, list, [&](TechniqueNumber t) { rarity += index.rarity(t); });
    return rarity;
  };
  for (SoftwareNumber s = 0; s < library.software().size(); ++s) {
    sums.software_cosine.push_back(common(library.software()[s].techniques) /
                                   SoftLength(index.software_profile_rarity(s), sums.rarity));
  }
  for (const LibraryCampaign& campaign : library.campaigns()) {
    sums.campaign_rarity.push_back(common(campaign.techniques));
  }
  AddPairs(index, seen, sums);
  AddKin(index, seen, sums);
  return sums;
}

// The values of one set; appended in the order of kBase.
class SetRow {
 public:
  SetRow(const LibraryIndex& index, const SeenItems& seen, const SeenSums& sums, std::size_t set,
         double* out)
      : index_(index),
        library_(index.library()),
        seen_(seen),
        sums_(sums),
        number_(set),
        set_(library_.sets()[set]),
        profile_(index.set(set)),
        out_(out) {}

  void Fill() {
    Known();
    Techniques();
    Likelihoods();
    Reports();
    Campaigns();
    BySoftware();
    Software();
    Kin();
    Pairs();
    Put(three_cosines_);
    Put(campaign_joint_);
    Put(report_joint_);
  }

 private:
  void Put(double value) { *out_++ = value; }
  [[nodiscard]] const UseCell& Cell(TechniqueNumber t) const { return index_.cell(number_, t); }

  void Known() {
    Put(sums_.techniques);
    Put(sums_.software);
    Put(static_cast<double>(set_.techniques.size()));
    Put(static_cast<double>(set_.software.size()));
    Put(static_cast<double>(profile_.reports.size()));
    Put(static_cast<double>(profile_.campaigns.size()));
  }

  void Techniques() {
    double rarity = 0, by_reports = 0, sibling = 0, rare = 0, uncommon = 0, founded = 0;
    std::array<double, 3> rarest{};  // falling
    for (const TechniqueNumber t : seen_.techniques) {
      const UseCell& cell = Cell(t);
      const TechniqueNumber parent = library_.techniques()[t].parent;
      if (!cell.uses) {
        if (Cell(parent).uses_family) sibling += index_.family_rarity(parent);
        continue;
      }
      common_ += 1;
      const double one = index_.rarity(t);
      rarity += one;
      by_reports += std::log1p(static_cast<double>(cell.reports)) * one;
      rare += library_.technique_users(t) <= kRare ? 1 : 0;
      uncommon += library_.technique_users(t) <= kUncommon ? 1 : 0;
      founded += cell.reports >= 2 ? 1 : 0;
      if (one > rarest[2]) rarest[2] = one;
      std::sort(rarest.begin(), rarest.end(), std::greater<>());
    }
    double family = 0;
    for (const TechniqueNumber f : sums_.families) {
      if (Cell(f).uses_family) family += index_.family_rarity(f);
    }
    Put(common_);
    Put(common_ / std::max(sums_.techniques, 1.0));
    Put(rarity);
    Put(rarity / std::max(sums_.rarity, kTiny));
    Put(rarity / Length(profile_.rarity, sums_.rarity));
    Put(by_reports);
    Put(family);
    Put(family / std::max(sums_.family_rarity, kTiny));
    Put(sibling);
    Put(rarest[0]);
    Put(rarest[0] + rarest[1] + rarest[2]);
    Put(rare);
    Put(uncommon);
    Put(profile_.well_founded - founded);
    Put(founded / std::max(profile_.well_founded, 1.0));
  }

  void Likelihoods() {
    const double unknown = sums_.techniques - common_;
    std::array<double, 3> bernoulli{};
    double few = 0, many = 0, by_reports = 0;
    const double size = static_cast<double>(set_.techniques.size());
    for (std::size_t n = 0; n < seen_.techniques.size(); ++n) {
      const TechniqueNumber t = seen_.techniques[n];
      const UseCell& cell = Cell(t);
      const double part = index_.part(t), uses = cell.uses ? 1 : 0;
      if (cell.uses) {
        for (std::size_t i = 0; i < kMixed.size(); ++i) bernoulli[i] += sums_.hit_ratios[n][i];
      }
      few += std::log((uses + 20 * part) / (size + 20) / part);
      many += std::log((uses + 100 * part) / (size + 100) / part);
      const double mentions = cell.uses ? 1.0 + cell.reports : 0.0;
      by_reports += std::log((mentions + 50 * part) / (profile_.mentions + 50) / part);
    }
    for (std::size_t i = 0; i < kMixed.size(); ++i) bernoulli[i] += MissRatio(kMixed[i]) * unknown;
    for (const double one : bernoulli) Put(one);
    Put(bernoulli[1] - 0.5 * std::sqrt(sums_.techniques) * std::log((size + 10) / 40));
    Put(few);
    Put(many);
    Put(by_reports);
  }

  void Reports() {
    Best cosine, share;
    std::vector<double> cosines;
    double likelihood = kNoReport, mean = 0;
    const double reports = std::max<double>(static_cast<double>(profile_.reports.size()), 1);
    for (const ReportProfile& report : profile_.reports) {
      double rarity = 0, ratio = 0, common = 0, software = 0;
      ForCommon(seen_.techniques, report.techniques, [&](TechniqueNumber t) {
        common += 1;
        rarity += index_.rarity(t);
        ratio += sums_.hit_ratio_of[t];
      });
      ForCommon(seen_.software, report.software,
                [&](SoftwareNumber s) { software += index_.software_rarity(s); });
      const double angle = rarity / SoftLength(report.rarity, sums_.rarity);
      cosine.Add(angle);
      cosines.push_back(angle);
      share.Add(rarity / std::max(sums_.rarity, kTiny));
      ratio += MissRatio() * (sums_.techniques - common) -
               kUnseenOfReport * (static_cast<double>(report.techniques.size()) - common);
      likelihood = std::max(likelihood, ratio);
      mean += std::exp(std::min(ratio, 50.0));
      report_software_ = std::max(report_software_, software);
      report_joint_ = std::max(report_joint_, angle + software / 5);
    }
    std::sort(cosines.begin(), cosines.end(), std::greater<>());
    for (std::size_t i = 0; i < std::min<std::size_t>(3, cosines.size()); ++i) {
      three_cosines_ += cosines[i];
    }
    Put(cosine.first);
    Put(cosine.second);
    Put(cosine.sum);
    Put(cosine.sum / reports);
    Put(share.first);
    Put(share.second);
    Put(likelihood);
    Put(std::log(mean / reports + 1e-9));
  }

  void Campaigns() {
    Best cosine;
    for (const std::uint32_t c : profile_.campaigns) {
      const double rarity = sums_.campaign_rarity[c];
      cosine.Add(rarity / SoftLength(index_.campaign_rarity(c), sums_.rarity));
      double joint = rarity / std::max(sums_.rarity, kTiny), software = 0;
      ForCommon(seen_.software, library_.campaigns()[c].software,
                [&](SoftwareNumber s) { software += index_.software_rarity(s); });
      joint += software / std::max(sums_.software_rarity, 1.0);
      campaign_joint_ = std::max(campaign_joint_, joint);
    }
    double with = 0;
    for (const TechniqueNumber t : seen_.techniques) {
      if (Cell(t).in_campaign) with += index_.rarity(t);
    }
    Put(cosine.first);
    Put(cosine.sum);
    Put(with);
  }

  void BySoftware() {
    double by = 0, only = 0, explained = 0, beside = 0;
    for (const TechniqueNumber t : seen_.techniques) {
      const UseCell& cell = Cell(t);
      if (cell.by_software) by += index_.by_software_rarity(t);
      if (cell.by_software && !cell.uses) only += index_.by_software_rarity(t);
      if (cell.by_software || cell.uses) explained += index_.rarity(t);
      if (cell.uses && sums_.of_seen_software[t] == 0) beside += index_.rarity(t);
    }
    double nearest = 0, sum = 0;
    for (const LibraryUse& use : set_.software) {
      const double cosine = sums_.software_cosine[use.item];
      nearest = std::max(nearest, cosine);
      sum += cosine * index_.software_rarity(use.item);
    }
    Put(by);
    Put(only);
    Put(explained / std::max(sums_.rarity, kTiny));
    Put(nearest);
    Put(sum / std::max<double>(static_cast<double>(set_.software.size()), 3));
    Put(beside);
  }

  [[nodiscard]] bool Uses(SoftwareNumber s) const {
    const auto found =
        std::lower_bound(set_.software.begin(), set_.software.end(), s,
                         [](const LibraryUse& u, SoftwareNumber key) { return u.item < key; });
    return found != set_.software.end() && found->item == s;
  }

  // How far the reports that describe a software are the reports that this set rests on.
  [[nodiscard]] double Link(SoftwareNumber s) const {
    double link = 0;
    auto at = profile_.reports.begin();
    for (const ReportNumber r : library_.software()[s].reports) {
      while (at != profile_.reports.end() && at->report < r) ++at;
      if (at != profile_.reports.end() && at->report == r) link += 1.0 / index_.sets_of_report(r);
    }
    return link;
  }

  void Software() {
    double common = 0, rarity = 0, rarest = 0, own = 0, nearly = 0, ratio = 0, campaign = 0;
    double linked = 0, linked_only = 0;
    for (const SoftwareNumber s : seen_.software) {
      const double link = Link(s);
      linked += std::log1p(link);
      if (!Uses(s)) {
        linked_only += link > 0 ? 1 : 0;
        continue;
      }
      common += 1;
      rarity += index_.software_rarity(s);
      rarest = std::max(rarest, index_.software_rarity(s));
      own += library_.software_users(s) <= 1 ? 1 : 0;
      nearly += library_.software_users(s) <= kNearlyOwn ? 1 : 0;
      ratio += HitRatio(index_.software_share(s));
    }
    ForCommon(seen_.software, profile_.campaign_software,
              [&](SoftwareNumber s) { campaign += index_.software_rarity(s); });
    Put(common);
    Put(rarity);
    Put(rarity / std::max(sums_.software_rarity, kTiny));
    Put(rarest);
    Put(own);
    Put(nearly);
    Put(sums_.software - common);
    Put(common / std::max<double>(static_cast<double>(set_.software.size()), 1));
    Put(ratio + MissRatio() * (sums_.software - common));
    Put(report_software_);
    Put(campaign);
    Put(linked);
    Put(linked_only);
  }

  // Whether its software is like what was seen, though not the same: a family goes on.
  void Kin() {
    double nearest = 0, sum = 0;
    for (const LibraryUse& use : set_.software) {
      nearest = std::max(nearest, sums_.kin[use.item]);
      sum += sums_.kin[use.item];
    }
    Put(nearest);
    Put(sum / std::max<double>(static_cast<double>(set_.software.size()), 3));
  }

  void Pairs() {
    const std::size_t n = seen_.techniques.size();
    std::vector<char> met_together(n * n, 0);
    double rarity = 0;
    for (const ReportProfile& report : profile_.reports) {
      const std::vector<std::size_t> met = Positions(seen_.techniques, report.techniques);
      for (std::size_t a = 0; a < met.size(); ++a) {
        for (std::size_t b = a + 1; b < met.size(); ++b) {
          char& known = met_together[met[a] * n + met[b]];
          if (known == 0) rarity += sums_.pair_rarity[met[a] * n + met[b]];
          known = 1;
        }
      }
    }
    Put(rarity);
    Put(rarity / std::max(sums_.all_pairs, 1.0));
  }

  const LibraryIndex& index_;
  const AttributionLibrary& library_;
  const SeenItems& seen_;
  const SeenSums& sums_;
  std::size_t number_;
  const LibrarySet& set_;
  const SetProfile& profile_;
  double* out_;
  double common_ = 0, three_cosines_ = 0, report_software_ = 0, report_joint_ = 0,
         campaign_joint_ = 0;
};

// Puts a column's standing among all sets into the two columns from `to` on.
void Compare(ValueTable& table, std::size_t sets, std::size_t column, std::size_t to) {
  double sum = 0, squares = 0, best = -1e300, second = -1e300;
  for (std::size_t g = 0; g < sets; ++g) {
    const double value = table.cells[g * table.columns + column];
    sum += value;
    squares += value * value;
    if (value > best) {
      second = best;
      best = value;
    } else {
      second = std::max(second, value);
    }
  }
  if (sets < 2) second = best;
  const double mean = sum / static_cast<double>(sets);
  const double spread =
      std::sqrt(std::max(squares / static_cast<double>(sets) - mean * mean, 0.0)) + kTiny;
  for (std::size_t g = 0; g < sets; ++g) {
    double* row = table.cells.data() + g * table.columns;
    row[to] = (row[column] - mean) / spread;
    row[to + 1] = (row[column] - (row[column] >= best ? second : best)) / spread;
  }
}

}  // namespace

double HitRatio(double share, double shrinkage) noexcept {
  return std::log((1 + shrinkage * share) / ((1 + shrinkage) * share));
}

double MissRatio(double shrinkage) noexcept { return std::log(shrinkage / (1 + shrinkage)); }

const std::vector<std::string>& SetValueNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const ValueName& value : kBase) all.emplace_back(value.name);
    for (const ValueName& value : kBase) {
      if (!value.compared) continue;
      all.push_back("z_" + std::string(value.name));
      all.push_back("m_" + std::string(value.name));
    }
    return all;
  }();
  return names;
}

ValueTable SetValues(const LibraryIndex& index, const SeenItems& seen) {
  const std::size_t sets = index.library().sets().size();
  ValueTable table{SetValueNames().size(), {}};
  table.cells.resize(sets * table.columns);
  const SeenSums sums = SumsOf(index, seen);
  for (std::size_t g = 0; g < sets; ++g) {
    SetRow(index, seen, sums, g, table.cells.data() + g * table.columns).Fill();
  }
  std::size_t to = kBase.size();
  for (std::size_t column = 0; column < kBase.size(); ++column) {
    if (!kBase[column].compared) continue;
    Compare(table, sets, column, to);
    to += 2;
  }
  return table;
}

}  // namespace noroshi
