#include "rules/cache/source_table.h"

namespace noroshi {

SourceTable::SourceTable(const std::vector<SourceFile>& files) {
  std::vector<char> paths;
  for (const SourceFile& file : files) {
    stamps_.push_back(file.stamp);
    hashes_.push_back(file.hash);
    paths.insert(paths.end(), file.path.c_str(), file.path.c_str() + file.path.size() + 1);
    path_ends_.push_back(static_cast<std::uint32_t>(paths.size()));
  }
  paths_ = std::move(paths);
}

std::string_view SourceTable::path(std::size_t i) const noexcept {
  const std::uint32_t begin = i == 0 ? 0 : path_ends_[i - 1];
  return {paths_.data() + begin, path_ends_[i] - begin - 1};
}

std::vector<SourceFile> SourceTable::Files() const {
  std::vector<SourceFile> files;
  for (std::size_t i = 0; i < size(); ++i) {
    files.push_back({.path = std::string(path(i)), .stamp = stamp(i), .hash = hash(i)});
  }
  return files;
}

bool SourceTable::IsSound() const noexcept {
  if (hashes_.size() != size() || path_ends_.size() != size()) return false;
  std::uint32_t begin = 0;
  for (const std::uint32_t end : path_ends_) {
    if (end <= begin || end > paths_.size() || paths_[end - 1] != '\0') return false;
    begin = end;
  }
  return true;
}

}  // namespace noroshi
