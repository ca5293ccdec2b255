#include "evidence/message/message_table.h"

#include <algorithm>
#include <array>

namespace noroshi::message {
namespace {

using enum MessageFamily;

struct FamilyRow {
  std::string_view provider;
  MessageFamily family;
};
constexpr FamilyRow kFamilies[] = {
    {"Microsoft-Windows-Security-Auditing", kSecurity},
    {"Microsoft-Windows-Eventlog", kEventlog},
    {"Service Control Manager", kServices},
    {"Microsoft-Windows-TerminalServices-LocalSessionManager", kSessions},
    {"Microsoft-Windows-TerminalServices-RemoteConnectionManager", kRemoteConnections},
    {"Microsoft-Windows-PowerShell", kPowerShell},
    {"PowerShellCore", kPowerShell},
    {"PowerShell", kClassicPowerShell},
    {"Microsoft-Windows-Windows Defender", kDefender},
    {"Microsoft-Windows-TaskScheduler", kTasks},
    {"Microsoft-Windows-Bits-Client", kBits},
    // Event Viewer shortens the names of some.
    {"TerminalServices-LocalSessionManager", kSessions},
    {"TerminalServices-RemoteConnectionManager", kRemoteConnections},
    {"Security-Auditing", kSecurity},
    {"Eventlog", kEventlog},
    {"Windows Defender", kDefender},
    {"TaskScheduler", kTasks},
    {"Bits-Client", kBits},
    // Splunk's forwarder shows the names that Windows shows.
    {"Microsoft Windows security auditing.", kSecurity},
};

constexpr LabelRow kLabels[] = {
#include "evidence/message/labels.inc"
};

constexpr SentenceRow kSentences[] = {
    {kServices, 7036, "The {param1} service entered the {param2} state."},
    {kServices, 7036, "{param1} サービスは {param2} 状態に移行しました。"},
    {kServices, 7035, "The {param1} service was successfully sent a {param2} control."},
    {kServices, 7040,
     "The start type of the {param1} service was changed from {param2} to {param3}."},
    {kServices, 7040, "{param1} サービスの開始の種類は {param2} から {param3} に変更されました。"},
    {kServices, 7009,
     "A timeout was reached ({param1} milliseconds) while waiting for the {param2} service to "
     "connect."},
    {kServices, 7031,
     "The {param1} service terminated unexpectedly.  It has done this {param2} time(s)."},
    {kServices, 7034,
     "The {param1} service terminated unexpectedly.  It has done this {param2} time(s)."},
    {kEventlog, 104, "The {Channel} log file was cleared."},
    {kEventlog, 104, "{Channel} ログ ファイルが消去されました。"},
    {kTasks, 106, "User \"{UserContext}\"  registered Task Scheduler task \"{TaskName}\""},
    {kTasks, 140, "User \"{UserName}\"  updated Task Scheduler task \"{TaskName}\""},
    {kTasks, 141, "User \"{UserName}\"  deleted Task Scheduler task \"{TaskName}\""},
    {kTasks, 200,
     "Task Scheduler launched action \"{ActionName}\" in instance \"{TaskInstanceId}\" of task "
     "\"{TaskName}\"."},
    {kTasks, 201,
     "Task Scheduler successfully completed task \"{TaskName}\" , instance \"{TaskInstanceId}\" , "
     "action \"{ActionName}\""},
    {kSessions, 39, "Session {TargetSession} has been disconnected by session {Source}"},
    {kSessions, 40, "Session {Session} has been disconnected, reason code {Reason}"},
};

struct LabelTranslation {
  std::string_view japanese, english;
};
constexpr LabelTranslation kJapanese[] = {
#include "evidence/message/japanese.inc"
};

constexpr std::string_view kManyLines[] = {"AccessList",    "AccessReason", "AuditPolicyChanges",
                                           "PrivilegeList", "Properties",   "TaskContent",
                                           "TaskContentNew"};

}  // namespace

std::optional<MessageFamily> FamilyOf(std::string_view provider) noexcept {
  const auto row =
      std::find_if(std::begin(kFamilies), std::end(kFamilies),
                   [provider](const FamilyRow& one) { return one.provider == provider; });
  if (row == std::end(kFamilies)) return std::nullopt;
  return row->family;
}

std::span<const LabelRow> LabelRows() noexcept { return kLabels; }

std::span<const SentenceRow> SentenceRows() noexcept { return kSentences; }

std::string_view EnglishLabel(std::string_view label) noexcept {
  if (label.empty() || static_cast<unsigned char>(label[0]) < 0x80) return label;
  const auto row =
      std::find_if(std::begin(kJapanese), std::end(kJapanese),
                   [label](const LabelTranslation& one) { return one.japanese == label; });
  return row == std::end(kJapanese) ? label : row->english;
}

bool HasManyLines(std::string_view field) noexcept {
  return std::binary_search(std::begin(kManyLines), std::end(kManyLines), field);
}

}  // namespace noroshi::message
