// ATT&CK's tactics: their order, and one spelling for each.
//
// Pure; safe from any thread. The table is that of ATT&CK Enterprise, versions 18 and 19 together.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace noroshi {

// "defense_evasion" and "Defense-Evasion" -> "defense-evasion". Names nobody knows stay as they
// are, in lower case and with '-'.
[[nodiscard]] std::string CanonicalTactic(std::string_view tactic);

// Position along an intrusion, from reconnaissance to impact, in the order of ATT&CK v19; v18's
// Defense Evasion stands before the two tactics it became. Unknown names come behind all known
// ones, and "" (no tactic named) comes last.
[[nodiscard]] std::size_t TacticRank(std::string_view tactic) noexcept;

}  // namespace noroshi
