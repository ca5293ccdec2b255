#include "trend/observation_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "trend/observation_parser.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlank = " \t\r";

Error FileError(ErrorCode code, std::string detail) {
  return {code, 0, "observation file", std::move(detail)};
}

void Reject(RejectedLine line, ObservationSet& set) {
  ++set.rejected_count;
  if (set.rejected.size() < kMaxRejectedShown) set.rejected.push_back(std::move(line));
}

void AddLine(std::string_view line, const std::string& path, std::uint64_t number,
             ObservationSet& set) {
  if (line.find_first_not_of(kBlank) == std::string_view::npos) return;
  Result<Observation> read = ParseObservation(line);
  if (!read.ok()) {
    Reject({path, number, read.error().detail}, set);
  } else if (set.observations.size() >= kMaxObservations) {
    Reject({path, number, "too many observations"}, set);
  } else if (!set.ids.insert(read->id).second) {
    Reject({path, number, "id '" + read->id + "' is already used"}, set);
  } else {
    set.observations.push_back(*std::move(read));
  }
}

Result<std::string> ReadWhole(const std::string& path) {
  std::error_code error;
  const std::uintmax_t bytes = fs::file_size(path, error);
  if (error) return FileError(ErrorCode::kIo, path + ": " + error.message());
  if (bytes > kMaxObservationFileBytes) return FileError(ErrorCode::kLimit, path + ": too large");
  std::ifstream file(path, std::ios::binary);
  std::string text(static_cast<std::size_t>(bytes), '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (!text.empty() && file.gcount() == 0)) {
    return FileError(ErrorCode::kIo, path + ": cannot be read");
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

Result<std::vector<std::string>> FilesAt(const std::string& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) return std::vector<std::string>{path};
  if (!fs::is_directory(path, error))
    return FileError(ErrorCode::kNotFound, path + ": no such file or folder");
  std::vector<std::string> files;
  for (auto at = fs::recursive_directory_iterator(path, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code ignored;
    if (at->path().extension() == ".jsonl" && at->is_regular_file(ignored)) {
      files.push_back(at->path().generic_string());
    }
  }
  if (error) return FileError(ErrorCode::kIo, path + ": " + error.message());
  if (files.empty()) return FileError(ErrorCode::kNotFound, path + ": holds no .jsonl file");
  std::ranges::sort(files);
  return files;
}

}  // namespace

void AddObservations(std::string_view text, const std::string& path, ObservationSet& set) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (std::uint64_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    AddLine(text.substr(0, end), path, number, set);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

Status ReadObservations(const std::string& path, ObservationSet& set) {
  NOROSHI_TRY(const std::vector<std::string> files, FilesAt(path));
  for (const std::string& file : files) {
    NOROSHI_TRY(const std::string text, ReadWhole(file));
    AddObservations(text, file, set);
    ++set.files;
  }
  return Ok();
}

}  // namespace noroshi
