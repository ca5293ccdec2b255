#include "cli/session/scan_session.h"

#include <string>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/terminal/number_text.h"

namespace noroshi {
namespace {

void PrintLosses(const InputList& inputs, const ScanSummary& summary) {
  for (const auto& [key, sum] : summary.ledger.rows()) {
    if (!sum.is_loss() && summary.sources.At(key.source).state != FileState::kNotRead) continue;
    std::string text = key.source.member == 0 ? inputs.files[key.source.file].path
                                              : summary.sources.ShownAt(inputs, key.source);
    text += ": " + std::string(DamageKindName(key.kind));
    if (!sum.detail.empty()) text += " (" + sum.detail + ")";
    if (sum.lost_records != 0) text += ", " + GroupedNumber(sum.lost_records) + " records lost";
    if (sum.lost_bytes != 0) text += ", " + ByteSize(sum.lost_bytes) + " not used";
    PrintWarning(text);
  }
}

}  // namespace

int RunScanSession(const ScanRequest& request) {
  const Result<InputList> inputs = ListInputs(request.evidence.paths);
  if (!inputs.ok()) {
    PrintError(inputs.error());
    return kExitUsage;
  }
  const ScanOptions options{ReadOptionsOf(request.evidence), ThreadsOf(request.evidence),
                            WatchInterrupts()};
  const Result<ScanSummary> summary =
      RunOrderedScan(*inputs, options, request.new_scanner, request.emit);
  if (!summary.ok()) {
    PrintError(summary.error());
    return kExitInternal;
  }
  PrintLosses(*inputs, *summary);
  return summary->evidence_incomplete() ? kExitNotAllUsed : kExitOk;
}

}  // namespace noroshi
