#include "rules/rule_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>
#include <system_error>

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

// Walks folders with an explicit stack: they are as deep as their owner likes.
class Walk {
 public:
  Walk(Stamps stamps, std::vector<SourceFile>& files) : stamps_(stamps), files_(files) {}

  Status Run(const std::string& root) {
    folders_ = {root};
    while (!folders_.empty()) {
      const std::string folder = std::move(folders_.back());
      folders_.pop_back();
      NOROSHI_TRY([[maybe_unused]] const auto done, Enter(folder));
    }
    return Ok();
  }

 private:
  static Status Problem(const std::string& folder, int code) {
    return Error{.code = ErrorCode::kIo,
                 .subject = "rule folder",
                 .detail = folder + ": " + std::system_category().message(code)};
  }

  Status Enter(const std::string& folder) {
    const std::unique_ptr<DIR, CloseFolder> open(opendir(folder.c_str()));
    if (open == nullptr) return errno == EACCES ? Ok() : Problem(folder, errno);
    errno = 0;
    while (const dirent* entry = readdir(open.get())) {
      Take(folder, dirfd(open.get()), *entry);
      errno = 0;
    }
    return errno == 0 ? Ok() : Problem(folder, errno);
  }

  void Take(const std::string& folder, int handle, const dirent& entry) {
    const std::string_view name = entry.d_name;
    unsigned char type = entry.d_type;
    struct stat info {};
    if (type == DT_UNKNOWN && fstatat(handle, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
      type = IFTODT(info.st_mode);
    }
    if (type == DT_DIR) {
      if (!name.starts_with('.')) folders_.push_back(Joined(folder, name));
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
  std::vector<SourceFile>& files_;
  std::vector<std::string> folders_;
};

}  // namespace

FileStamp StampOf(const struct stat& info) noexcept {
  return {.size = static_cast<std::uint64_t>(info.st_size),
          .modified = Nanoseconds(info.st_mtim),
          .changed = Nanoseconds(info.st_ctim),
          .device = info.st_dev,
          .inode = info.st_ino};
}

Result<std::vector<SourceFile>> ListRuleFiles(const std::vector<std::string>& paths,
                                              Stamps stamps) {
  std::vector<SourceFile> files;
  for (const std::string& path : paths) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) {
      return Error{.code = ErrorCode::kNotFound,
                   .subject = "rules",
                   .detail = path + ": no such file or folder"};
    }
    if (S_ISDIR(info.st_mode)) {
      NOROSHI_TRY([[maybe_unused]] const auto done, Walk(stamps, files).Run(path));
    } else {
      files.push_back({.path = path, .stamp = StampOf(info), .hash = 0});
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  const auto same = [](const SourceFile& a, const SourceFile& b) { return a.path == b.path; };
  files.erase(std::unique(files.begin(), files.end(), same), files.end());
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
