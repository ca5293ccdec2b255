#include "attribution/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

#include "attribution/circumstance.h"

namespace noroshi {
namespace {

// Lists that a person reads.
constexpr std::size_t kMostItems = 12, kMostReports = 3, kMostLooks = 8;
// A sub-technique's sibling says half of what the parent technique would.
constexpr double kSibling = 0.5;
// A rule aims at several sets and holds for many more: its hint is weak, however well founded.
constexpr double kHintWeight = 0.4;
// So many rare techniques that rules suppose are no accident.
constexpr std::ptrdiff_t kLeastRare = 2;
// From here on the tally of a set's rules is its own: e times likelier than elsewhere.
constexpr double kTellingTally = 1;
// Missing is worth saying when two reports state it.
constexpr std::size_t kWellFounded = 2;

bool Holds(const std::vector<std::uint32_t>& sorted, std::uint32_t item) {
  return std::binary_search(sorted.begin(), sorted.end(), item);
}

const LibraryUse* FindUse(const std::vector<LibraryUse>& uses, std::uint32_t item) {
  const auto found =
      std::lower_bound(uses.begin(), uses.end(), item,
                       [](const LibraryUse& use, std::uint32_t key) { return use.item < key; });
  return found != uses.end() && found->item == item ? &*found : nullptr;
}

double MarkWeight(const LibraryIndex& index) {
  return HitRatio(0.5 / (static_cast<double>(index.library().all_sets()) + 1));
}

// The hint that counts for a set. The names of one set stand side by side in a rule, so a second
// one says nothing new.
const SeenHint* SurestHint(const SeenIncident& seen, std::uint32_t set) {
  const auto found =
      std::ranges::find_if(seen.hints, [&](const SeenHint& hint) { return Holds(hint.sets, set); });
  return found == seen.hints.end() ? nullptr : &*found;
}

// Sets that use a technique or, when it is a parent, any of its sub-techniques: few reports state a
// parent that all others state by its parts.
std::uint32_t UsersOfFamily(const LibraryIndex& index, TechniqueNumber t) {
  if (index.library().techniques()[t].parent != t) return index.library().technique_users(t);
  std::uint32_t users = 0;
  for (std::size_t g = 0; g < index.library().sets().size(); ++g) {
    users += index.cell(g, t).uses_family ? 1 : 0;
  }
  return users;
}

// How much it narrows the search down that rules aim at so many of all sets: 1 for one set, 0 for
// all of them.
double Narrowing(std::size_t aimed_at, std::size_t all_sets) {
  const auto all = static_cast<double>(std::max<std::size_t>(all_sets, 2));
  return std::max(0.0, 1 - std::log(static_cast<double>(aimed_at)) / std::log(all));
}

// What the rules aim at.
void AddHints(const AttributionLibrary& library, const ObservedIncident& observed,
              SeenIncident& seen) {
  std::vector<std::uint32_t> aimed;
  for (std::size_t i = 0; i < observed.hints.size(); ++i) {
    const AimText aim = ReadAim(observed.hints[i]);
    const double weight = kHintWeight * TrustIn(aim.mark);
    std::vector<std::uint32_t> sets = SetsOfName(library, aim.name);
    if (weight <= 0 || sets.empty() || sets.size() > kFewSets) continue;
    aimed.insert(aimed.end(), sets.begin(), sets.end());
    seen.hints.push_back({i, weight, std::move(sets)});
  }
  std::ranges::sort(aimed);
  aimed.erase(std::unique(aimed.begin(), aimed.end()), aimed.end());
  seen.aimed_at = static_cast<std::uint32_t>(aimed.size());
  const double narrowing = Narrowing(std::max<std::size_t>(aimed.size(), 1), library.all_sets());
  for (SeenHint& hint : seen.hints) hint.weight *= narrowing;
  std::ranges::stable_sort(seen.hints, std::greater<>(), &SeenHint::weight);
}

// How likely it is that an intrusion of the set has this technique, for what its reports say.
double Habit(const LibraryIndex& index, std::uint32_t set, TechniqueNumber t) {
  const auto reports = static_cast<double>(index.set(set).reports.size());
  return (index.cell(set, t).reports + kShrinkage * index.share(t)) / (reports + kShrinkage);
}

// What it says that a technique was visible and not seen.
double AbsentWeight(const LibraryIndex& index, std::uint32_t set, TechniqueNumber t) {
  return std::log((1 - Habit(index, set, t)) / (1 - index.share(t)));
}

class Unfolding {
 public:
  Unfolding(const LibraryIndex& index, const SeenIncident& seen, const ObservedIncident& observed,
            std::uint32_t set)
      : index_(index),
        library_(index.library()),
        seen_(seen),
        observed_(observed),
        set_(set),
        known_(library_.sets()[set]) {}

