#include "scan/yara/yara_findings.h"

#include <fmt/format.h>

namespace noroshi::scan {
namespace {

ScanFinding FindingOf(const YaraRule& rule, const YaraMatch& match, std::uint64_t base) {
  ScanFinding finding;
  finding.rule = ScanRuleId::kYaraMatch;
  finding.level = rule.level;
  finding.title = rule.title;
  finding.title_ja = rule.title_ja;
  finding.techniques = rule.techniques;
  finding.other_causes = rule.other_causes;
  finding.other_causes_ja = rule.other_causes_ja;
  finding.reasons = {{"yara_rule", rule.name}, {"yara_file", rule.file}};
  if (!rule.tags.empty()) finding.reasons.push_back({"tags", rule.tags});
  if (!rule.author.empty()) finding.reasons.push_back({"author", rule.author});
  if (!rule.reference.empty()) finding.reasons.push_back({"reference", rule.reference});
  for (const YaraHit& hit : match.hits) {
    finding.reasons.push_back({"string", fmt::format("{} at {}, {} bytes: {}", hit.string,
                                                     base + hit.offset, hit.bytes, hit.text)});
  }
  if (match.hit_count > match.hits.size()) {
    finding.reasons.push_back(
        {"more_strings", fmt::format("{}", match.hit_count - match.hits.size())});
  }
  if (!match.hits.empty()) {
    finding.offset = base + match.hits[0].offset;
    finding.bytes = match.hits[0].bytes;
  }
  return finding;
}

}  // namespace

void AddYaraFindings(const std::string& path, std::uint64_t base, const YaraRules& rules,
                     const std::vector<YaraMatch>& matches, std::vector<ScanFinding>& findings) {
  for (const YaraMatch& match : matches) {
    findings.push_back(FindingOf(rules.rules()[match.rule], match, base));
    findings.back().path = path;
  }
}

}  // namespace noroshi::scan
