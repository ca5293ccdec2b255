#include "cli/files/evidence_scan.h"

#include <algorithm>
#include <atomic>
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
#include "cli/interrupt.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/session/yara_loading.h"
#include "evidence/authenticode/trust_store.h"
#include "evidence/container/container_kind.h"
#include "evidence/container/content_walk.h"
#include "evidence/evidence_walk.h"
#include "evidence/file.h"
#include "scan/data_sample.h"
#include "scan/known_form.h"
#include "stream/input/folder_walk.h"

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

// Folders that hold a file to scan, with all files in them; the others are the hunt's.
class FoldersToScan {
 public:
  explicit FoldersToScan(FolderWalk walk) : walk_(std::move(walk)) {}

  // Also nullopt after Ctrl-C.
  std::optional<WalkedFolder> Next() {
    while (true) {
      stopped_ = *interrupted_;
      if (stopped_) break;
      std::optional<WalkedFolder> folder = walk_.Next();
      if (!folder.has_value()) break;
      std::erase_if(folder->entries, [](const WalkedFolder::Entry& entry) {
        return entry.odd != nullptr && !entry.odd->problem.empty();  // the hunt tells of it
      });
      is_wanted_ = (is_wanted_ && folder->path == path_) || HoldsOneToScan(*folder);
      path_ = folder->path;
      if (is_wanted_) return folder;
    }
    return std::nullopt;
  }
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }

 private:
  bool HoldsOneToScan(const WalkedFolder& folder) {
    for (std::size_t i = 0; i < folder.entries.size(); ++i) {
      if (IsToScan(folder.File(i), sample_)) return true;
    }
    return false;
  }

  FolderWalk walk_;
  std::string path_;        // of the folder at hand
  bool is_wanted_ = false;  // a part of it held one
  const std::atomic<bool>* interrupted_ = WatchInterrupts();
  bool stopped_ = false;
  std::vector<std::uint8_t> sample_;
};