  SetEvidence Unfold() {
    for (const TechniqueNumber t : seen_.items.techniques) Technique(t);
    for (const SoftwareNumber s : seen_.items.software) Software(s);
    for (std::size_t i = 0; i < seen_.marks.size(); ++i) {
      if (!Holds(seen_.marks[i], set_)) continue;
      const ObservedMark& mark = observed_.marks[i];
      Put({EvidenceKind::kMark, mark.name, mark.text, MarkWeight(index_), 0, {}});
    }
    RulesAims();
    for (const TechniqueNumber t : seen_.visible) Absent(t);
    Circumstantial();
    Missing();
    for (auto* list : {&evidence_.for_set, &evidence_.against, &evidence_.missing}) Settle(*list);
    return std::move(evidence_);
  }

 private:
  void Technique(TechniqueNumber t) {
    const LibraryTechnique& technique = library_.techniques()[t];
    EvidenceItem item{EvidenceKind::kTechnique,
                      technique.id,
                      technique.name,
                      MissRatio(),
                      library_.technique_users(t),
                      {}};
    if (const LibraryUse* use = FindUse(known_.techniques, t)) {
      item.weight = HitRatio(index_.share(t));
      item.reports = Reports(*use);
    } else if (index_.cell(set_, technique.parent).uses_family) {
      const double share = std::exp(-index_.family_rarity(technique.parent));
      const double sibling = kSibling * HitRatio(share) + (1 - kSibling) * MissRatio();
      if (sibling > 0) {
        item.kind = EvidenceKind::kFamily;
        item.weight = sibling;
      }
    }
    Put(std::move(item));
  }

  void Software(SoftwareNumber s) {
    const LibrarySoftware& software = library_.software()[s];
    EvidenceItem item{EvidenceKind::kSoftware,    software.id, software.name, MissRatio(),
                      library_.software_users(s), {}};
    if (const LibraryUse* use = FindUse(known_.software, s)) {
      item.weight = HitRatio(index_.software_share(s));
      item.reports = Reports(*use);
    }
    Put(std::move(item));
  }

  void Absent(TechniqueNumber t) {
    const LibraryTechnique& technique = library_.techniques()[t];
    const LibraryUse* use = FindUse(known_.techniques, t);
    const double weight = AbsentWeight(index_, set_, t);
    evidence_.weight += weight;
    if (use == nullptr || weight >= 0) return;
    evidence_.against.push_back({EvidenceKind::kAbsent, technique.id, technique.name, weight,
                                 library_.technique_users(t), Reports(*use)});
  }

  void RulesAims() {
    if (const auto at = seen_.aims.find(set_); at != seen_.aims.end()) {
      const AimTally& tally = at->second;
      Put({EvidenceKind::kAims,
           fmt::format("{}/{}", tally.fired, tally.rules),
           fmt::format("{:.1f}", tally.expected),
           tally.weight,
           0,
           {}});
    }
    if (!seen_.aims.empty()) return;
    if (const SeenHint* hint = SurestHint(seen_, set_)) {
      const std::string& name = observed_.hints[hint->number];
      Put({EvidenceKind::kHint, name, "", hint->weight, seen_.aimed_at, {}});
    }
  }

