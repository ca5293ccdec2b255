#include "analytics/logons/logon_fact.h"

#include <gtest/gtest.h>

#include "analytics/testing/fake_log.h"

namespace noroshi {
namespace {

using testing::DayTime;
using testing::FakeLog;

constexpr const char* kSecurity = "Microsoft-Windows-Security-Auditing";
constexpr const char* kLsm = "Microsoft-Windows-TerminalServices-LocalSessionManager";
constexpr const char* kRcm = "Microsoft-Windows-TerminalServices-RemoteConnectionManager";

class LogonFacts : public ::testing::Test {
 protected:
  std::optional<LogonFact> Security(std::uint32_t event_id, FakeLog::Fields payload) {
    FakeLog log(context_, "srv01.example.test", "Security", kSecurity);
    return LogonFactOf(log.Make(event_id, 1, DayTime(1), payload), context_);
  }
  std::optional<LogonFact> Other(std::string channel, std::string provider, std::uint32_t event_id,
                                 FakeLog::Fields payload) {
    FakeLog log(context_, "srv01", std::move(channel), std::move(provider));
    return LogonFactOf(log.Make(event_id, 1, DayTime(1), payload), context_);
  }
  EventContext context_;
};

TEST_F(LogonFacts, NetworkLogon) {
  const auto fact = Security(4624, {{"TargetUserName", "Administrator"},
                                    {"TargetDomainName", "corp"},
                                    {"LogonType", "3"},
                                    {"IpAddress", "::ffff:10.1.2.3"},
                                    {"WorkstationName", "CLIENT7"},
                                    {"TargetLogonId", "0x1234"}});
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->step, LogonStep::kSuccess);
  EXPECT_EQ(fact->kind, LogonKind::kWindows);
  EXPECT_EQ(fact->host, "SRV01.EXAMPLE.TEST");
  EXPECT_EQ(fact->account, "CORP\\administrator");
  EXPECT_EQ(fact->how, "3");
  EXPECT_EQ(fact->address, "10.1.2.3");
  EXPECT_EQ(fact->workstation, "CLIENT7");
  EXPECT_EQ(fact->session, "0x1234");
  EXPECT_EQ(fact->time, DayTime(1));
}

TEST_F(LogonFacts, ADashSaysNothing) {
  const auto fact = Security(4625, {{"TargetUserName", "x"}, {"IpAddress", "-"}});
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->step, LogonStep::kFailure);
  EXPECT_EQ(fact->address, "");
}

// The status tells a ticket given from one refused.
TEST_F(LogonFacts, KerberosAndNtlmByStatus) {
  struct Case {
    std::uint32_t event_id;
    const char* status;
    LogonStep step;
  };
  constexpr Case kCases[] = {
      {4768, "0x0", LogonStep::kSuccess}, {4768, "0x00000000", LogonStep::kSuccess},
      {4768, "0x6", LogonStep::kFailure}, {4769, "0x1b", LogonStep::kFailure},
      {4769, "0", LogonStep::kSuccess},   {4776, "0xc000006a", LogonStep::kFailure},
      {4776, "0x0", LogonStep::kSuccess}, {4771, "0x18", LogonStep::kFailure},
  };
  for (const Case& row : kCases) {
    const auto fact = Security(row.event_id, {{"TargetUserName", "a"}, {"Status", row.status}});
    ASSERT_TRUE(fact) << row.event_id;
    EXPECT_EQ(fact->step, row.step) << row.event_id << " " << row.status;
  }
}

TEST_F(LogonFacts, RemoteDesktop) {
  const auto connected = Other(std::string(kRcm) + "/Operational", kRcm, 1149,
                               {{"Param1", "Bob"}, {"Param2", "CORP"}, {"Param3", "10.9.8.7"}});
  ASSERT_TRUE(connected);
  EXPECT_EQ(connected->kind, LogonKind::kRdpConnection);
  EXPECT_EQ(connected->account, "CORP\\bob");
  EXPECT_EQ(connected->address, "10.9.8.7");
  const auto session = Other(std::string(kLsm) + "/Operational", kLsm, 21,
                             {{"User", "corp\\Bob"}, {"SessionID", "2"}, {"Address", "10.9.8.7"}});
  ASSERT_TRUE(session);
  EXPECT_EQ(session->account, "CORP\\bob");
  EXPECT_EQ(session->session, "2");
  const auto left = Other(std::string(kLsm) + "/Operational", kLsm, 24, {{"User", "corp\\Bob"}});
  ASSERT_TRUE(left);
  EXPECT_EQ(left->step, LogonStep::kEnd);
}

TEST_F(LogonFacts, TheSameNumberOfAnotherProviderIsNoLogon) {
  EXPECT_FALSE(Other("Application", "SomeProduct", 4624, {{"TargetUserName", "a"}}));
  EXPECT_FALSE(Other("Application", "SomeProduct", 21, {{"User", "a"}}));
  EXPECT_FALSE(Security(4688, {{"TargetUserName", "a"}}));
}

