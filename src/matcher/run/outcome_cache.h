// OutcomeCache: what comes of an event whose values bring about these sets of truths, remembered.
// The eager truths of an event are those of its kind and of the sets its values have (TruthSets),
// so which programs they accept is worked out once for all events that agree in both: one in
// twenty of a log full of attacks, one in a hundred of a quiet one.
//
// A program whose condition asks for a lazy truth (a regular expression, a number, null) depends on
// the values themselves. It is remembered as one to ask, and asked for every event.
//
// Bounded by who calls Clear() when full(). One per session; not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/zeroed_array.h"

namespace noroshi {

// A program that accepts, or has to be asked. Its reasons, tests of its rule, were worked out for
// one event; they are those of another if the lazy truths that were asked for on the way have the
// same answers.
struct Outcome {
  // kAccepts: the rule matches whenever the sets are these. kOpen: lazy truths decide.
  enum class Verdict : std::uint8_t { kAccepts, kOpen };

  std::uint32_t program = 0;
  // In the cache; the answers follow.
  std::uint32_t first_reason = 0;
  std::uint32_t reason_count = 0, answer_count = 0;
  Verdict verdict = Verdict::kOpen;
  // Reasons were worked out once, for the first match; kept, because matches come in runs.
  bool has_reasons = false;
};

// A lazy truth and whether it held.
struct Answer {
  std::uint32_t truth = 0;
  bool holds = false;
};

class OutcomeCache {
 public:
  // Outcomes [first, first + count), in the order of the rules.
  struct Range {
    std::uint32_t first = 0, count = 0;
  };

  OutcomeCache();

  // `signature`: the number of the binding, then the sets of the values, empty ones left out.
  [[nodiscard]] std::optional<Range> Find(std::span<const std::uint32_t> signature) const noexcept;
  // Copies both. REQUIRES: Find(signature) gave nothing.
  Range Store(std::span<const std::uint32_t> signature, std::span<const Outcome> outcomes);

  // Valid until the next Store.
  [[nodiscard]] std::span<Outcome> at(Range range) noexcept {
    return std::span(outcomes_).subspan(range.first, range.count);
  }
  [[nodiscard]] std::span<const std::uint32_t> ReasonsOf(const Outcome& outcome) const noexcept {
    return std::span(reasons_).subspan(outcome.first_reason, outcome.reason_count);
  }
  // Calls same(answer) for each answer until one is not; true if all are.
  template <class Same>
  [[nodiscard]] bool AnswersAre(const Outcome& outcome, Same same) const {
    const std::size_t first = std::size_t{outcome.first_reason} + outcome.reason_count;
    for (const std::uint32_t packed : std::span(reasons_).subspan(first, outcome.answer_count)) {
      if (!same(Answer{packed >> 1, (packed & 1) != 0})) return false;
    }
    return true;
  }
  // `outcome` is one of this cache's.
  void SetReasons(Outcome& outcome, std::span<const std::uint32_t> tests,
                  std::span<const Answer> answers);

  // Asked between events, so that what one event was given stays valid while it is matched.
  [[nodiscard]] bool full() const noexcept;
  void Clear() noexcept;

 private:
  struct Slot {
    std::uint64_t hash = 0;
    // In keys_; 0 = free.
    std::uint32_t first_key = 0, key_count = 0;
    Range range;
  };

  ZeroedArray<Slot> slots_;
  std::vector<std::uint32_t> keys_;
  std::vector<Outcome> outcomes_;
  std::vector<std::uint32_t> reasons_;
};

}  // namespace noroshi
