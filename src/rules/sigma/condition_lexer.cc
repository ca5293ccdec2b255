#include "rules/sigma/condition_lexer.h"

#include <algorithm>

#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

using Kind = ConditionToken::Kind;

bool EndsWord(char c) noexcept { return IsBlank(c) || c == '(' || c == ')'; }

struct Word {
  std::string_view text;
  std::uint32_t offset = 0;
};

std::vector<Word> CutWords(std::string_view condition) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < condition.size();) {
    if (IsBlank(condition[i])) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    if (!EndsWord(condition[i])) {
      while (end < condition.size() && !EndsWord(condition[end])) ++end;
    }
    words.push_back({condition.substr(i, end - i), static_cast<std::uint32_t>(i)});
    i = end;
  }
  return words;
}

Kind OperatorKind(std::string_view word) noexcept {
  struct Operator {
    std::string_view word;
    Kind kind;
  };
  static constexpr Operator kOperators[] = {
      {"(", Kind::kOpen}, {")", Kind::kClose}, {"and", Kind::kAnd},
      {"or", Kind::kOr},  {"not", Kind::kNot},
  };
  const auto* found = std::ranges::find_if(
      kOperators, [&](const Operator& entry) { return EqualsIgnoreCase(entry.word, word); });
  return found == std::end(kOperators) ? Kind::kName : found->kind;
}

bool IsQuantifier(std::string_view word) noexcept {
  return EqualsIgnoreCase(word, "all") || EqualsIgnoreCase(word, "any") ||
         std::ranges::all_of(word, IsDigit);
}

}  // namespace

std::vector<ConditionToken> LexCondition(
    std::string_view condition, const std::function<bool(std::string_view)>& is_selection) {
  std::vector<ConditionToken> tokens;
  const std::vector<Word> words = CutWords(condition);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    const bool before_of = i + 1 < words.size() && EqualsIgnoreCase(words[i + 1].text, "of");
    if (before_of && IsQuantifier(word.text)) {
      tokens.push_back({Kind::kQuantifier, word.text, word.offset});
      tokens.push_back({Kind::kOf, words[i + 1].text, words[i + 1].offset});
      i += 2;
      if (i < words.size()) tokens.push_back({Kind::kTarget, words[i].text, words[i].offset});
      continue;
    }
    if (is_selection(word.text)) {
      tokens.push_back({Kind::kName, word.text, word.offset});
      continue;
    }
    const std::size_t bar = word.text.find('|');
    if (bar == std::string_view::npos) {
      tokens.push_back({OperatorKind(word.text), word.text, word.offset});
      continue;
    }
    if (bar > 0) tokens.push_back({Kind::kName, word.text.substr(0, bar), word.offset});
    const std::size_t rest = word.offset + bar + 1;
    tokens.push_back(
        {Kind::kAggregation, Trim(condition.substr(rest)), static_cast<std::uint32_t>(rest - 1)});
    break;
  }
  return tokens;
}

}  // namespace noroshi::sigma
