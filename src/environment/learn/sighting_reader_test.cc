#include "environment/learn/sighting_reader.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "event/event_builder.h"

namespace noroshi {
namespace {

constexpr const char* kSecurity = "Microsoft-Windows-Security-Auditing";

class SightingReaderTest : public ::testing::Test {
 protected:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  // "INBOUND HQ-FS01 < HQ-CL001": what a record says, channels left out.
  std::set<std::string> Read(const std::string& host, const std::string& channel,
                             const std::string& provider, int id, const Fields& fields) {
    EventBuilder builder(context_);
    builder.Add("Computer", host);
    builder.Add("Channel", channel);
    builder.Add("Provider_Name", provider);
    if (id != 0) builder.Add("EventID", std::to_string(id));
    for (const auto& [name, value] : fields) builder.AddPayload(name, std::string_view(value));
    builder.SetTime(*ParseIso8601("2020-10-05T02:00:00Z"));
    LearntSums sums;
    SightingReader(context_).Read(builder.Build(), sums);
    std::set<std::string> said;
    sums.Drain([&](const std::string& key, const SightingSum& sum) {
      std::string bytes;
      EncodeSighting(key, sum, bytes);
      FiledSighting filed;
      ASSERT_TRUE(DecodeSighting(bytes, filed));
      if (filed.kind == LearntKind::kLog || filed.kind == LearntKind::kDomain) return;
      static constexpr const char* kNames[kLearntKinds] = {
          "ADDRESS",   "DOMAIN",      "LOG",     "CONTROLLER", "INBOUND", "DESKTOP", "REACH",
          "PRIVILEGE", "INTERACTIVE", "SERVICE", "MEMBER",     "VPN",     "CONTACT", "CLIENT"};
      said.insert(std::string(kNames[static_cast<std::size_t>(filed.kind)]) + " " +
                  std::string(filed.subject) + " " + std::string(filed.object) +
                  (filed.sum.failed != 0 ? " failed" : ""));
    });
    return said;
  }
  std::set<std::string> ReadSecurity(int id, const Fields& fields) {
    return Read("HQ-FS01.corp.example", "Security", kSecurity, id, fields);
  }

  EventContext context_;
};

using Said = std::set<std::string>;

TEST_F(SightingReaderTest, NetworkLogons) {
  EXPECT_EQ(ReadSecurity(4624, {{"TargetUserName", "sato"},
                                {"TargetDomainName", "CORP"},
                                {"LogonType", "3"},
                                {"WorkstationName", "hq-cl001"},
                                {"IpAddress", "10.1.8.1"}}),
            (Said{"ADDRESS HQ-CL001 10.1.8.1", "CLIENT HQ-CL001 HQ-FS01",
                  "INBOUND HQ-FS01 HQ-CL001", "REACH HQ-CL001 HQ-FS01"}));
  EXPECT_EQ(ReadSecurity(4624, {{"TargetUserName", "sato"},
                                {"LogonType", "10"},
                                {"WorkstationName", "HQ-FS01"},
                                {"IpAddress", "10.1.8.1"}}),
            Said{"INTERACTIVE sato HQ-FS01"});  // the host's own name says nothing of the client
  EXPECT_EQ(ReadSecurity(4625, {{"TargetUserName", "sato"},
                                {"LogonType", "3"},
                                {"WorkstationName", "KALI"},
                                {"IpAddress", "10.8.0.5"}}),
            (Said{"CLIENT KALI HQ-FS01 failed", "REACH KALI HQ-FS01 failed"}));
}

TEST_F(SightingReaderTest, ANameThatWouldBeAPatternIsNone) {
  EXPECT_EQ(ReadSecurity(4624, {{"TargetUserName", "sato"},
                                {"LogonType", "3"},
                                {"WorkstationName", "A*"},
                                {"IpAddress", "-"}}),
            Said{"INBOUND HQ-FS01 A*"});  // as one of many it is only counted
}

TEST_F(SightingReaderTest, Desktops) {
  EXPECT_EQ(
      Read("HQ-FS01", "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational",
           "Microsoft-Windows-TerminalServices-RemoteConnectionManager", 1149,
           {{"Param1", "adm"}, {"Param2", "CORP"}, {"Param3", "10.1.1.9"}}),
      (Said{"DESKTOP 10.1.1.9 HQ-FS01", "INBOUND HQ-FS01 10.1.1.9", "REACH 10.1.1.9 HQ-FS01"}));
}

TEST_F(SightingReaderTest, TicketsTellControllersAndAddresses) {
  EXPECT_EQ(ReadSecurity(4768, {{"TargetUserName", "HQ-CL001$"},
                                {"TargetDomainName", "CORP"},
                                {"IpAddress", "::ffff:10.1.8.1"},
                                {"Status", "0x0"}}),
            (Said{"ADDRESS HQ-CL001 10.1.8.1", "CONTROLLER HQ-FS01 4768"}));
}

TEST_F(SightingReaderTest, Rights) {
  EXPECT_EQ(ReadSecurity(4672, {{"SubjectUserName", "Adm-Mori"}, {"SubjectDomainName", "corp"}}),
            Said{"PRIVILEGE CORP\\adm-mori HQ-FS01"});
  for (const char* name : {"SYSTEM", "HQ-FS01$", "DWM-1", "LOCAL SERVICE"}) {
    EXPECT_EQ(
        ReadSecurity(4672, {{"SubjectUserName", name}, {"SubjectDomainName", "NT AUTHORITY"}}),
        Said{})
        << name;
  }
  EXPECT_EQ(ReadSecurity(4728, {{"TargetUserName", "Domain Admins"},
                                {"TargetSid", "S-1-5-21-1-2-3-512"},
                                {"MemberName", "CN=evil,DC=corp"}}),
            Said{"MEMBER CN=evil,DC=corp Domain Admins"});
  EXPECT_EQ(ReadSecurity(4728, {{"TargetUserName", "Sales"},
                                {"TargetSid", "S-1-5-21-1-2-3-1105"},
                                {"MemberName", "CN=sato,DC=corp"}}),
            Said{});
}

TEST_F(SightingReaderTest, Services) {
  EXPECT_EQ(ReadSecurity(4624, {{"TargetUserName", "svc-backup"},
                                {"TargetDomainName", "CORP"},
                                {"LogonType", "5"}}),
            Said{"SERVICE CORP\\svc-backup HQ-FS01"});
  EXPECT_EQ(Read("HQ-FS01", "System", "Service Control Manager", 7045,
                 {{"ServiceName", "x"}, {"AccountName", "LocalSystem"}}),
            Said{});
  EXPECT_EQ(Read("HQ-FS01", "System", "Service Control Manager", 7045,
                 {{"ServiceName", "x"}, {"AccountName", "CORP\\svc"}}),
            Said{"SERVICE CORP\\svc HQ-FS01"});
}

TEST_F(SightingReaderTest, PlaceNames) {
  struct Case {
    const char* text;
    const char* name;
  };
  constexpr Case kCases[] = {
      {"hq-cl001.corp.example", "HQ-CL001"},
      {"\\\\HQ-CL001", "HQ-CL001"},
      {"HQ-CL001$", "HQ-CL001"},
      {"::ffff:10.1.2.3", "10.1.2.3"},
      {"127.0.0.1", ""},
      {"-", ""},
      {"LOCAL", ""},
      {"localhost", ""},
      {"", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(PlaceName(c.text), c.name) << c.text;
}

}  // namespace
}  // namespace noroshi
