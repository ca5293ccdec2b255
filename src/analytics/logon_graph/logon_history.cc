#include "analytics/logon_graph/logon_history.h"

#include <algorithm>
#include <limits>

#include "base/hash.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kMonth = 30 * kTicksPerDay;
constexpr int kHourTolerance = 2;  // also covers summer time

std::uint64_t EdgeKey(EdgeKind kind, std::uint64_t from, std::uint64_t to) noexcept {
  return HashMix(HashMix(from, to), static_cast<std::uint64_t>(kind) + 1);
}

std::uint32_t DayOf(Timestamp time) noexcept {
  return static_cast<std::uint32_t>(time.ticks / kTicksPerDay);
}

std::size_t HourOf(Timestamp time) noexcept {
  return static_cast<std::size_t>(time.ticks / (kTicksPerDay / 24) % 24);
}

bool IsBefore(Timestamp first, Timestamp now, std::uint64_t ticks) noexcept {
  return first.ticks != 0 && now.ticks >= first.ticks && now.ticks - first.ticks >= ticks;
}

}  // namespace

void SeenDays::Note(Timestamp time) noexcept {
  if (first.ticks == 0) first = time;
  last = time;
  if (days != 0 && DayOf(time) == last_day) return;
  last_day = DayOf(time);
  ++days;
}

void MonthlyCount::Note(Timestamp time) noexcept {
  if (since.ticks == 0 || time.ticks - since.ticks >= kMonth) {
    const bool next_month = since.ticks != 0 && time.ticks - since.ticks < 2 * kMonth;
    before = next_month ? count : 0;
    count = 0;
    since = time;
  }
  ++count;
}

bool LogonHistory::IsSettledAccount(std::uint64_t account, Timestamp now) const {
  const AccountPast* past = accounts_.Find(account);
  return past != nullptr && IsBefore(past->seen.first, now, learning_);
}

bool LogonHistory::IsSettledHost(std::uint64_t host, Timestamp now) const {
  const HostPast* past = hosts_.Find(host);
  return past != nullptr && IsBefore(past->recorded.first, now, learning_);
}

bool LogonHistory::IsNew(EdgeKind kind, std::uint64_t from, std::uint64_t to, Timestamp now) const {
  const SeenDays* edge = Edge(kind, from, to);
  if (edge == nullptr) return edges_.refused() == 0;
  return now.ticks - edge->last.ticks > kEdgeMemory;
}

bool LogonHistory::IsNewWith(EdgeKind kind, std::uint64_t from, std::uint64_t to,
                             Timestamp now) const {
  const SeenDays* edge = Edge(kind, from, to);
  const bool just_now = edge != nullptr && now.ticks - edge->first.ticks <= kOneLogonTicks;
  return just_now ? edges_.refused() == 0 : IsNew(kind, from, to, now);
}

const SeenDays* LogonHistory::Edge(EdgeKind kind, std::uint64_t from, std::uint64_t to) const {
  return edges_.Find(EdgeKey(kind, from, to));
}

const SeenDays* LogonHistory::OlderEdge(EdgeKind kind, std::uint64_t from, std::uint64_t to,
                                        Timestamp now) const {
  const SeenDays* edge = Edge(kind, from, to);
  return edge != nullptr && now.ticks - edge->first.ticks > kOneLogonTicks ? edge : nullptr;
}

void LogonHistory::NoteEdge(EdgeKind kind, std::uint64_t from, std::uint64_t to, Timestamp now) {
  if (edges_.full() && last_cleared_day_ != DayOf(now)) {
    last_cleared_day_ = DayOf(now);
    edges_.Forget([&](const SeenDays& edge) { return now.ticks - edge.last.ticks > kEdgeMemory; });
  }
  if (SeenDays* edge = edges_.Of(EdgeKey(kind, from, to))) edge->Note(now);
}

void LogonHistory::NoteCaller(std::uint64_t host, std::uint64_t account, Timestamp now) {
  HostPast* past = host == 0 || account == 0 ? nullptr : hosts_.Of(host);
  if (past == nullptr) return;
  past->called.Note(now);
  if (past->callers.size() >= kServerCallers) return;
  if (std::ranges::find(past->callers, account) == past->callers.end()) {
    past->callers.push_back(account);
  }
}

