// LoadRules: finds the files, reads and checks them on several threads, assembles the set.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <thread>

#include "rules/rule_set.h"
#include "rules/sigma/assembly.h"
#include "rules/sigma/file_loader.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

bool IsRuleFile(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".yml" || extension == ".yaml";
}

// Adds the rule files below a folder. Folders whose name starts with a dot hold version control
// and build files, not rules. Links to folders are not followed, so there are no loops.
Status AddFolder(const std::string& folder, std::vector<std::string>& files) {
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied,
                                        error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    const fs::path& path = walk->path();
    std::error_code ignored;
    if (walk->is_directory(ignored)) {
      if (path.filename().string().starts_with('.')) walk.disable_recursion_pending();
    } else if (IsRuleFile(path)) {
      files.push_back(path.generic_string());
    }
  }
  if (!error) return Ok();
  return Error{
      .code = ErrorCode::kIo, .subject = "rule folder", .detail = folder + ": " + error.message()};
}

Result<std::vector<std::string>> ListFiles(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      return Error{.code = ErrorCode::kNotFound,
                   .subject = "rules",
                   .detail = path + ": no such file or folder"};
    }
    if (fs::is_directory(status)) {
      NOROSHI_TRY([[maybe_unused]] const auto done, AddFolder(path, files));
    } else {
      files.push_back(fs::path(path).generic_string());
    }
  }
  std::ranges::sort(files);
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

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

// Reads a file into `text`; false leaves the reason in errno.
bool ReadText(const std::string& path, std::string& text) {
  const FileHandle file(path);
  struct stat info {};
  if (file.get() < 0 || fstat(file.get(), &info) != 0) return false;
  // One byte more than allowed is enough to see that a file is too large.
  const auto wanted = static_cast<std::size_t>(info.st_size > 0 ? info.st_size : 0);
  text.resize(std::min(wanted, sigma::kMaxRuleFileBytes + 1));
  std::size_t have = 0;
  while (have < text.size()) {
    const ssize_t got = read(file.get(), text.data() + have, text.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  text.resize(have);
  return true;
}

sigma::LoadedFile LoadOne(const std::string& path, std::string& buffer,
                          const LoadOptions& options) {
  if (!ReadText(path, buffer)) {
    return sigma::UnreadableFile(path, std::system_category().message(errno));
  }
  return sigma::LoadFileText(path, buffer, options);
}

std::vector<sigma::LoadedFile> LoadFiles(const std::vector<std::string>& paths,
                                         const LoadOptions& options) {
  std::vector<sigma::LoadedFile> files(paths.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    std::string buffer;
    for (std::size_t i = next++; i < paths.size(); i = next++) {
      files[i] = LoadOne(paths[i], buffer, options);
    }
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < options.threads; ++i) helpers.emplace_back(work);
  work();
  helpers.clear();  // joins
  return files;
}

}  // namespace

Result<RuleSet> LoadRules(const std::vector<std::string>& paths, const LoadOptions& options) {
  NOROSHI_TRY(const std::vector<std::string> files, ListFiles(paths));
  return sigma::Assemble(LoadFiles(files, options));
}

RuleSet LoadRulesFromText(const std::string& path, const std::string& text,
                          const LoadOptions& options) {
  std::vector<sigma::LoadedFile> files;
  files.push_back(sigma::LoadFileText(path, text, options));
  return sigma::Assemble(std::move(files));
}

}  // namespace noroshi
