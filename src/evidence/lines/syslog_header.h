// The header of a syslog line, in the forms that are met: RFC 5424, RFC 3164 and what devices make
// of it (a year, a fraction, no host, a zone), what rsyslog and journalctl write to files, the
// length that TCP puts before (RFC 6587), a relay's header before another one.
//
// Pure; views of the line; nothing is allocated.
#pragma once

#include <string_view>

namespace noroshi::lines {

struct SyslogHeader {
  bool found = false;
  std::string_view priority, time, host, program, pid, message;
  // Else month, day, clock.
  bool iso_time = false;
};
// `found` is false for a line that begins with no time, and for one whose time programs of any kind
// begin their lines with ("2020-10-05 02:11:09 ") and that has no host and program behind it.
// `message` of a line without a time is what stands behind its priority, "" without that.
[[nodiscard]] SyslogHeader ReadSyslogHeader(std::string_view line) noexcept;

}  // namespace noroshi::lines
