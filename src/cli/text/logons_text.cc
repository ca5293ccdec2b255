#include "cli/text/logons_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"
#include "cli/terminal/time_text.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

struct Word {
  std::string_view code, english, japanese;
};
// Windows' logon types (Security 4624, "Logon Type").
constexpr Word kTypes[] = {
    {"0", "system", "システム"},
    {"2", "console", "コンソール"},
    {"3", "network", "ネットワーク"},
    {"4", "batch", "バッチ"},
    {"5", "service", "サービス"},
    {"7", "unlock", "ロック解除"},
    {"8", "network, clear text", "ネットワーク(平文)"},
    {"9", "new credentials", "別の資格情報"},
    {"10", "remote desktop", "リモートデスクトップ"},
    {"11", "cached", "キャッシュ"},
    {"12", "cached remote", "キャッシュ(リモート)"},
    {"13", "cached unlock", "キャッシュ(ロック解除)"},
};

// In the order of LogonKind.
constexpr std::array<Word, kLogonKindCount> kKinds = {{
    {"", "Windows", "Windows"},
    {"", "explicit credentials", "明示的な資格情報"},
    {"", "Kerberos TGT", "Kerberos TGT"},
    {"", "Kerberos ticket", "Kerberosチケット"},
    {"", "NTLM", "NTLM"},
    {"", "RDP connection", "RDP接続"},
    {"", "RDP session", "RDPセッション"},
    {"", "VPN", "VPN"},
    {"", "SSH", "SSH"},
    {"", "RDP client", "RDPクライアント"},
    {"", "server access", "サーバアクセス記録"},
}};

std::string_view Pick(const Word& word, Language language) {
  return language == Language::kJapanese ? word.japanese : word.english;
}

// "Windows, network (3)"; "SSH, publickey".
std::string Way(const LogonKey& key, Language language) {
  std::string text(Pick(kKinds[static_cast<std::size_t>(key.kind)], language));
  if (key.how.empty()) return text;
  const auto type = std::ranges::find(kTypes, key.how, &Word::code);
  if (key.kind != LogonKind::kWindows || type == std::end(kTypes)) return text + ", " + key.how;
  return fmt::format("{}, {} ({})", text, Pick(*type, language), key.how);
}

// "10.1.2.3 CLIENT7 > SRV02": where from, and where to if that is not the host.
std::string Place(const LogonKey& key) {
  std::string text = key.address;
  if (!key.workstation.empty()) text += (text.empty() ? "" : " ") + key.workstation;
  if (!key.target.empty()) text += (text.empty() ? "> " : " > ") + key.target;
  return text;
}

std::string CountText(std::uint64_t count) { return count == 0 ? "" : GroupedNumber(count); }

}  // namespace

std::string LogonsTable(const std::vector<LogonRow>& rows, std::uint64_t left_out,
                        Language language, const Terminal& terminal) {
  const bool japanese = language == Language::kJapanese;
  if (rows.empty()) {
    return japanese ? "ログオンの記録は見つかりませんでした。\n" : "No logons were found.\n";
  }
  using enum Table::Align;
  Table table({{japanese ? "ホスト" : "HOST"},
               {japanese ? "アカウント" : "ACCOUNT"},
               {japanese ? "方法" : "HOW"},
               {japanese ? "接続元" : "FROM", kLeft, true},
               {japanese ? "成功" : "OK", kRight},
               {japanese ? "失敗" : "FAILED", kRight},
               {japanese ? "終了" : "ENDED", kRight},
               {japanese ? "初回(UTC)" : "FIRST (UTC)"},
               {japanese ? "最終(UTC)" : "LAST (UTC)"}});
  for (const LogonRow& row : rows) {
    table.AddRow({{SafeText(row.key.host)},
                  {SafeText(row.key.account)},
                  {SafeText(Way(row.key, language))},
                  {SafeText(Place(row.key))},
                  {CountText(row.success)},
                  {CountText(row.failure)},
                  {CountText(row.ended)},
                  {MinuteText(row.first)},
                  {MinuteText(row.last)}});
  }
  std::string text = table.Render(terminal);
  if (left_out == 0) return text;
  const std::string_view more = japanese ? "ほか{}行。全件は --json で出力できます。\n"
                                         : "{} more rows; --json prints them all.\n";
  return text + fmt::format(fmt::runtime(more), GroupedNumber(left_out));
}

namespace {

void AppendRoles(std::string_view lead, HostRoles roles, std::string& out) {
  out += lead;
  char before = '[';
  for (std::size_t i = 0; i < kHostRoles; ++i) {
    const auto role = static_cast<HostRole>(i);
    if (!HasRole(roles, role)) continue;
    out += std::exchange(before, ',');
    AppendJsonString(HostRoleName(role), out);
  }
  out += before == '[' ? "[]" : "]";
}

void AppendKnown(const LogonKey& key, const EnvironmentIndex& known, std::string& out) {
  AppendJsonMember(",\"site\":", known.SiteOf(key.host), out);
  AppendRoles(",\"roles\":", known.RolesOf(key.host), out);
  std::string_view from = known.SiteOf(key.address);
  if (from.empty()) from = known.SiteOf(key.workstation);
  AppendJsonMember(",\"from_site\":", from, out);
  out += known.IsVpnAddress(key.address) ? ",\"from_vpn\":true" : ",\"from_vpn\":false";
  const bool admin = known.IsAccount(AccountRole::kAdministrator, key.account);
  const bool service = known.IsAccount(AccountRole::kService, key.account);
  AppendJsonMember(",\"account_role\":", admin ? "administrator" : service ? "service" : "", out);
}

}  // namespace

void AppendLogonJson(const LogonRow& row, std::string& out, const EnvironmentIndex* known) {
  AppendJsonMember("{\"host\":", row.key.host, out);
  AppendJsonMember(",\"account\":", row.key.account, out);
  AppendJsonMember(",\"kind\":", LogonKindName(row.key.kind), out);
  AppendJsonMember(",\"how\":", row.key.how, out);
  AppendJsonMember(",\"address\":", row.key.address, out);
  AppendJsonMember(",\"workstation\":", row.key.workstation, out);
  AppendJsonMember(",\"target\":", row.key.target, out);
  AppendNumberMember(",\"success\":", row.success, out);
  AppendNumberMember(",\"failure\":", row.failure, out);
  AppendNumberMember(",\"ended\":", row.ended, out);
  AppendTimeMember(",\"first\":", row.first, out);
  AppendTimeMember(",\"last\":", row.last, out);
  AppendNumberMember(",\"longest_seconds\":", row.longest_ticks / kTicksPerSecond, out);
  AppendNumberMember(",\"total_seconds\":", row.total_ticks / kTicksPerSecond, out);
  if (known != nullptr) AppendKnown(row.key, *known, out);
  out += "}\n";
}

}  // namespace noroshi
