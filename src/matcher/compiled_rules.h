// CompiledRules: all rules as flat arrays, what the matcher runs on. Private to matcher/.
//
// Words used here:
//   field    a name as rules write it; its text patterns are one LiteralIndex
//   view     a field as one kind of rule sees it (scope, native aliases): resolved per event kind
//   truth    one (view, test), numbered: the bit that conditions are made of. Eager truths are
//            text patterns, found by scanning the values of their view; lazy ones (regular
//            expressions, numbers, addresses, ...) are evaluated when a condition asks
//   program  one way into a rule (an alternative of its gate) with its condition as code
//
// Immutable once built; shared by all sessions of a matcher.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/cache_folder.h"
#include "base/flat_array.h"
#include "event/taxonomy.h"
#include "finding/match.h"
#include "matcher/run/glob_set.h"
#include "matcher/run/literal_index.h"
#include "matcher/run/regex.h"
#include "rules/rule_set.h"

namespace noroshi {

using Truth = std::uint32_t;

// Start offsets of runs in another array: run i is [first[i], first[i + 1]).
struct Runs {
  // One more than runs; the last is items.size().
  FlatArray<std::uint32_t> first = {0};
  FlatArray<std::uint32_t> items;

  [[nodiscard]] std::span<const std::uint32_t> at(std::size_t run) const noexcept {
    return std::span(items.data(), items.size()).subspan(first[run], first[run + 1] - first[run]);
  }
  // What was put into `items` since the last call is the next run.
  void EndRun() { first.push_back(static_cast<std::uint32_t>(items.size())); }
};

// Two rules that name the same field but read it under different aliases have two views of it, and
// one index: the patterns are the field's, their truths the view's.
struct FieldView {
  // Its name points into CompiledRules::fields.
  FieldQuery query;
  std::uint32_t field = 0;
  // Truth of pattern p of the field: first_eager + p.
  Truth first_eager = 0;
};

struct MatchField {
  std::unique_ptr<const std::string> name;  // owned apart, so that views may point at it
  LiteralIndex index;
};

// A truth that is not found by scanning: a Test (rules/rule.h) without its texts. Hints are eager
// truths, one of which must hold for it to hold; none = no hint is known.
struct LazyTest {
  TestOp op = TestOp::kExists;
  // kField*, kGlob: compare exactly instead of folded.
  bool cased = false;
  // kTimePart; likewise the next.
  TimePart part{};
  Comparison comparison{};
  std::uint32_t view = 0;
  // kField*: the view of the field behind the modifier.
  std::uint32_t other_view = 0;
  // kGlob with `cased`: id in cased_globs.
  std::uint32_t glob = 0;
  // kRegex: one of CompiledRules::regexes, which tests with the same expression share.
  const Regex* regex = nullptr;
  // kCidr: what the address must lie in.
  AddressRange range;
  // kLess to kGreaterEqual, kTimePart.
  Number number;
  // As the first rule that has the test writes it, for the profile.
  std::string shown;
};

// One step of a condition: look at `truth`, go on at one of two steps. Steps only lead to lower
// numbers, so every walk ends.
struct Step {
  Truth truth = 0;
  std::uint32_t if_true = 0, if_false = 0;
};
// Ends of a walk; no step has such a number.
inline constexpr std::uint32_t kAccept = 0xFFFFFFFF;
inline constexpr std::uint32_t kReject = 0xFFFFFFFE;

// A rule with several alternatives of its gate has a program for each, because each may read its
// fields under other names. A match of any is a match of the rule.
struct Program {
  RuleIndex rule{};
  // Where evaluation begins: a step, or at once kAccept, kReject.
  std::uint32_t entry = kReject;
  // Its steps are at most [first_step, entry].
  std::uint32_t first_step = 0;
  // Truth of the rule's test t: test_truths[first_test + t].
  std::uint32_t first_test = 0;
  // 0: evaluated for every event that passes the gate. Else 1; no bool, for programs are saved as
  // they lie in memory, and not every byte is one.
  std::uint32_t needs_wakeup = 0;
};

// Which kinds of events a program may match, as far as their channel and event id tell.
struct ProgramGate {
  bool any_channel = true;
  bool prefix = false;
  // No channel of other evidence (kLogsourceMark).
  bool windows_only = false;
  // The gate's channels, folded.
  std::vector<std::string> channels;
  std::optional<std::vector<std::string>> implied_channels;  // folded, sorted; the condition's own,
                                                             // void where the payload has a Channel
  // Sorted; nothing: any id.
  std::optional<std::vector<std::uint32_t>> event_ids;

  friend auto operator<=>(const ProgramGate&, const ProgramGate&) = default;
};

// Plain arrays, filled by matcher/build or lying in a file that an earlier run has written
// (matcher/cache), and read by matcher/run; numbers in one index another.
// `rules` is the caller's and outlives this.
struct CompiledRules {
  const RuleList* rules = nullptr;
  std::vector<MatchField> fields;
  std::vector<FieldView> views;
  // Truths below are eager, the rest lazy.
  Truth eager_count = 0;
  // The view that each truth is one of.
  FlatArray<std::uint32_t> view_of;
  // What the lazy truths ask, by truth - eager_count.
  std::vector<LazyTest> lazies;
  // Eager truths per lazy.
  Runs hints;
  std::vector<std::unique_ptr<Regex>> regexes;
  // Patterns that tell case apart: few, and tried one by one once their folded form has fitted.
  GlobSet cased_globs;

  // In the order of the rules; those of one rule stand together.
  FlatArray<Program> programs;
  // What programs look at, each once: thousands of programs share some hundred gates. The gate of
  // each program, by its number among them.
  std::vector<ProgramGate> gates;
  FlatArray<std::uint32_t> gate_of;
  FlatArray<Step> steps;
  // The truth of each test of each program, which is how reasons find what a condition looked at.
  FlatArray<Truth> test_truths;
  // Views whose values a program reads.
  Runs program_views;
  // Programs per eager truth.
  Runs wakes;

  // Programs by folded channel, gate and condition together, for events without a payload Channel;
  // `any_channel` are those that may match whatever the channel is (prefixes included).
  std::vector<std::pair<std::string, FlatArray<std::uint32_t>>> by_channel;  // sorted
  FlatArray<std::uint32_t> any_channel;

  // What the arrays lie in, where they are not their own.
  CacheImage image;

  [[nodiscard]] Truth truth_count() const noexcept {
    return eager_count + static_cast<Truth>(lazies.size());
  }
  // REQUIRES: `program` is below programs.size().
  [[nodiscard]] const ProgramGate& GateOf(std::uint32_t program) const noexcept {
    return gates[gate_of[program]];
  }
  [[nodiscard]] bool IsLazy(Truth truth) const noexcept { return truth >= eager_count; }
  [[nodiscard]] const ShownRule& RuleOf(const Program& program) const noexcept {
    return rules->Shown(static_cast<std::size_t>(program.rule));
  }
};

}  // namespace noroshi
