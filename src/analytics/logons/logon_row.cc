#include "analytics/logons/logon_row.h"

#include <algorithm>

#include "base/byte_text.h"
#include "base/hash.h"

namespace noroshi {
namespace {

constexpr std::string LogonFact::*kFactTexts[] = {
    &LogonFact::host,    &LogonFact::account,     &LogonFact::how,
    &LogonFact::address, &LogonFact::workstation, &LogonFact::target,
    &LogonFact::session, &LogonFact::assigned,    &LogonFact::by};

// Ends with a NUL, which no such text holds, so that bytes sort as texts do.
void PutKeyText(std::string_view text, std::string& out) {
  out += text;
  out += '\0';
}

std::string GetKeyText(std::string_view& in) {
  const std::size_t end = std::min(in.find('\0'), in.size());
  std::string text(in.substr(0, end));
  in.remove_prefix(std::min(end + 1, in.size()));
  return text;
}

}  // namespace

void LogonRow::Add(const LogonRow& other) noexcept {
  success += other.success;
  failure += other.failure;
  ended += other.ended;
  const bool earlier = first.ticks == 0 || other.first < first;
  if (other.first.ticks != 0 && earlier) first = other.first;
  last = std::max(last, other.last);
  longest_ticks = std::max(longest_ticks, other.longest_ticks);
  total_ticks += other.total_ticks;
}

LogonKey KeyOf(const LogonFact& fact) {
  return {fact.host,    fact.account,     fact.kind,  fact.how,
          fact.address, fact.workstation, fact.target};
}

std::uint64_t SessionHash(const LogonFact& fact) noexcept {
  if (fact.session.empty()) return 0;
  const std::uint64_t hash = Hash64(fact.session, static_cast<std::uint64_t>(fact.kind) + 1);
  return std::max<std::uint64_t>(HashMix(hash, Hash64(fact.host)), 1);
}

void EncodeFact(const LogonFact& fact, std::string& out) {
  PutRaw(fact.step, out);
  PutRaw(fact.kind, out);
  PutRaw(fact.time.ticks, out);
  for (const auto text : kFactTexts) PutText(fact.*text, out);
}

void DecodeFact(std::string_view bytes, LogonFact& fact) {
  fact.step = GetRaw<LogonStep>(bytes);
  fact.kind = GetRaw<LogonKind>(bytes);
  fact.time.ticks = GetRaw<std::uint64_t>(bytes);
  for (const auto text : kFactTexts) fact.*text = GetText(bytes);
}

LogonFact DecodeFact(std::string_view bytes) {
  LogonFact fact;
  DecodeFact(bytes, fact);
  return fact;
}

void EncodeRow(const LogonRow& row, std::string& out) {
  PutKeyText(row.key.host, out);
  PutKeyText(row.key.account, out);
  PutRaw(row.key.kind, out);
  for (const std::string* text :
       {&row.key.how, &row.key.address, &row.key.workstation, &row.key.target}) {
    PutKeyText(*text, out);
  }
  for (const std::uint64_t number : {row.success, row.failure, row.ended, row.first.ticks,
                                     row.last.ticks, row.longest_ticks, row.total_ticks}) {
    PutRaw(number, out);
  }
}

LogonRow DecodeRow(std::string_view bytes) {
  LogonRow row;
  row.key.host = GetKeyText(bytes);
  row.key.account = GetKeyText(bytes);
  row.key.kind = GetRaw<LogonKind>(bytes);
  for (std::string* text :
       {&row.key.how, &row.key.address, &row.key.workstation, &row.key.target}) {
    *text = GetKeyText(bytes);
  }
  for (std::uint64_t* number : {&row.success, &row.failure, &row.ended, &row.first.ticks,
                                &row.last.ticks, &row.longest_ticks, &row.total_ticks}) {
    *number = GetRaw<std::uint64_t>(bytes);
  }
  return row;
}

}  // namespace noroshi
