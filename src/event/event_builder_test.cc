#include "event/event_builder.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "event/value_text.h"

namespace noroshi {
namespace {

TEST(EventBuilder, SystemNamesGoToTheirSlots) {
  EventContext context;
  EventBuilder builder(context);
  builder.Add("Channel", "Security");
  builder.Add("Provider_Name", "Microsoft-Windows-Security-Auditing");
  builder.Add("EventID", "4624");
  builder.Add("WorkstationName", "SRV01");
  const Event& event = builder.Build();
  EXPECT_EQ(context.channels.Text(event.channel), "Security");
  EXPECT_EQ(context.channels.Text(event.provider), "Microsoft-Windows-Security-Auditing");
  EXPECT_EQ(event.event_id, 4624U);
  ASSERT_EQ(event.Payload().size(), 1U);
  std::string scratch;
  EXPECT_EQ(TextOf(event.Payload()[0], scratch), "SRV01");
  EXPECT_EQ(context.fields.Text(event.shape->fields()[0].field), "WorkstationName");
}

TEST(EventBuilder, PayloadMayHaveASystemName) {
  EventContext context;
  EventBuilder builder(context);
  builder.Add("Channel", "System");
  builder.AddPayload("Channel", "Security");  // System 104: which log was cleared
  const Event& event = builder.Build();
  EXPECT_EQ(context.channels.Text(event.channel), "System");
  EXPECT_EQ(event.Payload().size(), 1U);
}

TEST(EventBuilder, WhatWasNotAddedIsMissing) {
  EventContext context;
  EventBuilder builder(context);
  const Event& event = builder.Build();
  EXPECT_TRUE(event.System(SystemField::kComputer).missing());
  EXPECT_EQ(event.channel, kNoSymbol);
  EXPECT_EQ(event.event_id, 0U);
}

TEST(EventBuilder, ClearStartsAfresh) {
  EventContext context;
  EventBuilder builder(context);
  builder.Add("EventID", "1");
  builder.Add("Image", "a.exe");
  static_cast<void>(builder.Build());
  builder.Clear();
  const Event& event = builder.Build();
  EXPECT_TRUE(event.Payload().empty());
  EXPECT_EQ(event.event_id, 0U);
}

TEST(EventBuilder, SameNamesShareAShape) {
  EventContext context;
  EventBuilder first(context);
  EventBuilder second(context);
  for (EventBuilder* builder : {&first, &second}) {
    builder->Add("Image", "a.exe");
    builder->Add("User", "x");
  }
  EXPECT_EQ(first.Build().shape, second.Build().shape);
}

}  // namespace
}  // namespace noroshi
