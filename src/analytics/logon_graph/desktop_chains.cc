#include "analytics/logon_graph/desktop_chains.h"

#include <algorithm>

namespace noroshi {

const InboundDesktop* DesktopChains::Before(const GraphLogon& logon, Timestamp now) const {
  const std::vector<InboundDesktop>* inbound = inbound_.Find(logon.source);
  if (inbound == nullptr || !logon.source_is_machine) return nullptr;
  for (auto at = inbound->rbegin(); at != inbound->rend(); ++at) {
    if (now.ticks - at->member.time.ticks > chain_ticks_) return nullptr;
    if (at->source != logon.host) return &*at;
  }
  return nullptr;
}

void DesktopChains::Note(const GraphLogon& logon, const LogonRecord& record,
                         const InboundDesktop* before, bool from_vpn) {
  const Timestamp now = record.fact.time;
  InboundDesktop entry;
  entry.member = MemberOf(record);
  entry.account = logon.account;
  entry.source = logon.source;
  entry.account_name = record.fact.account;
  entry.source_name = logon.source_name;
  entry.from_vpn = from_vpn;
  if (before != nullptr) {
    entry.hops = before->hops + 1;
    entry.from_vpn |= before->from_vpn;
  }
  ForgetOld(now);
  std::vector<InboundDesktop>* inbound = inbound_.Of(logon.host);
  if (inbound == nullptr) return;
  const bool again = std::ranges::any_of(*inbound, [&](const InboundDesktop& one) {
    return one.account == entry.account && one.source == entry.source &&
           now.ticks - one.member.time.ticks <= kOneLogonTicks;
  });
  if (again) return;
  if (inbound->size() == kMaxInbound) inbound->erase(inbound->begin());
  inbound->push_back(std::move(entry));
}

// Once an hour of the evidence's time: so the table holds those of the last two hours.
void DesktopChains::ForgetOld(Timestamp now) {
  if (now.ticks - cleared_.ticks < chain_ticks_) return;
  cleared_ = now;
  inbound_.Forget([&](const std::vector<InboundDesktop>& inbound) {
    return inbound.empty() || now.ticks - inbound.back().member.time.ticks > chain_ticks_;
  });
}

}  // namespace noroshi
