#include "environment/placeholders.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "environment/environment_reader.h"

namespace noroshi {
namespace {

// "10.8.*", "a?b": a pattern as text.
std::string TextOf(const Pattern& pattern) {
  std::string text;
  for (const PatternPart& part : pattern.parts) {
    text += part.kind == PatternPart::Kind::kAnyRun   ? "*"
            : part.kind == PatternPart::Kind::kAnyOne ? "?"
                                                      : part.text;
  }
  return text;
}

std::vector<std::string> TextsOf(const std::vector<Pattern>& patterns) {
  std::vector<std::string> texts;
  for (const Pattern& pattern : patterns) texts.push_back(TextOf(pattern));
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Placeholders, RangesBecomePatterns) {
  struct Case {
    const char* range;
    Texts patterns;
  };
  const Case kCases[] = {
      {"10.8.0.0/16", {"10.8.*"}},
      {"10.0.0.0/8", {"10.*"}},
      {"10.8.16.0/23", {"10.8.16.*", "10.8.17.*"}},
      {"10.8.1.4/30", {"10.8.1.4", "10.8.1.5", "10.8.1.6", "10.8.1.7"}},
      {"10.8.1.4", {"10.8.1.4"}},
      {"0.0.0.0/0", {"*"}},
      {"fd00:1::/32", {"fd00:1:*"}},
      {"fd00::1", {"fd00::1"}},
      {"fc00::/7", {}},  // no text says that
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(TextsOf(PatternsOfRange(*ParseIpNetwork(c.range))), c.patterns) << c.range;
  }
}

PlaceholderPatterns Of(const char* text) {
  EnvironmentRead read = ReadEnvironmentYaml(text, "e.yaml");
  for (const Diagnostic& one : read.problems) ADD_FAILURE() << one.ToString();
  return PlaceholdersOf(read.environment);
}

TEST(Placeholders, NamesStandForTheirDomainsToo) {
  PlaceholderPatterns all =
      Of("domain_controllers: [HQ-DC01]\nservers: ['HQ-FS##', a.corp.example]\n"
         "admin_accounts: ['CORP\\mori']\nown_domains: [corp.example]\nvpn_pools: [10.8.0.0/16]\n");
  EXPECT_EQ(TextsOf(all["DomainControllers"]), (Texts{"HQ-DC01", "HQ-DC01.*"}));
  EXPECT_EQ(TextsOf(all["dc_machine_accounts"]), Texts{"HQ-DC01$"});
  EXPECT_EQ(TextsOf(all["Servers"]),
            (Texts{"HQ-FS??", "HQ-FS??.*", "a.corp.example", "a", "HQ-DC01", "HQ-DC01.*"}));
  EXPECT_EQ(TextsOf(all["Administrators"]), (Texts{"CORP\\mori", "mori"}));
  EXPECT_EQ(TextsOf(all["internal_domains"]), (Texts{"corp.example", "*.corp.example"}));
  EXPECT_EQ(TextsOf(all["VPN_Pools"]), (Texts{"::ffff:10.8.*", "10.8.*"}));
}

TEST(Placeholders, InventoriesCount) {
  PlaceholderPatterns all =
      Of("hosts:\n  - {name: PAW1, roles: admin_workstation, addresses: 10.1.1.5}\n"
         "  - {name: DC9, roles: dc, addresses: 10.1.1.9}\n");
  EXPECT_EQ(TextsOf(all["Admins_Workstations"]),
            (Texts{"PAW1", "PAW1.*", "::ffff:10.1.1.5", "10.1.1.5"}));
  EXPECT_EQ(TextsOf(all["dc_ip_addresses"]), (Texts{"::ffff:10.1.1.9", "10.1.1.9"}));
}

TEST(Placeholders, EmptyListsStandForNothing) {
  const PlaceholderPatterns all = Of("organisation: x\n");
  EXPECT_FALSE(all.contains("Servers"));      // a rule that needs it is not evaluated, and says so
  EXPECT_TRUE(all.contains("Own_Networks"));  // the private ranges
}

TEST(Placeholders, NamesAreDocumented) {
  std::ifstream file("docs/user/environment.md", std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  for (const PlaceholderNames& row : EnvironmentPlaceholders()) {
    for (const std::string_view name : row.names) {
      EXPECT_NE(page.find("`%" + std::string(name) + "%`"), std::string::npos) << name;
    }
  }
}

// Through the rule language: expand takes the patterns, a folder's list of the same name wins.
TEST(Placeholders, RulesUseThem) {
  LoadOptions options;
  options.placeholder_patterns = Of("servers: [HQ-FS01]\n");
  const std::string rule =
      "title: t\nid: 5d3538ae-490c-4f4d-8ea7-eb8b3c26ef22\nlogsource: {product: windows}\n"
      "detection:\n  sel:\n    Computer|expand: '%Servers%'\n  condition: sel\n";
  const RuleSet set = LoadRulesFromText("r.yml", rule, options);
  ASSERT_EQ(set.rules.size(), 1U);
  const RuleSet without = LoadRulesFromText("r.yml", rule, {});
  ASSERT_EQ(without.not_used.size(), 1U);
  EXPECT_EQ(without.not_used[0].reason, NotUsedReason::kMissingPlaceholder);
  options.placeholders["Servers"] = {};  // a list that is there, and empty
  EXPECT_EQ(LoadRulesFromText("r.yml", rule, options).not_used.size(), 1U);
}

}  // namespace
}  // namespace noroshi
