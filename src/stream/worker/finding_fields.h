// Which payload fields of an event are shown with a finding: those the rule reads, those its
// author listed, and those an analyst looks at first for this kind of event.
//
// The choice depends on rule, shape and kind only, so it is made once for each and remembered.
// One owner (a worker).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "event/event.h"
#include "finding/match.h"
#include "rules/rule_list.h"

namespace noroshi {

// A person reads no more.
inline constexpr std::size_t kMaxShownFields = 32;
// Of an event kind we have no table for.
inline constexpr std::size_t kFirstUnknownFields = 8;

// Choices remembered: rules times kinds of events, of which real evidence shows some hundreds.
// Made-up kinds must not fill the memory: beyond this all are forgotten and chosen again.
inline constexpr std::size_t kMaxChosen = 8'192;

// A shown field: its name and which values of the event bear it (a name may repeat).
struct ShownField {
  std::string_view name;
  // Quoted, with the colon.
  std::string json_name;
  // Indices into Event::values, in the order of the shape.
  std::vector<std::uint32_t> slots;
};

class FindingFields {
 public:
  // Both must outlive this.
  FindingFields(const RuleList& rules, const EventContext& context)
      : rules_(rules), context_(context), recent_(rules.size()) {}

  // Valid until the next call. A comparison where the rule's last event was of the same kind, else
  // one hash look-up, once a kind is known.
  const std::vector<ShownField>& For(RuleIndex rule, const Event& event);

 private:
  // All that the choice depends on.
  struct Kind {
    RuleIndex rule{};
    const Shape* shape = nullptr;
    Symbol provider{};
    std::uint32_t event_id = 0;
    friend bool operator==(const Kind&, const Kind&) = default;
  };
  struct KindHash {
    std::size_t operator()(const Kind& kind) const noexcept;
  };
  std::vector<ShownField> Choose(const Kind& kind) const;

  const RuleList& rules_;
  const EventContext& context_;
  using Chosen = std::unordered_map<Kind, std::vector<ShownField>, KindHash>;
  Chosen chosen_;
  // By rule; null = none yet.
  std::vector<const Chosen::value_type*> recent_;
};

}  // namespace noroshi
