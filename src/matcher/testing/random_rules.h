// Random rules and events for the agreement tests: small alphabets, so that things do match, and
// nasty texts, so that they nearly match. The same seed gives the same rules everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "event/event_builder.h"
#include "rules/rule_set.h"

namespace noroshi {

// A small generator of its own (splitmix64): std's distributions differ between libraries.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() noexcept;
  // 0 .. below - 1.
  std::size_t Below(std::size_t below) noexcept { return Next() % below; }
  bool OneIn(std::size_t n) noexcept { return Below(n) == 0; }
  template <class T>
  const T& Pick(const std::vector<T>& items) noexcept {
    return items[Below(items.size())];
  }

 private:
  std::uint64_t state_;
};

// A value as events hold it, or a piece of one as rules do.
[[nodiscard]] std::string RandomText(Random& random);
[[nodiscard]] Pattern RandomPattern(Random& random);
[[nodiscard]] Rule RandomRule(Random& random);
[[nodiscard]] RuleSet RandomRules(Random& random, std::size_t count);

// Fills the builder; some values have number types or are lists.
void AddRandomEvent(Random& random, EventBuilder& builder);

}  // namespace noroshi
