#include "analytics/logon_graph/fan_out.h"

#include <algorithm>

namespace noroshi {

bool FanOut::Take(const GraphLogon& logon, const LogonRecord& record, bool is_new, bool judged,
                  Reach& reach) {
  Window* window = accounts_.Of(logon.account);
  if (window == nullptr) return false;
  const Timestamp now = record.fact.time;
  Slide(*window, now);
  auto& visits = window->visits;
  const auto known = std::ranges::find(visits, logon.host, &Visit::host);
  if (known != visits.end()) {
    known->time = now;
    std::rotate(known, known + 1, visits.end());
    return false;
  }
  if (visits.size() == kMaxFanOut) visits.erase(visits.begin());
  visits.push_back(
      {now, logon.host, is_new, is_new && judged, is_new ? MemberOf(record) : AnalyticMember{}});
  window->current = std::max(window->current, static_cast<std::uint32_t>(visits.size()));
  if (window->told || !is_new) return false;
  const auto reached = static_cast<std::uint32_t>(std::ranges::count(visits, true, &Visit::is_new));
  if (reached < hosts_) return false;
  window->told = true;
  reach = Sum(*window);
  return true;
}

// A run of windows is over when nothing was reached for a whole window.
void FanOut::Slide(Window& window, Timestamp now) const {
  std::erase_if(window.visits,
                [&](const Visit& visit) { return now.ticks - visit.time.ticks > window_; });
  if (!window.visits.empty()) return;
  window.widest = std::max(window.widest, window.current);
  window.current = 0;
  window.told = false;
}

FanOut::Reach FanOut::Sum(const Window& window) {
  Reach reach;
  reach.all = static_cast<std::uint32_t>(window.visits.size());
  reach.widest_before = window.widest;
  for (const Visit& visit : window.visits) {
    if (!visit.is_new) continue;
    reach.members.push_back(visit.member);
    if (visit.judged) ++reach.judged;
  }
  std::ranges::stable_sort(reach.members, {}, &AnalyticMember::time);
  return reach;
}

}  // namespace noroshi