void LogonHistory::NoteSession(std::uint64_t account, Timestamp now) {
  AccountPast* past = accounts_.Of(account);
  if (past == nullptr) return;
  past->seen.Note(now);
  ++past->sessions;
  std::uint16_t& hour = past->hours[HourOf(now)];
  if (hour < std::numeric_limits<std::uint16_t>::max()) ++hour;
  if (past->session_days != 0 && past->last_session_day == DayOf(now)) return;
  past->last_session_day = DayOf(now);
  ++past->session_days;
}

void LogonHistory::Note(const GraphLogon& logon, Timestamp now) {
  if (HostPast* recorder = logon.recorder == 0 ? nullptr : hosts_.Of(logon.recorder)) {
    recorder->recorded.Note(now);
  }
  if (logon.way == LogonWay::kNone) return;
  const bool desktop = logon.way == LogonWay::kDesktop;
  if (logon.account != 0) {
    if (AccountPast* past = accounts_.Of(logon.account)) past->seen.Note(now);
    if (desktop || logon.way == LogonWay::kLocal) NoteSession(logon.account, now);
  }
  if (logon.way == LogonWay::kLocal) {
    if (HostPast* host = hosts_.Of(logon.host)) host->local.Note(now);
    NoteEdge(EdgeKind::kAccountLocal, logon.account, logon.host, now);
  }
  if (!desktop && logon.way != LogonWay::kNetwork) return;
  if (desktop) {
    NoteDeparture(logon, now);
    NoteEdge(EdgeKind::kMachineDesktop, logon.source, logon.host, now);
  }
  if (logon.account == 0) return;
  NoteEdge(EdgeKind::kAccountHost, logon.account, logon.host, now);
  NoteEdge(EdgeKind::kAccountSource, logon.account, logon.source, now);
  if (!desktop) return;
  AccountPast* past = accounts_.Find(logon.account);
  if (past != nullptr) past->desktops.Note(now);
  if (Edge(EdgeKind::kAccountDesktop, logon.account, logon.host) == nullptr) {
    if (HostPast* host = hosts_.Of(logon.host)) ++host->desktop_accounts;
    if (past != nullptr) ++past->desktop_hosts;
    // While an account is learnt all its edges are new.
    if (past != nullptr && IsSettledAccount(logon.account, now)) past->new_edges.Note(now);
  }
  NoteEdge(EdgeKind::kAccountDesktop, logon.account, logon.host, now);
}

void LogonHistory::NoteDeparture(const GraphLogon& logon, Timestamp now) {
  HostPast* source = hosts_.Of(logon.source);
  if (source == nullptr) return;
  source->opened.Note(now);
  std::vector<std::uint64_t>& users = source->desktop_users;
  if (logon.account == 0 || users.size() >= kWayUsers) return;
  if (std::ranges::find(users, logon.account) == users.end()) users.push_back(logon.account);
}

std::vector<std::uint64_t> LogonHistory::WaysThrough() const {
  const std::vector<std::uint64_t> caretakers = Caretakers();
  const auto is_caretaker = [&](std::uint64_t account) {
    return std::ranges::binary_search(caretakers, account);
  };
  std::vector<std::uint64_t> keys;
  hosts_.ForEach([&](std::uint64_t host, const HostPast& past) {
    if (past.opened.days < kWayDays) return;
    const auto count = std::ranges::count_if(past.desktop_users, is_caretaker);
    if (static_cast<std::size_t>(count) >= kWayCaretakers) keys.push_back(host);
  });
  std::ranges::sort(keys);
  return keys;
}

std::vector<std::uint64_t> LogonHistory::Caretakers() const {
  std::vector<std::uint64_t> keys;
  accounts_.ForEach([&](std::uint64_t account, const AccountPast& past) {
    if (past.desktop_hosts >= kCaretakerHosts && past.desktops.days >= kCaretakerDays) {
      keys.push_back(account);
    }
  });
  std::ranges::sort(keys);
  return keys;
}

bool LogonHistory::IsOddHour(std::uint64_t account, Timestamp now) const {
  const AccountPast* past = accounts_.Find(account);
  if (past == nullptr || past->sessions < kOddHourSessions || past->session_days < kOddHourDays) {
    return false;
  }
  for (int step = -kHourTolerance; step <= kHourTolerance; ++step) {
    const auto hour = (HourOf(now) + 24 + static_cast<std::size_t>(step + 24)) % 24;
    if (past->hours[hour] != 0) return false;
  }
  return true;
}

}  // namespace noroshi
