// EventMaker: a FlatRecord becomes an Event. What kind of event it is is found out first; its
// values are made only if somebody wants such an event.
//
// One per decoder; not thread-safe. Events point into the record's bytes and the arena they were
// made in.
#pragma once

#include <string>
#include <unordered_map>

#include "evidence/flat/layout.h"
#include "evidence/text/time_format.h"

namespace noroshi {

// Channels and providers live as long as the run; evidence that brings new ones without end gets
// none for those beyond.
inline constexpr std::size_t kMaxNamesPerDecoder = 4096;

class EventMaker {
 public:
  EventMaker(EventContext& context, const PathTable& paths, std::vector<const Mapping*> mappings)
      : context_(context), layouts_(context, paths, std::move(mappings)) {}

  enum class Made : std::uint8_t {
    // `event` is filled in, place and marks excepted.
    kEvent,
    // Nobody asks for such events.
    kNotWanted,
  };
  // `interest` may be null. Text that had to be unescaped goes to `arena`, and so do the values.
  // Cost of a record that is not wanted: finding its layout, and its channel, provider, event id
  // and host.
  Made Make(const FlatRecord& record, const TimeContext& time, EventInterest* interest,
            Arena& arena, Event& event);

  // The record of the last call fitted no mapping: all its fields are payload, and it has neither
  // channel nor time.
  [[nodiscard]] bool last_is_unknown() const noexcept { return unknown_; }

 private:
  // What the mapping leaves open (no channel in the record) comes from the mapping's constants,
  // then from what the provider is known to write to.
  [[nodiscard]] EventKind KindOf(const Plan& plan, const FlatRecord& record, Arena& arena);
  [[nodiscard]] Symbol NameOf(std::string_view prefix, std::string_view text);
  [[nodiscard]] Symbol HostOf(const Plan& plan, const FlatRecord& record, Arena& arena);
  [[nodiscard]] std::uint32_t EventIdOf(const Plan& plan, const FlatRecord& record, Arena& arena);
  // For records in which every path occurs once, as most do; FillRepeats makes lists of the others.
  void FillValues(const Plan& plan, const FlatRecord& record, Arena& arena, Value* values);
  void FillRepeats(const Plan& plan, const FlatRecord& record, Arena& arena, Value* values);
  [[nodiscard]] static Value ValueOf(const Plan& plan, const FlatRecord& record, FlatField field,
                                     Arena& arena);
  void FillConstants(const EventKind& kind, Value* values) const;

  EventContext& context_;
  LayoutCache layouts_;
  // Channels and providers met so far, prefix included: spares the shared table's lock.
  std::unordered_map<std::string, Symbol> names_;
  // Of the last record: most have the one of the record before.
  std::string host_;
  Symbol host_symbol_ = kNoSymbol;
  std::string scratch_;
  // How many values each slot of the record at hand has.
  std::vector<std::uint32_t> counts_;
  bool unknown_ = false;
};

}  // namespace noroshi
