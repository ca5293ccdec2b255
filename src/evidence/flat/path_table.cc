#include "evidence/flat/path_table.h"

#include "base/hash.h"

namespace noroshi {
namespace {

constexpr std::size_t kBuckets = 4 * kMaxPaths;  // a power of two, so sparse that probes are short
static_assert((kBuckets & (kBuckets - 1)) == 0);

}  // namespace

PathTable::PathTable() : buckets_(kBuckets) {
  entries_.push_back({});
  entries_.push_back({kRootPath, 0, "(other)"});
}

bool PathTable::Is(PathId path, PathId parent, std::string_view name) const noexcept {
  const Entry& entry = entries_[static_cast<std::size_t>(path)];
  return entry.parent == parent && entry.name_size == name.size() &&
         std::string_view(entry.text).ends_with(name);
}

PathId PathTable::Find(PathId parent, std::string_view name) {
  if (name.size() > kMaxNameBytes || parent == kOtherPath) return kOtherPath;
  std::size_t bucket = Hash64(name, static_cast<std::uint64_t>(parent)) & (kBuckets - 1);
  while (buckets_[bucket] != 0) {
    const PathId path{buckets_[bucket]};
    if (Is(path, parent, name)) return path;
    bucket = (bucket + 1) & (kBuckets - 1);
  }
  return entries_.size() < kMaxPaths ? Add(parent, name, bucket) : kOtherPath;
}

PathId PathTable::Add(PathId parent, std::string_view name, std::size_t bucket) {
  std::string text(Text(parent));
  if (parent != kRootPath) text += '.';
  text += name;
  const auto number = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({parent, name.size(), std::move(text)});
  buckets_[bucket] = number;
  return PathId{number};
}

}  // namespace noroshi
