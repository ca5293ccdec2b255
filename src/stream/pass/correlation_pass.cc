#include "stream/pass/correlation_pass.h"

#include <utility>

#include "correlation/small_correlation.h"
#include "stream/pass/correlation_key.h"

namespace noroshi {

CorrelationPass::CorrelationPass(const RuleSet& rules, const FeedTable& table,
                                 CorrelationWriter& writer, const std::string& spill_folder,
                                 std::size_t sort_bytes)
    : rules_(rules),
      table_(table),
      writer_(writer),
      spill_folder_(spill_folder),
      findings_(spill_folder, sort_bytes),
      events_(table.depths()) {}

Status CorrelationPass::TakeFeed(MatchFeed& feed) {
  if (pools_.size() <= feed.pool_number()) pools_.resize(feed.pool_number() + 1);
  pools_[feed.pool_number()] = std::move(feed.pool());
  return TakeEvents(feed.buffers());
}

Status CorrelationPass::TakeEvents(std::vector<RunBuffer>& by_depth) {
  for (std::uint32_t depth = 0; depth < table_.depths(); ++depth) {
    RunBuffer& buffer = by_depth[depth];
    if (Status status = buffer.Finish(); !status.ok()) return status;
    events_[depth].push_back(std::move(buffer));
  }
  return Ok();
}

Status CorrelationPass::Run() {
  for (auto& buffers : events_) buffers.emplace_back(spill_folder_, kCorrelationSortBytes);
  for (std::uint32_t depth = 0; depth < table_.depths(); ++depth) {
    if (Status status = RunDepth(depth); !status.ok()) return status;
    events_[depth].clear();
  }
  return findings_.Finish();
}

Status CorrelationPass::RunDepth(std::uint32_t depth) {
  if (Status status = events_[depth].back().Finish(); !status.ok()) return status;
  Correlator correlator(rules_.correlations, *this);
  const Status status =
      MergeRuns(events_[depth], spill_folder_, [&](const SortedRecord& record) -> Status {
        CorrelationEvent event;
        const std::uint64_t hash = ReadCorrelationKey(record.key, event);
        DecodeEvent(record.bytes, pools_, event);
        correlator.Take(std::move(event), hash);
        return Ok();
      });
  if (status.ok()) correlator.Finish();
  return status;
}

void CorrelationPass::OnFinding(CorrelationFinding finding) {
  for (const CorrelationFeed& feed : table_.OfCorrelation(finding.correlation)) {
    Feed(finding, feed);
  }
  if (rules_.correlations[finding.correlation].silent) return;
  const SortKey key = writer_.Write(finding, findings_.pending());
  findings_.Commit(key);
}

void CorrelationPass::OnLimit(std::uint32_t correlation, const CorrelationMember& at) {
  ++limits_;
  const Rule& rule = rules_.rules[rules_.correlations[correlation].rule];
  losses_.Add(SourceOf(at.file), {DamageKind::kBudget, at.offset, 0, 0, at.record_id,
                                  "too many events in one window of correlation " + rule.id});
}

void CorrelationPass::Feed(const CorrelationFinding& finding, const CorrelationFeed& feed) {
  CorrelationEvent event;
  if (!DeriveEvent(rules_, finding, feed, event)) return;
  RunBuffer& buffer = events_[rules_.correlations[feed.correlation].depth].back();
  EncodeEvent(event, buffer.pending());
  buffer.Commit(CorrelationKey(event, event.texts->group_hash));
}

}  // namespace noroshi
