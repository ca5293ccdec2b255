#include "evidence/lines/syslog.h"

#include <algorithm>
#include <array>

#include "evidence/lines/event_line_cutter.h"
#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

// "Oct  5 02:11:09" or, on Cisco devices, "Oct  5 2020 02:11:09".
std::size_t BsdTimeSize(std::string_view text) noexcept {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() < 15 || text[3] != ' ') return 0;
  const std::size_t month = kMonths.find(text.substr(0, 3));
  if (month == std::string_view::npos || month % 3 != 0) return 0;
  const std::size_t day = text.find_first_not_of(' ', 3);
  const std::size_t after_day = text.find(' ', day);
  if (after_day == std::string_view::npos || !IsDigits(text.substr(day, after_day - day))) return 0;
  std::size_t clock = after_day + 1;
  if (text.size() > clock + 4 && text[clock + 4] == ' ') clock += 5;
  if (text.size() < clock + 8 || text[clock + 2] != ':' || text[clock + 5] != ':') return 0;
  return clock + 8;
}

// "2021-10-05T02:11:09.123+09:00".
std::size_t IsoTimeSize(std::string_view text) noexcept {
  if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[10] != 'T') return 0;
  if (!IsDigits(text.substr(0, 4)) || text[13] != ':' || text[16] != ':') return 0;
  return std::min(text.find_first_of(" :", 19), text.size()) == text.find(' ', 19)
             ? text.find(' ', 19)
             : std::min(text.find(' ', 19), text.size());
}

// "program[pid]: message", in any of its shorter forms.
void ReadTag(std::string_view text, SyslogHeader& header) noexcept {
  const std::size_t end = text.find_first_of("[: ");
  header.message = text;
  if (end == std::string_view::npos || text[end] == ' ') return;
  Scanner in(text);
  header.program = text.substr(0, end);
  if (text[end] == '[') {
    static_cast<void>(in.Until('['));
    const auto pid = in.Until(']');
    if (!pid) return;
    header.pid = *pid;
    if (!in.Take(':')) return;
  } else {
    static_cast<void>(in.Until(':'));
  }
  in.SkipBlanks();
  header.message = in.rest();
}

// RFC 5424 behind its time: host, program, pid, message id, structured data, message.
void Read5424(std::string_view text, SyslogHeader& header) noexcept {
  Scanner in(text);
  std::array<std::string_view, 4> words;
  for (std::string_view& word : words) {
    in.SkipBlanks();
    word = in.Word();
    if (word == "-") word = {};
  }
  header.host = words[0];
  header.program = words[1];
  header.pid = words[2];
  in.SkipBlanks();
  if (in.Take('-')) {
    in.SkipBlanks();
  } else if (in.rest().starts_with('[')) {
    const std::size_t end = in.rest().find("] ");
    if (end != std::string_view::npos) in = Scanner(in.rest().substr(end + 2));
  }
  header.message = in.rest();
}

constexpr std::array kPayloads = {AddAudit, AddFortiGate, AddPulse, AddCisco, AddPaloAlto};

bool AddPayload(std::string_view message, RecordAdder& record) {
  return std::ranges::any_of(kPayloads, [&](auto add) { return add(message, record); });
}

void AddHeader(const SyslogHeader& header, RecordAdder& record) {
  // The product's own time and name come first, if it has any.
  if (!record.Has("_time_iso") && !record.Has("_time_epoch") && !record.Has("_time_slashes")) {
    record.Add(header.iso_time ? "_time_iso" : "_time_syslog", header.time);
  }
  if (!record.Has("_host")) record.Add("_host", header.host);
  record.Add("program", header.program);
  record.Add("pid", header.pid);
  record.Add("priority", header.priority);
}

}  // namespace

SyslogHeader ReadSyslogHeader(std::string_view line) noexcept {
  SyslogHeader header;
  Scanner in(line);
  if (in.Take('<')) {
    const auto priority = in.Until('>');
    if (!priority || !IsDigits(*priority)) return header;
    header.priority = *priority;
  }
  const bool rfc5424 = !header.priority.empty() && in.Take("1 ");
  std::size_t time = IsoTimeSize(in.rest());
  header.iso_time = time != 0;
  if (time == 0) time = BsdTimeSize(in.rest());
  if (time == 0) return header;
  header.found = true;
  header.time = in.rest().substr(0, time);
  in = Scanner(in.rest().substr(time));
  if (rfc5424) {
    Read5424(in.rest(), header);
    return header;
  }
  static_cast<void>(in.Take(':'));  // Cisco
  in.SkipBlanks();
  if (!in.rest().starts_with('%')) {
    header.host = in.Word();
    in.SkipBlanks();
    if (in.Take(": ")) in.SkipBlanks();
  }
  ReadTag(in.rest(), header);
  return header;
}

std::unique_ptr<RecordCutter> Syslog::NewCutter() { return std::make_unique<EventLineCutter>(); }

bool Syslog::Detect(std::string_view start) {
  int good = 0, bad = 0;
  PathTable paths;
  RecordAdder adder(paths);
  FlatRecord record;
  ForFirstLines(start, 16, [&](std::string_view line) {
    adder.Begin(record);
    const SyslogHeader header = ReadSyslogHeader(line);
    header.found || AddPayload(line, adder) ? ++good : ++bad;
    return true;
  });
  return good > bad;
}

Parsed Syslog::Parser::Parse(std::string_view text, FlatRecord& record) {
  adder_.Begin(record);
  const SyslogHeader header = ReadSyslogHeader(text);
  // A tag may be a product's own mark, so products see the text from there on.
  const std::string_view tagged =
      header.program.empty()
          ? header.message
          : text.substr(static_cast<std::size_t>(header.program.data() - text.data()));
  bool whole = true;
  if (!header.found) {
    if (!AddPayload(text, adder_)) return Parsed::kBad;
    return adder_.is_partial() ? Parsed::kPartial : Parsed::kRecord;
  }
  if (!AddPayload(tagged, adder_) && !AddPayload(header.message, adder_)) {
    whole = messages_.Add(header.program, header.message, adder_);
  }
  AddHeader(header, adder_);
  return whole && !adder_.is_partial() ? Parsed::kRecord : Parsed::kPartial;
}

}  // namespace noroshi::lines
