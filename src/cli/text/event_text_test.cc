#include "cli/text/event_text.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "event/event_builder.h"

namespace noroshi {
namespace {

class EventText : public testing::Test {
 protected:
  EventText() : builder(context) {
    builder.Add("Computer", "HQ-PC1");
    builder.Add("EventID", "4624");
    builder.AddPayload("TargetUserName", "sato");
    builder.AddPayload("IpAddress", "192.0.2.7");
  }

  EventContext context;
  EventBuilder builder;
};

TEST_F(EventText, GivesEveryValueInOrder) {
  const Event event = builder.Build();
  std::vector<std::pair<std::string, std::string>> seen;
  ForEachField(event, context, [&](std::string_view name, std::string_view text) {
    if (!text.empty()) seen.emplace_back(name, text);
    return true;
  });
  ASSERT_GE(seen.size(), 4U);
  EXPECT_EQ(seen[seen.size() - 2], (std::pair<std::string, std::string>("TargetUserName", "sato")));
  EXPECT_EQ(seen.back(), (std::pair<std::string, std::string>("IpAddress", "192.0.2.7")));
}

TEST_F(EventText, StopsWhenItIsTold) {
  const Event event = builder.Build();
  std::size_t calls = 0;
  ForEachField(event, context, [&](std::string_view, std::string_view) { return ++calls < 2; });
  EXPECT_EQ(calls, 2U);
}

TEST_F(EventText, KnowsTheHost) { EXPECT_EQ(HostOf(builder.Build()), "HQ-PC1"); }

}  // namespace
}  // namespace noroshi
