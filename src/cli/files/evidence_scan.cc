#include "cli/files/evidence_scan.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/files/file_scan.h"
#include "cli/files/folder_hosts.h"
#include "cli/files/scan_lines.h"
#include "cli/files/suspect_files.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/session/yara_loading.h"
#include "cli/terminal/number_text.h"
#include "evidence/authenticode/trust_store.h"
#include "evidence/container/container_kind.h"
#include "evidence/container/content_walk.h"
#include "evidence/evidence_walk.h"
#include "evidence/file.h"
#include "scan/data_sample.h"
#include "scan/known_form.h"
#include "scan/scan_path.h"

namespace noroshi {
namespace {

// Whether the file is one to scan by itself. What cannot be opened is not: the hunt tells of it.
bool IsToScan(const InputFile& file, std::vector<std::uint8_t>& sample) {
  if (!file.problem.empty()) return false;
  const auto opened = ReadOnlyFile::Open(file.path);
  if (!opened.ok()) return false;
  sample.resize(scan::kSampleBytes);
  const Result<std::size_t> got = opened->ReadAt(0, sample);
  if (!got.ok()) return false;
  const Bytes start = Bytes(sample).first(*got);
  return scan::HasKnownForm(file.shown, start) || scan::IsClosedArchive(start) ||
         SniffContainer(start) != ContainerKind::kNone;
}

// The files of all folders that hold one to scan.
InputList FilesToScan(InputList all) {
  std::set<std::string, std::less<>> folders;
  std::vector<std::uint8_t> sample;
  for (const InputFile& file : all.files) {
    const std::string_view folder = scan::FolderOf(file.path);
    if (!folders.contains(folder) && IsToScan(file, sample)) folders.emplace(folder);
  }
  InputList chosen;
  for (InputFile& file : all.files) {
    if (!file.problem.empty() || !folders.contains(scan::FolderOf(file.path))) continue;
    chosen.bytes += file.size_bytes;
    chosen.files.push_back(std::move(file));
  }
  return chosen;
}

// Files as they are there; standard input is read once, by the hunt.
std::optional<InputList> ListFiles(std::vector<std::string> paths) {
  std::erase(paths, std::string(kStandardInput));
  if (paths.empty()) return std::nullopt;
  Result<InputList> all = ListInputs(paths);
  if (!all.ok()) return std::nullopt;
  return *std::move(all);
}

std::string ContentOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A file that has not changed is not written anew, so that --resume and --since-last know it.
bool WriteLines(const std::string& path, const std::string& lines) {
  if (ContentOf(path) == lines) return true;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << lines;
  file.close();
  if (file) return true;
  PrintError(path + ": cannot be written", "is there room?");
  return false;
}

// Whose computer a finding is from, by its path as shown.
HostOfFinding HostsOf(const InputList& inputs, const ReadOptions& read) {
  auto hosts = std::make_shared<const FolderHosts>(FolderHosts::Read(inputs, read));
  auto paths = std::make_shared<std::map<std::string, std::string, std::less<>>>();
  for (const InputFile& file : inputs.files) paths->emplace(file.shown, file.path);
  return [hosts, paths](const scan::ScanFinding& finding) {
    const std::string_view shown = finding.path;
    const auto path = paths->find(shown.substr(0, shown.find("!/")));
    return path == paths->end() ? std::string() : hosts->HostOf(path->second);
  };
}

void Note(const FileScanResult& result, ScanTotals& totals) {
  totals.ran = true;
  totals.files = result.files;
  totals.members = result.members;
  totals.programs = result.programs;
  totals.bytes = result.bytes;
  totals.findings = result.findings.size() + result.findings_left_out;
  totals.findings_left_out = result.findings_left_out;
  totals.not_scanned = result.losses;
}

class EvidenceScanner {
 public:
  EvidenceScanner(const EvidenceScanRequest& request, ScannedFiles& scanned)
      : request_(request), scanned_(scanned) {}

