#include "cli/text/scan_text.h"

#include <fmt/format.h>

#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

Msg LevelWord(Level level) {
  switch (level) {
    case Level::kCritical: return Msg::kLevelCritical;
    case Level::kHigh: return Msg::kLevelHigh;
    case Level::kMedium: return Msg::kLevelMedium;
    case Level::kLow: return Msg::kLevelLow;
    case Level::kInformational: return Msg::kLevelInformational;
  }
  return Msg::kLevelInformational;
}

}  // namespace

void AppendScanText(const scan::ScanFinding& finding, Language language, std::string& out) {
  const scan::ScanRule& rule = RuleOf(finding.rule);
  const bool japanese = language == Language::kJapanese;
  out += fmt::format("{}  {}\n", Text(LevelWord(finding.level), language), SafeText(finding.path));
  out += fmt::format("  {}  [{}]\n", SafeText(TitleOf(finding, japanese)),
                     SafeText(TechniquesOf(finding)));
  if (finding.bytes != 0) {
    out += fmt::format(
        fmt::runtime(japanese ? "  オフセット{}から{}バイト\n" : "  {1} bytes at offset {0}\n"),
        finding.offset, finding.bytes);
  }
  for (const scan::ScanReason& reason : finding.reasons) {
    out += fmt::format("    {}: {}\n", reason.name, SafeText(reason.value));
  }
  out += fmt::format("  {}: {}\n", japanese ? "他の原因" : "other causes",
                     SafeText(OtherCausesOf(finding, japanese)));
  out += fmt::format("  {}: {}\n\n", japanese ? "次の手順" : "next",
                     japanese ? rule.next_ja : rule.next_en);
}

std::string ScanSummaryText(const FileScanResult& result, Language language) {
  const bool japanese = language == Language::kJapanese;
  std::string text = fmt::format(
      fmt::runtime(japanese ? "ファイル{}件({})、うちプログラム{}件(署名あり{}件)、検知{}件。\n"
                            : "{} files ({}), {} of them programs ({} signed); {} findings.\n"),
      GroupedNumber(result.files), ByteSize(result.bytes), GroupedNumber(result.programs),
      GroupedNumber(result.signed_programs), GroupedNumber(result.findings));
  if (result.members > 0) {
    text += fmt::format(fmt::runtime(japanese ? "アーカイブ内のファイル{}件を含む。\n"
                                              : "{} more were looked at inside archives.\n"),
                        GroupedNumber(result.members));
  }
  if (result.losses > 0) {
    text += fmt::format(fmt::runtime(japanese ? "読み取れなかったもの{}件(上記の警告を参照)。\n"
                                              : "{} could not be used; the warnings say why.\n"),
                        GroupedNumber(result.losses));
  }
  return text;
}

void AppendScanJson(const scan::ScanFinding& finding, std::string& out) {
  const scan::ScanRule& rule = RuleOf(finding.rule);
  AppendJsonMember("{\"path\":", finding.path, out);
  AppendJsonMember(",\"level\":", LevelName(finding.level), out);
  AppendJsonMember(",\"rule\":", rule.id, out);
  AppendJsonMember(",\"title\":", TitleOf(finding, false), out);
  AppendJsonMember(",\"title_ja\":", TitleOf(finding, true), out);
  AppendJsonMember(",\"idea\":", rule.idea, out);
  AppendJsonMember(",\"techniques\":", TechniquesOf(finding), out);
  AppendNumberMember(",\"offset\":", finding.offset, out);
  AppendNumberMember(",\"bytes\":", finding.bytes, out);
  AppendObjects(",\"reasons\":", finding.reasons, out, [&](const scan::ScanReason& reason) {
    AppendJsonMember("\"name\":", reason.name, out);
    AppendJsonMember(",\"value\":", reason.value, out);
  });
  out += "}\n";
}

}  // namespace noroshi
