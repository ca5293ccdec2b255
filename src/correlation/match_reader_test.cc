// Prints of matches: what MatchReader reads of two events is the same wherever their prints are,
// and different wherever they are not.
#include "correlation/match_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/event_builder.h"

namespace noroshi {
namespace {

// value_count of Tool by User.
RuleSet CountRules() {
  RuleSet rules;
  rules.rules.push_back(Rule());
  CorrelationRule& count = rules.correlations.emplace_back();
  count.measure = Measure::kDistinct;
  count.group_by = {"User"};
  CorrelationSource& source = count.sources.emplace_back();
  source.group_fields = {{"User", FieldScope::kAuto, 0}};
  source.value_fields = {{"Tool", FieldScope::kAuto, 0}};
  return rules;
}

using Texts = std::optional<std::vector<std::string>>;

class MatchPrints : public ::testing::Test {
 protected:
  // One of each value for each field, "no" for a field that is not there.
  void Take(std::string_view host, std::string_view user, std::string_view tool,
            std::string_view address) {
    EventBuilder builder(context_);
    builder.Add("Computer", host);
    builder.Add("Channel", "Security");
    builder.Add("EventID", "4625");
    for (const auto& [name, value] :
         {std::pair(std::string_view("User"), user), std::pair(std::string_view("Tool"), tool),
          std::pair(std::string_view("IpAddress"), address)}) {
      if (value != "no") builder.AddPayload(name, value);
    }
    builder.SetTime({1});
    const Event& event = builder.Build();
    Match match;
    match.event = &event;
    std::string print;
    reader_.AppendPrint(match, {}, print);
    prints_.push_back(std::move(print));
    CorrelationEvent placed;
    EventTexts texts;
    Texts told;
    if (reader_.Read(match, 0, {}, placed, texts)) {
      told = texts.group;
      told->insert(told->end(), texts.values.begin(), texts.values.end());
      told->insert(told->end(), {texts.member.host, texts.member.channel, texts.member.from});
    }
    texts_.push_back(std::move(told));
  }

  RuleSet rules_ = CountRules();
  EventContext context_;
  MatchReader reader_{rules_, context_};
  std::vector<std::string> prints_;
  std::vector<Texts> texts_;
};

TEST_F(MatchPrints, AreOnePerText) {
  constexpr std::array<std::string_view, 5> kValues = {"no", "", "a", "A", "ab"};
  for (const std::string_view host : {"SRV01", "srv01"}) {
    for (const std::string_view user : kValues) {
      for (const std::string_view tool : kValues) {
        for (const std::string_view address : {"no", "-", "10.0.0.1", "10.0.0.2"}) {
          Take(host, user, tool, address);
        }
      }
    }
  }
  std::size_t same = 0, known = 0;
  for (std::size_t i = 0; i < prints_.size(); ++i) {
    known += texts_[i] ? 1U : 0U;
    for (std::size_t j = 0; j < i; ++j) {
      if (prints_[i] == prints_[j]) {
        EXPECT_EQ(texts_[i], texts_[j]) << i << " and " << j;
        ++same;
      }
    }
  }
  EXPECT_EQ(same, 0U);     // each record says something else
  EXPECT_EQ(known, 128U);  // a user and a tool are there
  const std::vector<std::string> before = prints_;
  const std::vector<Texts> told = texts_;
  Take("SRV01", "a", "ab", "10.0.0.1");  // said before
  const auto at = std::find(before.begin(), before.end(), prints_.back());
  ASSERT_NE(at, before.end());
  EXPECT_EQ(told[static_cast<std::size_t>(at - before.begin())], texts_.back());
}

}  // namespace
}  // namespace noroshi
