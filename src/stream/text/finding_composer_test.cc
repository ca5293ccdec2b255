// Records that come back from a journal may have been changed: every cut of one, and every number
// too large, is told and reads nothing that is not there. That whole ones come back as lines is in
// finding_line_test.cc.
#include "stream/text/finding_composer.h"

#include <gtest/gtest.h>

#include "event/event_builder.h"
#include "stream/testing/fake_evidence.h"
#include "stream/testing/finding_texts.h"

namespace noroshi {
namespace {

class FindingComposerTest : public testing::Test {
 protected:
  FindingComposerTest() : builder(context) {
    rules.rules = {FakeRule("rule-1", Level::kHigh, "word")};
    builder.Add("Computer", "SRV01");
    builder.AddPayload("Tool", "word");
    event = builder.Build();
    texts = TextsOf({RuleIndex{0}, &event, {{"sel", "Tool", "word", "word", 0}}}, {{0}, "a.evtx"},
                    rules, context, true);
  }

  [[nodiscard]] bool Composes(std::string_view own, std::string_view shared,
                              std::uint32_t rule = 0) const {
    const RuleOrder order(rules.rules);
    FindingComposer composer(rules, order, true);
    LineBuffer lines;
    lines.Append("before");
    const auto composed = composer.Compose({{.rule = rule}, own, shared}, lines);
    if (composed.ok()) return true;
    EXPECT_EQ(lines.text(), "before");
    EXPECT_EQ(composed.error().code, ErrorCode::kInvalid);
    return false;
  }

  EventContext context;
  EventBuilder builder;
  RuleSet rules;
  Event event;
  FindingTexts texts;
};

TEST_F(FindingComposerTest, EveryCutIsTold) {
  ASSERT_TRUE(Composes(texts.own, texts.shared));
  for (std::size_t size = 0; size < texts.own.size(); ++size) {
    EXPECT_FALSE(Composes(texts.own.substr(0, size), texts.shared)) << size;
  }
  for (std::size_t size = 0; size < texts.shared.size(); ++size) {
    EXPECT_FALSE(Composes(texts.own, texts.shared.substr(0, size))) << size;
  }
}

TEST_F(FindingComposerTest, AnyByteMayBeAnother) {
  for (std::size_t at = 0; at < texts.own.size(); ++at) {
    std::string own = texts.own;
    own[at] = static_cast<char>(0xFF);
    static_cast<void>(Composes(own, texts.shared));
  }
}

TEST_F(FindingComposerTest, NoSuchRuleOrTestIsTold) {
  EXPECT_FALSE(Composes(texts.own, texts.shared, 1));
  texts.own[texts.own.size() - 2 * 4 - 4] = 1;  // the reason's test, before the size and "word"
  EXPECT_FALSE(Composes(texts.own, texts.shared));
}

TEST_F(FindingComposerTest, JoinedFindingsAreWhole) {
  std::string own;
  AppendJoinedRecord(
      "SRV01", own, [&] { own += "line\n"; }, [&] { own += "row\r\n"; });
  const RuleOrder order(rules.rules);
  FindingComposer composer(rules, order, true);
  LineBuffer lines;
  lines.Append("before\n");
  const auto composed = composer.Compose({{}, own, {}}, lines);
  ASSERT_TRUE(composed.ok());
  EXPECT_EQ(composed->host, "SRV01");
  EXPECT_EQ(composed->line, "line\n");
  EXPECT_EQ(lines.text(), "before\nline\n");
  EXPECT_EQ(composed->row, "row\r\n");
  for (std::size_t size = 0; size < own.size(); ++size) {
    EXPECT_FALSE(Composes(own.substr(0, size), {})) << size;
  }
}

}  // namespace
}  // namespace noroshi
