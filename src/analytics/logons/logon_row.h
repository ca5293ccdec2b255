// LogonRow: all logons of one account, to one host, from one place, by one way, summed up.
//
// Facts and rows are written as bytes, sorted outside (there may be millions) and read back; the
// bytes of rows sort by host, account, kind, way and place, so equal keys come one after another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "analytics/logons/logon_fact.h"

namespace noroshi {

// What rows are told apart by, in the order they are sorted by.
struct LogonKey {
  std::string host, account;
  LogonKind kind{};
  std::string how, address, workstation, target;

  friend bool operator==(const LogonKey&, const LogonKey&) = default;
};

struct LogonRow {
  LogonKey key;
  // Logons that came about and that were refused; a session's end counts as neither.
  std::uint64_t success = 0, failure = 0;
  // Sessions whose end was found; alone: an end without a beginning.
  std::uint64_t ended = 0;
  // Of all that was counted; unknown times do not count.
  Timestamp first, last;
  // Of the ended sessions with a beginning.
  std::uint64_t longest_ticks = 0, total_ticks = 0;

  // REQUIRES: equal keys.
  void Add(const LogonRow& other) noexcept;
};

[[nodiscard]] LogonKey KeyOf(const LogonFact& fact);

// The session as a number; facts of one session come together when sorted by it and time. 0 for
// facts that no session joins.
[[nodiscard]] std::uint64_t SessionHash(const LogonFact& fact) noexcept;

// Appends to `out`. Decode gives the same fact or row back. REQUIRES for both: bytes that Encode
// made, in this run.
void EncodeFact(const LogonFact& fact, std::string& out);
[[nodiscard]] LogonFact DecodeFact(std::string_view bytes);
// The same in place of what `fact` held, whose memory it keeps.
void DecodeFact(std::string_view bytes, LogonFact& fact);
void EncodeRow(const LogonRow& row, std::string& out);
[[nodiscard]] LogonRow DecodeRow(std::string_view bytes);

}  // namespace noroshi
