#include "scan/file_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scan/known_names.h"
#include "scan/signature_forms.h"

namespace noroshi::scan {
namespace {

constexpr std::string_view kRunnable[] = {".exe", ".scr", ".com", ".pif", ".bat", ".cmd",
                                          ".lnk", ".js",  ".jse", ".vbs", ".vbe", ".hta",
                                          ".wsf", ".ps1", ".msi", ".cpl", ".dll"};
// Those among them that a document's extension in front is no habit of honest programs for: Windows
// itself makes "x.pdf.lnk", web tools make "x.html.js".
constexpr std::string_view kDoubled[] = {".exe", ".scr", ".com", ".pif", ".bat", ".cmd",
                                         ".vbs", ".vbe", ".jse", ".hta", ".wsf"};
constexpr std::string_view kDocuments[] = {
    ".doc",  ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".pdf", ".txt", ".rtf",  ".csv", ".jpg",
    ".jpeg", ".png",  ".gif", ".bmp",  ".zip", ".mp4",  ".mp3", ".htm", ".html", ".xml", ".jtd"};
// Program files do have these; nothing is hidden by them.
constexpr std::string_view kHiding[] = {".doc", ".docx", ".xls", ".xlsx", ".ppt",  ".pptx", ".pdf",
                                        ".txt", ".rtf",  ".csv", ".jpg",  ".jpeg", ".png",  ".gif",
                                        ".bmp", ".mp4",  ".mp3", ".htm",  ".html", ".xml",  ".log",
                                        ".ini", ".jtd",  ".tif", ".wav",  ".json"};
// Unicode's controls that change the direction of text.
constexpr std::string_view kDirectionMarks[] = {"\u202A", "\u202B", "\u202D", "\u202E",
                                                "\u2066", "\u2067", "\u2068"};
// Encrypted or packed parts that the .NET Framework has.
constexpr std::string_view kDotNetParts[] = {".cab", ".cat",  ".dll", ".exe", ".mui",
                                             ".nlp", ".ngen", ".aux", ".msi", ".msp",
                                             ".png", ".gif",  ".zip", ".tlb", ".bin"};
constexpr std::uint64_t kPayloadBytes = 4'096;
constexpr std::uint64_t kPlausibleBehind = 16;  // padding of the file's last sector

template <std::size_t N>
bool IsIn(std::string_view text, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

std::string_view Extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

ScanFinding& Add(ScanRuleId rule, Level level, const std::string& path,
                 std::vector<ScanFinding>& findings) {
  ScanFinding& finding = findings.emplace_back();
  finding.rule = rule;
  finding.level = level;
  finding.path = path;
  return finding;
}

bool IsMicrosoft(std::string_view signer) {
  return signer == "Microsoft Corporation" || signer == "Microsoft Windows";
}

// Installers carry licence data there; libraries and Microsoft's files have no reason to.
Level StuffingLevel(const pe::PeImage& image, const authenticode::Signature& signature) {
  const authenticode::Slack& slack = signature.slack;
  const bool payload = slack.bytes >= kLargeSlackBytes && slack.entropy >= kEncryptedEntropy;
  if (payload && (image.header.is_dll() || IsMicrosoft(SignerName(signature)))) return Level::kHigh;
  return payload || image.header.is_dll() ? Level::kMedium : Level::kLow;
}

void CheckSignature(const std::string& path, const pe::PeImage& image,
                    const authenticode::Signature& signature, std::vector<ScanFinding>& findings) {
  if (IsStuffed(signature)) {
    ScanFinding& finding =
        Add(ScanRuleId::kSignatureStuffing, StuffingLevel(image, signature), path, findings);
    finding.offset = signature.slack.offset;
    finding.bytes = signature.slack.bytes;
    finding.reasons = {{"signer", SignerName(signature)},
                       {"bytes_behind_signature", fmt::format("{}", signature.slack.bytes)},
                       {"not_zero", fmt::format("{}", signature.slack.nonzero)},
                       {"bits_a_byte", fmt::format("{:.2f}", signature.slack.entropy)},
                       {"signature_still_holds", signature.intact() ? "true" : "false"}};
  }
  const bool altered =
      !signature.signers.empty() && signature.signers[0].digest == authenticode::Check::kFails;
  if (altered) {
    Add(ScanRuleId::kAlteredAfterSigning, Level::kMedium, path, findings).reasons = {
        {"signer", SignerName(signature)}, {"digest", signature.signers[0].digest_algorithm}};
  }
  if (signature.behind_table > kPlausibleBehind) {
    const std::uint64_t behind = signature.behind_table;
    ScanFinding& finding =
        Add(ScanRuleId::kDataBehindSignature,
            behind >= kPayloadBytes ? Level::kMedium : Level::kLow, path, findings);
    finding.offset = image.file_size - behind;
    finding.bytes = behind;
    finding.reasons = {{"signer", SignerName(signature)},
                       {"bytes_behind_table", fmt::format("{}", behind)}};
  }
}

void CheckPlace(const std::string& path, std::string_view name, const ProgramPlace& place,
                const pe::PeImage& image, const authenticode::Signature& signature,
                std::vector<ScanFinding>& findings) {
  const std::string lower = LowerAscii(name);
  const std::string lower_path = LowerAscii(path);
  const bool microsoft =
      signature.intact() && IsMicrosoft(SignerName(signature)) && !IsSelfSigned(signature);
  // "explorer.exe" lies in Windows itself.
  const bool in_windows = place.in_system_folder || place.in_windows;
  if (IsSystemProgram(lower) && !in_windows && !microsoft && !image.header.is_dll()) {
    const bool staged = IsStagingFolder(lower_path);
    Add(ScanRuleId::kSystemNameOutOfPlace, staged ? Level::kHigh : Level::kMedium, path, findings)
        .reasons = {{"name", lower}, {"signer", SignerName(signature)}};
  }
  if (!image.version.has_value()) return;
  const std::string original = LowerAscii(image.version->Find("OriginalFilename"));
  const auto stem = [](std::string_view text) { return text.substr(0, text.rfind('.')); };
  if (IsToolWorthHiding(original) && stem(original) != stem(lower) && !place.in_system_folder) {
    Add(ScanRuleId::kRenamedProgram, Level::kMedium, path, findings).reasons = {
        {"original_name", original}, {"name", lower}, {"signer", SignerName(signature)}};
  }
}

void CheckStructure(const std::string& path, const pe::PeImage& image,
                    std::vector<ScanFinding>& findings) {
  std::string odd;
  int count = 0;
  for (const pe::PeOddity oddity : image.oddities) {
    odd += odd.empty() ? "" : " ";
    odd += PeOddityName(oddity);
    ++count;
  }
  if (count < 2) return;
  Add(ScanRuleId::kOddStructure, Level::kLow, path, findings).reasons = {{"oddities", odd}};
}

}  // namespace

ProgramPlace PlaceOf(std::string_view shown, std::string_view full) {
  ProgramPlace place;
  for (const std::string_view path : {shown, full}) {
    const std::string lower = LowerAscii(path);
    place.in_system_folder = place.in_system_folder || IsSystemFolder(lower);
    place.in_windows = place.in_windows || IsInWindowsItself(lower);
  }
  return place;
}

void CheckProgram(const std::string& path, std::string_view name, const ProgramPlace& place,
                  const pe::PeImage& image, const authenticode::Signature& signature,
                  std::vector<ScanFinding>& findings) {
  CheckSignature(path, image, signature, findings);
  CheckPlace(path, name, place, image, signature, findings);
  CheckStructure(path, image, findings);
  const std::string lower = LowerAscii(name);
  const std::string_view extension = Extension(lower);
  if (IsIn(extension, kHiding)) {
    Add(ScanRuleId::kHiddenProgram, Level::kMedium, path, findings).reasons = {
        {"extension", std::string(extension)},
        {"is_library", image.header.is_dll() ? "true" : "false"}};
  }
}

void CheckName(const std::string& path, std::string_view name, std::vector<ScanFinding>& findings) {
  const std::string lower = LowerAscii(name);
  const std::string_view last = Extension(lower);
  if (!IsIn(last, kRunnable)) return;
  for (const std::string_view mark : kDirectionMarks) {
    if (name.find(mark) == std::string_view::npos) continue;
    Add(ScanRuleId::kDeceptiveName, Level::kHigh, path, findings).reasons = {
        {"direction_mark", "true"}, {"real_extension", std::string(last)}};
    return;
  }
  std::string_view before = std::string_view(lower).substr(0, lower.size() - last.size());
  const bool blanks = before.ends_with(' ');
  while (before.ends_with(' ')) before.remove_suffix(1);
  if ((blanks || IsIn(last, kDoubled)) && IsIn(Extension(before), kDocuments)) {
    Add(ScanRuleId::kDeceptiveName, blanks ? Level::kHigh : Level::kMedium, path, findings)
        .reasons = {{"shown_extension", std::string(Extension(before))},
                    {"real_extension", std::string(last)}};
  }
}

void CheckData(const std::string& path, const DataFacts& data, std::vector<ScanFinding>& findings) {
  const std::string lower = LowerAscii(path);
  const bool in_dotnet = lower.find("windows/microsoft.net/") != std::string::npos ||
                         lower.find("windows\\microsoft.net\\") != std::string::npos;
  if (!in_dotnet || data.packed || data.size < kPayloadBytes ||
      IsIn(Extension(LowerAscii(data.name)), kDotNetParts)) {
    return;
  }
  ScanFinding& finding = Add(ScanRuleId::kEncryptedInDotNet, Level::kMedium, path, findings);
  finding.bytes = data.size;
  finding.reasons = {{"bits_a_byte", fmt::format("{:.2f}", data.entropy)},
                     {"bytes", fmt::format("{}", data.size)}};
}

}  // namespace noroshi::scan