  void Circumstantial() {
    const CircumstantialEvidence circumstances(library_, seen_.circumstances);
    for (CircumstantialItem& item : circumstances.Of(set_)) {
      Put({item.is_period ? EvidenceKind::kPeriod : EvidenceKind::kTarget,
           std::move(item.text),
           std::move(item.known),
           item.weight,
           0,
           {}});
    }
  }

  // What would have spoken for the set, was not seen, and may be there unseen.
  void Missing() {
    for (const LibraryUse& use : known_.techniques) {
      if (use.reports.size() < kWellFounded || Holds(seen_.items.techniques, use.item)) continue;
      if (Holds(seen_.visible, use.item)) continue;
      const LibraryTechnique& technique = library_.techniques()[use.item];
      evidence_.missing.push_back({EvidenceKind::kTechnique, technique.id, technique.name,
                                   HitRatio(index_.share(use.item)),
                                   library_.technique_users(use.item), Reports(use)});
    }
    for (const LibraryUse& use : known_.software) {
      if (Holds(seen_.items.software, use.item)) continue;
      const LibrarySoftware& software = library_.software()[use.item];
      evidence_.missing.push_back({EvidenceKind::kSoftware, software.id, software.name,
                                   HitRatio(index_.software_share(use.item)),
                                   library_.software_users(use.item), Reports(use)});
    }
  }

  [[nodiscard]] std::vector<std::string> Reports(const LibraryUse& use) const {
    std::vector<std::string> names;
    for (const ReportNumber r : use.reports) {
      if (names.size() == kMostReports) break;
      names.emplace_back(library_.report_name(r));
    }
    return names;
  }

  void Put(EvidenceItem item) {
    evidence_.weight += item.weight;
    (item.weight > 0 ? evidence_.for_set : evidence_.against).push_back(std::move(item));
  }

  // The weightiest first; of equal weight, what few sets use.
  static void Settle(std::vector<EvidenceItem>& list) {
    std::stable_sort(list.begin(), list.end(), [](const EvidenceItem& a, const EvidenceItem& b) {
      const double x = std::abs(a.weight), y = std::abs(b.weight);
      return x != y ? x > y : a.users < b.users;
    });
    if (list.size() > kMostItems) list.resize(kMostItems);
  }

