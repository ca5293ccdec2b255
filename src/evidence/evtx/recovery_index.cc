#include "evidence/evtx/recovery_index.h"

#include <algorithm>
#include <unordered_set>

#include "base/arena.h"
#include "base/hash.h"
#include "evidence/evtx/carve.h"
#include "evidence/evtx/record.h"
#include "evidence/evtx/template_store.h"
#include "evidence/evtx/tree.h"
#include "evidence/evtx/walker.h"

namespace noroshi::evtx {
namespace {

std::uint64_t KeyOf(const RecordSpan& record) noexcept {
  return HashMix(record.id, record.written);
}

// The keys of all live records, sorted.
std::vector<std::uint64_t> LiveKeys(const SlotReader& slots) {
  std::vector<std::uint64_t> keys;
  slots.ForEach([&](std::uint64_t, Bytes slot) {
    if (ClassifySlot(slot) != SlotKind::kChunk) return;
    RecordWalk walk(slot, ReadChunkHeader(slot));
    for (RecordSpan record; walk.Next(record);) keys.push_back(KeyOf(record));
  });
  std::ranges::sort(keys);
  return keys;
}

// Whether a candidate can be read in full where it stands.
class Probe {
 public:
  explicit Probe(const TemplateFallback& fallback) : fallback_(fallback) {}

  void BeginSlot(Bytes slot) {
    slot_ = slot;
    templates_.BeginChunk(slot, &fallback_);
  }

  [[nodiscard]] bool Reads(const RecordSpan& record) {
    Issues issues;
    arena_.Reset();
    walker_.Walk(slot_, record.body_begin(), record.body_end(), arena_, tree_, issues);
    return Allowed(issues) && tree_.FirstElement(Tree::root()) != kNoNode;
  }

 private:
  // A definition found elsewhere in the file (kTemplateId) is as good as its own.
  static bool Allowed(const Issues& issues) noexcept {
    return !issues.Partial() && !issues.Has(DamageKind::kNameHash) &&
           !issues.Has(DamageKind::kNameBounds) && !issues.Has(DamageKind::kTemplateBounds) &&
           !issues.Has(DamageKind::kTemplateStructure);
  }

  const TemplateFallback& fallback_;
  Bytes slot_;
  TemplateStore templates_;
  Walker walker_{templates_};
  Arena arena_;
  Tree tree_;
};

std::span<const std::uint64_t> Between(const std::vector<std::uint64_t>& sorted,
                                       std::uint64_t begin, std::uint64_t end) noexcept {
  const auto first = std::ranges::lower_bound(sorted, begin);
  const auto last = std::ranges::lower_bound(sorted, end);
  return {first, last};
}

}  // namespace

void RecoveryIndex::Build(const SlotReader& slots, const TemplateFallback& fallback,
                          Recovery recovery) {
  const std::vector<std::uint64_t> live = LiveKeys(slots);
  std::unordered_set<std::uint64_t> carved_keys;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ruined;  // key, offset
  std::vector<RecordSpan> candidates;
  Probe probe(fallback);
  slots.ForEach([&](std::uint64_t offset, Bytes slot) {
    const CarveRange range = RangeToCarve(slot, recovery);
    if (range.empty()) return;
    FindCandidates(slot, range, candidates);
    probe.BeginSlot(slot);
    for (const RecordSpan& record : candidates) {
      const std::uint64_t key = KeyOf(record);
      if (std::ranges::binary_search(live, key) || carved_keys.contains(key)) continue;
      if (probe.Reads(record)) {
        carved_keys.insert(key);
        carved_.push_back(offset + record.offset);
      } else {
        ruined.emplace_back(key, offset + record.offset);
      }
    }
  });
  // A copy that reads, found later, makes a ruined one no loss.
  std::unordered_set<std::uint64_t> counted;
  for (const auto& [key, offset] : ruined) {
    if (!carved_keys.contains(key) && counted.insert(key).second) ruined_.push_back(offset);
  }
}

std::span<const std::uint64_t> RecoveryIndex::CarvedIn(std::uint64_t offset,
                                                       std::uint64_t size) const noexcept {
  return Between(carved_, offset, offset + size);
}

std::span<const std::uint64_t> RecoveryIndex::RuinedIn(std::uint64_t offset,
                                                       std::uint64_t size) const noexcept {
  return Between(ruined_, offset, offset + size);
}

}  // namespace noroshi::evtx
