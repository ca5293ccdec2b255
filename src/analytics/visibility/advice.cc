#include "analytics/visibility/advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace noroshi {
namespace {

// Events of a Security audit subcategory: first..last.
struct SubcategoryRow {
  std::uint32_t first, last;
  std::string_view subcategory;
};
// Sorted, without overlaps: the first row that has the id is the only one.
constexpr std::array kSubcategories = {
    SubcategoryRow{4608, 4609, "Security State Change"},
    SubcategoryRow{4610, 4611, "Security System Extension"},
    SubcategoryRow{4612, 4612, "System Integrity"},
    SubcategoryRow{4614, 4614, "Security System Extension"},
    SubcategoryRow{4615, 4615, "System Integrity"},
    SubcategoryRow{4616, 4616, "Security State Change"},
    SubcategoryRow{4618, 4618, "System Integrity"},
    SubcategoryRow{4621, 4621, "Security State Change"},
    SubcategoryRow{4622, 4622, "Security System Extension"},
    SubcategoryRow{4624, 4627, "Logon"},
    SubcategoryRow{4634, 4634, "Logoff"},
    SubcategoryRow{4647, 4647, "Logoff"},
    SubcategoryRow{4648, 4648, "Logon"},
    SubcategoryRow{4649, 4649, "Other Logon/Logoff Events"},
    SubcategoryRow{4656, 4656, "File System, Registry or Kernel Object (with a SACL)"},
    SubcategoryRow{4657, 4657, "Registry"},
    SubcategoryRow{4658, 4660, "File System, Registry or Kernel Object (with a SACL)"},
    SubcategoryRow{4661, 4661, "SAM"},
    SubcategoryRow{4662, 4662, "Directory Service Access"},
    SubcategoryRow{4663, 4663, "File System, Registry or Kernel Object (with a SACL)"},
    SubcategoryRow{4670, 4670, "Authorization Policy Change"},
    SubcategoryRow{4672, 4672, "Special Logon"},
    SubcategoryRow{4673, 4674, "Sensitive Privilege Use"},
    SubcategoryRow{4688, 4688, "Process Creation"},
    SubcategoryRow{4689, 4689, "Process Termination"},
    SubcategoryRow{4692, 4695, "DPAPI Activity"},
    SubcategoryRow{4696, 4696, "Process Creation"},
    SubcategoryRow{4697, 4697, "Security System Extension"},
    SubcategoryRow{4698, 4702, "Other Object Access Events"},
    SubcategoryRow{4703, 4703, "Token Right Adjusted Events"},
    SubcategoryRow{4704, 4705, "Authorization Policy Change"},
    SubcategoryRow{4706, 4707, "Authentication Policy Change"},
    SubcategoryRow{4713, 4713, "Authentication Policy Change"},
    SubcategoryRow{4714, 4714, "Other Policy Change Events"},
    SubcategoryRow{4715, 4715, "Audit Policy Change"},
    SubcategoryRow{4716, 4718, "Authentication Policy Change"},
    SubcategoryRow{4719, 4719, "Audit Policy Change"},
    SubcategoryRow{4720, 4726, "User Account Management"},
    SubcategoryRow{4727, 4735, "Security Group Management"},
    SubcategoryRow{4737, 4737, "Security Group Management"},
    SubcategoryRow{4738, 4738, "User Account Management"},
    SubcategoryRow{4739, 4739, "Authentication Policy Change"},
    SubcategoryRow{4740, 4740, "User Account Management"},
    SubcategoryRow{4741, 4743, "Computer Account Management"},
    SubcategoryRow{4744, 4753, "Distribution Group Management"},
    SubcategoryRow{4754, 4758, "Security Group Management"},
    SubcategoryRow{4759, 4763, "Distribution Group Management"},
    SubcategoryRow{4764, 4764, "Security Group Management"},
    SubcategoryRow{4765, 4767, "User Account Management"},
    SubcategoryRow{4768, 4768, "Kerberos Authentication Service"},
    SubcategoryRow{4769, 4770, "Kerberos Service Ticket Operations"},
    SubcategoryRow{4771, 4772, "Kerberos Authentication Service"},
    SubcategoryRow{4774, 4777, "Credential Validation"},
    SubcategoryRow{4778, 4779, "Other Logon/Logoff Events"},
    SubcategoryRow{4780, 4781, "User Account Management"},
    SubcategoryRow{4782, 4782, "Other Account Management Events"},
    SubcategoryRow{4793, 4793, "Other Account Management Events"},
    SubcategoryRow{4794, 4794, "User Account Management"},
    SubcategoryRow{4798, 4798, "User Account Management"},
    SubcategoryRow{4799, 4799, "Security Group Management"},
    SubcategoryRow{4800, 4803, "Other Logon/Logoff Events"},
    SubcategoryRow{4868, 4900, "Certification Services"},
    SubcategoryRow{4928, 4931, "Detailed Directory Service Replication"},
    SubcategoryRow{4932, 4933, "Directory Service Replication"},
    SubcategoryRow{4934, 4937, "Detailed Directory Service Replication"},
    SubcategoryRow{5136, 5139, "Directory Service Changes"},
    SubcategoryRow{5140, 5140, "File Share"},
    SubcategoryRow{5141, 5141, "Directory Service Changes"},
    SubcategoryRow{5142, 5144, "File Share"},
    SubcategoryRow{5145, 5145, "Detailed File Share"},
    SubcategoryRow{5152, 5153, "Filtering Platform Packet Drop"},
    SubcategoryRow{5154, 5159, "Filtering Platform Connection"},
    SubcategoryRow{5168, 5168, "File Share"},
    SubcategoryRow{5376, 5377, "User Account Management"},
    SubcategoryRow{6416, 6424, "Plug and Play Events"},
};
// An id in two rows would be told by whichever comes first.
constexpr bool kSubcategoriesAreDisjoint = [] {
  for (std::size_t i = 0; i < kSubcategories.size(); ++i) {
    if (kSubcategories[i].last < kSubcategories[i].first) return false;
    if (i > 0 && kSubcategories[i].first <= kSubcategories[i - 1].last) return false;
  }
  return true;
}();
static_assert(kSubcategoriesAreDisjoint);

struct ChannelRow {
  std::string_view channel;  // in lower case
  std::string_view english, japanese;
};
constexpr std::array kChannels = {
    ChannelRow{"security", "collect the Security log", "Securityログを収集する"},
    ChannelRow{"system", "collect the System log", "Systemログを収集する"},
    ChannelRow{"application", "collect the Application log", "Applicationログを収集する"},
    ChannelRow{"microsoft-windows-sysmon/operational",
               "install Sysmon and collect its Operational log",
               "Sysmonを導入し、そのOperationalログを収集する"},
    ChannelRow{"microsoft-windows-powershell/operational",
               "set \"Turn on PowerShell Script Block Logging\" and \"Turn on Module Logging\" by "
               "group policy and collect the log",
               "グループポリシーで「PowerShell スクリプト ブロックのログ記録を有効にする」と"
               "「モジュール ログを有効にする」を設定し、ログを収集する"},
    ChannelRow{"windows powershell", "collect the Windows PowerShell log (on by default)",
               "Windows PowerShellログ（既定で有効）を収集する"},
    ChannelRow{"dns server", "collect the DNS Server log of the DNS servers",
               "DNSサーバーのDNS Serverログを収集する"},
    ChannelRow{"microsoft-windows-dns client events/operational",
               "enable the DNS Client Operational log (off by default) and collect it",
               "DNS ClientのOperationalログ（既定で無効）を有効にして収集する"},
    ChannelRow{"microsoft-windows-codeintegrity/operational",
               "collect the CodeIntegrity log (on by default)",
               "CodeIntegrityログ（既定で有効）を収集する"},
    ChannelRow{"microsoft-windows-windows defender/operational",
               "collect the Microsoft Defender Antivirus log (on by default)",
               "Microsoft Defenderウイルス対策のログ（既定で有効）を収集する"},
    ChannelRow{"microsoft-windows-taskscheduler/operational",
               "enable the history of all tasks in Task Scheduler and collect the log",
               "タスク スケジューラで「すべてのタスク履歴を有効にする」を設定し、ログを収集する"},
    ChannelRow{"microsoft-windows-terminalservices-localsessionmanager/operational",
               "collect the remote desktop session log (on by default)",
               "リモート デスクトップのセッションのログ（既定で有効）を収集する"},
    ChannelRow{"microsoft-windows-ntlm/operational",
               "set \"Restrict NTLM: Audit ...\" by security policy and collect the log",
               "セキュリティ ポリシーの「NTLMを制限する: … の監査」を設定し、ログを収集する"},
    ChannelRow{"microsoft-windows-bits-client/operational",
               "collect the BITS client log (on by default)",
               "BITSクライアントのログ（既定で有効）を収集する"},
};

// Logs that are not Windows', by what their channel begins with.
constexpr std::array kOtherLogs = {
    ChannelRow{
        "linux:auditd",
        "run auditd with rules for execve and the watched files, and collect "
        "/var/log/audit/audit.log",
        "auditdでexecveと監視対象ファイルのルールを有効にし、/var/log/audit/audit.logを収集する"},
    ChannelRow{"linux:sysmon", "install Sysmon for Linux and collect its messages from syslog",
               "Sysmon for Linuxを導入し、syslogに出るメッセージを収集する"},
    ChannelRow{"linux:", "collect the Linux hosts' /var/log, or their journal (journalctl -o json)",
               "Linuxホストの/var/log、またはジャーナル（journalctl -o json）を収集する"},
    ChannelRow{"proxy:", "collect the proxy's access log, user agent and bytes included",
               "プロキシのアクセスログ（ユーザーエージェント、転送量を含む）を収集する"},
    ChannelRow{"webserver:", "collect the web servers' access logs, query strings included",
               "Webサーバーのアクセスログ（クエリ文字列を含む）を収集する"},
    ChannelRow{"dns:", "collect the queries that the DNS servers answer",
               "DNSサーバーの問い合わせログを収集する"},
    ChannelRow{"firewall:", "collect the firewall's log of connections",
               "ファイアウォールの通信ログを収集する"},
    ChannelRow{"zeek:", "let Zeek watch the network and collect its logs",
               "Zeekでネットワークを監視し、ログを収集する"},
    ChannelRow{"suricata:", "let Suricata watch the network and collect eve.json",
               "Suricataでネットワークを監視し、eve.jsonを収集する"},
    ChannelRow{"fortigate:", "collect FortiGate's event and traffic logs",
               "FortiGateのイベントログとトラフィックログを収集する"},
    ChannelRow{"paloalto:", "collect PAN-OS's TRAFFIC, THREAT and GLOBALPROTECT logs",
               "PAN-OSのTRAFFIC・THREAT・GLOBALPROTECTログを収集する"},
    ChannelRow{"cisco:", "collect the Cisco devices' syslog", "Cisco機器のsyslogを収集する"},
    ChannelRow{"aws:", "switch on CloudTrail in all regions and collect its files",
               "全リージョンでCloudTrailを有効にし、ファイルを収集する"},
    ChannelRow{"azure:", "export Entra sign-in and audit and Azure activity logs",
               "Entraのサインイン・監査ログとAzureアクティビティログを出力する"},
    ChannelRow{"m365:", "export Microsoft 365's unified audit log",
               "Microsoft 365の統合監査ログを出力する"},
    ChannelRow{"gcp:", "export Google Cloud's audit logs", "Google Cloudの監査ログを出力する"},
};

constexpr std::string_view kSysmon = "microsoft-windows-sysmon/operational";

// Sysmon's events by number, as its manual names them; 1..29 without the gaps of the manual.
constexpr std::array<std::string_view, 30> kSysmonEvents = {"",
                                                            "ProcessCreate",
                                                            "FileCreateTime",
                                                            "NetworkConnect",
                                                            "service state",
                                                            "ProcessTerminate",
                                                            "DriverLoad",
                                                            "ImageLoad",
                                                            "CreateRemoteThread",
                                                            "RawAccessRead",
                                                            "ProcessAccess",
                                                            "FileCreate",
                                                            "RegistryEvent",
                                                            "RegistryEvent",
                                                            "RegistryEvent",
                                                            "FileCreateStreamHash",
                                                            "configuration change",
                                                            "PipeEvent",
                                                            "PipeEvent",
                                                            "WmiEvent",
                                                            "WmiEvent",
                                                            "WmiEvent",
                                                            "DnsQuery",
                                                            "FileDelete",
                                                            "ClipboardChange",
                                                            "ProcessTampering",
                                                            "FileDeleteDetected",
                                                            "FileBlockExecutable",
                                                            "FileBlockShredding",
                                                            "FileExecutableDetected"};

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

Advice ForSubcategory(std::string_view subcategory) {
  return {fmt::format("switch on the audit policy \"{}\" (success and failure)", subcategory),
          fmt::format("監査ポリシー「{}」（成功と失敗）を有効にする", subcategory)};
}

Advice ForSysmonEvent(std::uint32_t event_id) {
  return {
      fmt::format("let the Sysmon configuration record event {} ({})", event_id,
                  kSysmonEvents[event_id]),
      fmt::format("Sysmonの設定でイベント{}（{}）を記録する", event_id, kSysmonEvents[event_id])};
}

}  // namespace

