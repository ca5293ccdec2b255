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
    kEvent,      // `event` is filled in, place and marks excepted
    kNotWanted,  // nobody asks for such events
  };
  // `interest` may be null.
  Made Make(const FlatRecord& record, const TimeContext& time, EventInterest* interest,
            Arena& arena, Event& event);

  // The record of the last call fitted no mapping: all its fields are payload, and it has neither
  // channel nor time.
  [[nodiscard]] bool last_is_unknown() const noexcept { return unknown_; }

 private:
  [[nodiscard]] EventKind KindOf(const Plan& plan, const FlatRecord& record, Arena& arena);
  [[nodiscard]] Symbol NameOf(std::string_view prefix, std::string_view text);
  [[nodiscard]] Symbol HostOf(const Plan& plan, const FlatRecord& record, Arena& arena);
  [[nodiscard]] std::uint32_t EventIdOf(const Plan& plan, const FlatRecord& record, Arena& arena);
  void FillValues(const Plan& plan, const FlatRecord& record, Arena& arena, Value* values);
  void FillRepeats(const Plan& plan, const FlatRecord& record, Arena& arena, Value* values);
  [[nodiscard]] static Value ValueOf(const Plan& plan, const FlatRecord& record, FlatField field,
                                     Arena& arena);
  void FillConstants(const EventKind& kind, Value* values) const;

  EventContext& context_;
  LayoutCache layouts_;
  std::unordered_map<std::string, Symbol> names_;
  std::string host_;  // of the last record: most have the one of the record before
  Symbol host_symbol_ = kNoSymbol;
  std::string scratch_;
  std::vector<std::uint32_t> counts_;  // values per slot
  bool unknown_ = false;
};

}  // namespace noroshi
