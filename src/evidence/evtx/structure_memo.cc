#include "evidence/evtx/structure_memo.h"

#include <cstring>

#include "base/crc32.h"

namespace noroshi::evtx {
namespace {

// Keys that share a hash and are remembered. Somebody may choose keys so that all do, to make every
// search long.
constexpr std::size_t kMaxSameHash = 4;

bool SameBytes(Bytes a, Bytes b) noexcept {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

}  // namespace

std::uint64_t StructureMemo::HashOf(Bytes key) noexcept {
  return static_cast<std::uint64_t>(key.size()) << 32 | Crc32Of(key);
}

const Template* const* StructureMemo::Find(Bytes key, std::uint64_t hash) const {
  const auto [first, last] = known_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    if (SameBytes(it->second.key, key)) return &it->second.structure;
  }
  return nullptr;
}

void StructureMemo::Add(Bytes key, std::uint64_t hash, const Template* structure) {
  if (bytes_ + key.size() > kMaxMemoBytes || known_.count(hash) >= kMaxSameHash) return;
  bytes_ += key.size();
  known_.emplace(hash, Known{{key.begin(), key.end()}, structure});
}

}  // namespace noroshi::evtx