std::string_view AuditSubcategoryOf(std::uint32_t event_id) noexcept {
  const auto row = std::ranges::find_if(kSubcategories, [&](const SubcategoryRow& candidate) {
    return candidate.first <= event_id && event_id <= candidate.last;
  });
  return row == kSubcategories.end() ? std::string_view() : row->subcategory;
}

Advice AdviceFor(std::string_view channel, std::uint32_t event_id) {
  const std::string name = Lower(channel);
  const std::string_view subcategory =
      name == "security" ? AuditSubcategoryOf(event_id) : std::string_view();
  if (!subcategory.empty()) return ForSubcategory(subcategory);
  if (name == kSysmon && event_id != 0 && event_id < kSysmonEvents.size()) {
    return ForSysmonEvent(event_id);
  }
  const auto row = std::ranges::find(kChannels, name, &ChannelRow::channel);
  if (row != kChannels.end()) {
    return {std::string(row->english), std::string(row->japanese)};
  }
  const auto other = std::ranges::find_if(
      kOtherLogs, [&](const ChannelRow& candidate) { return name.starts_with(candidate.channel); });
  if (other != kOtherLogs.end()) {
    return {std::string(other->english), std::string(other->japanese)};
  }
  return {fmt::format("enable and collect the log {}", channel),
          fmt::format("ログ{}を有効にして収集する", channel)};
}

}  // namespace noroshi
