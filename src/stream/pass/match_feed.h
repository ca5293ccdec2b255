// MatchFeed: one worker's part in correlations. Turns matches into correlation events and files
// them for sorting, by the depth of the correlation that wants them.
//
// One owner (a worker). A rule that no correlation names costs one look-up. Memory: sort buffers,
// and a pool of texts, so that an event takes some forty bytes and its key.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "correlation/feed_table.h"
#include "correlation/match_reader.h"
#include "correlation/text_pool.h"
#include "stream/input/input_list.h"
#include "stream/journal/unit_log.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

// Sort buffer of a worker for one depth of correlations; more goes to disk.
inline constexpr std::size_t kCorrelationSortBytes = std::size_t{1} << 19;

class MatchFeed {
 public:
  // All must outlive this. `pool` numbers the feeds of a hunt, from 0.
  MatchFeed(const RuleSet& rules, const FeedTable& table, const std::string& spill_folder,
            std::uint32_t pool = 0);

  // Events are written down there as well; null: they are not.
  void set_log(UnitLog* log) noexcept { log_ = log; }

  // `reader` knows the context of the match's event.
  void Take(const Match& match, SourceRank source, MatchReader& reader);

  // By depth. One sort buffer for each depth of correlations; the pass takes them over when the
  // worker is done.
  [[nodiscard]] std::vector<RunBuffer>& buffers() noexcept { return buffers_; }
  // What events in the buffers point into; the pass takes it over with them.
  [[nodiscard]] std::uint32_t pool_number() const noexcept { return pool_number_; }
  [[nodiscard]] TextPool& pool() noexcept { return pool_; }
  // Events filed, and matches that could not take part (match_reader.h).
  [[nodiscard]] std::uint64_t events() const noexcept { return events_; }
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }

 private:
  // What the match says to the feed. Without a number, its texts are in bytes_.
  [[nodiscard]] KnownTexts TextsOf(const Match& match, const CorrelationFeed& feed,
                                   MatchReader& reader);
  // Files the event under way and writes it down.
  void File(std::uint32_t depth, const KnownTexts& texts);

  const RuleSet& rules_;
  const FeedTable& table_;
  UnitLog* log_ = nullptr;
  // The one under way; texts keep their memory.
  CorrelationEvent event_;
  EventTexts texts_;
  std::string bytes_, print_;
  const std::uint32_t pool_number_;
  TextPool pool_;
  std::vector<RunBuffer> buffers_;
  std::uint64_t events_ = 0, left_out_ = 0;
};

}  // namespace noroshi
