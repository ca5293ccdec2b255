// FolderNames: the folders of a volume by their record numbers, to make paths of.
//
// Memory is bounded: folders and bytes of names beyond the limits are forgotten, and paths through
// them begin with "?". Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace noroshi::ntfs {

// A reference to a file: the number of its record and, in the upper 16 bits, how often the record
// was used before.
using FileReference = std::uint64_t;
[[nodiscard]] constexpr std::uint64_t RecordOf(FileReference reference) noexcept {
  return reference & 0xFFFFFFFFFFFF;
}
[[nodiscard]] constexpr std::uint16_t UseOf(FileReference reference) noexcept {
  return static_cast<std::uint16_t>(reference >> 48);
}
inline constexpr std::uint64_t kRootRecord = 5;

// A server with two million folders exists; the names of that many have some 40 MB.
inline constexpr std::size_t kMaxFolders = 2 << 20;
inline constexpr std::size_t kMaxFolderNameBytes = std::size_t{64} << 20;

class FolderNames {
 public:
  // The last name given to a record counts. `use` is that of the record now.
  void Add(std::uint64_t record, std::uint16_t use, bool is_deleted, FileReference parent,
           std::string_view name);

  // Drive, folders and name: "C:\Windows\x.dll". Where a folder is not known, or its record is now
  // another's, the path begins with "?". A deleted folder's record was used once more.
  [[nodiscard]] std::string PathOf(FileReference parent, std::string_view name) const;

  // "C:" once the volume turns out to be the one Windows lies on, else "?:". That volume is drive
  // C: on all systems that are not made to differ; a volume does not know its own letter.
  void FindDrive();
  [[nodiscard]] const std::string& drive() const noexcept { return drive_; }

 private:
  struct Folder {
    FileReference parent = 0;
    std::uint16_t use = 0;
    bool is_deleted = false;
    std::string name;
  };
  [[nodiscard]] const Folder* Find(FileReference reference) const;

  std::unordered_map<std::uint64_t, Folder> folders_;
  std::size_t name_bytes_ = 0;
  std::string drive_ = "?:";
};

}  // namespace noroshi::ntfs
