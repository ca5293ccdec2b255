#include "rules/cache/stamp_check.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "rules/source_file.h"

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

bool Holds(std::string_view path, const FileStamp& stamp, OpenFolder& folder) {
  if (stamp == FileStamp{}) return false;
  const std::size_t slash_end = path.rfind('/') + 1;  // 0 where there is no slash
  const char* name = path.data() + slash_end;
  const int flags = *name == '\0' ? AT_EMPTY_PATH : 0;  // "rules/" is the folder itself
  struct stat info {};
  return folder.Enter(path.substr(0, slash_end)) &&
         fstatat(folder.handle(), name, &info, flags) == 0 && StampOf(info) == stamp;
}

}  // namespace

std::size_t StampSlices(const SourceTable& files) noexcept {
  return (files.size() + kSlice - 1) / kSlice;
}

bool StampsHold(const SourceTable& files, std::size_t slice) {
  OpenFolder folder;
  const std::size_t first = slice * kSlice, end = std::min(first + kSlice, files.size());
  for (std::size_t i = first; i < end; ++i) {
    if (!Holds(files.path(i), files.stamp(i), folder)) return false;
  }
  return true;
}

}  // namespace noroshi
