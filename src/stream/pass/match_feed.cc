#include "stream/pass/match_feed.h"

#include "stream/pass/correlation_key.h"

namespace noroshi {

MatchFeed::MatchFeed(const RuleSet& rules, const FeedTable& table, const std::string& spill_folder)
    : rules_(rules), table_(table) {
  buffers_.reserve(table.depths());
  for (std::uint32_t i = 0; i < table.depths(); ++i) {
    buffers_.emplace_back(spill_folder, kCorrelationSortBytes);
  }
}

void MatchFeed::Take(const Match& match, SourceRank source, MatchReader& reader) {
  for (const CorrelationFeed& feed : table_.OfRule(static_cast<std::uint32_t>(match.rule))) {
    if (!reader.Read(match, NumberOf(source), feed, event_)) {
      ++left_out_;
      continue;
    }
    ++events_;
    const std::uint32_t depth = rules_.correlations[feed.correlation].depth;
    RunBuffer& buffer = buffers_[depth];
    const SortKey key = CorrelationKey(event_);
    const std::size_t before = buffer.pending().size();
    EncodeEvent(event_, buffer.pending());
    if (log_ != nullptr) {
      log_->AddEvent(depth, key, std::string_view(buffer.pending()).substr(before));
    }
    buffer.Commit(key);
  }
}

}  // namespace noroshi
