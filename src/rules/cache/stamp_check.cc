#include "rules/cache/stamp_check.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <string_view>

#include "base/parallel.h"

namespace noroshi {
namespace {

// Enough that a folder is rarely opened twice, few enough that all threads have work.
constexpr std::size_t kSlice = 256;

// The folder of the file that was asked for last, open, so that the kernel need not walk the whole
// path again for its neighbour.
class OpenFolder {
 public:
  OpenFolder() = default;
  OpenFolder(const OpenFolder&) = delete;
  OpenFolder& operator=(const OpenFolder&) = delete;
  ~OpenFolder() { Close(); }

  // `path` up to its last slash, that included. False where there is no such folder.
  bool Enter(std::string_view path) {
    if (path == path_) return handle_ != -1;
    Close();
    path_ = path;
    handle_ =
        path.empty() ? AT_FDCWD : open(std::string(path).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    return handle_ != -1;
  }
  [[nodiscard]] int handle() const noexcept { return handle_; }

 private:
  void Close() {
    if (handle_ >= 0) close(handle_);
  }

  std::string_view path_;
  int handle_ = AT_FDCWD;
};

bool Holds(const SourceFile& file, OpenFolder& folder) {
  if (file.stamp == FileStamp{}) return false;
  const std::size_t slash_end = file.path.rfind('/') + 1;  // 0 where there is no slash
  const char* name = file.path.c_str() + slash_end;
  const int flags = *name == '\0' ? AT_EMPTY_PATH : 0;  // "rules/" is the folder itself
  struct stat info {};
  return folder.Enter(std::string_view(file.path).substr(0, slash_end)) &&
         fstatat(folder.handle(), name, &info, flags) == 0 && StampOf(info) == file.stamp;
}

}  // namespace

bool StampsHold(std::span<const SourceFile> files, unsigned threads) {
  std::atomic<bool> hold{true};
  ForEachIndex((files.size() + kSlice - 1) / kSlice, threads, [&](std::size_t slice) {
    if (!hold) return;
    const std::size_t first = slice * kSlice;
    OpenFolder folder;
    const auto own = files.subspan(first, std::min(kSlice, files.size() - first));
    if (!std::ranges::all_of(own, [&](const SourceFile& file) { return Holds(file, folder); })) {
      hold = false;
    }
  });
  return hold;
}

}  // namespace noroshi
