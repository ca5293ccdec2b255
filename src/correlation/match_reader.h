// MatchReader: from a match to the event a correlation sees: the fields it groups by and measures,
// found in the event as the rule's own tests would find them.
//
// One owner. Field places are worked out once for each rule and kind of event.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "correlation/correlation_event.h"
#include "correlation/feed_table.h"
#include "finding/match.h"
#include "rules/rule_set.h"

namespace noroshi {

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

 private:
  // What the places of fields depend on: the feed, and the kind of event.
  struct Kind {
    std::uint32_t correlation = 0, source = 0;
    const Shape* shape = nullptr;
    Symbol channel{}, provider{};
    std::uint32_t event_id = 0;
    friend bool operator==(const Kind&, const Kind&) = default;
  };
  struct KindHash {
    std::size_t operator()(const Kind& kind) const noexcept;
  };
  // By field: where its values come from.
  struct Places {
    std::vector<std::vector<FieldSource>> group, values;
    // Of the address where somebody came from: the first that has a value counts.
    std::vector<FieldSource> from;
  };

  [[nodiscard]] const Places& PlacesFor(const Event& event, const CorrelationFeed& feed);
  [[nodiscard]] std::vector<std::vector<FieldSource>> Find(
      const std::vector<CorrelationField>& fields, const Rule& rule, const Kind& kind) const;
  void ReadFrom(const std::vector<FieldSource>& sources, const Event& event, std::string& out);
  // The first value of each field, as text; false when one has none.
  [[nodiscard]] bool ReadTexts(const std::vector<std::vector<FieldSource>>& places,
                               const Event& event, std::vector<std::string>& out);

  const RuleSet& rules_;
  const EventContext& context_;
  std::unordered_map<Kind, Places, KindHash> places_;
  Arena arena_;
  std::vector<Value> found_;
  std::string scratch_;
};

}  // namespace noroshi
