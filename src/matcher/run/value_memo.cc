#include "matcher/run/value_memo.h"

#include <algorithm>

#include "base/table_hash.h"

namespace noroshi {
namespace {

// Longer values are command lines and script blocks that come once.
constexpr std::size_t kMaxValueBytes = 1024;
// 2 MiB of values: more than one log's distinct paths and users, less than a third-level cache.
constexpr std::size_t kMaxBytes = 2 << 20;
constexpr std::size_t kMaxProbes = 8;

std::string_view BytesOf(const Value& value) noexcept {
  return {static_cast<const char*>(value.data), value.size};
}

}  // namespace

ValueMemo::ValueMemo() : slots_(kPlaces) {}

std::optional<ValueMemo::Key> ValueMemo::KeyOf(std::uint32_t group, const Value& value) noexcept {
  if (value.size > kMaxValueBytes) return std::nullopt;
  const std::string_view bytes = BytesOf(value);
  const std::uint64_t seed =
      static_cast<std::uint64_t>(group) << 8 | static_cast<std::uint64_t>(value.type);
  return Key{group, value.type, bytes, TableHash(bytes, seed)};
}

bool ValueMemo::Holds(const Slot& slot, std::uint32_t group, ValueType type,
                      std::string_view bytes) const noexcept {
  return slot.group == group && slot.type == type &&
         std::string_view(bytes_.data() + slot.first_byte, slot.byte_count) == bytes;
}

bool ValueMemo::IsAt(Place place, std::uint32_t group, const Value& value) const noexcept {
  return Holds(slots_[place], group, value.type, BytesOf(value));
}

std::optional<ValueMemo::Place> ValueMemo::Find(const Key& key) const noexcept {
  for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
    const std::size_t place = (key.hash + probe) % kPlaces;
    const Slot& slot = slots_[place];
    if (slot.type == ValueType::kMissing) return std::nullopt;
    if (slot.hash == key.hash && Holds(slot, key.group, key.type, key.bytes)) {
      return static_cast<Place>(place);
    }
  }
  return std::nullopt;
}

// Where all places are taken, the first one's value makes room.
ValueMemo::Place ValueMemo::Store(const Key& key, std::uint32_t set) {
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
  return static_cast<Place>(place);
}

void ValueMemo::Forget() noexcept {
  std::ranges::fill(slots_, Slot{});
  bytes_.clear();
}

}  // namespace noroshi
