#include "scan/document/lures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf.h"
#include "scan/file_facts.h"
#include "scan/scan_path.h"

namespace noroshi::scan {
namespace {

constexpr std::array<std::string_view, 12> kScripts = {
    ".js", ".jse", ".vbs", ".vbe", ".wsf", ".wsh", ".hta", ".bat", ".cmd", ".ps1", ".chm", ".sct"};
constexpr std::array<std::string_view, 5> kPrograms = {".exe", ".scr", ".com", ".pif", ".cpl"};
constexpr std::array<std::string_view, 10> kDecoys = {".doc",  ".docx", ".xls", ".xlsx", ".ppt",
                                                      ".pptx", ".pdf",  ".rtf", ".jtd",  ".hwp"};
constexpr std::size_t kFewMembers = 12;  // software has more
constexpr std::size_t kMostNames = 4;
constexpr std::size_t kMostMarkBytes = 4'096;

template <std::size_t N>
bool IsIn(std::string_view text, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

void Keep(std::vector<std::string>& names, std::string_view name) {
  if (names.size() < kMostNames) names.emplace_back(name);
}

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return joined;
}

// The value of "key=" at the beginning of a line.
std::string ValueOf(const std::string& text, std::string_view key) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const std::string_view line = std::string_view(text).substr(at, end - at);
    if (line.starts_with(key)) return std::string(line.substr(key.size()));
    at = end + 1;
  }
  return {};
}

// An address with a name or number that is not of the organisation's own network.
bool IsInternetUrl(const std::string& url) {
  const std::size_t slashes = url.find("://");
  if (!url.starts_with("http") || slashes == std::string::npos) return false;
  const std::string host =
      url.substr(slashes + 3, url.find_first_of("/:?", slashes + 3) - slashes - 3);
  return host.find('.') != std::string::npos && !host.starts_with("10.") &&
         !host.starts_with("192.168.") && !host.starts_with("127.") && !host.starts_with("172.") &&
         !host.ends_with(".local") && !host.ends_with(".internal");
}

}  // namespace

void ArchiveFacts::Add(std::string_view member_name) {
  ++members;
  const std::string extension = LowerAscii(ExtensionOf(member_name));
  if (extension == ".lnk") Keep(shortcuts, member_name);
  if (IsIn(extension, kScripts)) Keep(scripts, member_name);
  if (IsIn(extension, kPrograms) || extension == ".dll") Keep(programs, member_name);
  if (IsIn(extension, kDecoys)) Keep(documents, member_name);
}

void CheckArchive(const std::string& path, const ArchiveFacts& facts,
                  std::vector<ScanFinding>& findings) {
  if (facts.members == 0 || facts.members > kFewMembers) return;
  const bool image = facts.kind == ContainerKind::kIso9660;
  const bool only_scripts = facts.scripts.size() == facts.members;
  const bool runs = image && !facts.programs.empty();
  const bool decoy =
      facts.is_self_extracting && !facts.documents.empty() && !facts.programs.empty();
  if (facts.shortcuts.empty() && !only_scripts && !runs && !decoy) return;
  ScanFinding finding;
  finding.rule = ScanRuleId::kLureContainer;
  // A shortcut has no use in an archive; on an image beside a program it starts it.
  finding.level = decoy || (image && !facts.shortcuts.empty()) ? Level::kHigh : Level::kMedium;
  finding.path = path;
  finding.reasons = {{"container", std::string(ContainerKindName(facts.kind))},
                     {"files", fmt::format("{}", facts.members)}};
  if (facts.is_self_extracting) finding.reasons.push_back({"self_extracting", "true"});
  if (decoy) finding.reasons.push_back({"documents", Joined(facts.documents)});
  if (!facts.shortcuts.empty()) finding.reasons.push_back({"shortcuts", Joined(facts.shortcuts)});
  if (!facts.scripts.empty()) finding.reasons.push_back({"scripts", Joined(facts.scripts)});
  if (!facts.programs.empty()) finding.reasons.push_back({"programs", Joined(facts.programs)});
  findings.push_back(std::move(finding));
}

std::optional<ZoneMark> ReadZoneMark(std::string_view file_name, Bytes bytes) {
  constexpr std::string_view kEnding = "zone.identifier";
  std::string name = LowerAscii(file_name);
  // Windows' own form has the stream's type behind it.
  if (name.ends_with(":$data")) name.resize(name.size() - 6);
  if (!name.ends_with(kEnding) || name.size() == kEnding.size()) return std::nullopt;
  name.resize(name.size() - kEnding.size());
  for (const std::string_view mark : {":", "%3a", ".", "_", "-", "\uF03A"}) {
    if (!name.ends_with(mark) || name.size() == mark.size()) continue;
    name.resize(name.size() - mark.size());
    break;
  }
  const Bytes start = bytes.first(std::min(bytes.size(), kMostMarkBytes));
  std::string text;
  if (start.size() > 2 && start[0] == 0xFF && start[1] == 0xFE) {
    AppendUtf16(start.subspan(2, (start.size() - 2) & ~std::size_t{1}), text);
  } else {
    text.assign(start.begin(), start.end());
  }
  if (text.find("[ZoneTransfer]") == std::string::npos) return std::nullopt;
  ZoneMark mark;
  mark.file_name = std::move(name);
  const std::string zone = ValueOf(text, "ZoneId=");
  std::from_chars(zone.data(), zone.data() + zone.size(), mark.zone);
  mark.host_url = ValueOf(text, "HostUrl=");
  mark.referrer_url = ValueOf(text, "ReferrerUrl=");
  return mark;
}

void CheckZoneMark(const std::string& path, const ZoneMark& mark,
                   std::vector<ScanFinding>& findings) {
  constexpr int kTrusted = 2;
  if (mark.zone < 0 || mark.zone > kTrusted || !IsInternetUrl(mark.host_url)) return;
  ScanFinding finding;
  finding.rule = ScanRuleId::kOddZone;
  finding.level = Level::kLow;
  finding.path = path;
  finding.reasons = {{"zone", fmt::format("{}", mark.zone)}, {"host_url", mark.host_url}};
  if (!mark.referrer_url.empty()) finding.reasons.push_back({"referrer_url", mark.referrer_url});
  findings.push_back(std::move(finding));
}

}  // namespace noroshi::scan
