// EventLineCutter: lines, of which those that auditd wrote of one event are one record. The kernel
// splits an event over several (SYSCALL, EXECVE, CWD, PATH, PROCTITLE), one after another and with
// one serial number in "msg=audit(TIME:SERIAL)"; no rule that wants to know who ran what where can
// hold on a single one.
#pragma once

#include <string_view>

#include "evidence/text/record_cutter.h"

namespace noroshi::lines {

// An event has a line for each file it touches. What is longer is cut there, and goes on as the
// next record of the same event.
inline constexpr std::size_t kMaxAuditEventBytes = 256 * 1024;

class EventLineCutter final : public RecordCutter {
 public:
  // An event is complete only when a line of another one is there, or the end: at the end of a live
  // log the last event waits for more.
  Cut Next(std::string_view text, At at) override;
};

// "1604994496.155:92733" of a line that auditd wrote, with or without "node=NAME " in front; "" for
// any other.
[[nodiscard]] std::string_view AuditEventOf(std::string_view line) noexcept;

}  // namespace noroshi::lines