  const LibraryIndex& index_;
  const AttributionLibrary& library_;
  const SeenIncident& seen_;
  const ObservedIncident& observed_;
  std::uint32_t set_;
  const LibrarySet& known_;
  SetEvidence evidence_;
};

}  // namespace

SeenIncident SeenOf(const AttributionLibrary& library, const ObservedIncident& observed) {
  SeenIncident seen;
  seen.items = SeenIn(library, observed.techniques, observed.software);
  seen.visible = SeenIn(library, observed.visible, {}).techniques;
  seen.blind = SeenIn(library, observed.blind, {}).techniques;
  seen.circumstances = observed.circumstances;
  std::erase_if(seen.visible, [&](TechniqueNumber t) {
    return Holds(seen.items.techniques, t) || Holds(seen.blind, t);
  });
  for (const ObservedMark& mark : observed.marks) {
    seen.marks.push_back(SetsOfName(library, mark.name));
  }
  AddHints(library, observed, seen);
  for (const AimTally& tally : observed.aims) {
    if (const auto set = library.FindSet(tally.set)) seen.aims.insert_or_assign(*set, tally);
  }
  return seen;
}

SetEvidence EvidenceOf(const LibraryIndex& index, const SeenIncident& seen,
                       const ObservedIncident& observed, std::uint32_t set) {
  return Unfolding(index, seen, observed, set).Unfold();
}

bool IsDistinctive(const LibraryIndex& index, const SeenIncident& seen, std::uint32_t set) {
  const LibrarySet& known = index.library().sets()[set];
  const bool by_software = std::ranges::any_of(
      seen.items.software, [&](SoftwareNumber s) { return FindUse(known.software, s) != nullptr; });
  const bool by_mark = std::ranges::any_of(
      seen.marks, [&](const std::vector<std::uint32_t>& sets) { return Holds(sets, set); });
  if (by_software || by_mark) return true;
  if (seen.aimed_at > 0 && SurestHint(seen, set) == nullptr) return false;
  const auto tally = seen.aims.find(set);
  const bool tallied = tally != seen.aims.end();
  if (tallied && tally->second.weight <= 0) return false;
  if (seen.aimed_at > 0 && seen.aimed_at <= kFewSets) return true;
  if (tallied && tally->second.weight >= kTellingTally) return true;
  const auto rare = std::ranges::count_if(seen.items.techniques, [&](TechniqueNumber t) {
    return index.cell(set, t).uses && UsersOfFamily(index, t) <= kFewSets;
  });
  return rare >= (tallied ? 1 : kLeastRare);
}

std::vector<double> AddedWeights(const LibraryIndex& index, const SeenIncident& seen) {
  const std::size_t sets = index.library().sets().size();
  std::vector<double> added(sets, 0);
  for (const auto& mark : seen.marks) {
    for (const std::uint32_t set : mark) added[set] += MarkWeight(index);
  }
  const CircumstantialEvidence circumstances(index.library(), seen.circumstances);
  for (std::uint32_t set = 0; set < sets; ++set) {
    added[set] += circumstances.WeightOf(set);
    if (const SeenHint* hint = SurestHint(seen, set)) added[set] += hint->weight;
    for (const TechniqueNumber t : seen.visible) added[set] += AbsentWeight(index, set, t);
  }
  return added;
}

std::vector<double> AimWeights(const LibraryIndex& index, const SeenIncident& seen) {
  std::vector<double> weights;
  if (seen.aims.empty()) return weights;
  weights.assign(index.library().sets().size(), 0);
  for (const auto& [set, tally] : seen.aims) {
    weights[set] += std::clamp(tally.weight, -kMostAimWeight, kMostAimWeight);
  }
  for (std::uint32_t set = 0; set < weights.size(); ++set) {
    if (const SeenHint* hint = SurestHint(seen, set)) weights[set] -= hint->weight;
  }
  return weights;
}

std::vector<LookFor> LookNext(const LibraryIndex& index, const SeenIncident& seen,
                              std::uint32_t first, std::uint32_t rival) {
  const AttributionLibrary& library = index.library();
  std::vector<LookFor> looks;
  const auto add = [&](std::uint32_t set, std::uint32_t other) {
    for (const LibraryUse& use : library.sets()[set].techniques) {
      if (index.cell(other, use.item).uses || Holds(seen.items.techniques, use.item)) continue;
      if (use.reports.size() < kWellFounded || Holds(seen.visible, use.item)) continue;
      const LibraryTechnique& t = library.techniques()[use.item];
      looks.push_back({t.id, t.name, false, Holds(seen.blind, use.item), set == first,
                       HitRatio(index.share(use.item))});
    }
    for (const LibraryUse& use : library.sets()[set].software) {
      if (FindUse(library.sets()[other].software, use.item) != nullptr) continue;
      if (Holds(seen.items.software, use.item)) continue;
      const LibrarySoftware& s = library.software()[use.item];
      looks.push_back(
          {s.id, s.name, true, false, set == first, HitRatio(index.software_share(use.item))});
    }
  };
  if (first == rival) return looks;
  add(first, rival);
  add(rival, first);
  std::stable_sort(looks.begin(), looks.end(),
                   [](const LookFor& a, const LookFor& b) { return a.weight > b.weight; });
  // Both sets get their turn, and techniques beside software: half of the list each.
  std::vector<LookFor> chosen;
  for (const bool software : {false, true}) {
    for (const bool for_first : {true, false}) {
      std::size_t taken = 0;
      for (const LookFor& look : looks) {
        if (look.software != software || look.for_first != for_first) continue;
        if (++taken > kMostLooks / 4) break;
        chosen.push_back(look);
      }
    }
  }
  return chosen;
}

}  // namespace noroshi
