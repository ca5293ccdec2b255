#include "cli/session/sorted_scan.h"

#include <algorithm>

#include "cli/command.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/session/scan_session.h"
#include "stream/hunt.h"

namespace noroshi {
namespace {

constexpr std::size_t kBlockBytes = 64 * 1024;

}  // namespace

std::unique_ptr<RunPool> NewRunPool(const EvidenceOptions& evidence) {
  const std::size_t share = kDefaultSortBytes / ThreadsOf(evidence);
  return std::make_unique<RunPool>(TempFolderOfSystem(), std::max(share, kMinSortBytesPerWorker));
}

int RunSortedScan(const EvidenceOptions& evidence, const NewScanner& new_scanner, RunPool& pool,
                  const std::function<Status(const SortedRecord&)>& take) {
  const int status = RunScanSession({evidence, new_scanner, [](std::string_view) { return Ok(); }});
  if (status == kExitUsage || status == kExitInternal) return status;
  const Status merged = pool.Merge(take);
  if (merged.ok()) return status;
  const bool sorting = merged.error().subject != kStandardOutput;
  PrintError(merged.error(), sorting ? "records are sorted in TMPDIR: is there room?" : "");
  return kExitInternal;
}

Status BlockOut::Write(std::string_view text) {
  block_ += text;
  return block_.size() < kBlockBytes ? Ok() : Flush();
}

Status BlockOut::Flush() {
  Status status = WriteOut(block_);
  block_.clear();
  return status;
}

}  // namespace noroshi
