#include "base/cache_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "base/byte_reader.h"
#include "base/image_check.h"

namespace noroshi {
namespace {

constexpr std::string_view kMark = "noroshi\n";
constexpr std::string_view kSuffix = ".cache";
constexpr std::string_view kUnfinished = ".part";  // behind kSuffix and the process's own letters
constexpr std::size_t kHeadBytes = 24;             // mark, size, checksum
// No rule set comes near; a file that claims more is not one of ours.
constexpr std::uint64_t kMaxFileBytes = 1ULL << 30;
// An unfinished file that much older than the last one used has no writer any more.
constexpr time_t kForgottenSeconds = 3600;

class Handle {
 public:
  explicit Handle(int handle) : handle_(handle) {}
  Handle(Handle&& other) noexcept : handle_(other.Release()) {}
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (handle_ >= 0) close(handle_);
  }
  int get() const noexcept { return handle_; }
  // The caller closes it.
  int Release() noexcept { return std::exchange(handle_, -1); }

 private:
  int handle_;
};

bool IsOursAlone(const struct stat& info) noexcept {
  return info.st_uid == geteuid() && (info.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool WriteAll(int handle, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(handle, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

std::array<char, kHeadBytes> HeadOf(std::string_view content) {
  const std::uint64_t numbers[2] = {content.size(), ImageSum(content)};
  std::array<char, kHeadBytes> head{};
  std::memcpy(head.data(), kMark.data(), kMark.size());
  std::memcpy(head.data() + kMark.size(), numbers, sizeof numbers);
  return head;
}

// REQUIRES: size >= kHeadBytes.
CacheImage Map(Handle file, std::size_t size) {
  void* const at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (at == MAP_FAILED) return {};
  const int handle = file.Release();
  const auto unmap = [size, handle](const void* mapped) {
    munmap(const_cast<void*>(mapped), size);
    close(handle);
  };
  return {.file = std::shared_ptr<const void>(at, unmap),
          .content = {static_cast<const char*>(at) + kHeadBytes, size - kHeadBytes},
          .handle = handle};
}

// Whether mark and size are those of such a file; notes what it says of its content.
bool TakeHead(CacheImage& image) {
  std::array<char, kHeadBytes> head{};
  std::memcpy(head.data(), image.content.data() - kHeadBytes, kHeadBytes);
  std::uint64_t numbers[2];
  std::memcpy(numbers, head.data() + kMark.size(), sizeof numbers);
  image.sum = numbers[1];
  return std::string_view(head.data(), kMark.size()) == kMark && numbers[0] == image.content.size();
}

// A new file that nobody else can open: never named where the file system can do that, else its
// name is gone before anything is written.
Handle NamelessFile(const std::string& folder) {
  Handle file(open(folder.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600));
  if (file.get() >= 0) return file;
  std::string path = folder + "/.noroshi-XXXXXX";
  Handle named(mkostemp(path.data(), O_CLOEXEC));
  if (named.get() >= 0) unlink(path.c_str());
  return named;
}

// No file in it if that cannot be done.
CacheImage SpilledImage(std::string_view content, const std::string& folder) {
  if (folder.empty()) return {};
  Handle file = NamelessFile(folder);
  if (file.get() < 0) return {};
  constexpr std::array<char, kHeadBytes> kNoHead{};  // content lies as in a file of the cache
  const bool whole =
      WriteAll(file.get(), {kNoHead.data(), kNoHead.size()}) && WriteAll(file.get(), content);
  return whole ? Map(std::move(file), kHeadBytes + content.size()) : CacheImage();
}

bool MakeFolders(const std::string& folder) {
  for (std::size_t at = folder.find('/', 1);; at = folder.find('/', at + 1)) {
    const std::string part = folder.substr(0, at);
    if (mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) return false;
    if (at == std::string::npos) return true;
  }
}

struct OldFile {
  std::string path;
  bool finished = false;
  std::uint64_t size = 0;
  timespec used{};
};

bool IsNewer(const OldFile& a, const OldFile& b) {
  if (a.used.tv_sec != b.used.tv_sec) return a.used.tv_sec > b.used.tv_sec;
  return a.used.tv_nsec > b.used.tv_nsec;
}

// The folder's files of ours, finished or not, the last used first.
std::vector<OldFile> FilesOf(const std::string& folder) {
  std::vector<OldFile> files;
  DIR* const walk = opendir(folder.c_str());
  if (walk == nullptr) return files;
  while (const dirent* entry = readdir(walk)) {
    const std::string_view name = entry->d_name;
    if (name.find(kSuffix) == std::string_view::npos) continue;
    struct stat info {};
    OldFile file{.path = folder + "/" + entry->d_name, .finished = name.ends_with(kSuffix)};
    if (lstat(file.path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) continue;
    file.size = static_cast<std::uint64_t>(info.st_size);
    file.used = info.st_mtim;
    files.push_back(std::move(file));
  }
  closedir(walk);
  std::ranges::sort(files, IsNewer);
  return files;
}

}  // namespace

void CacheImage::ReleasePages() const noexcept {
  // What is no file's would read as zeros afterwards.
  if (handle < 0) return;
  madvise(const_cast<void*>(file.get()), content.size() + kHeadBytes, MADV_DONTNEED);
}

std::string_view CacheImage::ReadApart(std::string_view part, std::string& room) const {
  if (handle < 0) return part;
  const auto at = part.data() - static_cast<const char*>(file.get());
  room.resize(part.size());
  const ssize_t got = pread(handle, room.data(), room.size(), at);
  return got == static_cast<ssize_t>(part.size()) ? std::string_view(room) : part;
}

CacheImage HeldImage(std::string content, const std::string& folder) {
  if (CacheImage spilled = SpilledImage(content, folder); spilled.file != nullptr) return spilled;
  auto held = std::make_shared<const std::string>(std::move(content));
  const std::string_view bytes = *held;
  return {.file = std::move(held), .content = bytes};
}

std::optional<CacheImage> CacheFolder::Read(const std::string& name) const {
  auto image = Open(name);
  if (!image) return std::nullopt;
  ImageCheck check(*image);
  for (std::size_t i = 0; i < check.parts(); ++i) check.Add(i);
  return check.Holds() ? std::move(image) : std::nullopt;
}

std::optional<CacheImage> CacheFolder::Open(const std::string& name) const {
  if (folder_.empty()) return std::nullopt;
  const Handle folder(open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct stat info {};
  if (folder.get() < 0 || fstat(folder.get(), &info) != 0 || !IsOursAlone(info)) return {};
  const std::string file_name = name + std::string(kSuffix);
  Handle file(openat(folder.get(), file_name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.get() < 0 || fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  if (!IsOursAlone(info)) return std::nullopt;
  const auto size = static_cast<std::uint64_t>(info.st_size);
  if (size < kHeadBytes || size > kMaxFileBytes) return std::nullopt;
  CacheImage image = Map(std::move(file), size);
  if (image.file == nullptr) return std::nullopt;
  if (!TakeHead(image)) return std::nullopt;
  futimens(image.handle, nullptr);
  return image;
}

void CacheFolder::Write(const std::string& name, std::string_view content) const {
  if (folder_.empty() || !MakeFolders(folder_)) return;
  const std::string path = folder_ + "/" + name + std::string(kSuffix);
  std::string unfinished = path + std::string(kUnfinished) + "XXXXXX";
  const Handle file(mkostemp(unfinished.data(), O_CLOEXEC));
  if (file.get() < 0) return;
  const auto head = HeadOf(content);
  const bool whole = WriteAll(file.get(), {head.data(), head.size()}) &&
                     WriteAll(file.get(), content) && rename(unfinished.c_str(), path.c_str()) == 0;
  if (!whole) unlink(unfinished.c_str());
}

void CacheFolder::Trim(std::size_t max_files, std::uint64_t max_bytes) const {
  if (folder_.empty()) return;
  const std::vector<OldFile> files = FilesOf(folder_);
  std::uint64_t bytes = 0;
  std::size_t count = 0;
  for (const OldFile& file : files) {
    // No clock: the file used last tells the time. One that is being written stays.
    const time_t age = files.front().used.tv_sec - file.used.tv_sec;
    if (!file.finished && age < kForgottenSeconds) continue;
    bytes += file.size;
    ++count;
    if (!file.finished || count > max_files || bytes > max_bytes) unlink(file.path.c_str());
  }
}

std::string UserCacheFolder(const char* xdg_cache_home, const char* home) {
  const auto absolute = [](const char* path) { return path != nullptr && path[0] == '/'; };
  if (absolute(xdg_cache_home)) return std::string(xdg_cache_home) + "/noroshi";
  if (absolute(home)) return std::string(home) + "/.cache/noroshi";
  return {};
}

}  // namespace noroshi
