#include "report/tactics.h"

#include <algorithm>
#include <array>

namespace noroshi {
namespace {

constexpr std::array<std::string_view, 16> kTactics = {
    "reconnaissance",     "resource-development", "initial-access",  "execution",
    "persistence",        "privilege-escalation", "defense-evasion", "stealth",
    "defense-impairment", "credential-access",    "discovery",       "lateral-movement",
    "collection",         "command-and-control",  "exfiltration",    "impact",
};

}  // namespace

std::string CanonicalTactic(std::string_view tactic) {
  std::string name(tactic);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_' || c == ' ') c = '-';
  }
  return name;
}

std::size_t TacticRank(std::string_view tactic) noexcept {
  if (tactic.empty()) return kTactics.size() + 1;
  return static_cast<std::size_t>(std::find(kTactics.begin(), kTactics.end(), tactic) -
                                  kTactics.begin());
}

}  // namespace noroshi
