#include "attribution/attribution.h"

#include <algorithm>
#include <array>

#include "attribution/standing.h"

namespace noroshi {
namespace {

// Below this it is more likely a mixture than one intrusion.
constexpr double kCoherent = 0.5;
// A rival with more than this part of the first one's probability fits as well.
constexpr double kAsGood = 0.5;

constexpr std::array<std::string_view, 5> kReasons = {"none", "nothing_known", "no_coherence",
                                                      "many_fit", "weak"};

Abstention ReasonOf(const Standing& standing, double threshold) {
  if (standing.order.empty()) return Abstention::kNothingKnown;
  if (standing.confidence >= threshold) return Abstention::kNone;
  if (standing.coherent < kCoherent) return Abstention::kNoCoherence;
  const bool rival = standing.order.size() > 1 && standing.share[standing.order[1]] >
                                                      kAsGood * standing.share[standing.order[0]];
  return rival ? Abstention::kManyFit : Abstention::kWeak;
}

std::vector<std::string> NotKnown(const AttributionLibrary& library,
                                  const ObservedIncident& observed) {
  std::vector<std::string> names;
  for (const std::string& id : observed.techniques) {
    if (!library.FindTechnique(id)) names.push_back(id);
  }
  for (const std::string& name : observed.software) {
    if (library.FindSoftware(name).empty()) names.push_back(name);
  }
  return names;
}

}  // namespace

std::string_view AbstentionName(Abstention reason) noexcept {
  return kReasons[static_cast<std::size_t>(reason)];
}

Attribution Attributor::Answer(const ObservedIncident& observed) const {
  const SeenIncident seen = SeenOf(library_, observed);
  Standing standing =
      StandingOf(index_, *model_, seen.items, std::nullopt, AddedWeights(index_, seen));
  standing.Reorder(AimWeights(index_, seen));
  if (!standing.order.empty()) {
    const std::string& first = library_.sets()[standing.order[0]].id;
    standing.confidence =
        std::max(standing.confidence, TallySureness(TallyLead(observed.aims, first)));
  }
  Attribution answer;
  answer.incident = observed.id;
  answer.title = observed.title;
  answer.reason = ReasonOf(standing, model_->threshold());
  answer.abstained = answer.reason != Abstention::kNone;
  answer.coherent = standing.coherent;
  answer.not_known = NotKnown(library_, observed);
  answer.techniques = seen.items.techniques.size();
  answer.software = seen.items.software.size();
  answer.aims = observed.aims;
  for (std::size_t i = 0; i < std::min(kRanked, standing.order.size()); ++i) {
    const std::uint32_t set = standing.order[i];
    answer.ranked.push_back({library_.sets()[set].id, library_.sets()[set].name,
                             standing.ConfidenceOf(set), EvidenceOf(index_, seen, observed, set)});
  }
  // A technique that a rule names is a supposition, and most are common: by such alone nobody is
  // named.
  if (!answer.abstained && observed.of_rules && !IsDistinctive(index_, seen, standing.order[0])) {
    answer.abstained = true;
    answer.reason = Abstention::kManyFit;
  }
  if (standing.order.size() > 1) {
    answer.next = LookNext(index_, seen, standing.order[0], standing.order[1]);
  }
  return answer;
}

}  // namespace noroshi
