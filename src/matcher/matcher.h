// Matcher: all rules compiled into one object. MatchSession: one thread's use of it.
//
// Build, freeze, match: a Matcher is immutable once built and may be shared by any number of
// threads. A session has one owner, remembers what it learns (bindings of rules to event shapes,
// memo of values), and answers the same for any order of events. Cost per event does not grow with
// the number of rules but with the bytes of the values that candidate rules read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/cache_folder.h"
#include "base/result.h"
#include "event/event.h"
#include "finding/match.h"
#include "matcher/match_profile.h"
#include "rules/rule_set.h"

namespace noroshi {

// Optional passes; switching one off changes speed, never matches.
struct MatcherOptions {
  // Remembers which predicates a value of a field fulfils.
  bool memo = true;
  // False: every pattern is tried on every value.
  bool literal_prefilter = true;
  // False: every candidate rule's condition is evaluated.
  bool wakeup = true;
  // False: all patterns of a field are looked for.
  bool narrow = true;
  // Remembers which rules hold when these predicates do, for events of one kind.
  bool outcomes = true;
  // PCRE2 steps per value and pattern; beyond, the search is given up, counted, and no match.
  std::uint32_t regex_match_limit = 200'000;
  // Threads of BuildMatcher; changes nothing else.
  unsigned build_threads = 1;
};

// What a session has done so far. Counts only grow.
struct MatcherStats {
  MatcherStats& operator+=(const MatcherStats& more) noexcept;

  // Events that came, those of a kind that some rule can match, and rules that did.
  std::uint64_t events = 0, events_with_candidates = 0, matches = 0;
  std::uint64_t values_scanned = 0, bytes_scanned = 0;
  // How often the two memories (of values, of whole events) were asked and knew the answer.
  std::uint64_t memo_lookups = 0, memo_hits = 0;
  std::uint64_t outcome_lookups = 0, outcome_hits = 0;
  std::uint64_t conditions_evaluated = 0;
  std::uint64_t regex_limits_hit = 0;  // goes into the loss ledger
};

class MatchSession : public EventInterest {
 public:
  // True if some rule can match an event of this kind. Memoised; cheap.
  [[nodiscard]] bool Wants(const EventKind& kind) override = 0;
  // Reports every rule that matches, in RuleIndex order, with its reasons. REQUIRES: `event` is of
  // the session's context. The sink may not call back into the session.
  virtual void Run(const Event& event, MatchSink& sink) = 0;
  [[nodiscard]] virtual const MatcherStats& stats() const noexcept = 0;

  // From now on notes where time goes, by this clock. Slower by a few hundredths, same matches.
  virtual void StartProfile(NanosecondClock clock) = 0;
  // What was noted so far; empty without StartProfile.
  [[nodiscard]] virtual MatchProfile profile() const = 0;
};

// Everything a session needs is compiled before, but for what depends on the kinds of events that
// turn up: that is worked out when the first one comes, once for all sessions. NewSession is safe
// from any thread.
class Matcher {
 public:
  virtual ~Matcher() = default;
  // A session over events of the context that the matcher was built with.
  [[nodiscard]] virtual std::unique_ptr<MatchSession> NewSession() const = 0;
  // Over events of another one, which must outlive the session: what is compiled holds no symbols.
  [[nodiscard]] virtual std::unique_ptr<MatchSession> NewSession(
      const EventContext& context) const = 0;
  // Rules that could not be compiled (a regex the engines refuse): index and reason.
  struct Refused {
    RuleIndex rule{};
    std::string reason;
  };
  [[nodiscard]] virtual const std::vector<Refused>& refused() const noexcept = 0;
};

// The matcher as bytes, for a later run with the same rules; "" for one that BuildMatcher did not
// make. LoadMatcher gives nothing when the bytes are none or do not fit the rules; they may be
// anything. The matcher's tables stay where they lie in the image, which it keeps and which nobody
// may write to. Other lifetimes as in BuildMatcher.
[[nodiscard]] std::string SaveMatcher(const Matcher& matcher);
[[nodiscard]] std::unique_ptr<Matcher> LoadMatcher(const CacheImage& image, const RuleSet& rules,
                                                   EventContext& context,
                                                   const MatcherOptions& options = {});

// Compiles. `rules` and `context` must outlive the matcher and its sessions. Tenths of a second for
// ten thousand rules, on one thread; SaveMatcher spares the next start that. A rule that cannot be
// compiled is refused alone.
Result<std::unique_ptr<Matcher>> BuildMatcher(const RuleSet& rules, EventContext& context,
                                              const MatcherOptions& options = {});

}  // namespace noroshi
