// Log sources and the gates they resolve to (chapter 2).
#include "rules/sigma/log_source.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "rules/testing/rule_printer.h"
#include "rules/testing/rule_text.h"

namespace noroshi::testing {
namespace {

std::string GateOf(const char* category, const char* product, const char* service,
                   const LoadOptions& options = {}) {
  return PrintGate(sigma::ResolveLogSource({category, product, service, ""}, options).gate);
}

struct Case {
  const char* category;
  const char* product;
  const char* service;
  const char* gate;
};

TEST(LogSource, GatesS2_1ToS2_5) {
  constexpr Case kCases[] = {
      {"process_creation", "windows", "", "sysmon/1 | security/4688"},
      {"Process_Creation", "WINDOWS", "", "sysmon/1 | security/4688"},
      {"process_creation", "", "",
       "sysmon/1 | security/4688 | linux:auditd | linux:sysmon/1"},  // absent matches everything
      {"process_creation", "linux", "", "linux:auditd | linux:sysmon/1"},
      {"process_creation", "windows", "sysmon", "sysmon/1"},  // both: AND
      {"process_creation", "windows", "security", "security/4688"},
      {"network_connection", "windows", "", "sysmon/3"},
      {"network_connection", "windows", "security", "security/5156"},  // asked for by name
      {"registry_event", "windows", "", "sysmon"},
      {"file_delete", "windows", "", "sysmon"},
      {"clipboard_change", "windows", "", "sysmon/24"},
      {"ps_script", "windows", "", "powershell/4104"},
      {"ps_script", "windows", "powershell", "powershell/4104"},
      {"antivirus", "", "", "defender"},
      {"antivirus", "windows", "windefend", "windefend"},
      {"", "windows", "security", "security"},
      {"", "", "security", "security"},
      {"", "windows", "", "any windows"},
      {"", "", "", "any"},
      {"file_access", "windows", "", "none"},  // ETW only
      {"webserver", "", "", "webserver:* | zeek:http"},
      {"proxy", "", "", "proxy:* | zeek:http"},
      {"dns", "", "", "dns:* | zeek:dns | Microsoft-Windows-Sysmon/Operational/22"},
      {"", "zeek", "smb_files", "zeek:smb_files"},
      {"", "linux", "", "linux:*"},
      {"", "linux", "auditd", "linux:auditd"},
      {"", "azure", "signinlogs", "azure:signinlogs"},
      {"", "azure", "pim", "azure:auditlogs"},
      {"application", "kubernetes", "audit", "none"},
      {"", "onelogin", "onelogin.events", "none"},
      {"", "", "apache", "none"},
      {"", "aws", "cloudtrail", "aws:cloudtrail"},
      {"ps_script", "windows", "security", "none"},  // no event is both
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(GateOf(c.category, c.product, c.service), c.gate)
        << c.category << '/' << c.product << '/' << c.service;
  }
}

TEST(LogSource, ChannelsOfTheUsersMappings) {
  LoadOptions options;
  options.mapped_channels = {"onelogin:onelogin.events", "proxy:bluecoat", "mail:gateway"};
  EXPECT_EQ(GateOf("", "onelogin", "onelogin.events", options), "onelogin:onelogin.events");
  EXPECT_EQ(GateOf("", "onelogin", "", options), "onelogin:onelogin.events");
  EXPECT_EQ(GateOf("", "onelogin", "other", options), "none");
  EXPECT_EQ(GateOf("", "mail", "gateway", options), "mail:gateway");
  EXPECT_EQ(GateOf("mail", "", "", options), "mail:gateway");
  EXPECT_EQ(GateOf("proxy", "", "", options), "proxy:* | zeek:http | proxy:bluecoat");
}

TEST(LogSource, OptionsD_11) {
  LoadOptions options;
  options.native_process_creation = false;
  EXPECT_EQ(GateOf("process_creation", "windows", "", options), "sysmon/1");
  options.native_other = true;
  EXPECT_EQ(GateOf("network_connection", "windows", "", options), "sysmon/3 | security/5156");
  EXPECT_EQ(GateOf("wmi_event", "windows", "", options), "sysmon | wmi-activity/5861");
}

TEST(LogSource, ClashIsTold) {
  EXPECT_TRUE(sigma::ResolveLogSource({"ps_script", "windows", "security", ""}, {}).clash);
  EXPECT_FALSE(sigma::ResolveLogSource({"webserver", "", "security", ""}, {}).clash);
}

TEST(LogSource, AlternativesCarryTheirTests) {
  const Gate gate = sigma::ResolveLogSource({"registry_delete", "windows", "", ""}, {}).gate;
  ASSERT_EQ(gate.alternatives.size(), 1U);
  const GateAlternative& sysmon = gate.alternatives[0];
  EXPECT_EQ(sysmon.channels, std::vector<std::string>{"Microsoft-Windows-Sysmon/Operational"});
  EXPECT_EQ(sysmon.event_ids, std::vector<std::uint32_t>{12});
  EXPECT_EQ(sysmon.value_field, "EventType");
  EXPECT_EQ(sysmon.values, (std::vector<std::string>{"DeleteKey", "DeleteValue"}));
  EXPECT_EQ(sysmon.aliases, FieldAliases::kNone);
}

TEST(LogSource, PrefixChannels) {
  const Gate gate = sigma::ResolveLogSource({"", "windows", "hyper-v-worker", ""}, {}).gate;
  ASSERT_EQ(gate.alternatives.size(), 1U);
  EXPECT_TRUE(gate.alternatives[0].channel_prefix);
  EXPECT_EQ(gate.alternatives[0].channels[0], "Microsoft-Windows-Hyper-V-Worker");
}

// Another product's category of the same name is another source.
TEST(LogSource, ProductsWithAChannelOfTheirOwn) {
  const Gate rpc = sigma::ResolveLogSource({"application", "rpc_firewall", "", ""}, {}).gate;
  ASSERT_EQ(rpc.alternatives.size(), 1U);
  EXPECT_EQ(rpc.alternatives[0].channels, std::vector<std::string>{"RPCFW"});
  EXPECT_EQ(rpc.alternatives[0].aliases, FieldAliases::kRpcFirewall);
  for (const char* product : {"", "windows", "django"}) {
    EXPECT_EQ(sigma::ResolveLogSource({"application", product, "", ""}, {}).gate.kind,
              Gate::Kind::kNoSource)
        << product;
  }
  EXPECT_EQ(sigma::ResolveLogSource({"process_creation", "rpc_firewall", "", ""}, {}).gate.kind,
            Gate::Kind::kNoSource);
  EXPECT_EQ(sigma::ResolveLogSource({"", "rpc_firewall", "", ""}, {}).gate.kind,
            Gate::Kind::kNoSource);
}

TEST(LogSource, NativeFieldAliases) {
  LoadOptions options;
  options.native_other = true;
  struct AliasCase {
    const char* category;
    FieldAliases aliases;
  };
  constexpr AliasCase kCases[] = {{"process_creation", FieldAliases::kSecurity4688},
                                  {"registry_set", FieldAliases::kSecurity4657},
                                  {"network_connection", FieldAliases::kSecurity5156},
                                  {"wmi_event", FieldAliases::kWmi5861},
                                  {"antivirus", FieldAliases::kDefender}};
  for (const AliasCase& c : kCases) {
    const Gate gate = sigma::ResolveLogSource({c.category, "windows", "", ""}, options).gate;
    EXPECT_EQ(gate.alternatives.back().aliases, c.aliases) << c.category;
  }
}

TEST(LogSource, OwnChannelSwitchesTheGateOffS2_4) {
  struct GateCase {
    const char* detection;
    const char* gate;
  };
  constexpr GateCase kCases[] = {
      {"s: {A: 1}\ncondition: s", "sysmon/1 | security/4688"},
      {"s: {Channel: Security}\ncondition: s", "any"},
      {"s: {Channel: Security}\nt: {A: 1}\ncondition: s and not t", "any"},
      {"s: {Channel: Security}\nt: {A: 1}\ncondition: s or t", "sysmon/1 | security/4688"},
      {"s: {Channel: [A, B]}\ncondition: s", "any"},
      {"s: {Channel: A}\nt: {A: 1}\ncondition: t and not s", "sysmon/1 | security/4688"},
      {"s: {Channel: null}\ncondition: s", "sysmon/1 | security/4688"},
  };
  for (const GateCase& c : kCases) {
    std::string text = RuleAround(c.detection);
    text.replace(text.find("{product: windows}"), 18,
                 "{product: windows, category: process_creation}");
    const RuleSet set = LoadRulesFromText("x.yml", text, {});
    ASSERT_EQ(set.rules.size(), 1U) << c.detection;
    EXPECT_EQ(PrintGate(set.rules[0].gate), c.gate) << c.detection;
  }
}

TEST(LogSource, RulesWithoutEvidenceAreListedS2_5) {
  const RuleSet set = LoadRulesFromText("x.yml",
                                        "title: t\nlogsource: {product: onelogin, service: "
                                        "audit}\ndetection: {s: {A: 1}, condition: s}",
                                        {});
  ASSERT_EQ(set.not_used.size(), 1U);
  EXPECT_EQ(set.not_used[0].reason, NotUsedReason::kNoSource);
  EXPECT_EQ(set.not_used[0].detail,
            "no evidence for logsource category '', product 'onelogin', service 'audit'");
}

TEST(LogSource, OddSectionsAreReported) {
  const auto codes = [](const char* section) {
    return Codes(LoadRulesFromText(
        "x.yml", fmt::format("title: t\n{}\ndetection: {{s: {{A: 1}}, condition: s}}", section),
        {}));
  };
  EXPECT_EQ(codes("logsource:"), "S020");
  EXPECT_EQ(codes("x: y"), "S020");
  EXPECT_EQ(codes("logsource: windows"), "S021");
  EXPECT_EQ(codes("logsource: {product: [a]}"), "S021");
  EXPECT_EQ(codes("logsource: {category: ps_script, service: security}"), "S022");
}

}  // namespace
}  // namespace noroshi::testing