TEST_F(LogonFacts, WithoutAProviderTheLogTells) {
  EXPECT_TRUE(Other("Security", "", 4624, {{"TargetUserName", "a"}}));
  EXPECT_FALSE(Other("System", "", 4624, {{"TargetUserName", "a"}}));
}

TEST_F(LogonFacts, VpnSessionOfAnyGateway) {
  const auto fact = Other("cisco:asa", "", 0,
                          {{"session_phase", "begin"},
                           {"session_user", "Alice"},
                           {"client_address", "203.0.113.9"},
                           {"auth_method", "AnyConnect"}});
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->kind, LogonKind::kVpn);
  EXPECT_EQ(fact->account, "Alice");  // no Windows: case stays
  EXPECT_EQ(fact->how, "AnyConnect");
  EXPECT_EQ(fact->session, "Alice@203.0.113.9");
  EXPECT_FALSE(Other("cisco:asa", "", 0, {{"session_user", "Alice"}}));
}

TEST_F(LogonFacts, Sshd) {
  const auto fact = Other(
      "linux:sshd", "", 0,
      {{"message", "Accepted publickey for root from 192.0.2.1 port 4711 ssh2"}, {"pid", "42"}});
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->kind, LogonKind::kSsh);
  EXPECT_EQ(fact->account, "root");
  EXPECT_EQ(fact->address, "192.0.2.1");
  EXPECT_EQ(fact->how, "publickey");
  EXPECT_EQ(fact->session, "42");
}

// Of a million logons that say the same, all but the first are known by it.
TEST_F(LogonFacts, APrintIsWhatTheRecordSaysBesidesItsTimeAndSession) {
  LogonKinds kinds(context_);
  const auto print = [&](std::uint32_t event_id, FakeLog::Fields payload,
                         std::uint32_t seconds = 0) {
    FakeLog log(context_, "srv01", "Security", kSecurity);
    return kinds.PrintOf(log.Make(event_id, 1, DayTime(1, seconds), payload));
  };
  const auto logon = [&](std::uint32_t event_id, const char* user, const char* type,
                         const char* session, std::uint32_t seconds) {
    return print(event_id,
                 {{"TargetUserName", user},
                  {"TargetDomainName", "CORP"},
                  {"TargetLogonId", session},
                  {"LogonType", type},
                  {"IpAddress", "10.1.2.3"}},
                 seconds);
  };
  const std::uint64_t first = logon(4624, "a", "3", "0x1", 0);
  EXPECT_NE(first, 0U);
  EXPECT_EQ(logon(4624, "a", "3", "0x2", 5), first);
  EXPECT_NE(logon(4624, "b", "3", "0x1", 0), first);
  EXPECT_NE(logon(4624, "a", "10", "0x1", 0), first);
  EXPECT_NE(logon(4625, "a", "3", "0x1", 0), first);
  EXPECT_EQ(logon(4688, "a", "3", "0x1", 0), 0U) << "no logon";
  EXPECT_EQ(print(4778, {{"AccountName", "a"}}), 0U) << "few, and each is its own";
  FakeLog gateway(context_, "gw", "cisco:asa", "");
  EXPECT_EQ(kinds.PrintOf(gateway.Make(0, 1, DayTime(1), {{"session_phase", "begin"}})), 0U);
}

// What is sorted by must hold no NUL, and memory must not follow the evidence.
TEST_F(LogonFacts, AccessesToAServersRole) {
  const auto fact = Other("host:ual_client", "", 0,
                          {{"TargetUserName", "Alice"},
                           {"TargetDomainName", "corp"},
                           {"IpAddress", "10.1.2.3"},
                           {"WorkstationName", "client7"},
                           {"RoleName", "File Server"},
                           {"TimeMeaning", "first_access"}});
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->kind, LogonKind::kServerAccess);
  EXPECT_EQ(fact->step, LogonStep::kSuccess);
  EXPECT_EQ(fact->account, "CORP\\alice");
  EXPECT_EQ(fact->address, "10.1.2.3");
  EXPECT_EQ(fact->workstation, "client7");
  EXPECT_EQ(fact->target, "File Server");
  EXPECT_EQ(fact->how, "first_access");
  EXPECT_EQ(LogonKindName(fact->kind), "server_access");
  EXPECT_FALSE(Other("host:ual_client", "", 0, {{"RoleName", "File Server"}}));
  EXPECT_FALSE(Other("host:ual_role", "", 0, {{"TargetUserName", "alice"}}));
}

TEST_F(LogonFacts, TextsAreBounded) {
  const std::string longer = std::string(kMaxLogonTextBytes - 1, 'a') + "\xE3\x81\x82" + "b";
  const auto cut = Security(4625, {{"TargetUserName", longer}});
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->account, std::string(kMaxLogonTextBytes - 1, 'a'));
  using namespace std::string_view_literals;
  const auto nul = Security(4625, {{"TargetUserName", "a\0b"sv}});
  ASSERT_TRUE(nul);
  EXPECT_EQ(nul->account, "a");
}

}  // namespace
}  // namespace noroshi