  int Run(const InputList& all, const InputList& chosen) {
    auto trust = authenticode::TrustStore::Load({}, SecondsNow());
    if (trust.ok()) scan_.scan.trust = &*trust;
    auto yara = scan::YaraRules::Load({request_.options.yara, true});
    if (!yara.ok()) {
      PrintError(yara.error(), "check --yara");
      return kExitUsage;
    }
    const bool all_used = TellYaraProblems(**yara);
    if (!(*yara)->rules().empty()) scan_.scan.yara = yara->get();
    Prepare();
    FileScanResult result;
    ScanInputs(chosen, scan_, result);
    Note(result, scanned_.totals);
    if (result.interrupted) Lose({"", Error{ErrorCode::kIo, 0, "scan", "interrupted"}}, chosen);
    if (!result.findings.empty() && !Keep(std::move(result.findings), all)) return kExitInternal;
    return all_used ? kExitOk : kExitNotAllUsed;
  }

 private:
  [[nodiscard]] std::int64_t SecondsNow() const {
    const std::uint64_t ticks = std::max(request_.now.ticks, kUnixEpochTicks) - kUnixEpochTicks;
    return static_cast<std::int64_t>(ticks / kTicksPerSecond);
  }

  void Prepare() {
    scan_.threads = request_.threads;
    scan_.scan.read = request_.read;
    scan_.scan.only_known_forms = true;
    scan_.archive_passwords = request_.read.archive_passwords;
    scan_.most_findings = kMostHuntScanFindings;
    scan_.on_loss = [this](const scan::ScanLoss& loss) {
      if (loss.error.subject == kOddMemberName) return;  // the readers of logs tell it too
      if (scanned_.not_scanned.size() < kMostUnscanned) {
        scanned_.not_scanned.push_back({loss.path, loss.error.offset, loss.error.ToString()});
      }
    };
  }

  // Of the scan as a whole: told at the first file.
  void Lose(scan::ScanLoss loss, const InputList& chosen) {
    loss.path = chosen.files.front().shown;
    scan_.on_loss(loss);
    ++scanned_.totals.not_scanned;
  }

  bool Keep(std::vector<scan::ScanFinding> findings, const InputList& all) {
    const HostOfFinding host_of = HostsOf(all, request_.read);
    SuspectList suspects = DescribeSuspects(findings, host_of, all, scan_.scan);
    scanned_.suspects = std::move(suspects.files);
    scanned_.suspects_not_listed = suspects.not_listed;
    const std::string path =
        (std::filesystem::path(request_.out_dir) / std::string(kScanLinesName)).string();
    scanned_.findings_path = path;
    return WriteLines(path, ScanFindingLines(std::move(findings), host_of));
  }

  const EvidenceScanRequest& request_;
  ScannedFiles& scanned_;
  FileScanRequest scan_;
};

}  // namespace

void AddEvidenceScanOptions(CLI::App& app, EvidenceScanOptions& options) {
  app.add_flag_callback(
      "--no-scan", [&options] { options.wanted = false; },
      "do not examine programs, documents and memory that lie in the evidence");
  app.add_option("--yara", options.yara,
                 "YARA rules for those, besides noroshi's own: a file or a folder")
      ->option_text("PATH")
      ->allow_extra_args(false);
}

int ScanEvidence(const EvidenceScanRequest& request, ScannedFiles& scanned) {
  if (!request.options.wanted) return kExitOk;
  const std::optional<InputList> all = ListFiles(request.paths);
  if (!all.has_value()) return kExitOk;
  const InputList chosen = FilesToScan(*all);
  if (chosen.files.empty()) return kExitOk;
  const std::uint64_t start = MonotonicNs();
  if (!request.quiet) {
    PrintErr(fmt::format("noroshi: examining {} files that may be programs or documents\n",
                         GroupedNumber(chosen.files.size())));
  }
  const int status = EvidenceScanner(request, scanned).Run(*all, chosen);
  scanned.totals.ns = MonotonicNs() - start;
  return status;
}

}  // namespace noroshi
