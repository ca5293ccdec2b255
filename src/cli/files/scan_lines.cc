#include "cli/files/scan_lines.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "base/time.h"
#include "stream/text/finding_line.h"
#include "stream/text/json_text.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kIdSeeds[2] = {0x7363616e66696e31ULL, 0x7363616e66696e32ULL};

// Before 1970 is a broken clock.
Timestamp TimeOf(const scan::ScanFinding& finding) {
  const auto seconds = static_cast<std::uint64_t>(std::max<std::int64_t>(finding.modified, 0));
  return {kUnixEpochTicks + seconds * kTicksPerSecond};
}

std::string IdOf(const scan::ScanFinding& finding, const std::string& host) {
  std::string id = "f-";
  for (const std::uint64_t seed : kIdSeeds) {
    std::uint64_t hash = Hash64(RuleOf(finding.rule).id, seed);
    hash = Hash64(finding.path, Hash64(host, hash));
    hash = HashMix(hash, finding.offset);
    for (const scan::ScanReason& reason : finding.reasons) {
      hash = Hash64(reason.value, Hash64(reason.name, hash));
    }
    id += ToHex(hash);
  }
  return id;
}

void AppendTechniques(std::string_view techniques, std::string& out) {
  std::vector<std::string> list;
  while (!techniques.empty()) {
    const std::size_t blank = std::min(techniques.find(' '), techniques.size());
    if (blank > 0) list.emplace_back(techniques.substr(0, blank));
    techniques.remove_prefix(std::min(blank + 1, techniques.size()));
  }
  AppendList(",\"techniques\":", list, out);
}

// Reasons of one name are one field.
void AppendFields(const scan::ScanFinding& finding, std::string& out) {
  AppendJsonMember(",\"fields\":{\"ScanRule\":", RuleOf(finding.rule).id, out);
  AppendJsonMember(",\"ScanLevel\":", LevelName(finding.level), out);
  AppendJsonMember(",\"ScanTitle\":", TitleOf(finding, false), out);
  AppendJsonMember(",\"TargetFilename\":", finding.path, out);
  std::vector<std::pair<std::string_view, std::string>> fields;
  for (const scan::ScanReason& reason : finding.reasons) {
    const auto known = std::find_if(fields.begin(), fields.end(),
                                    [&](const auto& field) { return field.first == reason.name; });
    if (known == fields.end()) {
      fields.emplace_back(reason.name, reason.value);
    } else {
      known->second += "; " + reason.value;
    }
  }
  for (const auto& [name, value] : fields) {
    out += ',';
    AppendJsonString(name, out);
    AppendJsonMember(":", Shown(value), out);
  }
  out += '}';
}

void AppendWhy(const scan::ScanFinding& finding, std::string& out) {
  AppendObjects(",\"why\":", finding.reasons, out, [&](const scan::ScanReason& reason) {
    AppendJsonMember("\"selection\":\"form\",\"field\":", reason.name, out);
    AppendJsonMember(",\"value\":", Shown(reason.value), out);
    out += ",\"pattern\":\"\"";
  });
}

}  // namespace

std::string ScanFindingLines(std::vector<scan::ScanFinding> findings, const std::string& host) {
  return ScanFindingLines(std::move(findings), [&host](const scan::ScanFinding&) { return host; });
}

std::string ScanFindingLines(std::vector<scan::ScanFinding> findings,
                             const HostOfFinding& host_of) {
  std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    return std::tie(a.modified, a.path, a.offset, a.rule) <
           std::tie(b.modified, b.path, b.offset, b.rule);
  });
  std::string out;
  for (const scan::ScanFinding& finding : findings) {
    AppendScanFindingLine(finding, host_of(finding), out);
  }
  return out;
}

void AppendScanFindingLine(const scan::ScanFinding& finding, const std::string& host,
                           std::string& out) {
  AppendJsonMember("{\"id\":", IdOf(finding, host), out);
  AppendJsonMember(",\"time\":", ToIso8601(TimeOf(finding)), out);
  AppendJsonMember(",\"level\":", LevelName(finding.level), out);
  AppendJsonMember(",\"rule\":{\"id\":", "scan-" + std::string(RuleOf(finding.rule).id), out);
  AppendJsonMember(",\"title\":", TitleOf(finding, false), out);
  out += ",\"source\":\"scan\",\"path\":\"\"}";
  AppendJsonMember(",\"host\":", host, out);
  AppendJsonMember(",\"channel\":", kScanChannel, out);
  out += ",\"provider\":\"noroshi\",\"event_id\":null,\"record_id\":null";
  AppendJsonMember(",\"evidence\":{\"path\":", finding.path, out);
  AppendNumberMember(",\"offset\":", finding.offset, out);
  out += ",\"line\":null}";
  AppendTechniques(TechniquesOf(finding), out);
  out += ",\"tactics\":[]";
  AppendFields(finding, out);
  AppendWhy(finding, out);
  out += "}\n";
}

}  // namespace noroshi
