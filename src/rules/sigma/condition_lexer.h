// Cuts a condition into tokens: words, parentheses, and what stands behind an aggregation bar.
//
// A word is a maximal run without blanks or parentheses (S-7.3), so `notepad` is a name and not
// `not epad`. Whether a word is an operator or a name depends on the selections that exist: an
// identifier spelled exactly like the word wins (S-7.2).
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace noroshi::sigma {

struct ConditionToken {
  enum class Kind : std::uint8_t {
    // The name of a selection.
    kName,
    // 1, any, all or a number; always followed by kOf.
    kQuantifier,
    kOf,
    // A pattern or `them`, behind kOf.
    kTarget,
    kAnd,
    kOr,
    kNot,
    kOpen,
    kClose,
    // Everything behind the bar; always the last.
    kAggregation,
  };
  Kind kind = Kind::kName;
  std::string_view text;
  // In bytes, of the first character.
  std::uint32_t offset = 0;
};

// `is_selection` says whether a word names a selection. Views into `condition`. Linear.
[[nodiscard]] std::vector<ConditionToken> LexCondition(
    std::string_view condition, const std::function<bool(std::string_view)>& is_selection);

}  // namespace noroshi::sigma
