#include "evidence/artefacts/ntfs/folder_names.h"

#include <algorithm>
#include <vector>

namespace noroshi::ntfs {
namespace {

// Windows itself ends at 32,767 characters of path; loops end here too.
constexpr std::size_t kMaxDepth = 256;
constexpr std::size_t kMaxPathBytes = 32'767;

bool SameName(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

void FolderNames::Add(std::uint64_t record, std::uint16_t use, bool is_deleted,
                      FileReference parent, std::string_view name) {
  if (folders_.size() >= kMaxFolders || name_bytes_ + name.size() > kMaxFolderNameBytes) return;
  name_bytes_ += name.size();
  Folder& folder = folders_[record];
  name_bytes_ -= folder.name.size();
  folder = {parent, use, is_deleted, std::string(name)};
}

const FolderNames::Folder* FolderNames::Find(FileReference reference) const {
  const auto found = folders_.find(RecordOf(reference));
  if (found == folders_.end()) return nullptr;
  const auto expected = static_cast<std::uint16_t>(UseOf(reference) + 1);
  const Folder& folder = found->second;
  const bool is_same =
      folder.use == UseOf(reference) || (folder.is_deleted && folder.use == expected);
  return is_same ? &folder : nullptr;
}

std::string FolderNames::PathOf(FileReference parent, std::string_view name) const {
  std::vector<std::string_view> parts = {name};
  FileReference at = parent;
  std::size_t bytes = name.size();
  while (RecordOf(at) != kRootRecord && parts.size() < kMaxDepth) {
    const Folder* folder = Find(at);
    if (folder == nullptr || bytes > kMaxPathBytes) break;
    bytes += folder->name.size();
    parts.push_back(folder->name);
    at = folder->parent;
  }
  std::string path = RecordOf(at) == kRootRecord ? drive_ : "?";
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    path += '\\';
    path += *part;
  }
  return path;
}

void FolderNames::FindDrive() {
  for (const auto& [record, folder] : folders_) {
    if (!SameName(folder.name, "System32")) continue;
    const Folder* parent = Find(folder.parent);
    if (parent != nullptr && SameName(parent->name, "Windows") &&
        RecordOf(parent->parent) == kRootRecord) {
      drive_ = "C:";
    }
  }
}

}  // namespace noroshi::ntfs
