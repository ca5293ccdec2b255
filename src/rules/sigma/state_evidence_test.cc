#include "rules/sigma/state_evidence.h"

#include <gtest/gtest.h>

#include <string>

#include "rules/rule_set.h"
#include "rules/testing/rule_printer.h"
#include "rules/testing/rule_text.h"

namespace noroshi::testing {
namespace {

Rule RuleOf(std::string_view detection) { return LoadDetection(detection).rules.front(); }

TEST(StateEvidence, OnlyRulesThatExcludeNothingByWhatIsNotThere) {
  struct Case {
    const char* detection;
    bool judged;
  };
  constexpr Case kCases[] = {
      {"sel: {TargetObject: a}\ncondition: sel", true},
      {"sel: {TargetObject: a}\nfilter: {Details: b}\ncondition: sel and not filter", true},
      // Who did it is not known: the exclusion cannot hold.
      {"sel: {TargetObject: a}\nfilter: {Image: b}\ncondition: sel and not filter", false},
      // What is asked for besides can only keep it from matching.
      {"sel: {TargetObject: a, Image: b}\ncondition: sel", true},
      {"sel: {TargetObject: a}\nother: {Image: b}\ncondition: sel or other", true},
      {"sel: {TargetObject: a}\nx: {Image: b}\ny: {Details: c}\ncondition: sel and not (x and y)",
       false},
      {"sel: {TargetObject: a}\nx: {Image: b}\ncondition: sel and not (not x)", true},
      // Holds because it is missing.
      {"sel: {TargetObject: a, Image: null}\ncondition: sel", false},
      {"sel: {TargetObject: a, Image|exists: false}\ncondition: sel", false},
      {"sel: {TargetObject: a, Details|exists: true}\ncondition: sel", true},
      {"words: [a, b]\ncondition: words", true},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(sigma::IsJudgedBy(RuleOf(one.detection), "TargetObject;Details"), one.judged)
        << one.detection;
  }
}

TEST(StateEvidence, OnlyRulesThatCanMatch) {
  struct Case {
    const char* detection;
    bool can;
  };
  constexpr Case kCases[] = {
      {"sel: {Image: a}\ncondition: sel", true},
      {"sel: {Image: a, CommandLine: b}\ncondition: sel", false},
      {"sel: {Image: a}\nother: {CommandLine: b}\ncondition: sel or other", true},
      {"sel: {Image: a}\nother: {CommandLine: b}\ncondition: sel and other", false},
      {"sel: {Image: a}\nother: {Image: b}\ncondition: sel and not other", true},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(sigma::CanMatchOn(RuleOf(one.detection), "Image"), one.can) << one.detection;
  }
}

// The names of a rule's alternatives, of a category with a filter by Image and without.
std::string GateOf(const std::string& log_source, const std::string& filter,
                   bool with_details = true) {
  const bool is_registry = log_source.find("registry") != std::string::npos;
  const std::string field = is_registry ? "TargetObject" : "TargetFilename";
  const std::string text = "title: t\nid: 11111111-2222-3333-4444-555555555555\nlogsource: {" +
                           log_source + "}\ndetection:\n  sel: {" + field + ": a" +
                           (is_registry && with_details ? ", Details: b" : "") + "}\n" + filter +
                           "  condition: sel" + (filter.empty() ? "" : " and not filter") + "\n";
  const RuleSet set = LoadRulesFromText("a.yml", text, {});
  return set.rules.empty() ? "not loaded" : PrintGate(set.rules.front().gate);
}

TEST(StateEvidence, CategoriesAndTheirArtefacts) {
  const std::string filter = "  filter: {ParentImage: b}\n";
  EXPECT_EQ(GateOf("category: registry_set, product: windows", ""), "sysmon/13 | host:registry");
  EXPECT_EQ(GateOf("category: registry_set, product: windows", filter), "sysmon/13");
  EXPECT_EQ(GateOf("category: registry_set, product: windows", "", false), "sysmon/13");
  EXPECT_EQ(GateOf("category: file_event, product: windows", ""),
            "sysmon/11 | host:mft | host:usn");
  EXPECT_EQ(GateOf("category: registry_set, product: windows, service: sysmon", ""), "sysmon/13");
  EXPECT_EQ(GateOf("category: file_event, product: linux", ""), "linux:sysmon/11");
  EXPECT_EQ(GateOf("product: windows, service: shimcache", ""), "host:shimcache");
}

}  // namespace
}  // namespace noroshi::testing
