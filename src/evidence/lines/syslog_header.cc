#include "evidence/lines/syslog_header.h"

#include <algorithm>
#include <array>

#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

bool IsDigitAt(std::string_view text, std::size_t at) noexcept {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::size_t SkipDigits(std::string_view text, std::size_t at) noexcept {
  while (IsDigitAt(text, at)) ++at;
  return at;
}

// "02:11:09", with a fraction or not, at `at`; 0 when there is none, else where it ends.
std::size_t ClockEnd(std::string_view text, std::size_t at) noexcept {
  const bool clock = text.size() >= at + 8 && IsDigitAt(text, at) && IsDigitAt(text, at + 7) &&
                     text[at + 2] == ':' && text[at + 5] == ':';
  if (!clock) return 0;
  const std::size_t end = at + 8;
  const bool fraction = end < text.size() && (text[end] == '.' || text[end] == ',');
  return fraction && IsDigitAt(text, end + 1) ? SkipDigits(text, end + 1) : end;
}

bool IsYearAt(std::string_view text, std::size_t at) noexcept {
  return SkipDigits(text, at) == at + 4;
}

// "Oct  5 02:11:09"; on Cisco devices "Oct  5 2020 02:11:09"; "2020 Oct  5 02:11:09"; and as C
// writes it, "Mon Oct  5 02:11:09 2020". 0 for anything else.
std::size_t BsdTimeSize(std::string_view text) noexcept {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  constexpr std::string_view kDays = "MonTueWedThuFriSatSun";
  const auto is_one_of = [&](std::string_view names, std::size_t at) {
    if (text.size() < at + 4 || text[at + 3] != ' ') return false;
    const std::size_t found = names.find(text.substr(at, 3));
    return found != std::string_view::npos && found % 3 == 0;
  };
  std::size_t at = 0;
  const bool by_c = is_one_of(kDays, 0);
  if (by_c) at += 4;
  if (!by_c && IsYearAt(text, 0) && text.size() > 4 && text[4] == ' ') at += 5;
  if (!is_one_of(kMonths, at)) return 0;
  at = std::min(text.find_first_not_of(' ', at + 3), text.size());
  const std::size_t day_end = SkipDigits(text, at);
  if (day_end == at || day_end > at + 2 || day_end >= text.size() || text[day_end] != ' ') return 0;
  at = day_end + 1;
  if (IsYearAt(text, at) && at + 4 < text.size() && text[at + 4] == ' ') at += 5;
  const std::size_t end = ClockEnd(text, at);
  if (end == 0 || !by_c) return end;
  const bool year = end < text.size() && text[end] == ' ' && IsYearAt(text, end + 1);
  return year ? end + 5 : end;
}

// "2021-10-05T02:11:09.123+09:00", with a blank for the T or not.
std::size_t IsoTimeSize(std::string_view text) noexcept {
  if (text.size() < 19 || text[4] != '-' || text[7] != '-' || !IsYearAt(text, 0)) return 0;
  if (text[10] != 'T' && text[10] != ' ') return 0;
  std::size_t end = ClockEnd(text, 11);
  if (end == 0 || end == text.size()) return end;
  if (text[end] == 'Z') return end + 1;
  if ((text[end] == '+' || text[end] == '-') && IsDigitAt(text, end + 1)) {
    end = SkipDigits(text, end + 1);
    if (end < text.size() && text[end] == ':') end = SkipDigits(text, end + 1);
  }
  return end;
}

// Forms in which programs of any kind begin their lines, so that only what follows can tell syslog.
bool IsCommonTime(std::string_view time) noexcept {
  return time.size() > 10 &&
         (time[3] == ' ' ? IsYearAt(time, time.size() - 4) && time[7] == ' '
                         : time[10] == ' ' || IsYearAt(time, 0)) &&
         time[10] != 'T';
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

// Behind the elements of structured data, "[id a=\"b\"][id2 ...]": a bracket in a value is escaped
// or inside quotes. All of the text when they have no end.
std::string_view SkipStructuredData(std::string_view text) noexcept {
  std::string_view rest = text;
  while (rest.starts_with('[')) {
    bool quoted = false;
    std::size_t i = 1;
    for (; i < rest.size() && (quoted || rest[i] != ']'); ++i) {
      if (rest[i] == '\\')
        ++i;
      else if (rest[i] == '"')
        quoted = !quoted;
    }
    if (i >= rest.size()) return text;
    rest.remove_prefix(i + 1);
  }
  return rest;
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
  if (!in.Take('-')) in = Scanner(SkipStructuredData(in.rest()));
  in.SkipBlanks();
  static_cast<void>(in.Take("\xEF\xBB\xBF"));  // says that the message is UTF-8
  header.message = in.rest();
}

// Cisco names its zone behind a time: "Oct 05 11:11:09 JST: %ASA-..."; a host in its place is
// longer or has other letters.
void SkipCiscoZone(Scanner& in) noexcept {
  constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::size_t kMostBytes = 5;
  const std::string_view rest = in.rest();
  const std::size_t mark = rest.find(": %");
  if (mark > kMostBytes || !rest.starts_with(' ')) return;
  const std::string_view zone = rest.substr(1, mark - 1);
  if (zone.size() < 3 || zone.find_first_not_of(kCapitals) != std::string_view::npos) return;
  in = Scanner(rest.substr(mark));
}

// RFC 3164 behind its time, and what relays and devices make of it.
void Read3164(Scanner in, SyslogHeader& header) noexcept {
  SkipCiscoZone(in);
  static_cast<void>(in.Take(':'));
  in.SkipBlanks();
  if (!in.rest().starts_with('%')) {
    const std::string_view before = in.rest();
    header.host = in.Word();
    in.SkipBlanks();
    if (in.Take(": ")) in.SkipBlanks();
    if (header.host.ends_with(':')) {
      // A device's name before its mark; else no host at all, but the program.
      if (in.rest().starts_with('%')) {
        header.host.remove_suffix(1);
      } else {
        header.host = {};
        in = Scanner(before);
      }
    }
  }
  ReadTag(in.rest(), header);
}

// "123 <34>1 ...": how long the message is, as TCP carries it (RFC 6587).
void SkipOctetCount(Scanner& in) noexcept {
  const std::size_t digits = SkipDigits(in.rest(), 0);
  constexpr std::size_t kMostDigits = 7;
  if (digits == 0 || digits > kMostDigits) return;
  const std::string_view behind = in.rest().substr(digits);
  if (behind.starts_with(" <") && IsDigitAt(behind, 2)) in = Scanner(behind.substr(1));
}

}  // namespace

SyslogHeader ReadSyslogHeader(std::string_view line) noexcept {
  SyslogHeader header;
  Scanner in(line);
  SkipOctetCount(in);
  if (in.Take('<')) {
    const auto priority = in.Until('>');
    if (!priority || !IsDigits(*priority)) return header;
    header.priority = *priority;
  }
  if (!header.priority.empty()) static_cast<void>(in.Take(':'));  // Cisco's EMBLEM format
  const bool rfc5424 = !header.priority.empty() && in.Take("1 ");
  std::size_t time = IsoTimeSize(in.rest());
  header.iso_time = time != 0;
  if (time == 0) time = BsdTimeSize(in.rest());
  // A time that goes on is the first column of something else.
  const std::string_view behind = in.rest().substr(time);
  if (!behind.empty() && behind[0] != ' ' && behind[0] != ':') time = 0;
  if (time == 0) {
    if (header.priority.empty()) return header;
    header.message = in.rest();  // a priority, and no header
    return header;
  }
  header.time = in.rest().substr(0, time);
  in = Scanner(in.rest().substr(time));
  header.found = true;
  if (rfc5424) {
    Read5424(in.rest(), header);
    return header;
  }
  Read3164(in, header);
  // A relay's own header before the one that it took.
  if (header.program.empty() && header.message.starts_with("1 ")) {
    const std::string_view inner = header.message.substr(2);
    const std::size_t inner_time = IsoTimeSize(inner);
    if (inner_time != 0 && inner[10] == 'T') {
      header.time = inner.substr(0, inner_time);
      header.iso_time = true;
      Read5424(inner.substr(inner_time), header);
    }
  }
  if (IsCommonTime(header.time)) header.found = !header.program.empty() && !header.host.empty();
  return header;
}

}  // namespace noroshi::lines
