#include "cli/files/file_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "cli/command.h"
#include "cli/files/scan_pool.h"
#include "cli/interrupt.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/terminal/safe_text.h"
#include "evidence/container/content_walk.h"
#include "scan/scan_path.h"
#include "stream/input/input_list.h"

namespace noroshi {
namespace {

// Files are sorted by path, so those of a folder come in runs, cut where a subfolder lies between.
std::vector<ScanFolderFiles> GroupByFolder(const InputList& inputs,
                                           const std::function<void(const scan::ScanLoss&)>& lose) {
  std::vector<ScanFolderFiles> folders;
  std::vector<std::pair<std::string_view, std::size_t>> order;
  for (std::size_t i = 0; i < inputs.files.size(); ++i) {
    const InputFile& file = inputs.files[i];
    if (!file.problem.empty()) {
      lose({file.shown, Error{ErrorCode::kIo, 0, "file", file.problem}});
      continue;
    }
    order.emplace_back(scan::FolderOf(file.path), i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string_view last;
  for (const auto& [folder, index] : order) {
    if (folders.empty() || folder != last) folders.emplace_back();
    last = folder;
    folders.back().push_back(&inputs.files[index]);
  }
  return folders;
}

void AddFindings(std::vector<scan::ScanFinding> findings, const FileScanRequest& request,
                 FileScanResult& result) {
  for (scan::ScanFinding& finding : findings) {
    if (finding.level < request.level) continue;
    if (result.findings.size() < request.most_findings) {
      result.findings.push_back(std::move(finding));
    } else {
      ++result.findings_left_out;
    }
  }
}

void AddFolder(ScannedFolder output, const FileScanRequest& request, FileScanResult& result) {
  PrintOut(output.structures);
  AddFindings(std::move(output.result.findings), request, result);
  ++result.folders;
  result.files += output.result.files;
  result.members += output.result.members;
  result.programs += output.result.programs;
  result.signed_programs += output.result.signed_programs;
  result.bytes += output.result.bytes;
}

// Names that many dumps have belong to the system or to software of the whole estate.
void DropCommonNames(FileScanResult& result) {
  constexpr std::size_t kMostDumps = 3;
  const auto name_of = [](const scan::ScanFinding& finding) {
    return finding.rule == scan::ScanRuleId::kOddObjectName ? finding.reasons.front().value
                                                            : std::string();
  };
  std::map<std::string, std::size_t> counts;
  for (const scan::ScanFinding& finding : result.findings) ++counts[name_of(finding)];
  std::erase_if(result.findings, [&](const scan::ScanFinding& finding) {
    const std::string name = name_of(finding);
    return !name.empty() && counts[name] > kMostDumps;
  });
}

}  // namespace

void ScanInputs(const InputList& inputs, const FileScanRequest& request, FileScanResult& result) {
  const auto lose = [&](const scan::ScanLoss& loss) {
    if (loss.error.subject != kOddMemberName) ++result.losses;
    if (request.on_loss) request.on_loss(loss);
  };
  const std::vector<ScanFolderFiles> folders = GroupByFolder(inputs, lose);
  scan::ScanOptions options = request.scan;
  options.read.archive_passwords = request.archive_passwords;
  ScanPool pool({options, request.threads == 0 ? CoreCount() : request.threads,
                 request.want_programs, request.want_dumps, WatchInterrupts()},
                folders);
  while (auto output = pool.Next()) {
    for (const scan::ScanLoss& loss : output->result.losses) lose(loss);
    AddFolder(*std::move(output), request, result);
  }
  DropCommonNames(result);
  result.interrupted = result.folders != folders.size();
}

int RunFileScan(const FileScanRequest& request, FileScanResult& result) {
  const Result<InputList> inputs = ListInputs(request.paths);
  if (!inputs.ok()) {
    PrintError(inputs.error(), "give files or folders that exist");
    return kExitUsage;
  }
  FileScanRequest telling = request;
  telling.on_loss = [&](const scan::ScanLoss& loss) {
    PrintWarning(fmt::format("{}: {}", SafeText(loss.path), SafeText(loss.error.ToString())));
    if (request.on_loss) request.on_loss(loss);
  };
  ScanInputs(*inputs, telling, result);
  if (result.findings_left_out != 0) {
    PrintWarning(
        fmt::format("{} findings are counted only: there are too many", result.findings_left_out));
  }
  if (result.interrupted) PrintWarning("stopped: what was found so far follows");
  return !result.interrupted && result.losses == 0 ? kExitOk : kExitNotAllUsed;
}

}  // namespace noroshi
