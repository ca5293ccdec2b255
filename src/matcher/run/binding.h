// Binding: what the rules mean for one kind of event: which programs can match at all, and where
// the fields they name are. Made once per kind and session, then looked up for every event.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "event/taxonomy.h"
#include "matcher/compiled_rules.h"
#include "matcher/matcher.h"
#include "matcher/run/narrow_indexes.h"

namespace noroshi {

// The sources of one view: Binding::sources[first, first + count).
struct BoundView {
  std::uint32_t view = 0;
  std::uint32_t first = 0, count = 0;
};

// One index that a value is scanned by, and the views that its patterns are truths of:
// Binding::read_views[first, first + count). All are views of one field.
struct ReadIndex {
  // Null = the field's own index.
  const NarrowIndex* narrow = nullptr;
  std::uint32_t first = 0, count = 0;
};

// What looks at the same values: Binding::read_indexes[first, first + count), sorted by field.
// `group` is the same number for the same indexes and views, whatever the binding.
struct ReadGroup {
  std::uint32_t first = 0, count = 0;
  std::uint32_t group = kNoGroup;
  // Characters a value must have for any pattern of the views to fit.
  std::size_t shortest = 0;

  // Too many groups: nothing is remembered.
  static constexpr std::uint32_t kNoGroup = 0xFFFFFFFF;
};

// One source whose values are scanned, once for all indexes that want them.
struct BoundRead {
  std::uint32_t source = 0;
  // What values of the other types are scanned by.
  ReadGroup texts;
  // What values of an IsMachineType are scanned by: without indexes that only look for text.
  ReadGroup machines;
};

// Immutable once made. Costs some kilobytes: one bit a program, and the views that candidate
// programs read. What it says holds for the same kind in any context: slots and rules, no symbols.
struct Binding {
  // In symbols of the binder's context.
  EventKind kind;
  // Of the binding; a binder gives each number once.
  std::uint32_t number = 0;
  std::vector<FieldSource> sources;
  // Sorted by view; those without sources are left out.
  std::vector<BoundView> views;
  std::vector<BoundRead> reads;
  std::vector<ReadIndex> read_indexes;
  std::vector<std::uint32_t> read_views;
  // Eager truths that hold for every event of the kind.
  std::vector<Truth> constants;
  // A bit per program; empty = none.
  std::vector<std::uint64_t> candidates;
  // Candidates that are evaluated unasked, ascending.
  std::vector<std::uint32_t> always;

  // False: no rule can match an event of this kind, and readers need not build it.
  [[nodiscard]] bool wanted() const noexcept { return !candidates.empty(); }
  [[nodiscard]] bool IsCandidate(std::uint32_t program) const noexcept {
    return (candidates[program / 64] >> (program % 64) & 1) != 0;
  }
  [[nodiscard]] std::span<const ReadIndex> IndexesOf(const ReadGroup& group) const noexcept {
    return std::span(read_indexes).subspan(group.first, group.count);
  }
  [[nodiscard]] std::span<const std::uint32_t> ViewsOf(const ReadIndex& index) const noexcept {
    return std::span(read_views).subspan(index.first, index.count);
  }
  // Where the view's values come from; empty when events of the kind cannot have the field.
  [[nodiscard]] std::span<const FieldSource> SourcesOf(std::uint32_t view) const noexcept;
};

// Makes bindings. Keeps scratch between calls; not thread-safe.
class Binder {
 public:
  Binder(const CompiledRules& compiled, const EventContext& context, const MatcherOptions& options);

  // Resolves the fields of all programs that pass the gate, works out what holds for every event of
  // the kind, and drops the programs that then cannot match.
  [[nodiscard]] Binding Bind(const EventKind& kind);

 private:
  // What is known of a view's tests before the event. kMissing: no event of the kind has the field.
  // kConstant: all have the same value.
  enum class ViewState : std::uint8_t { kUnresolved, kMissing, kConstant, kRuntime };
  enum class Known : std::uint8_t { kFalse, kTrue, kUnknown };
  struct Read {
    std::uint32_t source = 0;
    std::uint32_t view = 0;
  };

