#include "attribution/aim_tally.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "attribution/evidence.h"
#include "attribution/observed.h"

namespace noroshi {
namespace {

// That a set's own doing, which a rule aims at, is part of an intrusion of the set. Rules are many
// and intrusions short; from 0.1 to 0.25 hardly any order changes (docs/design/attribution.md).
constexpr double kOwnDoing = 0.2;
// A rule is a supposition and can meet anybody: none is taken for rarer than this.
constexpr double kLeastShare = 0.05;

// How much the silence of a rule says that sees in event logs only, once some were emptied: those
// of other hosts are whole, and what came later is there. It may take back what speaks against a
// set, but what nobody could hear speaks for none: no set is named for it.
constexpr double kEmptiedSilence = 0.5;

// Logistic over the lead: tools/calibrate_tally.py prints these.
constexpr double kSureOffset = -2.538, kSureSlope = 1.223;

// Rules that are alike: the trust in each set that they aim at.
struct AimingRules {
  std::string source;
  std::map<std::uint32_t, double> trust;
  bool fired = false;
  double silence = 1;  // how much it says that they did not fire
};

std::map<std::uint32_t, double> TrustBySet(const AttributionLibrary& library,
                                           const std::vector<std::string>& aims) {
  std::map<std::uint32_t, double> trust;
  for (const std::string& text : aims) {
    const AimText aim = ReadAim(text);
    const double in_mark = TrustIn(aim.mark);
    const std::vector<std::uint32_t> sets = SetsOfName(library, aim.name);
    if (in_mark <= 0 || sets.size() > kFewSets) continue;  // the tool of many aims at nobody
    for (const std::uint32_t set : sets) trust[set] = std::max(trust[set], in_mark);
  }
  return trust;
}

std::vector<AimingRules> VisibleRules(const AttributionLibrary& library, const AimTable& loaded,
                                      const std::set<AimKey>& fired, AimSilence silence) {
  std::vector<AimingRules> rules;
  const auto add = [&](const AimKey& key, bool has_fired, double says) {
    AimingRules alike{key.source, TrustBySet(library, key.aims), has_fired, says};
    if (!alike.trust.empty()) rules.push_back(std::move(alike));
  };
  for (const AimKey& key : fired) add(key, true, 1);
  for (const auto& [key, counts] : loaded) {
    if (counts.visible == 0 || fired.contains(key)) continue;
    const bool in_full = silence == AimSilence::kSpeaks || counts.beside != 0;
    add(key, false, in_full ? 1 : kEmptiedSilence);
  }
  return rules;
}

// By source: the share of its rules that fired, never 0 or 1.
std::map<std::string, double> SharesOf(const std::vector<AimingRules>& rules) {
  std::map<std::string, std::pair<double, double>> counts;  // fired, all
  for (const AimingRules& alike : rules) {
    auto& [fired, all] = counts[alike.source];
    fired += alike.fired ? 1 : 0;
    all += 1;
  }
  std::map<std::string, double> shares;
  for (const auto& [source, count] : counts) {
    shares[source] = std::max(kLeastShare, (count.first + 0.5) / (count.second + 1));
  }
  return shares;
}

// A thousandth is enough for a person, and is read back from JSON as it was.
double Rounded(double value) { return std::round(value * 1'000) / 1'000; }

}  // namespace

double TallyLead(const std::vector<AimTally>& tallies, std::string_view set) {
  double own = 0, best_other = 0;
  for (const AimTally& tally : tallies) {
    if (tally.set != set) {
      best_other = std::max(best_other, tally.weight);
    } else if (tally.fired >= kLeastTallyFired) {
      own = tally.weight;
    }
  }
  return own - best_other;
}

double TallySureness(double lead) noexcept {
  if (lead <= 0) return 0;
  return std::min(kMostTallySureness, 1 / (1 + std::exp(-kSureOffset - kSureSlope * lead)));
}

std::vector<AimTally> TallyAims(const AttributionLibrary& library, const AimTable& loaded,
                                const std::set<AimKey>& fired, AimSilence silence) {
  const std::vector<AimingRules> rules = VisibleRules(library, loaded, fired, silence);
  const std::map<std::string, double> shares = SharesOf(rules);
  std::map<std::uint32_t, AimTally> by_set;
  std::map<std::uint32_t, double> unheard;  // by set: what silence that may be none took away
  for (const AimingRules& alike : rules) {
    const double share = shares.at(alike.source);
    const double part = 1 / std::sqrt(static_cast<double>(alike.trust.size()));
    for (const auto& [set, trust] : alike.trust) {
      const double own = kOwnDoing * trust;
      AimTally& tally = by_set[set];
      ++tally.rules;
      tally.fired += alike.fired ? 1 : 0;
      tally.expected += share;
      const double says =
          part * (alike.fired ? std::log((share + own * (1 - share)) / share) : std::log(1 - own));
      tally.weight += says;
      if (!alike.fired) unheard[set] -= (1 - alike.silence) * says;
    }
  }
  for (auto& [set, tally] : by_set) {
    if (tally.weight < 0) tally.weight = std::min(0.0, tally.weight + unheard[set]);
  }
  std::vector<AimTally> tallies;
  for (auto& [set, tally] : by_set) {
    tally.set = library.sets()[set].id;
    tally.expected = Rounded(tally.expected);
    tally.weight = Rounded(std::clamp(tally.weight, -kMostAimWeight, kMostAimWeight));
    tallies.push_back(std::move(tally));
  }
  return tallies;
}

}  // namespace noroshi
