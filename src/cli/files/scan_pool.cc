#include "cli/files/scan_pool.h"

#include <chrono>
#include <utility>

#include "cli/text/dump_json.h"
#include "cli/text/program_json.h"

namespace noroshi {
namespace {

// A signal wakes nobody: look for it now and then.
constexpr std::chrono::milliseconds kGlance{100};

}  // namespace

ScanPool::ScanPool(Options options, const std::vector<ScanFolderFiles>& folders)
    : options_(std::move(options)), folders_(folders), outputs_(folders.size()) {
  for (std::size_t folder = 0; folder < folders.size(); ++folder) {
    for (std::size_t file = 0; file < folders[folder].size(); ++file) {
      tasks_.push_back({folder, file, file + 1 == folders[folder].size()});
    }
  }
  for (unsigned i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { Work(); });
}

ScanPool::~ScanPool() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  room_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::optional<ScannedFolder> ScanPool::Next() {
  std::unique_lock lock(mutex_);
  if (given_ == folders_.size()) return std::nullopt;
  while (!outputs_[given_].has_value() && !*options_.interrupted) {
    judged_.wait_for(lock, kGlance);
  }
  if (!outputs_[given_].has_value()) return std::nullopt;
  ScannedFolder output = *std::exchange(outputs_[given_], std::nullopt);
  ++given_;
  WakeIdle();
  return output;
}

void ScanPool::Work() {
  std::string structures;
  scan::ScanOptions options = options_.scan;
  if (options_.want_programs) {
    options.visit_program = [&structures](const std::string& shown, const pe::PeImage& image,
                                          const authenticode::Signature& signature) {
      AppendProgramJson(shown, image, signature, structures);
    };
  }
  if (options_.want_dumps) {
    options.visit_dump = [&structures](const std::string& shown, const minidump::Minidump& dump) {
      AppendDumpJson(shown, dump, structures);
    };
  }
  scan::FileExaminer examiner(options);
  while (const std::optional<std::size_t> task = Take()) {
    const Task& due = tasks_[*task];
    const InputFile& file = *folders_[due.folder][due.file];
    Examined examined{examiner.Examine({file.path, file.shown}), {}};
    examined.structures = std::exchange(structures, {});
    for (Open& whole : Merge(*task, std::move(examined))) Judge(std::move(whole));
  }
}

std::optional<std::size_t> ScanPool::Take() {
  std::unique_lock lock(mutex_);
  const auto is_near = [this] {
    return next_ < merged_ + kMostFilesAhead && tasks_[next_].folder < given_ + kMostFoldersAhead;
  };
  while (!Stopped() && next_ < tasks_.size() && !is_near()) {
    ++idle_;
    room_.wait_for(lock, kGlance);
    --idle_;
  }
  if (Stopped() || next_ >= tasks_.size()) return std::nullopt;
  return next_++;
}

std::vector<ScanPool::Open> ScanPool::Merge(std::size_t task, Examined examined) {
  std::vector<Open> whole;
  const std::lock_guard lock(mutex_);
  waiting_.emplace(task, std::move(examined));
  while (!waiting_.empty() && waiting_.begin()->first == merged_) {
    Examined due = std::move(waiting_.extract(waiting_.begin()).mapped());
    const Task& of = tasks_[merged_++];
    open_.judge.Add(std::move(due.outcome));
    open_.structures += due.structures;
    if (!of.is_last) continue;
    open_.folder = of.folder;
    whole.push_back(std::exchange(open_, Open()));
  }
  WakeIdle();
  return whole;
}

void ScanPool::WakeIdle() {
  if (idle_ != 0) room_.notify_all();
}

void ScanPool::Judge(Open folder) {
  ScannedFolder output{folder.judge.Finish(), std::move(folder.structures)};
  const std::lock_guard lock(mutex_);
  outputs_[folder.folder] = std::move(output);
  if (folder.folder == given_) judged_.notify_one();
}

}  // namespace noroshi
