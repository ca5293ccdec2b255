// SessionProfile: notes what the events cost that a session looks at closely. Made only when a
// profile is asked for; a session without one reads no clock.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/compiled_rules.h"
#include "matcher/match_profile.h"
#include "matcher/matcher.h"

namespace noroshi {

// One per session; not thread-safe. Notes by number; names are looked up once, in Result().
class SessionProfile {
 public:
  // `compiled` must outlive the profile.
  SessionProfile(const CompiledRules& compiled, NanosecondClock clock);

  // Whether the next event with candidate rules is one to look at closely.
  [[nodiscard]] bool IsNextChosen() noexcept { return events_++ % kProfileStride == 0; }
  [[nodiscard]] std::uint64_t now() const { return clock_(); }

  // Since `start` a value of the field was read; the session's counters stood at `before` then.
  void NoteValue(std::uint32_t field, std::uint64_t start, const MatcherStats& before,
                 const MatcherStats& after);
  void NoteRule(RuleIndex rule, std::uint64_t start, bool held);
  void NoteLazy(std::uint32_t lazy, std::uint64_t start, bool held);

  // Scaled up to all events with candidates.
  [[nodiscard]] MatchProfile Result(std::uint64_t bindings) const;

 private:
  void NoteCall(ProfileCost& cost, std::uint64_t start, bool held);

  const CompiledRules& compiled_;
  NanosecondClock clock_;
  // Events with candidate rules so far, watched or not.
  std::uint64_t events_ = 0;
  // By RuleIndex, a row for each rule.
  std::vector<ProfileCost> rules_;
  // By number in CompiledRules::lazies.
  std::vector<ProfileCost> lazies_;
  // By number in CompiledRules::fields.
  std::vector<FieldCost> fields_;
};

}  // namespace noroshi
