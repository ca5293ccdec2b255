#include "stream/pass/match_feed.h"

#include <optional>

#include "base/hash.h"
#include "stream/pass/correlation_key.h"

namespace noroshi {

MatchFeed::MatchFeed(const RuleSet& rules, const FeedTable& table, const std::string& spill_folder,
                     std::uint32_t pool)
    : rules_(rules), table_(table), pool_number_(pool) {
  buffers_.reserve(table.depths());
  for (std::uint32_t i = 0; i < table.depths(); ++i) {
    buffers_.emplace_back(spill_folder, kCorrelationSortBytes);
  }
}

void MatchFeed::Take(const Match& match, SourceRank source, MatchReader& reader) {
  for (const CorrelationFeed& feed : table_.OfRule(static_cast<std::uint32_t>(match.rule))) {
    if (!reader.Read(match, NumberOf(source), feed, event_, texts_)) {
      ++left_out_;
      continue;
    }
    ++events_;
    bytes_.clear();
    EncodeTexts(texts_, bytes_);
    File(rules_.correlations[feed.correlation].depth);
  }
}

void MatchFeed::File(std::uint32_t depth) {
  PackedTexts packed{.bytes = bytes_, .hash = Hash64(bytes_)};
  const std::optional<std::uint32_t> number = pool_.NumberOf(bytes_, packed.hash);
  const std::uint64_t group = number ? pool_.At(*number).group_hash : GroupHash(texts_.group);
  const SortKey key = CorrelationKey(event_, group);
  RunBuffer& buffer = buffers_[depth];
  if (log_ != nullptr) {  // a later run knows nothing of this one's pool
    const std::size_t before = buffer.pending().size();
    EncodeEvent(event_, packed, buffer.pending());
    log_->AddEvent(depth, key, std::string_view(buffer.pending()).substr(before));
    buffer.pending().resize(before);
  }
  if (number) {
    packed.pool = pool_number_;
    packed.number = *number;
  }
  EncodeEvent(event_, packed, buffer.pending());
  buffer.Commit(key);
}

}  // namespace noroshi
