#include "cli/file_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/machine.h"
#include "cli/output.h"
#include "cli/program_json.h"
#include "cli/terminal/safe_text.h"
#include "stream/input_list.h"

namespace noroshi {
namespace {

struct Folder {
  std::vector<scan::ScanFile> files;
};

// What a folder gave, with the text to print for it.
struct FolderOutput {
  scan::FolderResult result;
  std::string programs;
};

std::string_view FolderOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// Files are sorted by path, so those of a folder come in runs, cut where a subfolder lies between.
std::vector<Folder> GroupByFolder(const InputList& inputs, FileScanResult& result) {
  std::vector<Folder> folders;
  std::vector<std::pair<std::string_view, std::size_t>> order;
  for (std::size_t i = 0; i < inputs.files.size(); ++i) {
    const InputFile& file = inputs.files[i];
    if (!file.problem.empty()) {
      PrintWarning(fmt::format("{}: {}", SafeText(file.shown), SafeText(file.problem)));
      ++result.losses;
      continue;
    }
    order.emplace_back(FolderOf(file.path), i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string_view last;
  for (const auto& [folder, index] : order) {
    if (folders.empty() || folder != last) folders.emplace_back();
    last = folder;
    folders.back().files.push_back({inputs.files[index].path, inputs.files[index].shown});
  }
  return folders;
}

// Scans folders on several threads and hands the outputs over in their order. Workers may be ahead
// of the one that is due by a bounded number of folders.
class FolderPool {
 public:
  FolderPool(const FileScanRequest& request, const std::vector<Folder>& folders)
      : request_(request),
        folders_(folders),
        interrupted_(WatchInterrupts()),
        outputs_(folders.size()) {
    const unsigned count = request.threads == 0 ? CoreCount() : request.threads;
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { Work(); });
  }

  ~FolderPool() {
    stop_ = true;
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  // The output of the folder that is next; nullopt at the end and after Ctrl-C.
  std::optional<FolderOutput> Next() {
    if (given_ == folders_.size()) return std::nullopt;
    std::unique_lock lock(mutex_);
    // A signal wakes nobody: look for it now and then.
    while (!outputs_[given_].has_value() && !*interrupted_) changed_.wait_for(lock, kGlance);
    if (!outputs_[given_].has_value()) return std::nullopt;
    FolderOutput output = *std::move(outputs_[given_]);
    outputs_[given_].reset();
    ++given_;
    changed_.notify_all();
    return output;
  }

 private:
  static constexpr std::size_t kMostAhead = 64;
  static constexpr std::chrono::milliseconds kGlance{100};

  void Work() {
    while (!stop_ && !*interrupted_) {
      const std::size_t index = next_.fetch_add(1);
      if (index >= folders_.size()) return;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return index < given_ + kMostAhead || stop_; });
        if (stop_) return;
      }
      FolderOutput output = ScanOne(folders_[index]);
      const std::lock_guard lock(mutex_);
      outputs_[index] = std::move(output);
      changed_.notify_all();
    }
    changed_.notify_all();
  }

  FolderOutput ScanOne(const Folder& folder) const {
    FolderOutput output;
    scan::ScanOptions options;
    options.trust = request_.trust;
    if (request_.want_programs) {
      options.visit_program = [&](const std::string& shown, const pe::PeImage& image,
                                  const authenticode::Signature& signature) {
        AppendProgramJson(shown, image, signature, output.programs);
      };
    }
    output.result = scan::ScanFolder(folder.files, options);
    return output;
  }

  const FileScanRequest& request_;
  const std::vector<Folder>& folders_;
  const std::atomic<bool>* interrupted_;
  std::mutex mutex_;  // guards outputs_ and given_
  std::condition_variable changed_;
  std::vector<std::optional<FolderOutput>> outputs_;
  std::size_t given_ = 0;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

void Add(FolderOutput output, Level level, FileScanResult& result) {
  PrintOut(output.programs);
  for (scan::ScanFinding& finding : output.result.findings) {
    if (finding.level >= level) result.findings.push_back(std::move(finding));
  }
  for (const scan::ScanLoss& loss : output.result.losses) {
    PrintWarning(fmt::format("{}: {}", SafeText(loss.path), SafeText(loss.error.ToString())));
  }
  ++result.folders;
  result.losses += output.result.losses.size();
  result.files += output.result.files;
  result.programs += output.result.programs;
  result.signed_programs += output.result.signed_programs;
  result.bytes += output.result.bytes;
}

}  // namespace

int RunFileScan(const FileScanRequest& request, FileScanResult& result) {
  const Result<InputList> inputs = ListInputs(request.paths);
  if (!inputs.ok()) {
    PrintError(inputs.error(), "give files or folders that exist");
    return kExitUsage;
  }
  const std::vector<Folder> folders = GroupByFolder(*inputs, result);
  FolderPool pool(request, folders);
  while (auto output = pool.Next()) Add(*std::move(output), request.level, result);
  const bool whole = result.folders == folders.size();
  if (!whole) PrintWarning("stopped: what was found so far follows");
  return whole && result.losses == 0 ? kExitOk : kExitNotAllUsed;
}

}  // namespace noroshi
