#include "cli/files/scan_pool.h"

#include <chrono>
#include <iterator>
#include <utility>

#include "cli/text/dump_json.h"
#include "cli/text/program_json.h"

namespace noroshi {
namespace {

// A signal wakes nobody: look for it now and then.
constexpr std::chrono::milliseconds kGlance{100};

}  // namespace

ScanPool::ScanPool(Options options, FolderSource folders)
    : options_(std::move(options)), source_(std::move(folders)) {
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
  const auto is_due = [this] { return !outputs_.empty() && outputs_.begin()->first == given_; };
  while (!is_due()) {
    if (*options_.interrupted || (all_asked_ && given_ == folders_)) return std::nullopt;
    judged_.wait_for(lock, kGlance);
  }
  ScannedFolder output = std::move(outputs_.extract(outputs_.begin()).mapped());
  ++given_;
  WakeIdle();
  return output;
}

bool ScanPool::done() {
  const std::lock_guard lock(mutex_);
  return all_asked_ && given_ == folders_;
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
  while (std::optional<Task> task = Take()) {
    Examined examined{*std::move(task), {}, {}};
    const InputFile& file = examined.task.file;
    if (file.problem.empty()) examined.outcome = examiner.Examine({file.path, file.shown});
    examined.structures = std::exchange(structures, {});
    for (Open& whole : Merge(std::move(examined))) Judge(std::move(whole));
  }
}

std::optional<ScanPool::Task> ScanPool::Take() {
  std::unique_lock lock(mutex_);
  const auto is_near = [this] {
    return next_ < merged_ + kMostFilesAhead && folders_ < given_ + kMostFoldersAhead;
  };
  while (!Stopped() && !all_asked_ && !is_near()) {
    ++idle_;
    room_.wait_for(lock, kGlance);
    --idle_;
  }
  if (Stopped()) return std::nullopt;
  if (file_ == folder_.entries.size() && !OpenFolder()) return std::nullopt;
  return NextTask();
}

bool ScanPool::OpenFolder() {
  if (all_asked_) return false;
  std::optional<WalkedFolder> folder = source_();
  if (!folder.has_value()) {
    all_asked_ = true;
    folder_ = {};
    file_ = 0;
    judged_.notify_one();
    WakeIdle();
    return false;
  }
  if (folder_.is_last) ++folders_;
  folder_ = *std::move(folder);
  file_ = 0;
  return true;
}

ScanPool::Task ScanPool::NextTask() {
  Task task{next_++, folders_ - 1, folder_.File(file_), false};
  task.is_last = ++file_ == folder_.entries.size() && folder_.is_last;
  return task;
}

std::vector<ScanPool::Open> ScanPool::Merge(Examined examined) {
  std::vector<Open> whole;
  const std::lock_guard lock(mutex_);
  const std::size_t number = examined.task.number;
  waiting_.emplace(number, std::move(examined));
  while (!waiting_.empty() && waiting_.begin()->first == merged_) {
    Examined due = std::move(waiting_.extract(waiting_.begin()).mapped());
    ++merged_;
    if (due.outcome.has_value()) {
      open_.judge.Add(*std::move(due.outcome));
    } else {
      const InputFile& file = due.task.file;
      open_.losses.push_back({file.shown, Error{ErrorCode::kIo, 0, "file", file.problem}});
    }
    open_.structures += due.structures;
    if (!due.task.is_last) continue;
    open_.folder = due.task.folder;
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
  std::vector<scan::ScanLoss>& losses = output.result.losses;
  losses.insert(losses.begin(), std::make_move_iterator(folder.losses.begin()),
                std::make_move_iterator(folder.losses.end()));
  const std::lock_guard lock(mutex_);
  outputs_.emplace(folder.folder, std::move(output));
  if (folder.folder == given_) judged_.notify_one();
}

}  // namespace noroshi
