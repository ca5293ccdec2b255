// Aim tally: of the rules that aim at a set, how many could see and how many did fire, against how
// many of all rules that aim at any set.
//
// One rule that fired says little, for it aims at several sets and holds for many more. All of them
// together say more: whoever is at work, most of the rules for others stay silent. By set a
// log-likelihood ratio, the sum over the rules that aim there and could see. Let `q` be the share
// that fired of all aiming rules of one source: what any intrusion of this size sets off. (By
// source, for rules of one collection wait for doings, those of another for a single file's name.)
// If the set was at work, its own doings come on top, with the chance kOwnDoing times the trust in
// the rule's mark:
//
//   fired          log((q + a (1 - q)) / q)      a = kOwnDoing * trust
//   stayed silent  log(1 - a)
//
// each divided by the root of how many sets the rule aims at. Rules that aim at the same sets for
// the same techniques see one thing in several logs: they count once. Rules whose log is not there
// count nothing; where event logs were emptied, those that stayed silent and see in nothing else
// count half as far as a set's weight is below 0: it takes back what speaks against a set, no more.
//
// How far a tally is ahead of the next says how sure it is. The curve is learned from made-up
// intrusions, whole and in parts, against those without a right answer: the set taken out of all
// rules' aims, mixtures of several intrusions, rules drawn by how often they fire, and published
// reports on sets that no rule aims at (tools/calibrate_tally.py).
//
// Pure; safe from any thread. Cost: the table, and a look-up of each name in it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/library.h"

namespace noroshi {

// What makes rules alike. Lists as the rules say them, in their order.
struct AimKey {
  std::string source;             // "noroshi", "sigma": rules of one fire as readily
  std::vector<std::string> aims;  // AimTexts (observed.h)
  std::vector<std::string> techniques;
  friend auto operator<=>(const AimKey&, const AimKey&) = default;
};

struct AimCounts {
  std::uint64_t rules = 0, visible = 0;  // visible: of the rules, those whose log is there
  // Of the visible ones, those that see without any event log of a host: in the network's logs, in
  // what a host keeps besides, over all logons or contacts.
  std::uint64_t beside = 0;
};

// What the silence of a rule says.
enum class AimSilence : std::uint8_t {
  kSpeaks,
  // Event logs were emptied: that rules found nothing in them says half as much.
  kSpeaksBesideLogs
};

// The loaded rules that aim at anybody, like ones together.
using AimTable = std::map<AimKey, AimCounts>;

// Of one set. `rules`, `fired`: that aim at it and could see, like ones once.
struct AimTally {
  std::string set;  // its id
  std::uint64_t rules = 0, fired = 0;
  double expected = 0;  // as many would have fired if they were like all others
  double weight = 0;    // > 0: more fired than that
};

// A list of a stranger's is bounded by this.
inline constexpr std::size_t kMostAimTallies = 1'000;
// However many rules fired: no more than a mark of the set's own.
inline constexpr double kMostAimWeight = 5;

// How sure a tally is at best: its curve knows only intrusions that were made up.
inline constexpr double kMostTallySureness = 0.8;

// Fewer kinds of rules, mostly such as aim at many, make nobody sure: three that hold for half of
// all intrusions put a set in front at which hardly any other rule aims.
inline constexpr std::uint64_t kLeastTallyFired = 4;

// By how much the set's weight is ahead of the best other one's, or of 0 where none is above that.
// Not above 0: the set is not in front, or fewer than kLeastTallyFired fired.
[[nodiscard]] double TallyLead(const std::vector<AimTally>& tallies, std::string_view set);
// How often a set so far ahead was the right one, where of three incidents two have none. 0 to
// kMostTallySureness; rises with the lead.
[[nodiscard]] double TallySureness(double lead) noexcept;

// By the id of the set, for sets that some visible rule aims at. What fired was visible, also when
// the table does not say so.
[[nodiscard]] std::vector<AimTally> TallyAims(const AttributionLibrary& library,
                                              const AimTable& loaded, const std::set<AimKey>& fired,
                                              AimSilence silence = AimSilence::kSpeaks);

}  // namespace noroshi
