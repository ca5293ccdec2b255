// CorrelationPass: evaluates all correlations over the sorted events of a hunt, depth by depth:
// detections' events first, then correlations over correlations, whose events are the findings of
// the depths below, sorted like all others. So each depth sees its events in total order, although
// a cluster is known only when it closes, up to a timespan after its time.
//
// One owner, after all workers are done; may run while analytics do (analytic_pass.h), for it
// writes to nothing of theirs. Memory: sort buffers, and one group (group_window.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "correlation/correlator.h"
#include "correlation/feed_table.h"
#include "stream/input/loss_ledger.h"
#include "stream/pass/correlation_writer.h"
#include "stream/pass/match_feed.h"

namespace noroshi {

class CorrelationPass final : private CorrelationSink {
 public:
  // All must outlive this.
  CorrelationPass(const RuleSet& rules, const FeedTable& table, CorrelationWriter& writer,
                  const std::string& spill_folder, std::size_t sort_bytes);

  // Takes the events of a worker, and the texts they point at. Call once for each, before Run.
  Status TakeFeed(MatchFeed& feed);
  // Events that hold their texts, by depth.
  Status TakeEvents(std::vector<RunBuffer>& by_depth);
  Status Run();

  // After Run(): the findings, finished.
  [[nodiscard]] RunBuffer& findings() noexcept { return findings_; }
  // Groups whose window was too large to hold.
  [[nodiscard]] std::uint64_t limits() const noexcept { return limits_; }
  // Likewise, by file.
  [[nodiscard]] const LossLedger& losses() const noexcept { return losses_; }

 private:
  // Merges the events of one depth and lets its correlations judge them; their findings become
  // events of the depths above.
  Status RunDepth(std::uint32_t depth);
  void OnFinding(CorrelationFinding finding) override;
  void OnLimit(std::uint32_t correlation, const CorrelationMember& at) override;
  // The finding as an event of a correlation above, into the buffer of that one's depth.
  void Feed(const CorrelationFinding& finding, const CorrelationFeed& feed);

  const RuleSet& rules_;
  const FeedTable& table_;
  CorrelationWriter& writer_;
  LossLedger losses_;
  std::string spill_folder_;
  RunBuffer findings_;
  // By depth; the last of each: of correlations.
  std::vector<std::vector<RunBuffer>> events_;
  // By number.
  std::vector<TextPool> pools_;
  std::uint64_t limits_ = 0;
};

}  // namespace noroshi
