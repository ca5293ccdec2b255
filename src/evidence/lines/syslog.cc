#include "evidence/lines/syslog.h"

#include "evidence/lines/event_line_cutter.h"
#include "evidence/lines/tokens.h"
#include "evidence/mapping/mapping_list.h"

namespace noroshi::lines {

Syslog::Parser::Parser(PathTable& paths, const ReadOptions& options)
    : lines_(paths, options),
      adder_(paths),
      json_(paths),
      known_(paths, MappingsFor("json", options)) {}

std::unique_ptr<RecordCutter> Syslog::NewCutter() { return std::make_unique<EventLineCutter>(); }

bool Syslog::Detect(std::string_view start) {
  int good = 0, bad = 0;
  PathTable paths;
  LineReader reader(paths, {});
  FlatRecord record;
  ForFirstLines(start, 16, [&](std::string_view line) {
    if (IsRemark(line)) return true;
    reader.Read(line, record) ? ++good : ++bad;
    return true;
  });
  return good > bad;
}

bool Syslog::IsRemark(std::string_view line) noexcept {
  // journalctl's "-- Logs begin at ... --", "-- Reboot --"; ausearch's "----", "time->Mon Oct ...".
  return (line.starts_with("-- ") && line.ends_with(" --")) || line == "----" ||
         line.starts_with("time->");
}

Parsed Syslog::Parser::Parse(std::string_view text, FlatRecord& record) {
  if (IsRemark(text)) return Parsed::kNoRecord;
  const SyslogHeader header = ReadSyslogHeader(text);
  if (header.found && AddJson(header, record)) return Parsed::kRecord;
  return lines_.Read(text, header, record);
}

// Programs write JSON behind the header too, with a cookie before it or not (CEE).
bool Syslog::Parser::AddJson(const SyslogHeader& header, FlatRecord& record) {
  std::string_view message = header.message;
  const std::size_t brace = message.find('{');
  constexpr std::size_t kCookieBytes = 16;
  if (brace > kCookieBytes || !message.ends_with('}')) return false;
  if (brace != 0 && message.find(':') > brace) return false;
  const jsonl::JsonRead read = json_.Read(message.substr(brace), record);
  if (read == jsonl::JsonRead::kBad || !known_.Knows(record)) return false;
  adder_.Continue(record);
  adder_.Add("syslog.time", header.time);
  adder_.Add("syslog.host", header.host);
  adder_.Add("syslog.program", header.program);
  return true;
}

}  // namespace noroshi::lines
