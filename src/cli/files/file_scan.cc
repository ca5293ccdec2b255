#include "cli/files/file_scan.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/terminal/safe_text.h"
#include "evidence/container/content_walk.h"

namespace noroshi {
namespace {

// Passes findings on, in order. Names of objects wait for the end: those that many dumps have
// belong to the system or to software of the whole estate, and are no findings.
class FindingGate {
 public:
  FindingGate(const FileScanRequest& request, FileScanResult& result)
      : request_(request), result_(result) {}

  void Add(std::vector<scan::ScanFinding> findings) {
    for (scan::ScanFinding& finding : findings) {
      if (finding.level < request_.level) continue;
      if (place_ == request_.most_findings) {
        ++result_.findings_left_out;
      } else if (finding.rule == scan::ScanRuleId::kOddObjectName) {
        ++dumps_[finding.reasons.front().value];
        waiting_.emplace_back(place_++, std::move(finding));
      } else {
        Pass(place_++, std::move(finding));
      }
    }
  }

  void Finish() {
    for (auto& [place, finding] : waiting_) {
      const bool is_common = dumps_[finding.reasons.front().value] > kMostDumps;
      if (!is_common) Pass(place, std::move(finding));
    }
  }

 private:
  static constexpr std::size_t kMostDumps = 3;

  void Pass(std::uint64_t place, scan::ScanFinding finding) {
    ++result_.findings;
    if (request_.on_finding) request_.on_finding(place, std::move(finding));
  }

  const FileScanRequest& request_;
  FileScanResult& result_;
  std::uint64_t place_ = 0;
  std::map<std::string, std::size_t> dumps_;  // by the name of an object
  std::vector<std::pair<std::uint64_t, scan::ScanFinding>> waiting_;
};

void AddCounts(const scan::FolderResult& folder, FileScanResult& result) {
  result.files += folder.files;
  result.members += folder.members;
  result.programs += folder.programs;
  result.signed_programs += folder.signed_programs;
  result.bytes += folder.bytes;
}

}  // namespace

void ScanFolders(FolderSource folders, const FileScanRequest& request, FileScanResult& result) {
  FindingGate gate(request, result);
  scan::ScanOptions options = request.scan;
  options.read.archive_passwords = request.archive_passwords;
  ScanPool pool({options, request.threads == 0 ? CoreCount() : request.threads,
                 request.want_programs, request.want_dumps, WatchInterrupts()},
                std::move(folders));
  while (auto output = pool.Next()) {
    for (const scan::ScanLoss& loss : output->result.losses) {
      if (loss.error.subject != kOddMemberName) ++result.losses;
      if (request.on_loss) request.on_loss(loss);
    }
    PrintOut(output->structures);
    AddCounts(output->result, result);
    gate.Add(std::move(output->result.findings));
  }
  gate.Finish();
  result.interrupted = !pool.done();
}

int RunFileScan(const FileScanRequest& request, FileScanResult& result) {
  Result<FolderWalk> walk = FolderWalk::Open(request.paths);
  if (!walk.ok()) {
    PrintError(walk.error(), "give files or folders that exist");
    return kExitUsage;
  }
  FileScanRequest telling = request;
  telling.on_loss = [&](const scan::ScanLoss& loss) {
    PrintWarning(fmt::format("{}: {}", SafeText(loss.path), SafeText(loss.error.ToString())));
    if (request.on_loss) request.on_loss(loss);
  };
  ScanFolders([&walk] { return walk->Next(); }, telling, result);
  if (result.findings_left_out != 0) {
    PrintWarning(
        fmt::format("{} findings are counted only: there are too many", result.findings_left_out));
  }
  if (result.interrupted) PrintWarning("stopped: what was found so far follows");
  return !result.interrupted && result.losses == 0 ? kExitOk : kExitNotAllUsed;
}

}  // namespace noroshi
