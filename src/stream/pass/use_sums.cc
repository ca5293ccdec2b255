#include "stream/pass/use_sums.h"

#include "base/table_hash.h"

namespace noroshi {

NameUse* UseSums::Of(std::string_view key) {
  const std::uint64_t hash = TableHash(key);
  for (std::size_t i = 0; i < kMaxProbes; ++i) {
    std::uint32_t& place = places_[(hash + i) & (kPlaces - 1)];
    if (place == 0) {
      if (entries_.size() >= kRareSums) return nullptr;
      entries_.push_back({hash,
                          static_cast<std::uint32_t>(bytes_.size()),
                          static_cast<std::uint32_t>(key.size()),
                          {}});
      bytes_ += key;
      place = static_cast<std::uint32_t>(entries_.size());
      return &entries_.back().use;
    }
    Entry& entry = entries_[place - 1];
    if (entry.hash == hash && KeyOf(entry) == key) return &entry.use;
  }
  return nullptr;
}

}  // namespace noroshi
