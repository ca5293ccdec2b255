// CorrelationEvent: what a correlation sees of a match, or of the finding of another correlation:
// when and where, which of its sources, the group it belongs to, the values it measures. Small
// enough to be sorted by the million.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"
#include "correlation/event_texts.h"
#include "correlation/member_set.h"
#include "correlation/text_pool.h"

namespace noroshi {

// A plain value; copies share their texts.
struct CorrelationEvent {
  // Index into RuleSet::correlations.
  std::uint32_t correlation = 0;
  // Index into CorrelationRule::sources.
  std::uint32_t source = 0;
  // UTC. An event without a time takes no part in any correlation.
  Timestamp time;
  std::uint64_t file = 0;      // with `position`: the order of records at the same time, as far
  std::uint64_t position = 0;  //   as it can be told: within one file
  // Of the record: where it is (CorrelationMember).
  std::uint64_t offset = 0, line = 0, record_id = 0;
  // Group, values, and what is told of the record.
  TextsRef texts;
  // Another correlation's finding, not a record: all records behind it. Null for a match.
  std::shared_ptr<const MemberSet> inner;

  [[nodiscard]] bool derived() const noexcept { return inner != nullptr; }
  // The record of a match.
  [[nodiscard]] CorrelationMember Member() const {
    return {time, file, offset, line, record_id, MemberOf(texts)};
  }
  // The first record behind it.
  [[nodiscard]] CorrelationMember First() const { return derived() ? inner->first() : Member(); }
};

// Texts that were not put into a pool stand in the event itself.
inline constexpr std::uint32_t kNoPool = 0xFFFFFFFF;

// The texts of an event as they are written: `bytes` as EncodeTexts makes them, or in their place a
// number in a pool.
struct PackedTexts {
  std::string_view bytes;
  std::uint64_t hash = 0;  // Hash64 of `bytes`
  std::uint32_t pool = kNoPool, number = 0;
};

// All but correlation and time, which a sort key carries: those are left as they are. The bytes of
// two events with equal time sort by file, position, then source; whether texts stand in a pool
// makes no difference to the order.
void EncodeEvent(const CorrelationEvent& event, const PackedTexts& texts, std::string& out);
// With its own texts in it.
void EncodeEvent(const CorrelationEvent& event, std::string& out);
// `pools`: by number, those that events were written with; the event's texts point into them.
// REQUIRES: `event` holds correlation and time.
void DecodeEvent(std::string_view bytes, std::span<const TextPool> pools, CorrelationEvent& event);

}  // namespace noroshi
