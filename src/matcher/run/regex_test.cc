// An expression that is compiled at its first search answers alike from then on, whoever asks, and
// says each time when it gives up.
#include "matcher/run/regex.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace noroshi {
namespace {

constexpr std::uint32_t kLimit = 200'000;

std::unique_ptr<Regex> Deferred(std::string expression) {
  RegexPattern pattern;
  pattern.expression = std::move(expression);
  pattern.ignore_case = true;
  return Regex::Deferred(std::move(pattern));
}

struct Case {
  std::string expression, text;
  bool found;
};

std::vector<Case> Cases() {
  return {{"^[a-z]:\\\\.+:[^\\\\]+$", "C:\\a\\b.exe", false},
          {"^[a-z]:\\\\.+:[^\\\\]+$", "C:\\a\\b.exe:c", true},
          {"(foo|bar){3}$", "xx FOObarfoo", true},
          {"(foo|bar){3}$", "", false},
          {"h\xC3\xA9", "xH\xC3\x89x", true},
          // Thousands of steps, within the limit.
          {"(a|aa)+$", std::string(14, 'a') + "b", false},
          {"(a|aa)+c", std::string(14, 'a') + "c", true},
          {"([a-z]+)*;", std::string(12, 'a'), false}};
}

TEST(Regex, AnswersAlikeFromTheFirstSearchToTheLast) {
  for (const Case& one : Cases()) {
    const auto regex = Deferred(one.expression);
    RegexRunner runner(kLimit);
    for (int i = 0; i < 200; ++i) {
      ASSERT_EQ(runner.Finds(*regex, one.text), one.found) << one.expression << " " << i;
    }
    EXPECT_EQ(runner.limits_hit(), 0U) << one.expression;
  }
}

TEST(Regex, GivesUpAlikeFromTheFirstSearchToTheLast) {
  const auto regex = Deferred("(x+x+)+$");
  RegexRunner runner(kLimit);
  const std::string text = std::string(40, 'x') + "-";
  for (std::uint64_t i = 1; i <= 100; ++i) {
    EXPECT_FALSE(runner.Finds(*regex, text));
    ASSERT_EQ(runner.limits_hit(), i);
  }
}

TEST(Regex, SearchesALongTextAndShortOnes) {
  const auto regex = Deferred("b(c+)d");
  RegexRunner runner(kLimit);
  EXPECT_TRUE(runner.Finds(*regex, std::string(100'000, 'a') + "bccd"));
  EXPECT_TRUE(runner.Finds(*regex, "bcd"));
  EXPECT_FALSE(runner.Finds(*regex, "bd"));
}

TEST(Regex, ThreadsShareOne) {
  const auto regex = Deferred("(foo|bar)+baz[0-9]{2}");
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      RegexRunner runner(kLimit);
      for (int i = 0; i < 500; ++i) {
        EXPECT_TRUE(runner.Finds(*regex, "a foobarbaz42"));
        EXPECT_FALSE(runner.Finds(*regex, "a foobarbaz4"));
      }
    });
  }
}

TEST(Regex, WithoutCodeFindsNothing) {
  const auto regex = Deferred("(unclosed");
  RegexRunner runner(kLimit);
  EXPECT_FALSE(runner.Finds(*regex, "unclosed"));
}

}  // namespace
}  // namespace noroshi
