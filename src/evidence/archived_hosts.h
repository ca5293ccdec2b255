// ArchivedHosts: the hosts of the Windows trees in a zip archive, by their SYSTEM hives, found
// before the members are read: a collector may pack the hive last.
//
// What host_tree.h says of folders holds for the folders of the archive. Other archives have no
// directory to look at first, or must be unpacked to be passed over: their artefacts keep what they
// say themselves.
//
// Immutable once found. Cost: the archive's directory once more, and one hive for each tree.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/file.h"
#include "evidence/source.h"

namespace noroshi {

// Trees of one archive: an estate's.
inline constexpr std::size_t kMaxArchivedHosts = 4096;
// The largest SYSTEM hives have some 60 MiB.
inline constexpr std::uint64_t kMaxArchivedHiveBytes = std::uint64_t{256} << 20;

class ArchivedHosts {
 public:
  // No host where the archive cannot be read: whoever reads it says why.
  static ArchivedHosts Find(std::shared_ptr<const ReadOnlyFile> zip, const ReadOptions& options);

  // "" where the member lies in no tree whose host is known.
  [[nodiscard]] std::string HostOf(std::string_view member) const;

 private:
  struct ArchivedTree {
    std::string root;  // "" or "collected/C/"
    std::string host;
  };
  std::vector<ArchivedTree> trees_;
};

// "collected/C/" of "collected/C/Windows/System32/config/SYSTEM"; false for other members.
[[nodiscard]] bool IsSystemHiveMember(std::string_view member, std::string& root);

}  // namespace noroshi
