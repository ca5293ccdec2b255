// Stages of an intrusion and the tactics that belong to them.
//
// Constant tables and pure functions; safe from any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "incident/incident.h"
#include "incident/rule_facts.h"

namespace noroshi {

inline constexpr std::array<std::string_view, kStageCount> kStageNames = {"delivery", "implant",
                                                                          "objectives"};

// Which stages a rule speaks of: its idea's (D1-, D2-, D3-), else those of its tactics.
[[nodiscard]] std::array<bool, kStageCount> StagesOf(const RuleFacts& rule);

// The rule's idea is `idea`, or one of several ("D1-02, D1-05").
[[nodiscard]] bool HasIdea(const RuleFacts& rule, std::string_view idea);

// Words for a tactic id; the id itself for one nobody knows.
[[nodiscard]] TwoLanguages TacticWords(std::string_view tactic);
[[nodiscard]] TwoLanguages StageWords(IntrusionStage stage);

}  // namespace noroshi
