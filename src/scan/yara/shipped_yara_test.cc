// Our own YARA rules: harmless bytes of the form that each looks for, and near misses.
#include <gtest/gtest.h>

#include <set>

#include "scan/yara/yara_rules.h"
#include "scan/yara/yara_scanner.h"

namespace noroshi::scan {
namespace {

using namespace std::string_literals;

std::string Wide(std::string_view text) {
  std::string wide;
  for (const char c : text) wide += {c, '\0'};
  return wide;
}

struct Case {
  const char* rule;  // "" = none may match
  std::string content;
};

const std::vector<Case>& Cases() {
  static const std::vector<Case> cases = {
      {"stager_prologue", "\xFC\xE8\x89\x00\x00\x00\x60\x89\xE5\x31\xD2\x64\x8B\x52\x30"s},
      {"stager_prologue", "\xFC\x48\x83\xE4\xF0\xE8\xC8\x00\x00\x00\x41\x51\x41\x50"s},
      {"", "\xFC\x48\x83\xE4\xF0\xE8\xC8\x00\x00\x00\x41\x51\x41\x51"s},
      {"api_hashes",
       "\x68\x4C\x77\x26\x07....\x68\x58\xA4\x53\xE5....\x68\x3A\x56\x79\xA7...."
       "\x68\x57\x89\x9F\xC6"s},
      // Too few, and too far apart.
      {"", "\x68\x4C\x77\x26\x07....\x68\x58\xA4\x53\xE5"s},
      {"", "\x68\x4C\x77\x26\x07"s + std::string(600, '.') +
               "\x68\x58\xA4\x53\xE5\x68\x3A\x56\x79\xA7\x68\x57\x89\x9F\xC6"s},
      {"beacon_configuration",
       "\x69\x68\x69\x68\x69\x6B\x69\x69\x69\x6B\x69\x68\x69\x6B\x68\x69"
       "\x69\x6A\x69\x6B\x69\x6D"s},
      {"beacon_configuration",
       "\x00\x01\x00\x01\x00\x02\x00\x08\x00\x02\x00\x01\x00\x02\x01\xBB"
       "\x00\x03\x00\x02\x00\x04"s},
      {"lodeinfo_commands",
       "\x3Dsend\x74\x10\x90\x3Drecv\x74\x10\x90\x3Dmemo\x74\x10\x90\x3Dkill"s},
      {"", "send recv memo kill, the four words as text"},
      {"lodeinfo_library", "get_shellcode\0displayAsciiArt\0displayPNGInfo"s},
      {"", "displayAsciiArt displayChunkNames displayFilterTypes displayPNGInfo"},
      {"sodamaster_sandbox_check",
       "\x66\xC7\x45\x10\x56\x00\x66\xC7\x45\x12\x4D\x00"
       "\x66\xC7\x45\x14\x77\x00\x66\xC7\x45\x16\x61\x00"s},
      {"", Wide("Applications\\VMwareHostOpen.exe")},
      {"rsa_key_blob_in_text", "BgIAAACkAABSU0Ex" + std::string(134, 'A')},
      {"rsa_key_blob_in_text", Wide("BgIAAAAkAABSU0Ex" + std::string(134, 'A'))},
      {"", "BgIAAACkAABSU0Ex" + std::string(100, 'A')},
      {"hui_loader", Wide("HUIHWASDIHWEIUDHDSFSFEFWEFEWFDSGEFERWGWEEFWFWEWD")},
      {"quasar_client", Wide("({0}:{1}:{2})") + Wide("echo DONT CLOSE THIS WINDOW!") +
                            Wide("SELECT * FROM FirewallProduct")},
      {"", Wide("SELECT * FROM FirewallProduct")},
      {"older_apt10_texts", "RedLeavesCMDSimulatorMutex"},
      {"vsingle", "Plugin Execute Result.sonatelr"},
      {"", "Plugin Execute Result"},
      {"valefor_beta", "UnitBotCore cmd interval: %d->%d"},
      {"yamabot", "captcha_session captcha_val EierKochen"},
      {"", "captcha_session captcha_val"},
      {"datper", "gyusbaihysezhrj"},
      {"xxmm", "setupParameter: loaderParameter:"},
      {"", "setupParameter:"},
      {"tscookie", "[-] Failed to initialize **** API"},
      {"plead", "1....%02d%02d%02d_%02d%02d...2"},
      {"flagpro", "flagpro=.ExecYes"},
      {"", "flagpro="},
      {"", std::string(10'000, '\0')},
  };
  return cases;
}

class ShippedYara : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto rules = YaraRules::Load({{}, true});
    if (rules.ok()) rules_ = *std::move(rules);
  }
  static void TearDownTestSuite() { rules_.reset(); }
  static inline std::unique_ptr<YaraRules> rules_;
};

TEST_F(ShippedYara, EachRuleFindsItsFormAndNothingElse) {
  ASSERT_NE(rules_, nullptr);
  YaraScanner scanner(*rules_, {});
  std::set<std::string> seen;
  for (const Case& row : Cases()) {
    std::vector<YaraMatch> matches;
    std::vector<Error> losses;
    const std::string framed = std::string(100, '.') + row.content + std::string(100, '.');
    scanner.Scan(std::vector<std::uint8_t>(framed.begin(), framed.end()), {}, matches, losses);
    EXPECT_TRUE(losses.empty());
    std::string found;
    for (const YaraMatch& match : matches) found += rules_->rules()[match.rule].name;
    EXPECT_EQ(found, row.rule) << row.content;
    seen.insert(row.rule);
  }
  for (const YaraRule& rule : rules_->rules()) {
    EXPECT_TRUE(seen.contains(rule.name)) << rule.name << " has no case";
  }
}

TEST_F(ShippedYara, EachRuleSaysWhatAPersonNeeds) {
  ASSERT_NE(rules_, nullptr);
  EXPECT_TRUE(rules_->problems().empty());
  for (const YaraRule& rule : rules_->rules()) {
    EXPECT_TRUE(rule.is_ours);
    EXPECT_NE(rule.title, rule.name);
    EXPECT_FALSE(rule.title_ja.empty()) << rule.name;
    EXPECT_FALSE(rule.techniques.empty()) << rule.name;
    EXPECT_FALSE(rule.other_causes.empty()) << rule.name;
    EXPECT_FALSE(rule.other_causes_ja.empty()) << rule.name;
  }
}

}  // namespace
}  // namespace noroshi::scan
