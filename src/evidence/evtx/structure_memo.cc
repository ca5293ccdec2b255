#include "evidence/evtx/structure_memo.h"

#include <cstring>

#include "base/crc32.h"

namespace noroshi::evtx {
namespace {

// A place is looked for so many times: keys that somebody has made to share a hash, or a place, are
// not remembered, and no search is long.
constexpr std::size_t kMaxProbes = 8;
constexpr std::size_t kLeastSlots = 64;  // a power of two

// Hashes hold a size in their upper half, which few structures differ in.
std::size_t PlaceOf(std::uint64_t hash, std::size_t probe, std::size_t slots) noexcept {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
  return ((hash * kOdd >> 32) + probe) & (slots - 1);
}

bool SameBytes(Bytes a, Bytes b) noexcept {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

}  // namespace

std::uint64_t StructureMemo::HashOf(Bytes key) noexcept {
  return static_cast<std::uint64_t>(key.size()) << 32 | Crc32Of(key);
}

const Template* const* StructureMemo::Find(Bytes key, std::uint64_t hash) const {
  if (slots_.empty()) return nullptr;
  for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
    const Slot& slot = slots_[PlaceOf(hash, probe, slots_.size())];
    if (slot.number == kFree) return nullptr;
    if (slot.hash != hash) continue;
    const Known& known = known_[slot.number];
    if (SameBytes(known.key, key)) return &known.structure;
  }
  return nullptr;
}

bool StructureMemo::Put(std::uint64_t hash, std::uint32_t number) noexcept {
  for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
    Slot& slot = slots_[PlaceOf(hash, probe, slots_.size())];
    if (slot.number != kFree) continue;
    slot = {hash, number};
    return true;
  }
  return false;
}

// Who finds no place any more is forgotten.
void StructureMemo::Grow() {
  slots_.assign(slots_.empty() ? kLeastSlots : slots_.size() * 2, Slot());
  for (std::uint32_t i = 0; i < known_.size(); ++i) (void)Put(known_[i].hash, i);
}

void StructureMemo::Add(Bytes key, std::uint64_t hash, const Template* structure) {
  if (bytes_ + key.size() > kMaxMemoBytes) return;
  if (2 * known_.size() >= slots_.size()) Grow();
  if (!Put(hash, static_cast<std::uint32_t>(known_.size()))) return;
  bytes_ += key.size();
  known_.push_back({hash, {key.begin(), key.end()}, structure});
}

}  // namespace noroshi::evtx
