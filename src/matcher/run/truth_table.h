// TruthTable: which truths hold for the event at hand. Clearing it is one increment.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "matcher/compiled_rules.h"

namespace noroshi {

// A stamp per truth says for which event it was set last, so that nothing is wiped between events.
// One per session; not thread-safe. 4 bytes a truth.
class TruthTable {
 public:
  explicit TruthTable(std::size_t truths) : stamps_(truths) {}

  // All unknown again.
  void Clear() noexcept {
    now_ += 2;
    if (now_ != 0) return;
    std::ranges::fill(stamps_, 0);  // after 2^31 events the numbers begin again
    now_ = 2;
  }
  [[nodiscard]] bool Holds(Truth truth) const noexcept { return stamps_[truth] == now_; }
  // Known not to hold; for lazy truths, which are worked out once.
  [[nodiscard]] bool Fails(Truth truth) const noexcept { return stamps_[truth] == now_ + 1; }
  void Set(Truth truth, bool holds) noexcept { stamps_[truth] = now_ + (holds ? 0 : 1); }

 private:
  // By truth; two numbers an event, one for what holds and one for what fails.
  std::vector<std::uint32_t> stamps_;
  std::uint32_t now_ = 0;  // even; now_ + 1 marks what fails
};

}  // namespace noroshi
