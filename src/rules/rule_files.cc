#include "rules/rule_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace noroshi {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const noexcept { closedir(folder); }
};

// Closes what it holds.
class FileHandle {
 public:
  explicit FileHandle(const std::string& path)
      : handle_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle() {
    if (handle_ >= 0) close(handle_);
  }
  int get() const noexcept { return handle_; }

 private:
  int handle_;
};

std::uint64_t Nanoseconds(const timespec& time) noexcept {
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(time.tv_nsec);
}

bool IsRuleFile(std::string_view name) noexcept {
  const std::size_t dot = name.rfind('.');
  if (dot == 0 || dot == std::string_view::npos) return false;
  return name.substr(dot) == ".yml" || name.substr(dot) == ".yaml";
}

std::string Joined(const std::string& folder, std::string_view name) {
  std::string path = folder;
  if (!path.ends_with('/')) path += '/';
  return path.append(name);
}

// Folders that wait to be entered, shared by the threads of a walk: an explicit stack, for they are
// as deep as their owner likes.
class FolderStack {
 public:
  explicit FolderStack(std::string root) : waiting_{std::move(root)} {}

  // A folder to enter; nothing once all have been. Waits while others may still find some.
  std::optional<std::string> Take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !waiting_.empty() || busy_ == 0; });
    if (waiting_.empty()) return std::nullopt;
    std::string folder = std::move(waiting_.back());
    waiting_.pop_back();
    ++busy_;
    return folder;
  }

  // Ends what Take began: the folders that were found in it, which is emptied.
  void Put(std::vector<std::string>& found) {
    const std::lock_guard lock(mutex_);
    waiting_.insert(waiting_.end(), std::make_move_iterator(found.begin()),
                    std::make_move_iterator(found.end()));
    found.clear();
    --busy_;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;  // guards all
  std::condition_variable changed_;
  std::vector<std::string> waiting_;
  std::size_t busy_ = 0;  // folders that were taken and not yet put back
};

// One thread's share of a walk.
class Walk {
 public:
  explicit Walk(Stamps stamps) : stamps_(stamps) {}

  void Run(FolderStack& folders) {
    while (const auto folder = folders.Take()) {
      if (const int code = Enter(*folder); code != 0) NoteProblem(*folder, code);
      folders.Put(inner_);
    }
  }

  struct Problem {
    std::string folder;  // "" = none
    int code = 0;
  };
  // Of the first folder in byte order, so that it is the same for any number of threads.
  [[nodiscard]] const Problem& problem() const noexcept { return problem_; }
  [[nodiscard]] std::vector<SourceFile>& files() noexcept { return files_; }
  [[nodiscard]] std::vector<SourceFile>& folders() noexcept { return folders_; }

 private:
  void NoteProblem(const std::string& folder, int code) {
    if (problem_.code == 0 || folder < problem_.folder) problem_ = {folder, code};
  }

  // What went wrong, as errno has it; 0 = nothing.
  int Enter(const std::string& folder) {
    const std::unique_ptr<DIR, CloseFolder> open(opendir(folder.c_str()));
    const int problem = errno;
    if (stamps_ == Stamps::kYes) NoteFolder(folder, open.get());
    if (open == nullptr) return problem == EACCES ? 0 : problem;
    errno = 0;
    while (const dirent* entry = readdir(open.get())) {
      Take(folder, dirfd(open.get()), *entry);
      errno = 0;
    }
    return errno;
  }

  void NoteFolder(const std::string& folder, DIR* open) {
    struct stat info {};
    const bool known = open != nullptr && fstat(dirfd(open), &info) == 0;
    folders_.push_back({.path = folder, .stamp = known ? StampOf(info) : FileStamp{}, .hash = 0});
  }

