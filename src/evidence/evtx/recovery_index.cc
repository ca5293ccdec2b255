#include "evidence/evtx/recovery_index.h"

#include <algorithm>

#include "base/arena.h"
#include "base/hash.h"
#include "evidence/evtx/carve.h"
#include "evidence/evtx/tree.h"
#include "evidence/evtx/walker.h"

namespace noroshi::evtx {
namespace {

std::uint64_t KeyOf(const RecordSpan& record) noexcept {
  return HashMix(record.id, record.written);
}

// How well a candidate can be read.
enum class Reading : std::uint8_t {
  kNone,     // names or template are gone
  kForeign,  // with a definition found elsewhere in the file
  kOwn,      // with what its own chunk holds
};

// Reads candidates where they stand.
class Probe {
 public:
  explicit Probe(const TemplateFallback& fallback) : fallback_(fallback) {}

  void Begin(Bytes chunk) {
    chunk_ = chunk;
    if (templates_.shared_bytes() > kMaxRememberedBytes) templates_.Forget();
    templates_.BeginChunk(chunk, &fallback_);
    walker_.BeginChunk();
  }

  [[nodiscard]] Reading Read(const RecordSpan& record) {
    Issues issues;
    arena_.Reset();
    walker_.Walk(chunk_, record.body_begin(), record.body_end(), arena_, tree_, issues);
    // Of a cut record, what is there must be readable, not all of it.
    if (issues.Partial() && record.copy_matches) return Reading::kNone;
    if (tree_.FirstElement(Tree::root()) == kNoNode || IsRuined(issues)) return Reading::kNone;
    return issues.Has(DamageKind::kTemplateId) ? Reading::kForeign : Reading::kOwn;
  }

 private:
  // A definition found elsewhere in the file (kTemplateId) is as good as its own.
  static bool IsRuined(const Issues& issues) noexcept {
    return issues.Has(DamageKind::kNameHash) || issues.Has(DamageKind::kNameBounds) ||
           issues.Has(DamageKind::kTemplateBounds) || issues.Has(DamageKind::kTemplateStructure);
  }

  const TemplateFallback& fallback_;
  Bytes chunk_;
  TemplateStore templates_;
  Walker walker_{templates_};
  Arena arena_;
  Tree tree_;
};

template <class Sorted, class Offset>
auto Between(const Sorted& sorted, std::uint64_t begin, std::uint64_t end, Offset offset) noexcept {
  const auto first = std::ranges::lower_bound(sorted, begin, {}, offset);
  const auto last = std::ranges::lower_bound(sorted, end, {}, offset);
  return std::span(sorted).subspan(static_cast<std::size_t>(first - sorted.begin()),
                                   static_cast<std::size_t>(last - first));
}

}  // namespace

void FindAllCandidates(Bytes slot, Recovery recovery, std::vector<RecordSpan>& found) {
  std::vector<RecordSpan> in_broken, all;
  for (const CarveRange& range : BrokenRecords(slot, recovery)) {
    FindCandidates(slot, range, in_broken);
    // Under a record that was written over, only whole ones: its own tail would pass for a cut one.
    std::ranges::copy_if(in_broken, std::back_inserter(all), &RecordSpan::copy_matches);
  }
  FindCandidates(slot, RangeToCarve(slot, recovery), found);
  found.insert(found.begin(), all.begin(), all.end());
}

// The three passes.
class RecoveryIndex::Builder {
 public:
  Builder(const SlotReader& slots, const TemplateFallback& fallback, Recovery recovery,
          RecoveryIndex& index)
      : slots_(slots), recovery_(recovery), grid_(fallback), shifted_(fallback), index_(index) {}

  void Run(std::size_t max_candidates) {
    CollectKeys(max_candidates);
    if (keys_.empty()) return;
    StrikeLive();
    CarveAll();
    TakeSecondChoices();
  }

 private:
  enum class State : std::uint8_t { kWanted, kHave };

