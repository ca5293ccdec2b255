// MatchReader: from a match to the event a correlation sees: the fields it groups by and measures,
// found in the event as the rule's own tests would find them.
//
// One owner. Field places are worked out once for each rule and kind of event, and so are the texts
// of what records say again and again: a burst of failed logons names the same host, channel,
// address and account, whose bytes are compared as the record has them (AppendPrint).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "base/byte_memo.h"
#include "correlation/correlation_event.h"
#include "correlation/feed_table.h"
#include "event/kind_hash.h"
#include "finding/match.h"
#include "rules/rule_set.h"

namespace noroshi {

// In place of the number of texts that are in no pool.
inline constexpr std::uint32_t kNoNumber = 0xFFFFFFFF;

// What is known of the texts of events with one print.
struct KnownTexts {
  // In the owner's TextPool, or kNoNumber.
  std::uint32_t number = kNoNumber;
  // False: such events take no part.
  bool takes_part = false;
  std::uint64_t hash = 0, group_hash = 0;  // of the texts as bytes, of their group
};
using KnownTextsMemo = ByteMemo<KnownTexts>;

class MatchReader {
 public:
  // Both must outlive this.
  MatchReader(const RuleSet& rules, const EventContext& context)
      : rules_(rules), context_(context) {}

  // Fills `out`, but for its texts, and `texts`, which are not completed, for one of the feeds of
  // the match's rule; texts that are there keep their memory. False: the event takes no part,
  // because it has no time, lacks a group-by field (D-6) or has nothing to measure. Of a field with
  // several values the first counts. `file` numbers the log it is in.
  [[nodiscard]] bool Read(const Match& match, std::uint64_t file, const CorrelationFeed& feed,
                          CorrelationEvent& out, EventTexts& texts);

  // The bytes that decide what Read says of the event besides when and where it is: of two events
  // with the same print it gives the same answer and the same texts. Nothing is decoded for it.
  void AppendPrint(const Match& match, const CorrelationFeed& feed, std::string& out);
  // What the owner has learnt by print: it dies with the context, as prints do.
  [[nodiscard]] KnownTextsMemo& known() noexcept { return known_; }

  // All of `out` but its texts: when and where, and which feed.
  static void Locate(const Event& event, std::uint64_t file, const CorrelationFeed& feed,
                     CorrelationEvent& out) noexcept;

 private:
  // By field: where its values come from.
  struct Places {
    std::uint32_t number = 0;  // of all places
    CorrelationFeed feed;
    std::vector<std::vector<FieldSource>> group, values;
    // Of the address where somebody came from: the first that has a value counts.
    std::vector<FieldSource> from;
  };
  // Those of all feeds that events of a kind go to: a handful.
  using KindPlaces = std::vector<Places>;

  // Of some thousand texts, 100 to 200 bytes each.
  static constexpr std::size_t kKnownPlaces = 1 << 12;
  static constexpr std::size_t kKnownBytes = 1 << 19;

  [[nodiscard]] const Places& PlacesFor(const Event& event, const CorrelationFeed& feed);
  [[nodiscard]] KindPlaces& PlacesOfKind(const EventKind& kind);
  [[nodiscard]] Places MakePlaces(const EventKind& kind, const CorrelationFeed& feed);
  [[nodiscard]] std::vector<std::vector<FieldSource>> Find(
      const std::vector<CorrelationField>& fields, const Rule& rule, const EventKind& kind) const;
  void ReadFrom(const std::vector<FieldSource>& sources, const Event& event, std::string& out);
  // The first value of each field, as text; false when one has none.
  [[nodiscard]] bool ReadTexts(const std::vector<std::vector<FieldSource>>& places,
                               const Event& event, std::vector<std::string>& out);
  // The value that a field is read from: the first that is not null, or null when there is none.
  // Valid until the next call.
  [[nodiscard]] const Value* FirstValue(const std::vector<FieldSource>& sources,
                                        const Event& event);

  const RuleSet& rules_;
  const EventContext& context_;
  std::unordered_map<EventKind, KindPlaces, KindHash, SameKind> places_;
  std::uint32_t places_made_ = 0;
  // The kind asked for last: the rules of an event come one after the other, and so do records of a
  // kind.
  EventKind last_kind_;
  KindPlaces* last_ = nullptr;
  KnownTextsMemo known_{kKnownPlaces, kKnownBytes};
  Arena arena_;
  std::vector<Value> found_;
  std::string scratch_;
};

}  // namespace noroshi
