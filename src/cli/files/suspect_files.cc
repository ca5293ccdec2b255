#include "cli/files/suspect_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "scan/file_profile.h"
#include "scan/functions_of_note.h"

namespace noroshi {
namespace {

constexpr std::size_t kFirstExports = 20;
// A program may import thousands; a person reads these.
constexpr std::size_t kMostOfNote = 30;
constexpr std::size_t kMostVersionTexts = 32;

Timestamp TimeOf(std::int64_t seconds) {
  if (seconds <= 0) return {};
  return {kUnixEpochTicks + static_cast<std::uint64_t>(seconds) * kTicksPerSecond};
}

SuspectFileFinding Describe(const scan::ScanFinding& finding) {
  const scan::ScanRule& rule = RuleOf(finding.rule);
  SuspectFileFinding out;
  out.rule = rule.id;
  out.title = {std::string(TitleOf(finding, true)), std::string(TitleOf(finding, false))};
  out.other_causes = {std::string(OtherCausesOf(finding, true)),
                      std::string(OtherCausesOf(finding, false))};
  out.next = {std::string(rule.next_ja), std::string(rule.next_en)};
  out.level = finding.level;
  out.techniques = TechniquesOf(finding);
  out.offset = finding.offset;
  out.bytes = finding.bytes;
  for (const scan::ScanReason& reason : finding.reasons) {
    out.reasons.emplace_back(reason.name, reason.value);
  }
  return out;
}

std::string NameOf(const authenticode::CertificateName& name) {
  if (name.common_name.empty()) return name.organisation;
  if (name.organisation.empty() || name.organisation == name.common_name) return name.common_name;
  return name.common_name + " (" + name.organisation + ")";
}

std::string VerdictOf(const authenticode::Signature& signature) {
  if (!signature.present) return "none";
  if (signature.signers.empty()) return "unreadable";
  const authenticode::Signer& first = signature.signers.front();
  if (first.digest != authenticode::Check::kHolds) return "altered";
  if (first.key != authenticode::Check::kHolds) return "bad_key";
  return std::string(ChainName(first.chain));
}

SuspectFileSignature Describe(const authenticode::Signature& signature) {
  SuspectFileSignature out;
  out.verdict = VerdictOf(signature);
  out.damage = signature.damage;
  out.slack_offset = signature.slack.offset;
  out.slack_bytes = signature.slack.bytes;
  out.slack_nonzero = signature.slack.nonzero;
  out.behind_table = signature.behind_table;
  for (const authenticode::Signer& signer : signature.signers) {
    SuspectFileSigner& row = out.signers.emplace_back();
    row.name = NameOf(signer.subject);
    row.issuer = NameOf(signer.issuer);
    row.serial = signer.serial;
    row.algorithm = signer.digest_algorithm;
    row.signed_at = TimeOf(signer.signed_at.value_or(0));
    row.digest = CheckName(signer.digest);
    row.key = CheckName(signer.key);
    row.chain = ChainName(signer.chain);
    row.chain_why = signer.chain_reason;
  }
  return out;
}

std::string MachineText(std::uint16_t machine) {
  switch (machine) {
    case 0x14C: return "x86";
    case 0x8664: return "x64";
    case 0xAA64: return "ARM64";
    case 0x1C4: return "ARM";
    default: return fmt::format("0x{:X}", machine);
  }
}

void DescribeImports(const pe::PeImage& image, SuspectFileProgram& out) {
  out.libraries = image.imports.size();
  std::size_t room = kMostOfNote;
  for (const pe::PeImport& import : image.imports) {
    SuspectFileImport row{import.dll, import.functions.size(), {}};
    for (const pe::PeImportedFunction& function : import.functions) {
      if (room == 0) break;
      if (!scan::IsFunctionOfNote(function.name)) continue;
      row.of_note.push_back(function.name);
      --room;
    }
    if (!row.of_note.empty()) out.imports.push_back(std::move(row));
  }
}

void DescribeExports(const pe::PeImage& image, SuspectFileProgram& out) {
  if (!image.exports.has_value()) return;
  out.export_name = image.exports->dll_name;
  out.exports = image.exports->entries.size();
  for (const pe::PeExport& entry : image.exports->entries) {
    if (out.first_exports.size() == kFirstExports) break;
    out.first_exports.push_back(entry.name.empty() ? fmt::format("#{}", entry.ordinal)
                                                   : entry.name);
  }
}

void DescribeSections(const scan::FileProfile& profile, SuspectFileProgram& out) {
  for (std::size_t i = 0; i < profile.image->sections.size(); ++i) {
    const pe::PeSection& section = profile.image->sections[i];
    SuspectFileSection& row = out.sections.emplace_back();
    row.name = section.name;
    row.offset = section.raw_offset;
    row.size = section.raw_size;
    row.address = section.virtual_address;
    row.memory_size = section.virtual_size;
    row.entropy = i < profile.section_entropy.size() ? profile.section_entropy[i] : 0;
    row.runs = (section.characteristics & pe::kSectionExecute) != 0;
    row.writes = (section.characteristics & pe::kSectionWrite) != 0;
  }
}

SuspectFileProgram DescribeProgram(const scan::FileProfile& profile) {
  const pe::PeImage& image = *profile.image;
  SuspectFileProgram out;
  out.machine = MachineText(image.header.machine);
  out.is_library = image.header.is_dll();
  out.linked = TimeOf(image.header.time);
  for (const pe::PeDebugEntry& entry : image.debug) {
    if (out.pdb.empty()) out.pdb = entry.pdb;
  }
  DescribeExports(image, out);
  DescribeImports(image, out);
  DescribeSections(profile, out);
  if (image.version.has_value()) {
    const auto& texts = image.version->strings;
    const auto count = static_cast<std::ptrdiff_t>(std::min(texts.size(), kMostVersionTexts));
    out.version.assign(texts.begin(), texts.begin() + count);
  }
  for (const pe::PeOddity oddity : image.oddities) out.oddities.emplace_back(PeOddityName(oddity));
  out.overlay_offset = image.overlay_offset;
  out.overlay_size = image.overlay_size;
  if (profile.signature.has_value()) out.signature = Describe(*profile.signature);
  return out;
}

void AddProfile(const scan::FileProfile& profile, ReportSuspectFile& file) {
  file.size = profile.size;
  file.md5 = profile.md5;
  file.sha1 = profile.sha1;
  file.sha256 = profile.sha256;
  file.entropy = profile.entropy;
  file.entropy_along = profile.entropy_along;
  if (profile.image.has_value()) file.program = DescribeProgram(profile);
}

// Files with a finding that counts, by path; all their findings, low ones too.
std::map<std::string, ReportSuspectFile> Collect(const std::vector<scan::ScanFinding>& findings,
                                                 const HostOfFinding& host_of) {
  std::map<std::string, ReportSuspectFile> files;
  for (const scan::ScanFinding& finding : findings) {
    if (finding.level < kLeastSuspectLevel) continue;
    ReportSuspectFile& file = files[finding.path];
    file.level = std::max(file.level, finding.level);
  }
  for (const scan::ScanFinding& finding : findings) {
    const auto found = files.find(finding.path);
    if (found == files.end()) continue;
    ReportSuspectFile& file = found->second;
    file.path = finding.path;
    file.host = host_of(finding);
    file.modified = TimeOf(finding.modified);
    file.findings.push_back(Describe(finding));
    if (finding.rule != scan::ScanRuleId::kSideLoading) continue;
    for (const scan::ScanReason& reason : finding.reasons) {
      if (reason.name == "program") file.partners.push_back(reason.value);
    }
  }
  return files;
}

}  // namespace

SuspectList DescribeSuspects(const std::vector<scan::ScanFinding>& findings,
                             const HostOfFinding& host_of, const InputList& inputs,
                             const scan::ScanOptions& options) {
  SuspectList list;
  for (auto& [path, file] : Collect(findings, host_of)) list.files.push_back(std::move(file));
  std::stable_sort(list.files.begin(), list.files.end(),
                   [](const auto& a, const auto& b) { return a.level > b.level; });
  if (list.files.size() > kReportSuspectFiles) {
    list.not_listed = list.files.size() - kReportSuspectFiles;
    list.files.resize(kReportSuspectFiles);
  }
  // Contents of one archive are profiled in one walk through it.
  std::map<std::string_view, std::set<std::string>> wanted;
  for (const ReportSuspectFile& file : list.files) {
    const std::string_view path = file.path;
    wanted[path.substr(0, path.find("!/"))].insert(file.path);
  }
  std::map<std::string, scan::FileProfile> profiles;
  for (const InputFile input : inputs.files) {
    const auto row = wanted.find(input.shown);
    if (row == wanted.end()) continue;
    for (auto& profile : scan::ProfileFile({input.path, input.shown}, row->second, options)) {
      profiles.insert_or_assign(profile.path, std::move(profile));
    }
  }
  for (ReportSuspectFile& file : list.files) {
    const auto profile = profiles.find(file.path);
    if (profile != profiles.end()) AddProfile(profile->second, file);
  }
  return list;
}

}  // namespace noroshi