  // Pass one: what there is.
  void CollectKeys(std::size_t max_candidates) {
    slots_.ForEach([&](std::uint64_t offset, Bytes slot) {
      if (!index_.Searched(offset)) return;
      FindAllCandidates(slot, recovery_, candidates_);
      if (keys_.size() + candidates_.size() > max_candidates) {
        index_.searched_end_ = offset;
        return;
      }
      for (const RecordSpan& record : candidates_) keys_.push_back(KeyOf(record));
    });
    std::ranges::sort(keys_);
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    states_.resize(keys_.size());
  }

  State* StateOf(std::uint64_t key) {
    const auto at = std::ranges::lower_bound(keys_, key);
    if (at == keys_.end() || *at != key) return nullptr;
    return &states_[static_cast<std::size_t>(at - keys_.begin())];
  }

  // Pass two: what is no news.
  void StrikeLive() {
    slots_.ForEach([&](std::uint64_t, Bytes slot) {
      if (ClassifySlot(slot) != SlotKind::kChunk) return;
      RecordWalk walk(slot, ReadChunkHeader(slot));
      for (RecordSpan record; walk.Next(record);) {
        if (State* const state = StateOf(KeyOf(record))) *state = State::kHave;
      }
    });
  }

  // Pass three: what can be read.
  void CarveAll() {
    slots_.ForEach([&](std::uint64_t offset, Bytes slot) {
      if (!index_.Searched(offset)) return;
      FindAllCandidates(slot, recovery_, candidates_);
      if (candidates_.empty()) return;
      const std::size_t base = ChunkBase(slot, candidates_);
      grid_.Begin(slot);
      if (base != 0) shifted_.Begin(slot.subspan(base));
      for (const RecordSpan& record : candidates_) Carve(offset, record, base);
    });
  }

  void Carve(std::uint64_t slot_offset, const RecordSpan& record, std::size_t base) {
    const std::uint64_t key = KeyOf(record);
    State& state = *StateOf(key);
    if (state == State::kHave) return;
    Reading best = grid_.Read(record);
    CarvedRecord carved{slot_offset + record.offset, record.size, 0, !record.copy_matches};
    if (best != Reading::kOwn && base != 0 && record.offset >= base) {
      RecordSpan moved = record;
      moved.offset -= static_cast<std::uint32_t>(base);
      const Reading reading = shifted_.Read(moved);
      if (reading > best) {
        best = reading;
        carved.base = static_cast<std::uint32_t>(base);
      }
    }
    if (best == Reading::kNone) {
      if (record.copy_matches) ruined_.push_back({key, carved});
    } else if (carved.cut) {
      cut_.push_back({key, carved});
    } else {
      state = State::kHave;
      index_.carved_.push_back(carved);
    }
  }

  // A whole copy found later makes a cut one superfluous, and any copy a ruined one no loss.
  void TakeSecondChoices() {
    for (const auto& [key, carved] : cut_) {
      if (Take(key)) index_.carved_.push_back(carved);
    }
    std::ranges::sort(index_.carved_, {}, &CarvedRecord::offset);
    for (const auto& [key, carved] : ruined_) {
      if (Take(key)) index_.ruined_.push_back(carved.offset);
    }
  }

  bool Take(std::uint64_t key) {
    State& state = *StateOf(key);
    if (state == State::kHave) return false;
    state = State::kHave;
    return true;
  }

  const SlotReader& slots_;
  Recovery recovery_;
  Probe grid_, shifted_;
  RecoveryIndex& index_;
  std::vector<std::uint64_t> keys_;  // of all candidates, sorted
  std::vector<State> states_;        // of each key
  std::vector<std::pair<std::uint64_t, CarvedRecord>> cut_, ruined_;
  std::vector<RecordSpan> candidates_;
};

void RecoveryIndex::Build(const SlotReader& slots, const TemplateFallback& fallback,
                          Recovery recovery, std::size_t max_candidates) {
  Builder(slots, fallback, recovery, *this).Run(max_candidates);
}

std::span<const CarvedRecord> RecoveryIndex::CarvedIn(std::uint64_t offset,
                                                      std::uint64_t size) const noexcept {
  return Between(carved_, offset, offset + size, &CarvedRecord::offset);
}

std::span<const std::uint64_t> RecoveryIndex::RuinedIn(std::uint64_t offset,
                                                       std::uint64_t size) const noexcept {
  return Between(ruined_, offset, offset + size, std::identity{});
}

}  // namespace noroshi::evtx