  void Take(const std::string& folder, int handle, const dirent& entry) {
    const std::string_view name = entry.d_name;
    unsigned char type = entry.d_type;
    struct stat info {};
    if (type == DT_UNKNOWN && fstatat(handle, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
      type = IFTODT(info.st_mode);
    }
    if (type == DT_DIR) {
      if (!name.starts_with('.')) inner_.push_back(Joined(folder, name));
      return;
    }
    if (!IsRuleFile(name)) return;
    SourceFile file{.path = Joined(folder, name), .stamp = {}, .hash = 0};
    // A link may lead to a folder: it is neither followed nor a rule.
    if (stamps_ == Stamps::kYes || type == DT_LNK) {
      info = {};
      if (fstatat(handle, entry.d_name, &info, 0) == 0) file.stamp = StampOf(info);
      if (S_ISDIR(info.st_mode)) return;
    }
    files_.push_back(std::move(file));
  }

  Stamps stamps_;
  std::vector<SourceFile> files_, folders_;
  std::vector<std::string> inner_;  // of the folder under way
  Problem problem_;
};

// Sorted by path, each once.
void Tidy(std::vector<SourceFile>& files) {
  std::ranges::sort(files, {}, &SourceFile::path);
  const auto same = [](const SourceFile& a, const SourceFile& b) { return a.path == b.path; };
  files.erase(std::unique(files.begin(), files.end(), same), files.end());
}

// Adds the rule files below `root` and the folders they lie in, in no order.
Status AddBelow(const std::string& root, Stamps stamps, unsigned threads,
                std::vector<SourceFile>& files, std::vector<SourceFile>& folders_seen) {
  FolderStack folders(root);
  std::vector<Walk> walks(std::max(threads, 1U), Walk(stamps));
  {
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < walks.size(); ++i) {
      helpers.emplace_back([&, i] { walks[i].Run(folders); });
    }
    walks[0].Run(folders);
  }
  Walk::Problem first;
  for (Walk& walk : walks) {
    std::ranges::move(walk.files(), std::back_inserter(files));
    std::ranges::move(walk.folders(), std::back_inserter(folders_seen));
    const Walk::Problem& problem = walk.problem();
    if (problem.code == 0) continue;
    if (first.code == 0 || problem.folder < first.folder) first = problem;
  }
  if (first.code == 0) return Ok();
  return Error{.code = ErrorCode::kIo,
               .subject = "rule folder",
               .detail = first.folder + ": " + std::system_category().message(first.code)};
}

}  // namespace

FileStamp StampOf(const struct stat& info) noexcept {
  return {.size = static_cast<std::uint64_t>(info.st_size),
          .modified = Nanoseconds(info.st_mtim),
          .changed = Nanoseconds(info.st_ctim),
          .device = info.st_dev,
          .inode = info.st_ino};
}

Result<std::vector<SourceFile>> ListRuleFiles(const std::vector<std::string>& paths, Stamps stamps,
                                              unsigned threads, std::vector<SourceFile>* folders) {
  std::vector<SourceFile> files, entered;
  for (const std::string& path : paths) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) {
      return Error{.code = ErrorCode::kNotFound,
                   .subject = "rules",
                   .detail = path + ": no such file or folder"};
    }
    if (S_ISDIR(info.st_mode)) {
      NOROSHI_TRY([[maybe_unused]] const auto done,
                  AddBelow(path, stamps, threads, files, entered));
    } else {
      files.push_back({.path = path, .stamp = StampOf(info), .hash = 0});
    }
  }
  Tidy(files);
  if (folders != nullptr) {
    Tidy(entered);
    *folders = std::move(entered);
  }
  return files;
}

bool ReadSource(std::size_t limit, SourceFile& file, std::string& text) {
  const FileHandle handle(file.path);
  struct stat info {};
  if (handle.get() < 0 || fstat(handle.get(), &info) != 0) return false;
  file.stamp = StampOf(info);
  text.resize(std::min<std::uint64_t>(file.stamp.size, limit + 1));
  std::size_t have = 0;
  while (have < text.size()) {
    const ssize_t got = read(handle.get(), text.data() + have, text.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  text.resize(have);
  return true;
}

}  // namespace noroshi
