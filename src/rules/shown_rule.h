// ShownRule: what a hunt still needs of a rule once it is compiled: what findings say of it, and
// the condition, to tell why it held. No patterns, expressions and numbers, nor what its author
// says beyond that: a tenth of a Rule's memory, and a few allocations instead of a hundred.
//
// Immutable; safe from any thread. Owns its texts; stays where it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace noroshi {

// A Test (rules/rule.h) as reasons show it; the members mean the same.
struct ShownTest {
  std::string_view field, other_field, shown;
  std::uint32_t selection = 0;
  std::uint32_t line = 0, column = 0;
};

class ShownRule {
 public:
  // Takes the condition and the lists out of `rule`.
  explicit ShownRule(Rule rule);
  ShownRule(const ShownRule&) = delete;  // views into texts_ would stay behind
  ShownRule& operator=(const ShownRule&) = delete;

  // As in Rule.
  std::string id, title, path;
  RuleSource source;
  Level level;
  std::vector<std::string> fields, techniques, tactics, selections;
  std::vector<ExprNode> condition;
  std::vector<ShownTest> tests;

 private:
  [[nodiscard]] std::string_view Keep(std::string_view text);

  // Of all tests, reserved as a whole: views into it hold.
  std::string texts_;
};

}  // namespace noroshi