  // Programs that a channel lets pass.
  struct ChannelPrograms {
    std::vector<std::uint32_t> any_id;
    // Event id and program, sorted: with many rules most have an id, and few share one.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_id;
  };

  // Programs whose gate lets the kind pass, ascending.
  [[nodiscard]] std::vector<std::uint32_t> ProgramsFor(const EventKind& kind);
  // Kept, because an estate has few channels and many kinds.
  [[nodiscard]] const ChannelPrograms& ProgramsOf(Symbol channel, bool in_payload);
  // What ProgramsOf holds against the channel: those listed under it, or all where the payload has
  // a channel of its own.
  [[nodiscard]] std::vector<std::uint32_t> ProgramsListed(std::string_view channel,
                                                          bool in_payload) const;
  [[nodiscard]] bool PassesChannel(std::uint32_t program, std::string_view channel) const;
  void ResolveViews(const std::vector<std::uint32_t>& programs, Binding& binding);
  void ResolveView(std::uint32_t view, Binding& binding);
  void FindConstants(const BoundView& view, Binding& binding);
  [[nodiscard]] Known KnownOf(Truth truth) const;
  [[nodiscard]] bool CanMatch(std::uint32_t program);
  // No test of the program is decided before the event.
  [[nodiscard]] bool IsOpen(std::uint32_t program) const;
  void AddPrograms(const std::vector<std::uint32_t>& programs, Binding& binding);
  void AddReads(const std::vector<std::uint32_t>& programs, Binding& binding);
  void AddRead(std::span<const Read> same, Binding& binding);
  [[nodiscard]] const LiteralIndex& IndexOf(std::uint32_t view) const noexcept;
  // Notes which eager truths the candidate's condition and reasons look at.
  void NoteWanted(std::uint32_t program);
  // Patterns of a view that this binding wants, ascending, behind what is in `patterns`.
  void AppendWanted(std::uint32_t view, std::vector<std::uint32_t>& patterns) const;
  // What views of one field are scanned by; nothing if no candidate wants any of their truths.
  [[nodiscard]] std::optional<ReadIndex> IndexFor(std::span<const std::uint32_t> views,
                                                  Binding& binding);
  [[nodiscard]] ReadGroup Group(std::span<const ReadIndex> indexes, Binding& binding);
  [[nodiscard]] const LiteralIndex& IndexOf(const ReadIndex& index,
                                            const Binding& binding) const noexcept;
  [[nodiscard]] std::size_t ShortestFor(const ReadIndex& index, const Binding& binding);

  const CompiledRules& compiled_;
  const EventContext& context_;
  const bool wakeup_, narrow_;
  // By channel; the second where the payload has a Channel of its own.
  std::unordered_map<Symbol, ChannelPrograms> programs_of_[2];
  std::vector<ViewState> states_;
  std::vector<bool> constant_truths_;
  // The pass that reached a step last.
  std::vector<std::uint32_t> reached_;
  std::uint32_t pass_ = 0;
  ScanScratch scan_;
  // A bit for each eager truth: the binding that is being made wants it.
  std::vector<std::uint64_t> wanted_;
  // Views of such truths.
  std::vector<bool> wants_view_;
  std::vector<std::uint32_t> wanting_views_;
  NarrowIndexes narrow_indexes_;
  std::map<std::vector<std::uint32_t>, ReadIndex> indexes_;     // views -> theirs in this binding
  std::map<std::vector<std::uint32_t>, std::uint32_t> groups_;  // indexes and views -> number
  // By field; worked out when asked.
  std::vector<std::optional<std::size_t>> shortest_;
  std::uint32_t bound_ = 0;  // bindings made
};

// No more characters than this are in the value's text; any number for types that are not text.
[[nodiscard]] constexpr std::size_t MostCharacters(const Value& value) noexcept {
  switch (value.type) {
    case ValueType::kUtf16: return value.size / 2;
    case ValueType::kUtf8:
    case ValueType::kAnsi: return value.size;
    default: return static_cast<std::size_t>(-1);
  }
}

// How many patterns the largest field has: the size that a ScanScratch must have.
[[nodiscard]] std::size_t LargestIndex(const CompiledRules& compiled) noexcept;

}  // namespace noroshi