// Files as they are there; standard input is read once, by the hunt.
std::optional<FolderWalk> WalkFiles(std::vector<std::string> paths) {
  std::erase(paths, std::string(kStandardInput));
  if (paths.empty()) return std::nullopt;
  Result<FolderWalk> walk = FolderWalk::Open(paths);
  if (!walk.ok()) return std::nullopt;
  return *std::move(walk);
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

// The file that a finding lies in, as results show it.
std::string_view HolderOf(const scan::ScanFinding& finding) {
  const std::string_view shown = finding.path;
  return shown.substr(0, shown.find("!/"));
}

// What is to be known of the evidence once something was found: files with findings, and whose
// computer each is from.
struct Surroundings {
  InputList files;
  HostOfFinding host_of;
};

Surroundings LookAround(FolderWalk walk, const std::vector<scan::ScanFinding>& findings,
                        const ReadOptions& read) {
  std::set<std::string, std::less<>> holders;
  for (const scan::ScanFinding& finding : findings) holders.emplace(HolderOf(finding));
  auto hosts = std::make_shared<FolderHosts>();
  auto paths = std::make_shared<std::map<std::string, std::string, std::less<>>>();
  Surroundings around;
  while (const std::optional<WalkedFolder> folder = walk.Next()) {
    for (std::size_t i = 0; i < folder->entries.size(); ++i) {
      InputFile file = folder->File(i);
      hosts->AddLog(file, read);
      if (!holders.contains(file.shown)) continue;
      paths->emplace(file.shown, file.path);
      around.files.files.push_back(std::move(file));
    }
  }
  around.host_of = [hosts, paths](const scan::ScanFinding& finding) {
    const auto path = paths->find(HolderOf(finding));
    return path == paths->end() ? std::string() : hosts->HostOf(path->second);
  };
  return around;
}

void Note(const FileScanResult& result, ScanTotals& totals) {
  totals.ran = true;
  totals.files = result.files;
  totals.members = result.members;
  totals.programs = result.programs;
  totals.bytes = result.bytes;
  totals.findings = result.findings + result.findings_left_out;
  totals.findings_left_out = result.findings_left_out;
  totals.not_scanned = result.losses;
}

class EvidenceScanner {
 public:
  EvidenceScanner(const EvidenceScanRequest& request, ScannedFiles& scanned)
      : request_(request), scanned_(scanned) {}

  // `first` is what `folders` told first.
  int Run(WalkedFolder first, FoldersToScan& folders) {
    auto trust = authenticode::TrustStore::Load({}, SecondsNow());
    if (trust.ok()) scan_.scan.trust = &*trust;
    auto yara = scan::YaraRules::Load(YaraSourcesOf(
        request_.options.yara, true, request_.options.no_rule_cache, request_.threads));
    if (!yara.ok()) {
      PrintError(yara.error(), "check --yara");
      return kExitUsage;
    }
    const bool all_used = TellYaraProblems(**yara);
    if (!(*yara)->rules().empty()) scan_.scan.yara = yara->get();
    Prepare();
    const std::string first_file = first.File(0).shown;
    std::optional<WalkedFolder> next(std::move(first));
    FileScanResult result;
    ScanFolders(
        [&] { return next.has_value() ? std::exchange(next, std::nullopt) : folders.Next(); },
        scan_, result);
    Note(result, scanned_.totals);
    if (result.interrupted || folders.stopped()) LoseRest(first_file);
    if (!findings_.empty() && !Keep()) return kExitInternal;
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
    scan_.on_finding = [this](std::uint64_t place, scan::ScanFinding finding) {
      findings_.emplace_back(place, std::move(finding));
    };
    scan_.on_loss = [this](const scan::ScanLoss& loss) {
      if (loss.error.subject == kOddMemberName) return;  // the readers of logs tell it too
      if (scanned_.not_scanned.size() < kMostUnscanned) {
        scanned_.not_scanned.push_back({loss.path, loss.error.offset, loss.error.ToString()});
      }
    };
  }

  // Of the scan as a whole: told at the first file.
  void LoseRest(const std::string& first_file) {
    scan_.on_loss({first_file, Error{ErrorCode::kIo, 0, "scan", "interrupted"}});
    ++scanned_.totals.not_scanned;
  }

  bool Keep() {
    std::stable_sort(findings_.begin(), findings_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<scan::ScanFinding> findings;
    for (auto& [place, finding] : findings_) findings.push_back(std::move(finding));
    std::optional<FolderWalk> walk = WalkFiles(request_.paths);
    if (!walk.has_value()) return true;  // the evidence is gone, which the hunt tells
    const Surroundings around = LookAround(*std::move(walk), findings, request_.read);
    SuspectList suspects = DescribeSuspects(findings, around.host_of, around.files, scan_.scan);
    scanned_.suspects = std::move(suspects.files);
    scanned_.suspects_not_listed = suspects.not_listed;
    const std::string path =
        (std::filesystem::path(request_.out_dir) / std::string(kScanLinesName)).string();
    scanned_.findings_path = path;
    return WriteLines(path, ScanFindingLines(std::move(findings), around.host_of));
  }

  const EvidenceScanRequest& request_;
  ScannedFiles& scanned_;
  FileScanRequest scan_;
  std::vector<std::pair<std::uint64_t, scan::ScanFinding>> findings_;  // with their places
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
  std::optional<FolderWalk> walk = WalkFiles(request.paths);
  if (!walk.has_value()) return kExitOk;
  FoldersToScan folders(*std::move(walk));
  std::optional<WalkedFolder> first = folders.Next();
  if (!first.has_value()) return kExitOk;
  const std::uint64_t start = MonotonicNs();
  if (!request.quiet) PrintErr("noroshi: examining programs and documents in the evidence\n");
  const int status = EvidenceScanner(request, scanned).Run(*std::move(first), folders);
  scanned.totals.ns = MonotonicNs() - start;
  return status;
}

}  // namespace noroshi
