// Hands: which findings of one host are one hand's.
//
// A server may have an administrator and an intruder on the same day. Findings that name a common
// account, session, process, file, service or the like are one hand's; others are when one follows
// the other within kOneHandTicks, for an intruder changes accounts within a session and nobody else
// does. A finding that names no account goes with what it shares a thing with, else with what is
// nearest in time. A day of silence ends a hand's work (weights.h has the times).
//
// Pure. O(n log n) in the host's findings: at most kMostHands are under way at a time, and
// kMostNeighbours are looked at on either side.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "incident/cells.h"
#include "incident/resolver.h"

namespace noroshi {

inline constexpr std::size_t kMostNeighbours = 32;

// What one hand did on a host without a day of silence; what nobody signed and is its own (a
// program that it left running) breaks the silence of its account.
struct HandWork {
  // Indices into CellTable::cells, by time.
  std::vector<std::uint32_t> cells;
  // Keys of the accounts that they name, sorted.
  std::vector<std::string> accounts;
};

// `cells` are those of one host, by time. Each is in one of the answers, which come in the order of
// their first cells.
[[nodiscard]] std::vector<HandWork> TellHandsApart(const CellTable& table, const Resolver& resolver,
                                                   const std::vector<std::uint32_t>& cells);

// The accounts that a cell names, sorted.
[[nodiscard]] std::vector<std::string> AccountsOfCell(const CellTable& table,
                                                      const Resolver& resolver,
                                                      const FindingCell& cell);
// Of sorted lists.
[[nodiscard]] bool HaveCommonAccount(const std::vector<std::string>& a,
                                     const std::vector<std::string>& b);

}  // namespace noroshi
