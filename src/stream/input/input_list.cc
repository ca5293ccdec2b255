#include "stream/input/input_list.h"

#include <filesystem>
#include <optional>
#include <system_error>

#include "evidence/evidence_walk.h"
#include "stream/input/folder_walk.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

void LookUpSize(InputFile& file) {
  if (!file.problem.empty() || file.path == kStandardInput) return;
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file.path, error);
  if (error) {
    file.problem = error.message();
  } else {
    file.size_bytes = size;
  }
}

}  // namespace

std::string ShownMember(const InputFile& file, std::string_view member) {
  return file.shown + "!/" + std::string(member);
}

Result<InputList> ListInputs(const std::vector<std::string>& paths) {
  NOROSHI_TRY(FolderWalk walk, FolderWalk::Open(paths));
  InputList list;
  while (const std::optional<WalkedFolder> folder = walk.Next()) {
    for (std::size_t i = 0; i < folder->entries.size(); ++i) {
      InputFile file = folder->File(i);
      LookUpSize(file);
      list.files.push_back(file);
      list.bytes += file.size_bytes;
    }
  }
  list.files.Sort();
  return list;
}

}  // namespace noroshi
