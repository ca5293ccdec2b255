// SmallCorrelation: all correlations of a rule set over a handful of matches in memory, for rule
// tests. The same windows as a hunt's; only the sorting is simpler.
//
// One owner. Memory grows with the matches.
#pragma once

#include <cstdint>
#include <vector>

#include "correlation/correlator.h"
#include "correlation/feed_table.h"
#include "correlation/match_reader.h"
#include "finding/match.h"

namespace noroshi {

class SmallCorrelation final : public MatchSink {
 public:
  // Both must outlive this.
  SmallCorrelation(const RuleSet& rules, const EventContext& context);

  // The file that the next matches are from.
  void set_file(std::uint64_t file) noexcept { file_ = file; }
  void OnMatch(const Match& match) override;

  // The findings that a hunt would raise, by correlation, then group, then time. Forgets all
  // matches.
  [[nodiscard]] std::vector<CorrelationFinding> Run();

 private:
  class Sink;
  void RunDepth(std::uint32_t depth, CorrelationSink& sink);

  const RuleSet& rules_;
  FeedTable table_;
  MatchReader reader_;
  std::uint64_t file_ = 0;
  // Collected matches and findings, by the depth of the correlation that wants them.
  std::vector<std::vector<CorrelationEvent>> events_;
};

// The event that `finding` is to a correlation above it: its time is that of its last event
// (S-9.10), its fields are its group. False: it takes no part, having nothing to measure.
[[nodiscard]] bool DeriveEvent(const RuleSet& rules, const CorrelationFinding& finding,
                               const CorrelationFeed& feed, CorrelationEvent& out);

}  // namespace noroshi
