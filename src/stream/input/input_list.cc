#include "stream/input/input_list.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "evidence/evidence_walk.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

// A file and the name of the input it came from, until all are known.
struct Found {
  InputFile file;
  std::string input_name;
};

std::string ProblemOf(const fs::file_status& status, const std::error_code& error) {
  if (error) return error.message();
  if (!fs::exists(status)) return "the link leads nowhere";
  if (!fs::is_regular_file(status)) return "not a regular file";
  return {};
}

InputFile Describe(const fs::path& path, std::string shown, bool given) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  InputFile file{path.string(), std::move(shown), 0, given, ProblemOf(status, error)};
  if (!file.problem.empty()) return file;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) {
    file.problem = error.message();
  } else {
    file.size_bytes = size;
  }
  return file;
}

// The last name of a path, also of ".", "dir/" and "..".
std::string InputName(const fs::path& path) {
  std::error_code ignored;
  fs::path whole = fs::weakly_canonical(path, ignored);
  if (whole.empty()) whole = path;
  return whole.filename().empty() ? whole.string() : whole.filename().string();
}

// Explicit stack: folder depth is the user's, not ours.
void WalkFolder(const fs::path& root, std::vector<Found>& found) {
  const std::string input_name = InputName(root);
  std::vector<fs::path> pending = {root};
  while (!pending.empty()) {
    const fs::path folder = std::move(pending.back());
    pending.pop_back();
    std::error_code error;
    const auto add = [&](const fs::path& path) {
      const std::string shown = path.lexically_relative(root).generic_string();
      found.push_back({Describe(path, shown, false), input_name});
    };
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      std::error_code type_error;
      if (fs::is_directory(entries->symlink_status(type_error))) {
        pending.push_back(entries->path());
      } else if (!fs::is_directory(entries->path(), type_error)) {
        add(entries->path());
      }
    }
    if (error) {
      add(folder);
      found.back().file.problem = "folder: " + error.message();
    }
  }
}

// Files that two inputs show by one name get their input's name in front; if that is the same
// too, a number.
void TellApart(std::vector<Found>& found) {
  std::map<std::string, std::size_t> shown_count;
  for (const Found& one : found) ++shown_count[one.file.shown];
  for (Found& one : found) {
    if (shown_count[one.file.shown] > 1 && one.input_name != one.file.shown) {
      one.file.shown = one.input_name + "/" + one.file.shown;
    }
  }
  std::map<std::string, std::size_t> seen;
  for (Found& one : found) {
    const std::size_t turn = ++seen[one.file.shown];
    if (turn > 1) one.file.shown += "#" + std::to_string(turn);
  }
}

void DropRepeats(std::vector<Found>& found) {
  std::set<std::string> seen;
  std::erase_if(found, [&](const Found& one) {
    std::error_code ignored;
    const bool is_path = one.file.path != kStandardInput;
    return !seen.insert(is_path ? fs::weakly_canonical(one.file.path, ignored).string()
                                : one.file.path)
                .second;
  });
}

}  // namespace

std::string ShownMember(const InputFile& file, std::string_view member) {
  return file.shown + "!/" + std::string(member);
}

Result<InputList> ListInputs(const std::vector<std::string>& paths) {
  std::vector<Found> found;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path == kStandardInput) {
      found.push_back({InputFile{path, path, 0, true, {}}, {}});
      continue;
    }
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      const std::string reason = error ? error.message() : "No such file or directory";
      return Error{ErrorCode::kNotFound, 0, "input", path + ": " + reason};
    }
    if (fs::is_directory(status)) {
      WalkFolder(path, found);
    } else {
      const fs::path file(path);
      found.push_back({Describe(file, file.filename().string(), true),
                       InputName(fs::absolute(file).parent_path())});
    }
  }
  DropRepeats(found);
  TellApart(found);
  std::ranges::sort(found, {},
                    [](const Found& one) -> const std::string& { return one.file.shown; });
  InputList list;
  for (Found& one : found) {
    list.bytes += one.file.size_bytes;
    list.files.push_back(std::move(one.file));
  }
  return list;
}

}  // namespace noroshi
