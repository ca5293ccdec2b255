#include "matcher/run/truth_sets.h"

#include <algorithm>
#include <string_view>

#include "base/table_hash.h"

namespace noroshi {
namespace {

constexpr std::size_t kFirstSlots = 1 << 12;
// A log full of attacks has some 7,000 sets of 20 truths on average: with a megabyte there is
// room for all of them.
constexpr std::size_t kMaxSets = 1 << 15;
constexpr std::size_t kMaxTruths = 1 << 18;

}  // namespace

bool TruthSets::full() const noexcept { return size() >= kMaxSets || truths_.size() >= kMaxTruths; }

void TruthSets::Clear() {
  truths_.clear();
  first_.assign({0, 0});
  slots_.assign(kFirstSlots, kFree);
}

std::size_t TruthSets::Home(std::span<const Truth> truths) const noexcept {
  const std::string_view bytes(reinterpret_cast<const char*>(truths.data()), truths.size_bytes());
  return TableHash(bytes) & (slots_.size() - 1);
}

std::uint32_t TruthSets::Intern(std::span<const Truth> truths) {
  if (truths.empty()) return kEmpty;
  std::size_t slot = Home(truths);
  for (; slots_[slot] != kFree; slot = (slot + 1) & (slots_.size() - 1)) {
    if (std::ranges::equal(at(slots_[slot]), truths)) return slots_[slot];
  }
  const auto set = static_cast<std::uint32_t>(size());
  slots_[slot] = set;
  truths_.insert(truths_.end(), truths.begin(), truths.end());
  first_.push_back(static_cast<std::uint32_t>(truths_.size()));
  if (size() > slots_.size() / 2) Grow();
  return set;
}

void TruthSets::Grow() {
  slots_.assign(slots_.size() * 2, kFree);
  for (std::uint32_t set = 1; set < size(); ++set) {
    std::size_t slot = Home(at(set));
    while (slots_[slot] != kFree) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = set;
  }
}

}  // namespace noroshi
