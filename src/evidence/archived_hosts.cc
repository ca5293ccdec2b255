#include "evidence/archived_hosts.h"

#include <algorithm>
#include <utility>

#include "evidence/artefacts/host_tree.h"
#include "evidence/artefacts/registry/hive.h"
#include "evidence/container/archive_reader.h"
#include "evidence/container/watched_stream.h"
#include "evidence/rereadable_bytes.h"

namespace noroshi {
namespace {

constexpr std::string_view kHive = "Windows/System32/config/SYSTEM";

// Some tools write the other kind of slash; a leading one says nothing.
std::string Slashed(std::string_view member) {
  std::string path(member);
  std::ranges::replace(path, '\\', '/');
  return path;
}

std::string HostInMember(const std::shared_ptr<ArchiveReader>& reader, const ReadOptions& options) {
  auto kept = std::make_shared<SpooledBytes>(ArchiveReader::Content(reader), options.spool_folder,
                                             kMaxArchivedHiveBytes);
  if (!kept->KeepWhole().ok()) return {};
  const std::uint64_t size = kept->size();
  return artefacts::NameInSystemHive(std::move(kept), size);
}

}  // namespace

bool IsSystemHiveMember(std::string_view member, std::string& root) {
  const std::string path = Slashed(member);
  if (path.size() < kHive.size()) return false;
  const std::size_t at = path.size() - kHive.size();
  if (!registry::SameName(std::string_view(path).substr(at), kHive)) return false;
  if (at != 0 && path[at - 1] != '/') return false;
  root = path.substr(0, at);
  return true;
}

ArchivedHosts ArchivedHosts::Find(std::shared_ptr<const ReadOnlyFile> zip,
                                  const ReadOptions& options) {
  ArchivedHosts hosts;
  auto budget = std::make_shared<UnpackBudget>(options.unpack, zip->size());
  auto input =
      std::make_unique<ArchiveInput>(std::make_unique<CountedFile>(std::move(zip), budget));
  auto reader =
      ArchiveReader::Open(ContainerKind::kZip, std::move(input), options.archive_passwords, budget);
  if (!reader.ok()) return hosts;
  for (std::uint32_t i = 0; i < options.unpack.members; ++i) {
    const auto next = (*reader)->Next();
    if (!next.ok() || !*next) break;
    ArchivedTree tree;
    if (!IsSystemHiveMember((*next)->name, tree.root)) continue;
    tree.host = HostInMember(*reader, options);
    if (!tree.host.empty()) hosts.trees_.push_back(std::move(tree));
    if (hosts.trees_.size() >= kMaxArchivedHosts) break;
  }
  return hosts;
}

std::string ArchivedHosts::HostOf(std::string_view member) const {
  const std::string path = Slashed(member);
  const ArchivedTree* best = nullptr;
  for (const ArchivedTree& tree : trees_) {
    if (!path.starts_with(tree.root) ||
        (best != nullptr && best->root.size() >= tree.root.size())) {
      continue;
    }
    if (artefacts::IsPlaceOfWindows(std::string_view(path).substr(tree.root.size()))) best = &tree;
  }
  return best == nullptr ? std::string() : best->host;
}

}  // namespace noroshi
