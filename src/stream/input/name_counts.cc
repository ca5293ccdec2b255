#include "stream/input/name_counts.h"

#include <iterator>

#include "base/utf.h"

namespace noroshi {

// A name that is put out is behind all that stay, and can never come back: the last name that stays
// only ever moves forward in the order. So every name in rows_ has been counted from its first
// record on.
void NameCounts::Add(std::string_view name, std::uint64_t count) {
  name = Utf8Prefix(name, kMaxCountedNameBytes);
  if (const auto known = rows_.find(name); known != rows_.end()) {
    known->second += count;
    return;
  }
  if (rows_.size() < max_names_) {
    rows_.emplace(name, count);
    return;
  }
  const auto last = std::prev(rows_.end());
  if (name > last->first) {
    others_ += count;
    return;
  }
  others_ += last->second;
  rows_.erase(last);
  rows_.emplace(name, count);
}

void NameCounts::Merge(const NameCounts& other) {
  for (const auto& [name, count] : other.rows_) Add(name, count);
  others_ += other.others_;
}

}  // namespace noroshi
