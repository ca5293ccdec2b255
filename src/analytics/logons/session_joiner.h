// SessionJoiner: joins the beginnings of sessions with their ends.
//
// Takes facts sorted by SessionHash, then time (logon_row.h); gives a row for each, to be summed
// up. Records of one logon that say the same again (21 and 22, 4647 and 4634, a copy of the log)
// count once. One owner; holds one session.
#pragma once

#include <functional>
#include <optional>

#include "analytics/logons/logon_row.h"

namespace noroshi {

// Two beginnings of one session this close, without an end between, are one logon. Longer apart
// they are two whose end was lost: session numbers are used again.
inline constexpr std::uint64_t kSameLogonTicks = 60 * kTicksPerSecond;

class SessionJoiner {
 public:
  explicit SessionJoiner(std::function<void(const LogonRow&)> take) : take_(std::move(take)) {}

  // REQUIRES: not before the last one in (SessionHash, time). Gives at most one row, at once.
  void Take(const LogonFact& fact);

 private:
  [[nodiscard]] bool IsSameSession(const LogonFact& fact) const noexcept;
  void Begin(const LogonFact& fact);
  void End(const LogonFact& fact);
  void Give(const LogonFact& fact, std::uint64_t LogonRow::*count);

  std::function<void(const LogonRow&)> take_;
  // Of the session under way.
  std::optional<LogonFact> last_;
};

}  // namespace noroshi
