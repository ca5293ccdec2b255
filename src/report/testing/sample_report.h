// Made-up reports for tests and for looking at the page. Deterministic; nothing in them is real.
#pragma once

#include <cstdint>

#include "report/report_document.h"

namespace noroshi {

// A large organisation: 60 hosts, 300 rules that matched, some 8,000 findings shown in full, with
// Japanese text, losses and rules not used. Made through ReportBuilder.
[[nodiscard]] ReportDocument BigSampleReport();

// A hunt that found nothing and could not see much either.
[[nodiscard]] ReportDocument EmptySampleReport();

// An interrupted hunt over evidence whose every text tries something: markup, script, hidden and
// reordering characters, bytes that are not UTF-8, numbers past 2^53.
[[nodiscard]] ReportDocument HostileSampleReport();

}  // namespace noroshi
