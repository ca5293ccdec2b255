#include "matcher/run/value_memo.h"

#include "base/table_hash.h"

namespace noroshi {
namespace {

// Longer values are command lines and script blocks that come once.
constexpr std::size_t kMaxValueBytes = 1024;
// 2 MiB of values: more than one log's distinct paths and users, less than a third-level cache.
constexpr std::size_t kMaxBytes = 2 << 20;
constexpr std::size_t kMaxProbes = 8;

}  // namespace

ValueMemo::ValueMemo() : slots_(kPlaces) {}

std::optional<ValueMemo::Key> ValueMemo::KeyOf(std::uint32_t group, const Value& value) noexcept {
  if (value.size > kMaxValueBytes) return std::nullopt;
  const std::string_view bytes(static_cast<const char*>(value.data), value.size);
  const std::uint64_t seed =
      static_cast<std::uint64_t>(group) << 8 | static_cast<std::uint64_t>(value.type);
  return Key{group, value.type, bytes, TableHash(bytes, seed)};
}

bool ValueMemo::Holds(const Slot& slot, const Key& key) const noexcept {
  return slot.hash == key.hash && slot.group == key.group && slot.type == key.type &&
         std::string_view(bytes_.data() + slot.first_byte, slot.byte_count) == key.bytes;
}

std::optional<std::uint32_t> ValueMemo::Find(const Key& key) const noexcept {
  for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
    const Slot& slot = slots_[(key.hash + probe) % kPlaces];
    if (slot.type == ValueType::kMissing) return std::nullopt;
    if (Holds(slot, key)) return slot.set;
  }
  return std::nullopt;
}

// Where all places are taken, the first one's value makes room.
void ValueMemo::Store(const Key& key, std::uint32_t set) {
  if (bytes_.size() + key.bytes.size() > kMaxBytes) Forget();
  std::size_t place = key.hash % kPlaces;
  for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
    const std::size_t other = (key.hash + probe) % kPlaces;
    if (slots_[other].type != ValueType::kMissing) continue;
    place = other;
    break;
  }
  slots_[place] = {key.hash,
                   key.group,
                   set,
                   static_cast<std::uint32_t>(bytes_.size()),
                   static_cast<std::uint16_t>(key.bytes.size()),
                   key.type};
  bytes_.insert(bytes_.end(), key.bytes.begin(), key.bytes.end());
}

void ValueMemo::Forget() noexcept {
  slots_.Clear();
  bytes_.clear();
}

}  // namespace noroshi
