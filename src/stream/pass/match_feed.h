// MatchFeed: one worker's part in correlations. Turns matches into correlation events and files
// them for sorting, by the depth of the correlation that wants them.
//
// One owner (a worker). A rule that no correlation names costs one look-up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "correlation/feed_table.h"
#include "correlation/match_reader.h"
#include "stream/input/input_list.h"
#include "stream/journal/unit_log.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

// Sort buffer of a worker for one depth of correlations; more goes to disk.
inline constexpr std::size_t kCorrelationSortBytes = std::size_t{1} << 20;

class MatchFeed {
 public:
  // All must outlive this.
  MatchFeed(const RuleSet& rules, const FeedTable& table, const std::string& spill_folder);

  // Events are written down there as well; null: they are not.
  void set_log(UnitLog* log) noexcept { log_ = log; }

  // `reader` knows the context of the match's event.
  void Take(const Match& match, SourceRank source, MatchReader& reader);

  // By depth. One sort buffer for each depth of correlations; the pass takes them over when the
  // worker is done.
  [[nodiscard]] std::vector<RunBuffer>& buffers() noexcept { return buffers_; }
  // Events filed, and matches that could not take part (match_reader.h).
  [[nodiscard]] std::uint64_t events() const noexcept { return events_; }
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }

 private:
  const RuleSet& rules_;
  const FeedTable& table_;
  UnitLog* log_ = nullptr;
  // The one under way; texts keep their memory.
  CorrelationEvent event_;
  std::vector<RunBuffer> buffers_;
  std::uint64_t events_ = 0, left_out_ = 0;
};

}  // namespace noroshi
