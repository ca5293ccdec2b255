#include "matcher/run/outcome_cache.h"

#include <algorithm>
#include <string_view>

#include "base/table_hash.h"

namespace noroshi {
namespace {

// A quarter of a gigabyte of attacks has 13,000 signatures of four numbers.
constexpr std::size_t kSlots = 1 << 15;  // a power of two
constexpr std::size_t kMaxProbes = 16;
constexpr std::size_t kMaxKeys = 1 << 18;      // numbers: 1 MiB
constexpr std::size_t kMaxOutcomes = 1 << 16;  // 1.25 MiB
constexpr std::size_t kMaxReasons = 1 << 18;   // 1 MiB

std::uint64_t HashOf(std::span<const std::uint32_t> numbers) noexcept {
  return TableHash({reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()});
}

}  // namespace

OutcomeCache::OutcomeCache() : slots_(kSlots) {}

std::optional<OutcomeCache::Range> OutcomeCache::Find(
    std::span<const std::uint32_t> signature) const noexcept {
  const std::uint64_t hash = HashOf(signature);
  for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
    const Slot& slot = slots_[(hash + probe) % kSlots];
    if (slot.key_count == 0) return std::nullopt;
    if (slot.hash != hash) continue;
    const auto key = std::span(keys_).subspan(slot.first_key, slot.key_count);
    if (std::ranges::equal(key, signature)) return slot.range;
  }
  return std::nullopt;
}

// Where all places are taken, the first one's signature makes room.
OutcomeCache::Range OutcomeCache::Store(std::span<const std::uint32_t> signature,
                                        std::span<const Outcome> outcomes) {
  const std::uint64_t hash = HashOf(signature);
  std::size_t at = hash % kSlots;
  for (std::size_t probe = 0; probe < kMaxProbes; ++probe) {
    const std::size_t other = (hash + probe) % kSlots;
    if (slots_[other].key_count != 0) continue;
    at = other;
    break;
  }
  const Range range{static_cast<std::uint32_t>(outcomes_.size()),
                    static_cast<std::uint32_t>(outcomes.size())};
  slots_[at] = {hash, static_cast<std::uint32_t>(keys_.size()),
                static_cast<std::uint32_t>(signature.size()), range};
  keys_.insert(keys_.end(), signature.begin(), signature.end());
  outcomes_.insert(outcomes_.end(), outcomes.begin(), outcomes.end());
  return range;
}

void OutcomeCache::SetReasons(Outcome& outcome, std::span<const std::uint32_t> tests,
                              std::span<const Answer> answers) {
  outcome.first_reason = static_cast<std::uint32_t>(reasons_.size());
  outcome.reason_count = static_cast<std::uint32_t>(tests.size());
  outcome.answer_count = static_cast<std::uint32_t>(answers.size());
  outcome.has_reasons = true;
  reasons_.insert(reasons_.end(), tests.begin(), tests.end());
  for (const Answer& answer : answers) {
    reasons_.push_back(answer.truth << 1 | (answer.holds ? 1U : 0U));
  }
}

bool OutcomeCache::full() const noexcept {
  return keys_.size() >= kMaxKeys || outcomes_.size() >= kMaxOutcomes ||
         reasons_.size() >= kMaxReasons;
}

void OutcomeCache::Clear() noexcept {
  slots_.Clear();
  keys_.clear();
  outcomes_.clear();
  reasons_.clear();
}

}  // namespace noroshi
