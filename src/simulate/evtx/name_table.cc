#include "simulate/evtx/name_table.h"

#include <cstring>

#include "simulate/evtx/evtx_value.h"

namespace noroshi {

std::uint16_t NameTable::HashOf(std::string_view utf16_bytes) noexcept {
  std::uint32_t hash = 0;
  for (std::size_t i = 0; i + 1 < utf16_bytes.size(); i += 2) {
    std::uint16_t unit = 0;
    std::memcpy(&unit, utf16_bytes.data() + i, sizeof(unit));
    hash = hash * 65599 + unit;
  }
  return static_cast<std::uint16_t>(hash);
}

void NameTable::WriteReference(std::string_view name, ByteWriter& out) {
  if (const auto known = offsets_.find(name); known != offsets_.end()) {
    out.Put(known->second);
    return;
  }
  const auto offset = static_cast<std::uint32_t>(out.size() + sizeof(std::uint32_t));
  const std::string units = Utf16Bytes(name);
  const std::uint16_t hash = HashOf(units);
  const std::size_t bucket = hash % kBuckets;

  out.Put(offset);
  out.Put(buckets_[bucket]);  // the next, older name of the chain
  out.Put(hash);
  out.Put(static_cast<std::uint16_t>(units.size() / 2));
  out.PutBytes(units);
  out.Put(std::uint16_t{0});

  order_.push_back({std::string(name), bucket, buckets_[bucket]});
  offsets_.emplace(name, offset);
  buckets_[bucket] = offset;
}

void NameTable::UndoTo(std::size_t size) {
  while (order_.size() > size) {
    const Written& last = order_.back();
    buckets_[last.bucket] = last.bucket_before;
    offsets_.erase(offsets_.find(last.name));
    order_.pop_back();
  }
}

}  // namespace noroshi
