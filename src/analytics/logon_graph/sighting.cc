#include "analytics/logon_graph/sighting.h"

#include <algorithm>
#include <utility>

#include "analytics/logon_graph/names.h"
#include "analytics/logons/event_fields.h"
#include "base/byte_text.h"

namespace noroshi {
namespace {

constexpr std::string_view kSysmonLog = "Microsoft-Windows-Sysmon/Operational";
constexpr std::uint32_t kSysmonConnection = 3;
constexpr std::size_t kMaxNameBytes = 255;

void PutShort(std::string_view text, std::string& out) {
  text = text.substr(0, kMaxNameBytes);
  out += static_cast<char>(text.size());
  out += text;
}

bool TakeShort(std::string_view& in, std::string& text) {
  if (in.empty()) return false;
  const std::size_t size = static_cast<unsigned char>(in.front());
  if (in.size() < size + 1) return false;
  text.assign(in.substr(1, size));
  in.remove_prefix(size + 1);
  return true;
}

}  // namespace

namespace {

void Widen(std::pair<Timestamp, Timestamp>& span, Timestamp time) noexcept {
  span.first = std::min(span.first, time);
  span.second = std::max(span.second, time);
}

}  // namespace

std::pair<Timestamp, Timestamp>* SightingSums::Add(SightingKind kind, std::string_view name,
                                                   std::string_view address, Timestamp time) {
  if (time.ticks == 0) return nullptr;
  const KeyView key{kind, name.substr(0, kMaxNameBytes), address.substr(0, kMaxNameBytes)};
  auto at = sums_.lower_bound(key);
  if (at == sums_.end() || KeyOrder::ViewOf(at->first) != key) {
    Key own{kind, std::string(std::get<1>(key)), std::string(std::get<2>(key))};
    at = sums_.emplace_hint(at, std::move(own), std::pair(time, time));
  } else {
    Widen(at->second, time);
  }
  return &at->second;
}

std::pair<Timestamp, Timestamp>* SightingSums::AddToSpan(Timestamp time) {
  if (span_ != nullptr && time.ticks != 0) {
    Widen(*span_, time);
    return span_;
  }
  std::pair<Timestamp, Timestamp>* const span = Add(SightingKind::kSpan, "", "", time);
  if (span != nullptr) span_ = span;
  return span;
}

void SightingSums::AddAgain(const Places& places, Timestamp time) noexcept {
  if (time.ticks == 0) return;
  if (places.span != nullptr) Widen(*places.span, time);
  if (places.machine != nullptr) Widen(*places.machine, time);
}

SightingSums::Places SightingSums::AddFact(const LogonFact& fact) {
  Places places{AddToSpan(fact.time), nullptr};
  if (fact.kind == LogonKind::kVpn) {
    if (fact.assigned.empty() && fact.workstation.empty()) return places;
    places.machine =
        Add(SightingKind::kAssigned, HostLabel(fact.workstation), fact.assigned, fact.time);
    return places;
  }
  const bool has_address = AddressHash(fact.address) != 0;
  const std::string_view machine = MachineOf(fact.account);
  const bool is_client = fact.kind == LogonKind::kWindows || fact.kind == LogonKind::kKerberosTgt ||
                         fact.kind == LogonKind::kKerberosTicket;
  if (!machine.empty() && has_address && is_client && fact.step == LogonStep::kSuccess) {
    places.machine = Add(SightingKind::kOwn, HostLabel(machine), fact.address, fact.time);
    return places;
  }
  // A remote desktop's logon (type 10) names the computer it is on, not the client.
  const bool names_client = (fact.kind == LogonKind::kWindows && fact.how == "3") ||
                            fact.kind == LogonKind::kNtlm || fact.kind == LogonKind::kRdpSession;
  if (names_client && !fact.workstation.empty()) {
    places.machine = Add(SightingKind::kClaim, HostLabel(fact.workstation),
                         has_address ? fact.address : "", fact.time);
  }
  return places;
}

void SightingSums::AddConnection(const Event& event, const EventContext& context) {
  const EventFields fields(event, context);
  const std::string initiated = fields.Text("Initiated");
  if (initiated != "true" && initiated != "false") return;
  const std::string address = fields.Text(initiated == "true" ? "SourceIp" : "DestinationIp");
  std::string scratch;
  const std::string host = HostLabel(TextOf(event.System(SystemField::kComputer), scratch));
  if (host.empty() || !Ipv4Of(address) || AddressHash(address) == 0) return;
  Add(SightingKind::kOwn, host, address, event.time);
}

bool IsConnection(std::uint32_t event_id, Symbol channel, const EventContext& context) {
  return event_id == kSysmonConnection && context.channels.Text(channel) == kSysmonLog;
}

void EncodeSighting(const MachineSighting& sighting, std::string& out) {
  out += static_cast<char>(sighting.kind);
  PutRaw(sighting.first.ticks, out);
  PutRaw(sighting.last.ticks, out);
  PutShort(sighting.name, out);
  PutShort(sighting.address, out);
}

bool DecodeSighting(std::string_view bytes, MachineSighting& sighting) {
  if (bytes.size() < 1 + 2 * sizeof(std::uint64_t)) return false;
  const auto kind = static_cast<unsigned char>(bytes.front());
  if (kind >= kSightingKinds) return false;
  bytes.remove_prefix(1);
  sighting.kind = static_cast<SightingKind>(kind);
  sighting.first.ticks = GetRaw<std::uint64_t>(bytes);
  sighting.last.ticks = GetRaw<std::uint64_t>(bytes);
  return TakeShort(bytes, sighting.name) && TakeShort(bytes, sighting.address);
}

}  // namespace noroshi
