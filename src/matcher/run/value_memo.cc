#include "matcher/run/value_memo.h"

#include <algorithm>

#include "base/hash.h"

namespace noroshi {
namespace {

// Longer values are command lines and script blocks that come once.
constexpr std::size_t kMaxValueBytes = 1024;
// About 16,000 values, 2 MiB: more than one log's distinct paths and users, less than a
// second-level cache would throw out anyway.
constexpr std::size_t kSlots = 1 << 15;  // a power of two
constexpr std::size_t kMaxCount = kSlots / 2;
constexpr std::size_t kMaxBytes = 2 << 20;
constexpr std::size_t kMaxTruths = 1 << 18;

}  // namespace

ValueMemo::ValueMemo() : slots_(kSlots) {}

std::optional<ValueMemo::Key> ValueMemo::KeyOf(std::uint32_t group, const Value& value) noexcept {
  if (value.size > kMaxValueBytes) return std::nullopt;
  const std::string_view bytes(static_cast<const char*>(value.data), value.size);
  const std::uint64_t seed =
      static_cast<std::uint64_t>(group) << 8 | static_cast<std::uint64_t>(value.type);
  return Key{group, value.type, bytes, Hash64(bytes, seed)};
}

std::optional<std::span<const std::uint32_t>> ValueMemo::Find(const Key& key) const noexcept {
  for (std::size_t at = key.hash % kSlots; slots_[at].used; at = (at + 1) % kSlots) {
    const Slot& slot = slots_[at];
    if (slot.hash != key.hash || slot.group != key.group || slot.type != key.type) continue;
    if (std::string_view(bytes_.data() + slot.bytes, slot.byte_count) != key.bytes) continue;
    return std::span(truths_).subspan(slot.truths, slot.truth_count);
  }
  return std::nullopt;
}

void ValueMemo::Store(const Key& key, std::span<const std::uint32_t> truths) {
  if (count_ >= kMaxCount || bytes_.size() >= kMaxBytes || truths_.size() >= kMaxTruths) {
    Forget();
  }
  std::size_t at = key.hash % kSlots;
  while (slots_[at].used) at = (at + 1) % kSlots;
  slots_[at] = {key.hash,
                key.group,
                static_cast<std::uint32_t>(bytes_.size()),
                static_cast<std::uint32_t>(key.bytes.size()),
                static_cast<std::uint32_t>(truths_.size()),
                static_cast<std::uint32_t>(truths.size()),
                key.type,
                true};
  bytes_.insert(bytes_.end(), key.bytes.begin(), key.bytes.end());
  truths_.insert(truths_.end(), truths.begin(), truths.end());
  ++count_;
}

void ValueMemo::Forget() noexcept {
  std::ranges::fill(slots_, Slot{});
  bytes_.clear();
  truths_.clear();
  count_ = 0;
}

}  // namespace noroshi
