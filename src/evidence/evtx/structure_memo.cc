#include "evidence/evtx/structure_memo.h"

#include <algorithm>
#include <string_view>

#include "base/hash.h"

namespace noroshi::evtx {

std::uint64_t StructureMemo::HashOf(Bytes key) noexcept {
  return Hash64({reinterpret_cast<const char*>(key.data()), key.size()});
}

const Template* const* StructureMemo::Find(Bytes key, std::uint64_t hash) const {
  const auto [first, last] = known_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    if (std::ranges::equal(it->second.key, key)) return &it->second.structure;
  }
  return nullptr;
}

void StructureMemo::Add(Bytes key, std::uint64_t hash, const Template* structure) {
  if (bytes_ + key.size() > kMaxMemoBytes) return;
  bytes_ += key.size();
  known_.emplace(hash, Known{{key.begin(), key.end()}, structure});
}

}  // namespace noroshi::evtx
