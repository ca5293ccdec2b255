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
  std::uint64_t success = 0, failure = 0;
  std::uint64_t ended = 0;  // sessions whose end was found; alone: an end without a beginning
  Timestamp first, last;    // of all that was counted; unknown times do not count
  std::uint64_t longest_ticks = 0, total_ticks = 0;  // of the ended sessions with a beginning

  // REQUIRES: equal keys.
  void Add(const LogonRow& other) noexcept;
};

[[nodiscard]] LogonKey KeyOf(const LogonFact& fact);

// The session as a number; facts of one session come together when sorted by it and time. 0 for
// facts that no session joins.
[[nodiscard]] std::uint64_t SessionHash(const LogonFact& fact) noexcept;

void EncodeFact(const LogonFact& fact, std::string& out);
[[nodiscard]] LogonFact DecodeFact(std::string_view bytes);
void EncodeRow(const LogonRow& row, std::string& out);
[[nodiscard]] LogonRow DecodeRow(std::string_view bytes);

}  // namespace noroshi
