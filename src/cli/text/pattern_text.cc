#include "cli/text/pattern_text.h"

#include <algorithm>
#include <array>

#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"
#include "cli/terminal/time_text.h"
#include "rules/analytic_names.h"
#include "stream/text/finding_line.h"
#include "stream/text/json_text.h"

namespace noroshi {
namespace {

constexpr std::size_t kShownReasons = 2;

// In the order of GraphPattern.
constexpr std::array<std::string_view, kGraphPatterns> kJapanese = {
    "リモートデスクトップの連鎖",
    "サーバ発のリモートデスクトップ",
    "VPN経由のリモートデスクトップ",
    "多数端末への初回ログオン",
    "VPNセッションの重複",
    "VPN上のみの端末",
    "初回のリモートデスクトップ",
    "通常外の時間帯",
    "拠点間の初回接続",
    "複数ゲートウェイの利用",
    "移動不可能な時間内の利用",
    "VPN経由の初回リモートデスクトップ",
    "VPNセッションの接続元変更",
    "評価不可(証跡の期間不足)"};

std::string_view NameOf(GraphPattern pattern) {
  return kAnalyticLogonPatterns[static_cast<std::size_t>(pattern)];
}

std::string_view FieldOf(const AnalyticFinding& finding, std::string_view name) {
  const auto at = std::ranges::find(
      finding.fields, name, [](const auto& field) { return std::string_view(field.first); });
  return at == finding.fields.end() ? std::string_view() : std::string_view(at->second);
}

std::string_view AccountOf(const AnalyticFinding& finding) {
  const std::string_view account = FieldOf(finding, "TargetUserName");
  return account.empty() ? FieldOf(finding, "User") : account;
}

std::string WhyText(const AnalyticFinding& finding) {
  std::string text;
  for (std::size_t i = 0; i < finding.reasons.size() && i < kShownReasons; ++i) {
    const AnalyticReason& reason = finding.reasons[i];
    if (!text.empty()) text += "; ";
    text += reason.field + " " + reason.value + ": " + reason.pattern;
  }
  return text;
}

void AppendFields(const AnalyticFinding& finding, std::string& out) {
  out += ",\"fields\":{";
  char before = '\0';
  for (const auto& [name, value] : finding.fields) {
    if (before != '\0') out += before;
    before = ',';
    AppendJsonString(name, out);
    out += ':';
    AppendJsonString(Shown(value), out);
  }
  out += '}';
}

void AppendWhy(const AnalyticFinding& finding, std::string& out) {
  AppendObjects(",\"why\":", finding.reasons, out, [&](const AnalyticReason& reason) {
    AppendJsonMember("\"field\":", reason.field, out);
    AppendJsonMember(",\"value\":", Shown(reason.value), out);
    AppendJsonMember(",\"pattern\":", Shown(reason.pattern), out);
  });
}

void AppendMembers(const AnalyticFinding& finding, std::string& out) {
  AppendObjects(",\"members\":", finding.members, out, [&](const AnalyticMember& member) {
    AppendJsonMember("\"time\":", ToIso8601(member.time), out);
    AppendJsonMember(",\"host\":", Shown(member.host), out);
    AppendOptional(",\"record_id\":", member.record_id, out);
    AppendOptional(",\"line\":", member.line, out);
  });
}

}  // namespace

std::string PatternTable(const LogonPatterns& patterns, Language language,
                         const Terminal& terminal) {
  const bool japanese = language == Language::kJapanese;
  if (patterns.empty()) {
    return japanese ? "特徴的なログオンは見つかりませんでした。\n"
                    : "No patterns were found among the logons.\n";
  }
  using enum Table::Align;
  Table table({{japanese ? "時刻(UTC)" : "TIME (UTC)"},
               {japanese ? "特徴" : "PATTERN"},
               {japanese ? "ホスト" : "HOST"},
               {japanese ? "アカウント" : "ACCOUNT"},
               {japanese ? "根拠" : "WHY", kLeft, true}});
  for (const auto& [pattern, finding] : patterns) {
    const std::string_view name =
        japanese ? kJapanese[static_cast<std::size_t>(pattern)] : GraphPatternText(pattern);
    table.AddRow({{MinuteText(finding.time)},
                  {std::string(name)},
                  {SafeText(finding.host)},
                  {SafeText(AccountOf(finding))},
                  {SafeText(WhyText(finding))}});
  }
  return table.Render(terminal);
}

std::string PatternJson(const LogonPatterns& patterns) {
  std::string out;
  for (const auto& [pattern, finding] : patterns) {
    AppendJsonMember("{\"pattern\":", NameOf(pattern), out);
    AppendJsonMember(",\"time\":", ToIso8601(finding.time), out);
    AppendJsonMember(",\"host\":", Shown(finding.host), out);
    AppendFields(finding, out);
    AppendWhy(finding, out);
    AppendMembers(finding, out);
    out += "}\n";
  }
  return out;
}

}  // namespace noroshi
