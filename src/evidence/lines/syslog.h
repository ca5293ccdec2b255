// Lines of syslog (RFC 3164, RFC 5424, and what rsyslog writes to files), and what products put
// behind a syslog header or write without one: auditd, FortiGate, Palo Alto, Cisco, Ivanti.
#pragma once

#include <string>

#include "evidence/lines/message.h"
#include "evidence/lines/record_adder.h"
#include "evidence/text/record_cutter.h"
#include "evidence/text/record_parser.h"

namespace noroshi::lines {

struct Syslog {
  static constexpr std::string_view kName = "syslog";
  static bool Detect(std::string_view start);
  static std::unique_ptr<RecordCutter> NewCutter();

  class Parser final : public RecordParser {
   public:
    explicit Parser(PathTable& paths) : adder_(paths), messages_(paths) {}
    Parsed Parse(std::string_view text, FlatRecord& record) override;

   private:
    RecordAdder adder_;
    MessageReader messages_;
  };
};

// The header of a syslog line. Views of the line.
struct SyslogHeader {
  bool found = false;
  std::string_view priority, time, host, program, pid, message;
  // Else month, day, clock.
  bool iso_time = false;
};
// `found` is false for a line that begins with no time; `message` is then empty. Nothing is
// allocated.
[[nodiscard]] SyslogHeader ReadSyslogHeader(std::string_view line) noexcept;

}  // namespace noroshi::lines
