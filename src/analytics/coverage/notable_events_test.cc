#include "analytics/coverage/notable_events.h"

#include <gtest/gtest.h>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;
using testing::FakeLog;

class NotableEventsTest : public ::testing::Test {
 protected:
  std::optional<NotableEvent> Of(const Event& event) { return NotableEventOf(event, context_); }

  EventContext context_;
  FakeLog security_{context_, "SRV01", "Security", "Microsoft-Windows-Security-Auditing"};
  FakeLog eventlog_{context_, "SRV01", "System", "Microsoft-Windows-Eventlog"};
  FakeLog kernel_{context_, "SRV01", "System", "Microsoft-Windows-Kernel-General"};
};

TEST_F(NotableEventsTest, AClearedLogIsNamedByTheEvent) {
  const auto notable = Of(eventlog_.Make(104, 7, DayTime(3),
                                         {{"SubjectUserName", "tanaka"},
                                          {"SubjectDomainName", "EXAMPLE"},
                                          {"Channel", "Windows PowerShell"}}));
  ASSERT_TRUE(notable);
  EXPECT_EQ(notable->kind, NotableKind::kLogCleared);
  EXPECT_EQ(notable->subject, "Windows PowerShell");
  EXPECT_EQ(notable->account, "EXAMPLE\\tanaka");
  EXPECT_EQ(notable->time, DayTime(3));
}

TEST_F(NotableEventsTest, TheSecurityLogIsClearedWhereItSaysSo) {
  FakeLog log(context_, "SRV01", "Security", "Microsoft-Windows-Eventlog");
  const auto notable = Of(log.Make(1102, 1, DayTime(3), {{"SubjectUserName", "tanaka"}}));
  ASSERT_TRUE(notable);
  EXPECT_EQ(notable->subject, "Security");
}

TEST_F(NotableEventsTest, TheProviderMustFit) {
  EXPECT_FALSE(Of(security_.Make(104, 1, DayTime(0))));
  EXPECT_FALSE(Of(eventlog_.Make(4616, 1, DayTime(0))));
  EXPECT_FALSE(Of(security_.Make(4624, 1, DayTime(0))));
}

struct ClockCase {
  std::string_view before, after, sid;
  bool notable;
};

TEST_F(NotableEventsTest, ClocksThatWereSet) {
  constexpr std::string_view kUser = "S-1-5-21-1-2-3-500", kService = "S-1-5-19";
  const ClockCase kCases[] = {
      {"2020-01-02T10:00:00Z", "2020-01-02T10:00:59Z", kUser, false},     // a correction
      {"2020-01-02T10:00:00Z", "2020-01-02T12:00:00Z", kUser, true},      // somebody set it
      {"2020-01-02T10:00:00Z", "2020-01-02T12:00:00Z", kService, false},  // woke up
      {"2020-01-02T12:00:00Z", "2020-01-02T10:00:00Z", kService, true},   // back, by whomever
      {"nonsense", "2020-01-02T10:00:00Z", kUser, false},
  };
  for (const ClockCase& one : kCases) {
    const auto notable = Of(security_.Make(
        4616, 1, DayTime(1),
        {{"PreviousTime", one.before}, {"NewTime", one.after}, {"SubjectUserSid", one.sid}}));
    EXPECT_EQ(notable.has_value(), one.notable) << one.before << " " << one.after << one.sid;
  }
}

TEST_F(NotableEventsTest, TheKernelTellsWhySetForward) {
  const auto set = [&](std::string_view reason) {
    return Of(kernel_.Make(1, 1, DayTime(1),
                           {{"OldTime", "2020-01-02T10:00:00Z"},
                            {"NewTime", "2020-01-02T12:00:00Z"},
                            {"Reason", reason}}))
        .has_value();
  };
  EXPECT_TRUE(set("1"));   // a program changed it
  EXPECT_FALSE(set("2"));  // synchronised with the hardware clock
}

TEST_F(NotableEventsTest, EveryKindHasAName) {
  EXPECT_EQ(NotableKindName(NotableKind::kLogCleared), "log_cleared");
  EXPECT_EQ(NotableKindName(NotableKind::kAuditChanged), "audit_changed");
}

}  // namespace
}  // namespace noroshi
