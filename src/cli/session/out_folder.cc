#include "cli/session/out_folder.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOurNames[] = {"findings.jsonl", "suppressed.jsonl", "timeline.csv",
                                     "incidents.json", "report.html",      "run.json",
                                     "scan.jsonl"};

Error OutError(ErrorCode code, std::string detail) { return {code, 0, "--out", std::move(detail)}; }

bool IsInside(const fs::path& path, const fs::path& folder) {
  const auto mismatch = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return mismatch.first == folder.end();
}

}  // namespace

Status PrepareOutFolder(const std::string& out_dir, const std::vector<std::string>& inputs) {
  std::error_code error;
  const fs::path out = fs::weakly_canonical(out_dir, error);
  for (const std::string& input : inputs) {
    const fs::path evidence = fs::weakly_canonical(input, error);
    if (IsInside(out, evidence)) {
      return OutError(ErrorCode::kInvalid, out_dir + " lies inside the evidence " + input +
                                               "; choose a folder outside it");
    }
  }
  if (fs::exists(out_dir, error) && !fs::is_directory(out_dir, error)) {
    return OutError(ErrorCode::kInvalid, out_dir + " is a file; choose a folder");
  }
  fs::create_directories(out_dir, error);
  if (error) return OutError(ErrorCode::kIo, out_dir + ": " + error.message());
  if (::access(out_dir.c_str(), W_OK | X_OK) != 0) {
    return OutError(ErrorCode::kIo, out_dir + ": no permission to write there");
  }
  return Ok();
}

Status CheckCasePath(const std::string& path, const std::vector<std::string>& inputs) {
  if (path.empty()) return Ok();
  std::error_code error;
  const fs::path file = fs::weakly_canonical(path, error);
  for (const std::string& input : inputs) {
    if (!IsInside(file, fs::weakly_canonical(input, error))) continue;
    return Error{ErrorCode::kInvalid, 0, "--case",
                 path + " lies inside the evidence " + input + "; choose a place outside it"};
  }
  return Ok();
}

void RemoveStaleOutputs(const std::string& out_dir, const std::vector<std::string>& written) {
  for (const char* name : kOurNames) {
    std::error_code ignored;
    if (std::ranges::find(written, name) == written.end()) {
      fs::remove(fs::path(out_dir) / name, ignored);
    }
  }
}

}  // namespace noroshi
