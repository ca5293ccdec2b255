#include "cli/text/gaps_text.h"

#include <fmt/format.h>

#include <array>

#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"
#include "cli/terminal/time_text.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

// In the order of GapKind.
struct KindText {
  std::string_view english, japanese;
};
constexpr std::array<KindText, 7> kKindTexts = {{
    {"log cleared", "ログの消去"},
    {"record ids missing", "レコードIDの欠番"},
    {"filtered export", "絞り込まれた書き出し"},
    {"silence", "記録のない日"},
    {"clock set", "時刻の変更"},
    {"clock went back", "時刻の逆行"},
    {"auditing changed", "監査設定の変更"},
}};

std::string_view Pick(const KindText& text, Language language) {
  return language == Language::kJapanese ? text.japanese : text.english;
}

std::string ByAccount(const Gap& gap, Language language) {
  if (gap.account.empty()) return "";
  return language == Language::kJapanese ? fmt::format("{}による", gap.account)
                                         : fmt::format("by {}", gap.account);
}

std::string MissingIds(const Gap& gap, Language language) {
  const bool japanese = language == Language::kJapanese;
  return fmt::format(fmt::runtime(japanese ? "{}件欠落(ID {}〜{})" : "{} records, ids {} to {}"),
                     GroupedNumber(gap.missing), gap.first_id, gap.last_id);
}

std::string Silence(const Gap& gap, Language language) {
  const bool japanese = language == Language::kJapanese;
  const std::uint64_t days = (gap.to.ticks - gap.from.ticks) / kTicksPerDay;
  std::string text = fmt::format(
      fmt::runtime(japanese ? "{}日間、偶然である割合{:.1g}" : "{} days, by chance {:.1g}"), days,
      gap.chance);
  if (gap.host_was_off) text += japanese ? "、停止中" : ", the host was off";
  return text;
}

void AppendSilence(const Gap& gap, std::string& out) {
  if (gap.kind == GapKind::kSilence) {
    out += fmt::format(",\"chance\":{:.3g},\"host_was_off\":{}", gap.chance, gap.host_was_off);
  } else {
    out += ",\"chance\":null,\"host_was_off\":null";
  }
}

}  // namespace

std::string GapDetail(const Gap& gap, Language language) {
  switch (gap.kind) {
    case GapKind::kRecordIdGap:
    case GapKind::kFilteredExport: return MissingIds(gap, language);
    case GapKind::kSilence: return Silence(gap, language);
    case GapKind::kClockWentBack: return fmt::format("ID {}", gap.first_id);
    case GapKind::kLogCleared:
    case GapKind::kClockSet:
    case GapKind::kAuditingChanged: return ByAccount(gap, language);
  }
  return "";
}

std::string GapsTable(const std::vector<Gap>& gaps, Language language, const Terminal& terminal) {
  const bool japanese = language == Language::kJapanese;
  if (gaps.empty()) {
    return japanese ? "記録の欠落は見つかりませんでした。\n" : "No gaps were found.\n";
  }
  Table table({{japanese ? "ホスト" : "HOST"},
               {japanese ? "種類" : "KIND"},
               {japanese ? "開始(UTC)" : "FROM (UTC)"},
               {japanese ? "終了(UTC)" : "TO (UTC)"},
               {japanese ? "詳細" : "DETAIL"},
               {japanese ? "ログ" : "LOG", Table::Align::kLeft, true}});
  for (const Gap& gap : gaps) {
    const auto& kind = kKindTexts[static_cast<std::size_t>(gap.kind)];
    table.AddRow({{SafeText(gap.host)},
                  {std::string(Pick(kind, language))},
                  {MinuteText(gap.from)},
                  {MinuteText(gap.to)},
                  {SafeText(GapDetail(gap, language))},
                  {SafeText(gap.channel)}});
  }
  return table.Render(terminal);
}

std::string GapsJson(const std::vector<Gap>& gaps) {
  std::string out;
  for (const Gap& gap : gaps) {
    AppendJsonMember("{\"host\":", gap.host, out);
    AppendJsonMember(",\"channel\":", gap.channel, out);
    AppendJsonMember(",\"kind\":", GapKindName(gap.kind), out);
    AppendTimeMember(",\"from\":", gap.from, out);
    AppendTimeMember(",\"to\":", gap.to, out);
    AppendOptional(",\"first_id\":", gap.first_id, out);
    AppendOptional(",\"last_id\":", gap.last_id, out);
    AppendOptional(",\"missing\":", gap.missing, out);
    AppendSilence(gap, out);
    AppendJsonMember(",\"account\":", gap.account, out);
    out += "}\n";
  }
  return out;
}

}  // namespace noroshi
