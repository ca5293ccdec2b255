#include "stream/pass/match_feed.h"

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
  const Event& event = *match.event;
  for (const CorrelationFeed& feed : table_.OfRule(static_cast<std::uint32_t>(match.rule))) {
    const KnownTexts texts = event.time.ticks == 0 ? KnownTexts() : TextsOf(match, feed, reader);
    if (!texts.takes_part) {
      ++left_out_;
      continue;
    }
    ++events_;
    MatchReader::Locate(event, NumberOf(source), feed, event_);
    File(rules_.correlations[feed.correlation].depth, texts);
  }
}

// What is said once, as the session of a logon that nothing follows, would only fill the pool:
// texts get a number when they are met again.
KnownTexts MatchFeed::TextsOf(const Match& match, const CorrelationFeed& feed,
                              MatchReader& reader) {
  print_.clear();
  reader.AppendPrint(match, feed, print_);
  KnownTexts* const known = reader.known().Find(print_);
  if (known != nullptr && (!known->takes_part || known->number != kNoNumber)) return *known;
  KnownTexts texts;
  texts.takes_part = reader.Read(match, 0, feed, event_, texts_);
  if (texts.takes_part) {
    bytes_.clear();
    EncodeTexts(texts_, bytes_);
    texts.hash = Hash64(bytes_);
    texts.number =
        known == nullptr ? kNoNumber : pool_.NumberOf(bytes_, texts.hash).value_or(kNoNumber);
    texts.group_hash = GroupHash(texts_.group);
  }
  if (known != nullptr) {
    *known = texts;
  } else {
    reader.known().Add(print_, texts);
  }
  return texts;
}

void MatchFeed::File(std::uint32_t depth, const KnownTexts& texts) {
  const bool pooled = texts.number != kNoNumber;
  PackedTexts packed{.bytes = pooled ? pool_.BytesOf(texts.number) : bytes_, .hash = texts.hash};
  const SortKey key = CorrelationKey(event_, texts.group_hash);
  RunBuffer& buffer = buffers_[depth];
  if (log_ != nullptr) {  // a later run knows nothing of this one's pool
    const std::size_t before = buffer.pending().size();
    EncodeEvent(event_, packed, buffer.pending());
    log_->AddEvent(depth, key, std::string_view(buffer.pending()).substr(before));
    buffer.pending().resize(before);
  }
  if (pooled) {
    packed.pool = pool_number_;
    packed.number = texts.number;
  }
  EncodeEvent(event_, packed, buffer.pending());
  buffer.Commit(key);
}

}  // namespace noroshi
