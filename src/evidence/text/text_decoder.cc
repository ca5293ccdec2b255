#include "evidence/text/text_decoder.h"

#include <optional>

#include "evidence/mapping/mapping_list.h"
#include "evidence/text/record_text.h"
#include "evidence/text/text_source.h"

namespace noroshi {
namespace {

std::string_view TextOf(const Unit& unit, const UnitRecord& place) noexcept {
  return {reinterpret_cast<const char*>(unit.bytes.data()) + place.begin, place.size};
}

EventMark MarkOf(Parsed parsed) noexcept {
  if (parsed == Parsed::kOddText) return EventMark::kOddValue;
  return parsed == Parsed::kPartial ? EventMark::kPartial : EventMark::kNone;
}

// What the ledger says of such a record.
std::optional<DamageKind> DoubtOf(Parsed parsed) noexcept {
  switch (parsed) {
    case Parsed::kBad: return DamageKind::kRecordSyntax;
    case Parsed::kPartial: return DamageKind::kRecordPartial;
    case Parsed::kMessageOnly: return DamageKind::kMessageOnly;
    default: return std::nullopt;
  }
}

}  // namespace

TextDecoder::TextDecoder(std::string_view format, NewParser new_parser, const ReadOptions& options,
                         EventContext& context)
    : parser_(new_parser(paths_, options)),
      maker_(context, paths_, MappingsFor(format, options)),
      zone_(options.text.zone) {
  time_.zone = zone_.get();
}

void TextDecoder::BeginUnit(const Unit& unit) {
  time_.newest = static_cast<const TextSource*>(unit.source)->newest();
  parser_->BeginUnit(unit);
}

void TextDecoder::Decode(const Unit& unit, EventInterest* interest, EventBatch& batch,
                         DamageSink& damage, ByteAccount& account) {
  batch.Clear();
  BeginUnit(unit);
  Tally tally;
  for (const UnitRecord& place : unit.records) {
    const Parsed parsed = ParseRecord(unit, place, damage, tally);
    if (parsed == Parsed::kBad || parsed == Parsed::kNoRecord) continue;
    ++batch.record_count;
    AddEvent(unit, place, parsed, interest, batch, tally);
  }
  Report(tally, damage, account);
}

Parsed TextDecoder::ParseRecord(const Unit& unit, const UnitRecord& place, DamageSink& damage,
                                Tally& tally) {
  const Parsed parsed = parser_->Parse(TextOf(unit, place), record_);
  const bool bad = parsed == Parsed::kBad;
  (bad ? tally.damaged_bytes : tally.used_bytes) += place.size;
  const std::optional<DamageKind> kind = DoubtOf(parsed);
  if (!kind) return parsed;
  Damage doubt;
  doubt.kind = *kind;
  doubt.offset = unit.offset + place.begin;
  doubt.lost_bytes = bad ? place.size : 0;
  doubt.lost_records = bad ? 1 : 0;
  doubt.detail = "line " + std::to_string(place.line);
  damage.OnDamage(doubt);
  return parsed;
}

void TextDecoder::AddEvent(const Unit& unit, const UnitRecord& place, Parsed parsed,
                           EventInterest* interest, EventBatch& batch, Tally& tally) {
  Event event;
  const auto made = maker_.Make(record_, time_, interest, batch.arena, event);
  const std::uint64_t offset = unit.offset + place.begin;
  if (maker_.last_is_unknown() && tally.unknown++ == 0) tally.first_unknown = offset;
  if (made == EventMaker::Made::kNotWanted) return;
  event.offset = offset;
  event.line = place.line;
  event.marks = MarkOf(parsed);
  batch.events.push_back(event);
}

void TextDecoder::Report(const Tally& tally, DamageSink& damage, ByteAccount& account) {
  account.used += tally.used_bytes;
  account.damaged += tally.damaged_bytes;
  if (tally.unknown == 0) return;
  Damage unknown;
  unknown.kind = DamageKind::kUnknownShape;
  unknown.offset = tally.first_unknown;
  unknown.detail = "records of no known log source";
  damage.OnDamage(unknown);
}

std::uint64_t TextDecoder::Dump(const Unit& unit, DumpFormat, std::string& out, DamageSink& damage,
                                ByteAccount& account) {
  BeginUnit(unit);
  Tally tally;
  std::uint64_t count = 0;
  for (const UnitRecord& place : unit.records) {
    const Parsed parsed = ParseRecord(unit, place, damage, tally);
    if (parsed == Parsed::kBad || parsed == Parsed::kNoRecord) continue;
    ++count;
    AppendRecordText(record_, paths_, TextOf(unit, place), out);
  }
  Report(tally, damage, account);
  return count;
}

}  // namespace noroshi
