#include "matcher/cache/matcher_image.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "matcher/matcher.h"
#include "matcher/testing/pace.h"
#include "matcher/testing/random_rules.h"

namespace noroshi {
namespace {

// Matches with their reasons, as text.
class Collector final : public MatchSink {
 public:
  void OnMatch(const Match& match) override {
    text += std::to_string(static_cast<std::uint32_t>(match.rule)) + ":";
    for (const Reason& reason : match.reasons) {
      text.append(reason.selection).append("/").append(reason.field).append("=");
      text.append(reason.value).append(reason.pattern).append(" ");
    }
  }
  std::string text;
};

// What a matcher says of a hundred events, always the same ones.
std::string Answers(const Matcher& matcher, EventContext& context) {
  Random random(99);
  Collector collector;
  const auto session = matcher.NewSession();
  for (int i = 0; i < 100; ++i) {
    EventBuilder builder(context);
    AddRandomEvent(random, builder);
    session->Run(builder.Build(), collector);
    collector.text += '\n';
  }
  return collector.text;
}

RuleSet Rules(std::uint64_t seed) {
  Random random(seed);
  return RandomRules(random, 60);
}

TEST(MatcherImage, AnswersAsTheMatcherThatWasSaved) {
  std::size_t longest = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const RuleSet set = Rules(seed);
    EventContext context;
    const auto built = BuildMatcher(set, context);
    ASSERT_TRUE(built.ok());
    const std::string bytes = SaveMatcher(**built);
    const auto loaded = LoadMatcher(HeldImage(bytes), set, context);
    ASSERT_NE(loaded, nullptr) << "seed " << seed;
    const std::string answers = Answers(**built, context);
    EXPECT_EQ(Answers(*loaded, context), answers) << "seed " << seed;
    EXPECT_EQ(SaveMatcher(*loaded), bytes) << "the same bytes again";
    longest = std::max(longest, answers.size());
  }
  EXPECT_GT(longest, 1000U);
}

// Parts of some hundred programs are compiled side by side.
TEST(MatcherImage, TheSameForAnyNumberOfThreads) {
  Random random(7);
  const RuleSet set = RandomRules(random, 900);
  EventContext context;
  const auto alone = BuildMatcher(set, context);
  ASSERT_TRUE(alone.ok());
  const std::string bytes = SaveMatcher(**alone);
  for (const unsigned threads : {2U, 5U}) {
    const auto together = BuildMatcher(set, context, {.build_threads = threads});
    ASSERT_TRUE(together.ok());
    EXPECT_TRUE(SaveMatcher(**together) == bytes) << threads;
  }
}

TEST(MatcherImage, KeepsRefusedRules) {
  Rule bad;
  bad.gate.kind = Gate::Kind::kAny;
  bad.tests.emplace_back();
  bad.tests[0].op = TestOp::kRegex;
  bad.tests[0].field = "F";
  bad.tests[0].regex.expression = "(";
  bad.condition = {{ExprNode::Kind::kTest, 0, {}}};
  RuleSet set;
  set.rules = {bad};
  EventContext context;
  const auto built = BuildMatcher(set, context);
  ASSERT_TRUE(built.ok());
  ASSERT_EQ((*built)->refused().size(), 1U);
  const auto loaded = LoadMatcher(HeldImage(SaveMatcher(**built)), set, context);
  ASSERT_NE(loaded, nullptr);
  ASSERT_EQ(loaded->refused().size(), 1U);
  EXPECT_EQ(loaded->refused()[0].reason, (*built)->refused()[0].reason);
}

TEST(MatcherImage, RefusesOtherRules) {
  const RuleSet set = Rules(1);
  EventContext context;
  const auto built = BuildMatcher(set, context);
  ASSERT_TRUE(built.ok());
  RuleSet fewer = set;
  std::vector<bool> keep(set.rules.size(), true);
  keep[0] = false;
  fewer.rules.KeepOnly(keep);
  EXPECT_EQ(LoadMatcher(HeldImage(SaveMatcher(**built)), fewer, context), nullptr);
}

// Bytes of a good image changed at random: either nothing, or a matcher that can be used.
TEST(MatcherImage, SurvivesAnyBytes) {
  const RuleSet set = Rules(3);
  EventContext context;
  const auto built = BuildMatcher(set, context);
  ASSERT_TRUE(built.ok());
  const std::string good = SaveMatcher(**built);
  Random random(5);
  for (std::size_t size = 0; size < good.size(); size += kPace * (1 + random.Below(97))) {
    EXPECT_EQ(LoadMatcher(HeldImage(good.substr(0, size)), set, context), nullptr) << size;
  }
  std::size_t accepted = 0;
  for (int i = 0; i < 1500 / kPace; ++i) {
    std::string bytes = good;
    for (std::size_t change = 0; change <= random.Below(3); ++change) {
      bytes[random.Below(bytes.size())] = static_cast<char>(random.Next());
    }
    const auto loaded = LoadMatcher(HeldImage(bytes), set, context);
    if (loaded == nullptr) continue;
    ++accepted;
    (void)Answers(*loaded, context);
  }
  EXPECT_GT(accepted, 0U);
}

// An image for rules that have become others of the same number: wrong answers, no crash.
TEST(MatcherImage, SurvivesRulesThatAreNotItsOwn) {
  const RuleSet set = Rules(3), others = Rules(4);
  EventContext context;
  const auto built = BuildMatcher(set, context);
  ASSERT_TRUE(built.ok());
  const auto loaded = LoadMatcher(HeldImage(SaveMatcher(**built)), others, context);
  ASSERT_NE(loaded, nullptr);
  (void)Answers(*loaded, context);
}

TEST(MatcherImage, AllRulesOfTheCorpus) {
  const char* corpus = std::getenv("NOROSHI_CORPUS");
  const std::string root = std::string(corpus == nullptr ? "../shared/corpus" : corpus) + "/rules";
  if (!std::filesystem::exists(root)) GTEST_SKIP() << "no rules in " << root;
  const auto set = LoadRules({root + "/sigma/rules", root + "/hayabusa"}, {});
  ASSERT_TRUE(set.ok());
  EventContext context;
  const auto built = BuildMatcher(*set, context);
  ASSERT_TRUE(built.ok());
  const std::string bytes = SaveMatcher(**built);
  const auto loaded = LoadMatcher(HeldImage(bytes), *set, context);
  ASSERT_NE(loaded, nullptr);
  EXPECT_EQ(SaveMatcher(*loaded), bytes);
}

}  // namespace
}  // namespace noroshi
