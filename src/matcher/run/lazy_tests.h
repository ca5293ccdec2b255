// LazyTests: the tests that are worked out only when a condition asks, because they are dear or
// rare: regular expressions, numbers, addresses, times, null and exists, field against field.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "matcher/compiled_rules.h"
#include "matcher/run/binding.h"
#include "matcher/run/value_reader.h"

namespace noroshi {

// One per session; not thread-safe.
class LazyTests {
 public:
  LazyTests(const CompiledRules& compiled, ValueReader& reader, std::uint32_t regex_match_limit)
      : compiled_(compiled), reader_(reader), runner_(regex_match_limit) {}

  // Whether the test holds for the event: any value of its view, or for null and exists their
  // absence or presence. A missing field fails all others (S-4.9).
  [[nodiscard]] bool Holds(const LazyTest& lazy, const Event& event, const Binding& binding);
  // Whether this one value satisfies the test (reasons name the first that does). False for tests
  // that no single value satisfies.
  [[nodiscard]] bool HoldsOnValue(const LazyTest& lazy, const Value& value);

  // Searches given up so far; each counted as no match, and told in the loss ledger.
  [[nodiscard]] std::uint64_t regex_limits_hit() const noexcept { return runner_.limits_hit(); }

 private:
  [[nodiscard]] bool HoldsOnAny(const LazyTest& lazy, const Event& event, const Binding& binding);
  [[nodiscard]] bool HoldsOnPresence(const LazyTest& lazy, const Event& event,
                                     const Binding& binding);
  [[nodiscard]] bool HoldsBetween(const LazyTest& lazy, const Event& event, const Binding& binding);
  [[nodiscard]] bool HoldsCasedGlob(const LazyTest& lazy, const Value& value);
  // Texts whose strings keep their memory from event to event: the first `count` are in use.
  struct TextList {
    std::vector<std::string> texts;
    std::size_t count = 0;

    [[nodiscard]] std::span<const std::string> used() const noexcept {
      return std::span(texts).first(count);
    }
  };
  // The view's texts in `list`, folded unless `cased`: what tests of field against field compare.
  void CollectTexts(std::uint32_t view, bool cased, const Event& event, const Binding& binding,
                    TextList& list);

  const CompiledRules& compiled_;
  ValueReader& reader_;
  RegexRunner runner_;
  std::string scratch_;
  TextList left_, right_;
};

}  // namespace noroshi
