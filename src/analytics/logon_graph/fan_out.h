// FanOut: one account that reaches many machines in a short time which it never reached before.
//
// What an account reaches every night (a scanner, a backup, monitoring) is no news, and an account
// that has reached as many at once before is one of those. Takes logons in the order of time.
// Memory: kMaxBusyAccounts accounts with at most kMaxFanOut machines each. One owner.
#pragma once

#include <cstdint>
#include <vector>

#include "analytics/analytic_finding.h"
#include "analytics/logon_graph/graph_logon.h"
#include "analytics/logon_graph/state_table.h"

namespace noroshi {

inline constexpr std::size_t kMaxBusyAccounts = 10'000;
inline constexpr std::size_t kMaxFanOut = 32;

class FanOut {
 public:
  FanOut(std::uint32_t hosts, std::uint64_t window_ticks)
      : hosts_(hosts < kMaxFanOut ? hosts : kMaxFanOut),
        window_(window_ticks),
        accounts_(kMaxBusyAccounts) {}

  // What the account has reached within the window.
  struct Reach {
    std::vector<AnalyticMember> members;  // of the machines reached for the first time
    std::uint32_t judged = 0;             // of them, those that could be judged
    std::uint32_t all = 0;                // machines, known ones included
    std::uint32_t widest_before = 0;      // the most it ever reached in a window
  };
  // An inward logon; `is_new`: the account never reached that machine; `judged`: and enough was
  // seen to say so. True, once a window, when as many new machines as it takes have been reached.
  bool Take(const GraphLogon& logon, const LogonRecord& record, bool is_new, bool judged,
            Reach& reach);

  [[nodiscard]] std::uint64_t refused() const noexcept { return accounts_.refused(); }

 private:
  struct Visit {
    Timestamp time;
    std::uint64_t host = 0;
    bool is_new = false, judged = false;
    AnalyticMember member;  // only of new ones
  };
  struct Window {
    std::vector<Visit> visits;  // by time, one a machine
    std::uint32_t widest = 0;   // of windows that are over
    std::uint32_t current = 0;  // of the run of windows under way
    bool told = false;
  };

  void Slide(Window& window, Timestamp now) const;
  static Reach Sum(const Window& window);

  std::uint32_t hosts_;
  std::uint64_t window_;
  StateTable<Window> accounts_;  // by AccountKey
};

}  // namespace noroshi
