#include "stream/testing/finding_texts.h"

#include <gtest/gtest.h>

#include "stream/text/finding_composer.h"
#include "stream/worker/finding_writer.h"

namespace noroshi {

FindingTexts TextsOf(const Match& match, const SourcePlace& place, const RuleSet& rules,
                     const EventContext& context, bool with_timeline) {
  const RuleOrder order(rules.rules);
  FindingWriter writer(rules, order, context, with_timeline);
  FindingTexts texts;
  EXPECT_TRUE(writer.WriteShared(*match.event, place, texts.shared));
  texts.key = writer.Write(match, place, texts.own);
  FindingComposer composer(rules, order, with_timeline);
  LineBuffer lines;
  const auto composed = composer.Compose({texts.key, texts.own, texts.shared}, lines);
  EXPECT_TRUE(composed.ok());
  if (!composed.ok()) return texts;
  texts.host = composed->host;
  texts.line = composed->line;
  texts.row = composed->row;
  return texts;
}

}  // namespace noroshi
