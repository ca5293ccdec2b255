#include "stream/journal/run_share.h"

#include <algorithm>

#include "base/byte_text.h"

namespace noroshi {
namespace {

void EncodeCounts(const NameCounts& counts, std::string& out) {
  PutRaw(counts.others(), out);
  PutRaw(static_cast<std::uint32_t>(counts.rows().size()), out);
  for (const auto& [name, count] : counts.rows()) {
    PutText(name, out);
    PutRaw(count, out);
  }
}

void DecodeCounts(PayloadReader& in, NameCounts& counts) {
  counts.AddOthers(in.Number<std::uint64_t>());
  const auto size = in.Number<std::uint32_t>();
  for (std::uint32_t i = 0; i < size && in.ok(); ++i) {
    const std::string_view name = in.Text();
    const auto count = in.Number<std::uint64_t>();
    if (in.ok()) counts.Add(name, count);
  }
}

}  // namespace

void RunShare::NoteTime(Timestamp time) noexcept {
  if (time.ticks == 0) return;
  if (first_event.ticks == 0 || time < first_event) first_event = time;
  last_event = std::max(last_event, time);
}

void RunShare::Merge(const RunShare& other) {
  ledger.Merge(other.ledger);
  by_channel.Merge(other.by_channel);
  by_host.Merge(other.by_host);
  kinds.Merge(other.kinds);
  NoteTime(other.first_event);
  NoteTime(other.last_event);
  correlation_events += other.correlation_events;
  correlation_left_out += other.correlation_left_out;
  regex_limits += other.regex_limits;
}

void EncodeRows(const LossLedger::Rows& rows, std::string& out) {
  PutRaw(static_cast<std::uint32_t>(rows.size()), out);
  for (const auto& [key, sum] : rows) {
    PutRaw(key.source.member, out);
    PutRaw(key.kind, out);
    for (const std::uint64_t number :
         {sum.count, sum.lost_bytes, sum.lost_records, sum.first_offset}) {
      PutRaw(number, out);
    }
    PutText(sum.detail, out);
    PutRaw(sum.is_lost, out);
  }
}

void DecodeRows(PayloadReader& in, std::uint32_t file, LossLedger& ledger) {
  const auto size = in.Number<std::uint32_t>();
  for (std::uint32_t i = 0; i < size && in.ok(); ++i) {
    LossLedger::Key key;
    key.source = {file, in.Number<std::uint32_t>()};
    const auto kind = in.Number<std::uint8_t>();
    LossSum sum;
    for (std::uint64_t* number :
         {&sum.count, &sum.lost_bytes, &sum.lost_records, &sum.first_offset}) {
      *number = in.Number<std::uint64_t>();
    }
    sum.detail = in.Text();
    sum.is_lost = in.Number<std::uint8_t>() != 0;
    if (!in.ok() || kind >= kDamageKindCount) continue;
    key.kind = static_cast<DamageKind>(kind);
    ledger.Add(key, sum);
  }
}

void RunShare::Encode(std::string& out) const {
  EncodeRows(ledger.rows(), out);
  EncodeCounts(by_channel, out);
  EncodeCounts(by_host, out);
  kinds.Encode(out);
  for (const std::uint64_t number : {first_event.ticks, last_event.ticks, correlation_events,
                                     correlation_left_out, regex_limits}) {
    PutRaw(number, out);
  }
}

RunShare RunShare::Decode(PayloadReader& in, SourceRank source) {
  RunShare share;
  DecodeRows(in, source.file, share.ledger);
  DecodeCounts(in, share.by_channel);
  DecodeCounts(in, share.by_host);
  share.kinds = SeenKinds::Decode(in);
  for (std::uint64_t* number :
       {&share.first_event.ticks, &share.last_event.ticks, &share.correlation_events,
        &share.correlation_left_out, &share.regex_limits}) {
    *number = in.Number<std::uint64_t>();
  }
  return share;
}

}  // namespace noroshi
