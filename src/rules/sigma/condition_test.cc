// Conditions: tokens, precedence, errors, and agreement with a slow reference over all small ones.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "rules/sigma/condition_lexer.h"
#include "rules/sigma/condition_parser.h"
#include "rules/sigma/wildcard_name.h"
#include "rules/testing/rule_text.h"

namespace noroshi::testing {
namespace {

using sigma::ConditionStep;
using sigma::ParseCondition;
using sigma::ParsedCondition;

bool AnyName(std::string_view word) { return word.starts_with("s") || word == "AND"; }

// Postfix, blank-separated; "!message@offset" for an error.
std::string Postfix(std::string_view condition) {
  const ParsedCondition parsed = ParseCondition(condition, AnyName);
  if (parsed.error) return fmt::format("!{}@{}", parsed.error->message, parsed.error->offset);
  std::string out;
  for (const ConditionStep& step : parsed.steps) {
    if (!out.empty()) out += ' ';
    switch (step.kind) {
      case ConditionStep::Kind::kName: out += step.text; break;
      case ConditionStep::Kind::kQuantified:
        out += fmt::format("{}:{}", step.least, step.text);
        break;
      case ConditionStep::Kind::kNot: out += "not"; break;
      case ConditionStep::Kind::kAnd: out += "and"; break;
      case ConditionStep::Kind::kOr: out += "or"; break;
    }
  }
  if (parsed.has_aggregation) out += fmt::format(" | {}", parsed.aggregation);
  return out;
}

struct Case {
  const char* condition;
  const char* postfix;
};

TEST(ParseCondition, PrecedenceS7_1S7_10) {
  constexpr Case kCases[] = {
      {"s", "s"},
      {"s1 or s2 and not s3", "s1 s2 s3 not and or"},
      {"s1 and s2 or s3", "s1 s2 and s3 or"},
      {"(s1 or s2) and s3", "s1 s2 or s3 and"},
      {"not not s", "s not not"},
      {"not (s1 or s2)", "s1 s2 or not"},
      {"not s1 and s2", "s1 not s2 and"},
      {"s1 and not 1 of s_*", "s1 1:s_* not and"},
      {"1 of s_* or all of t_* and not 2 of them", "1:s_* 0:t_* 2:them not and or"},
      {"any of them", "1:them"},
      {"((s))", "s"},
      {"s1\n  and\ts2", "s1 s2 and"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Postfix(c.condition), c.postfix) << c.condition;
}

TEST(ParseCondition, WordsS7_2S7_3) {
  constexpr Case kCases[] = {
      {"snotepad and sandroid", "snotepad sandroid and"},  // no operator inside a name
      {"s1 And s2 OR nOT s3", "s1 s2 and s3 not or"},      // any case
      {"AND and s", "AND s and"},  // a selection of that exact spelling wins
      {"s.a-b_c", "s.a-b_c"},
      {"s|x and s", "s|x s and"},  // a bar inside a selection's name
      {"1 OF them", "1:them"},
      {"ALL of s*", "0:s*"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Postfix(c.condition), c.postfix) << c.condition;
}

TEST(ParseCondition, AggregationS8_6) {
  // Names with a bar are selections here only when they start with s.
  const auto none = [](std::string_view word) { return word == "sel"; };
  for (const char* condition :
       {"sel | count() by a > 5", "sel| count() by a > 5", "sel |count() by a > 5"}) {
    const ParsedCondition parsed = ParseCondition(condition, none);
    EXPECT_FALSE(parsed.error.has_value()) << condition;
    EXPECT_TRUE(parsed.has_aggregation) << condition;
    EXPECT_EQ(parsed.aggregation, "count() by a > 5") << condition;
    ASSERT_EQ(parsed.steps.size(), 1U) << condition;
    EXPECT_EQ(parsed.steps[0].text, "sel");
  }
  EXPECT_TRUE(ParseCondition("| count() > 5", none).error.has_value());
}

TEST(ParseCondition, Errors) {
  constexpr Case kCases[] = {
      {"", "!the condition ends where a selection is needed@0"},
      {"s1 and", "!the condition ends where a selection is needed@6"},
      {"and s", "!'and' needs a selection before it@0"},
      {"s1 s2", "!'and' or 'or' is missing before 's2'@3"},
      {"s1 not s2", "!'and' or 'or' is missing before 'not'@3"},
      {"(s", "!this '(' is never closed@0"},
      {"s)", "!this ')' closes nothing@1"},
      {"()", "!')' needs a selection before it@1"},
      {"1 of", "!the condition ends where a selection is needed@4"},
      {"0 of them", "!the number must be 1 or more@0"},
      {"99999999999 of them", "!the number must be 1 or more@0"},
      {"1 of (s)", "!'of' needs a pattern or 'them' behind it@5"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Postfix(c.condition), c.postfix) << c.condition;
}

TEST(ParseCondition, LimitsS7_12) {
  const std::size_t depth = sigma::kMaxConditionDepth;
  EXPECT_EQ(Postfix(std::string(depth, '(') + "s" + std::string(depth, ')')), "s");
  EXPECT_TRUE(ParseCondition(std::string(depth + 1, '(') + "s", AnyName).error->limit);
  std::string nots;
  for (int i = 0; i < 1000; ++i) nots += "not ";
  EXPECT_TRUE(ParseCondition(nots + "s", AnyName).error->limit);
  std::string chain = "s";
  for (std::size_t i = 0; i < sigma::kMaxConditionNames; ++i) chain += " or s";
  EXPECT_TRUE(ParseCondition(chain, AnyName).error->limit);
}

TEST(MatchesName, StarsS7_4) {
  struct NameCase {
    const char* name;
    const char* pattern;
    bool matches;
  };
  constexpr NameCase kCases[] = {
      {"filter_a", "filter_*", true},
      {"filter", "filter_*", false},
      {"abc", "*", true},
      {"", "*", true},
      {"", "", true},
      {"abc", "a*c", true},
      {"abcabd", "a*bd", true},
      {"abc", "*b*", true},
      {"Abc", "a*", false},
      {"aaab", "*a*a*b", true},
      {"aaa", "*a*a*b", false},
      {"a*", "a*", true},
  };
  for (const NameCase& c : kCases) {
    EXPECT_EQ(sigma::MatchesName(c.name, c.pattern), c.matches) << c.name << ' ' << c.pattern;
  }
}

// The reference: recursive descent straight from the grammar, evaluating as it goes.
class Reference {
 public:
  Reference(std::vector<std::string> words, std::map<std::string, bool> truth)
      : words_(std::move(words)), truth_(std::move(truth)) {}

  bool Value() { return Or(); }

 private:
  bool Or() {
    bool value = And();
    while (Take("or")) value = And() || value;
    return value;
  }
  bool And() {
    bool value = Not();
    while (Take("and")) value = Not() && value;
    return value;
  }
  bool Not() { return Take("not") ? !Not() : Primary(); }
  bool Primary() {
    if (Take("(")) {
      const bool value = Or();
      (void)Take(")");
      return value;
    }
    const std::string word = words_[at_++];
    if (!Take("of")) return truth_.at(word);
    const std::string target = words_[at_++];
    int holding = 0;
    int named = 0;
    for (const auto& [name, value] : truth_) {
      if (target != "them" && !name.starts_with(target.substr(0, target.size() - 1))) continue;
      ++named;
      holding += value ? 1 : 0;
    }
    return holding >= (word == "all" ? named : std::stoi(word));
  }
  bool Take(const char* word) {
    const bool taken = at_ < words_.size() && words_[at_] == word;
    at_ += taken ? 1 : 0;
    return taken;
  }

  std::vector<std::string> words_;
  std::map<std::string, bool> truth_;
  std::size_t at_ = 0;
};

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// All conditions up to a number of operands over a1, a2, b1 and quantified terms.
void Enumerate(std::size_t operands, const std::function<void(std::vector<std::string>)>& visit) {
  const std::vector<std::vector<std::string>> terms = {
      {"a1"}, {"b1"}, {"1", "of", "a*"}, {"all", "of", "a*"}, {"2", "of", "them"}, {"not", "a2"}};
  std::vector<std::vector<std::string>> partial = terms;
  for (std::size_t n = 1; n < operands; ++n) {
    std::vector<std::vector<std::string>> longer;
    for (const auto& head : partial) {
      for (const char* op : {"and", "or", "and not", "or ("}) {
        for (const auto& term : terms) {
          std::vector<std::string> words = head;
          const std::string_view text = op;
          words.emplace_back(text.substr(0, text.find(' ')));
          if (text.find(' ') != std::string_view::npos) {
            words.emplace_back(text.substr(text.find(' ') + 1));
          }
          words.insert(words.end(), term.begin(), term.end());
          longer.push_back(std::move(words));
        }
      }
    }
    partial = std::move(longer);
  }
  for (auto& words : partial) {
    const auto open = std::ranges::count(words, "(");
    words.insert(words.end(), static_cast<std::size_t>(open), ")");
    visit(words);
  }
}

bool Evaluate(const Rule& rule, const std::map<std::string, bool>& truth) {
  std::vector<bool> values;
  for (const ExprNode& node : rule.condition) {
    const auto value = [&](std::uint32_t child) -> bool { return values[child]; };
    switch (node.kind) {
      case ExprNode::Kind::kTrue: values.push_back(true); break;
      case ExprNode::Kind::kFalse: values.push_back(false); break;
      case ExprNode::Kind::kTest:
        values.push_back(truth.at(rule.selections[rule.tests[node.test].selection]));
        break;
      case ExprNode::Kind::kNot: values.push_back(!value(node.children[0])); break;
      case ExprNode::Kind::kAnd: values.push_back(std::ranges::all_of(node.children, value)); break;
      case ExprNode::Kind::kOr: values.push_back(std::ranges::any_of(node.children, value)); break;
    }
  }
  return values.back();
}

TEST(ConditionAgreement, AllSmallConditionsOverAllTruths) {
  std::size_t checked = 0;
  Enumerate(3, [&](const std::vector<std::string>& words) {
    const RuleSet set =
        LoadDetection("a1: {F: 1}\na2: {F: 2}\nb1: {F: 3}\ncondition: " + Joined(words));
    ASSERT_EQ(set.rules.size(), 1U) << Joined(words);
    for (unsigned bits = 0; bits < 8; ++bits) {
      const std::map<std::string, bool> truth = {
          {"a1", (bits & 1) != 0}, {"a2", (bits & 2) != 0}, {"b1", (bits & 4) != 0}};
      ASSERT_EQ(Evaluate(set.rules[0], truth), Reference(words, truth).Value())
          << Joined(words) << " under " << bits;
      ++checked;
    }
  });
  EXPECT_GT(checked, 20'000U);
}

}  // namespace
}  // namespace noroshi::testing
