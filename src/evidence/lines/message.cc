#include "evidence/lines/message.h"

#include <algorithm>
#include <vector>

#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

constexpr std::string_view kSysmon = "sysmon", kSysmonLog = "linux:sysmon", kAuoms = "auoms";

// Programs whose lines are a log of their own to rules.
std::string_view LogOf(std::string_view program) noexcept {
  struct Row {
    std::string_view program, log;
  };
  constexpr Row kRows[] = {
      {"sshd", "linux:sshd"},
      {"sshd-session", "linux:sshd"},
      {"sshd-auth", "linux:sshd"},
      {"sudo", "linux:sudo"},
      {"su", "linux:su"},
      {"cron", "linux:cron"},
      {"CRON", "linux:cron"},
      {"crond", "linux:cron"},
      {"vsftpd", "linux:vsftpd"},
      {"clamd", "linux:clamav"},
      {"freshclam", "linux:clamav"},
      {"guacd", "linux:guacamole"},
      {"login", "linux:auth"},
      {"systemd-logind", "linux:auth"},
  };
  const auto row = std::ranges::find(kRows, program, &Row::program);
  return row == std::end(kRows) ? "linux:syslog" : row->log;
}

// "user : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh"
void AddSudo(std::string_view message, RecordAdder& record) {
  std::vector<std::string_view> parts;
  SplitBy(message, ';', parts);
  for (std::string_view part : parts) {
    const std::size_t colon = part.find(" : ");
    if (colon != std::string_view::npos) part.remove_prefix(colon + 3);
    const std::size_t equals = part.find('=');
    if (equals != std::string_view::npos) {
      record.Add(Trim(part.substr(0, equals)), Trim(part.substr(equals + 1)));
    }
  }
}

// "type=AUOMS_EXECVE audit(TIME:SERIAL): key=value ...": events of auditd put together by
// Microsoft's agent for Linux.
bool AddAuoms(std::string_view message, RecordAdder& record) {
  Scanner in(message);
  if (!in.Take("type=")) return false;
  const std::string_view type = in.Word();
  in.SkipBlanks();
  if (!in.Take("audit(") || !in.Until(')')) return false;
  in.Take(':');
  record.Add("_log", "linux:auditd");
  record.Add("type", type);
  ForEachPair(in.rest(), [&](std::string_view key, std::string_view value) {
    record.Add(key, value);
    if (key == "cmdline") record.Add("CommandLine", value);
    if (key == "exe") record.Add("Image", value);
  });
  return true;
}

}  // namespace

bool MessageReader::Add(std::string_view program, std::string_view message, RecordAdder& record) {
  if (program == kSysmon && message.starts_with("<Event>")) {
    record.Add("_log", kSysmonLog);
    const Parsed parsed = events_.Read(message, record.record());
    if (parsed == Parsed::kBad) record.Add("message", message);
    return parsed == Parsed::kRecord;
  }
  if (program == kAuoms && AddAuoms(message, record)) return true;
  record.Add("_log", LogOf(program));
  record.Add("message", message);
  if (program == "sudo") AddSudo(message, record);
  return true;
}

}  // namespace noroshi::lines
