// The parts of a report that rest on knowledge of ATT&CK: where each technique stands among the
// tactics, what techniques are called, and what would have stopped how much of what was found.
//
// Pure: the same document and knowledge give the same sections. Cost: rules x techniques, and one
// walk over the relations of the knowledge.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "finding/level.h"
#include "knowledge/model.h"
#include "report/report_document.h"

namespace noroshi {

// What a rule's findings on one host are worth when mitigations are put in order: the steps of
// incident/weights.h, so that one list does not contradict the other. Informational findings are
// context: nothing was to be stopped.
inline constexpr std::array<std::uint64_t, kLevelCount> kMitigationPoints = {0, 1, 5, 16, 32};

// More rows are read by nobody; the order brings what matters to the top.
inline constexpr std::size_t kReportMitigations = 60;

// Fills techniques, technique_names, mitigations and attack_mitigations. REQUIRES: rules, incidents
// and visibility of the document are filled.
void AddKnowledge(ReportDocument& document, const Knowledge& knowledge);

}  // namespace noroshi
