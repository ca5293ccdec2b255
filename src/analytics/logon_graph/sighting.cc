#include "analytics/logon_graph/sighting.h"

#include <algorithm>
#include <utility>

#include "analytics/logon_graph/names.h"
#include "analytics/logons/event_fields.h"
#include "base/byte_text.h"
#include "base/table_hash.h"

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

std::uint32_t SightingSums::Find(SightingKind kind, std::string_view name, std::string_view address,
                                 std::uint64_t hash, std::uint32_t& place) const noexcept {
  place = kNoPlace;
  for (std::size_t i = 0; i < kMaxProbes; ++i) {
    const auto at = static_cast<std::uint32_t>((hash + i) & (places_.size() - 1));
    if (places_[at] == 0) {
      place = at;
      return 0;
    }
    const Sum& sum = sums_[places_[at] - 1];
    if (sum.hash == hash && sum.kind == kind && NameOf(sum) == name && AddressOf(sum) == address) {
      return places_[at];
    }
  }
  return 0;
}

std::uint32_t SightingSums::Add(SightingKind kind, std::string_view name, std::string_view address,
                                Timestamp time) {
  if (time.ticks == 0) return 0;
  name = name.substr(0, kMaxNameBytes);
  address = address.substr(0, kMaxNameBytes);
  const std::uint64_t hash =
      TableHash(address, TableHash(name, static_cast<std::uint64_t>(kind) + 1));
  std::uint32_t place = kNoPlace;
  if (const std::uint32_t known = Find(kind, name, address, hash, place); known != 0) {
    Widen(known, time);
    return known;
  }
  sums_.push_back({kind, static_cast<std::uint8_t>(name.size()),
                   static_cast<std::uint8_t>(address.size()),
                   static_cast<std::uint32_t>(bytes_.size()), place, hash, time, time});
  bytes_ += name;
  bytes_ += address;
  const auto number = static_cast<std::uint32_t>(sums_.size());
  if (place != kNoPlace) places_[place] = number;
  if (sums_.size() * 2 > places_.size()) Grow();
  return number;
}

void SightingSums::Grow() {
  places_.assign(places_.size() * 2, 0);
  for (std::uint32_t i = 0; i < sums_.size(); ++i) {
    Sum& sum = sums_[i];
    static_cast<void>(Find(sum.kind, NameOf(sum), AddressOf(sum), sum.hash, sum.place));
    if (sum.place != kNoPlace) places_[sum.place] = i + 1;
  }
}

void SightingSums::Widen(std::uint32_t number, Timestamp time) noexcept {
  Sum& sum = sums_[number - 1];
  sum.first = std::min(sum.first, time);
  sum.last = std::max(sum.last, time);
}

std::uint32_t SightingSums::AddToSpan(Timestamp time) {
  if (time.ticks == 0) return 0;
  if (span_ == 0) {
    span_ = Add(SightingKind::kSpan, "", "", time);
  } else {
    Widen(span_, time);
  }
  return span_;
}

void SightingSums::AddAgain(const Places& places, Timestamp time) noexcept {
  if (time.ticks == 0) return;
  if (places.span != 0) Widen(places.span, time);
  if (places.machine != 0) Widen(places.machine, time);
}

SightingSums::Places SightingSums::AddFact(const LogonFact& fact) {
  Places places{AddToSpan(fact.time), 0};
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

void EncodeSighting(const SightingView& sighting, std::string& out) {
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
