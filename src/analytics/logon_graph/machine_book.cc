#include "analytics/logon_graph/machine_book.h"

#include <algorithm>
#include <charconv>

#include "analytics/logon_graph/names.h"

namespace noroshi {
namespace {

constexpr unsigned kPoolShift = 8;  // a /24

// "HQ-PC012" -> "HQ".
std::string FormOf(std::string_view name) {
  std::string form = HostLabel(name);
  const auto* const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  form.resize(std::min(form.find_first_not_of(letters), form.size()));
  return form;
}

}  // namespace

MachineBook::MachineBook(const GraphOptions& options) {
  for (const std::string& text : options.vpn_pools) {
    const std::size_t slash = text.find('/');
    const auto base = Ipv4Of(std::string_view(text).substr(0, slash));
    unsigned bits = 32;
    if (slash != std::string::npos) {
      std::from_chars(text.data() + slash + 1, text.data() + text.size(), bits);
    }
    if (!base || bits > 32) continue;
    const std::uint32_t mask = bits == 0 ? 0 : ~std::uint32_t{0} << (32 - bits);
    given_pools_.push_back({*base & mask, mask});
  }
}

void MachineBook::AddHost(std::string_view name) {
  const std::uint64_t host = HostHash(name);
  if (host == 0 || machines_.size() >= kMaxBookEntries) return;
  if (machines_.try_emplace(host).second) forms_.insert(FormOf(name));
  with_logs_.insert(host);
}

Timestamp MachineBook::KnownSince(std::uint64_t host) const {
  const auto at = machines_.find(host);
  return at == machines_.end() ? Timestamp{} : at->second;
}

void MachineBook::NoteMachine(const MachineSighting& sighting) {
  const std::uint64_t host = HostHash(sighting.name);
  if (host == 0) return;
  const auto at = machines_.find(host);
  if (at == machines_.end()) {
    if (machines_.size() >= kMaxBookEntries) return;
    machines_.emplace(host, sighting.first);
    forms_.insert(FormOf(sighting.name));
  } else if (at->second.ticks == 0 || sighting.first < at->second) {
    at->second = sighting.first;
  }
}

void MachineBook::Add(const MachineSighting& sighting) {
  switch (sighting.kind) {
    case SightingKind::kSpan:
      if (first_.ticks == 0 || sighting.first < first_) first_ = sighting.first;
      last_ = std::max(last_, sighting.last);
      break;
    case SightingKind::kOwn:
      NoteMachine(sighting);
      AddHolder(sighting);
      NoteHome(sighting);
      break;
    case SightingKind::kClaim:
      AddHolder(sighting);
      AddPlace(sighting);
      break;
    case SightingKind::kAssigned:
      if (assigned_.size() >= kMaxBookEntries) {
        ++refused_;
      } else if (const std::uint64_t key = AddressHash(sighting.address); key != 0) {
        assigned_.insert(key);
        if (const auto address = Ipv4Of(sighting.address)) assigned_ipv4_.insert(*address);
      }
      break;
  }
}

void MachineBook::AddHolder(const MachineSighting& sighting) {
  const std::uint64_t host = HostHash(sighting.name), address = AddressHash(sighting.address);
  if (host == 0 || address == 0) return;
  auto at = addresses_.find(address);
  if (at == addresses_.end()) {
    if (addresses_.size() >= kMaxBookEntries) return void(++refused_);
    at = addresses_.emplace(address, AddressEntry{}).first;
  }
  Holders& holders = sighting.kind == SightingKind::kOwn ? at->second.own : at->second.claimed;
  if (holders.too_many) return;
  const auto [holder, fresh] =
      holders.by_host.try_emplace(host, Holder{sighting.first, sighting.last});
  if (!fresh) {
    holder->second.first = std::min(holder->second.first, sighting.first);
    holder->second.last = std::max(holder->second.last, sighting.last);
  }
  if (holders.by_host.size() <= kMaxMachinesOfAddress) return;
  holders.too_many = true;
  holders.by_host.clear();
}

void MachineBook::NoteHome(const MachineSighting& sighting) {
  const std::uint64_t host = HostHash(sighting.name);
  const auto address = Ipv4Of(sighting.address);
  if (host == 0 || !address || AddressHash(sighting.address) == 0) return;
  if (homes_.size() >= kMaxBookEntries && !homes_.contains(host)) return void(++refused_);
  const auto [at, fresh] = homes_.try_emplace(host, Home{*address, false});
  if (fresh) return;
  Home& home = at->second;
  home.roams = home.roams || SitePrefixOf(home.address) != SitePrefixOf(*address);
  home.address = std::min(home.address, *address);
}

void MachineBook::AddPlace(const MachineSighting& sighting) {
  const std::uint64_t host = HostHash(sighting.name);
  // Without an address (4776) it says nothing of where: the logon itself has a record that does.
  if (host == 0 || AddressHash(sighting.address) == 0) return;
  auto at = claims_.find(host);
  if (at == claims_.end()) {
    if (claims_.size() >= kMaxBookEntries) return void(++refused_);
    at = claims_.emplace(host, Places{}).first;
  }
  Places& places = at->second;
  if (places.too_many) return;
  places.addresses.insert(sighting.address);
  if (places.addresses.size() <= kMaxPlacesOfClaim) return;
  places.too_many = true;
  places.addresses.clear();
}

void MachineBook::Freeze() {
  for (auto at = assigned_ipv4_.begin(); at != assigned_ipv4_.end();) {
    const std::uint32_t network = *at >> kPoolShift;
    std::size_t count = 0;
    for (; at != assigned_ipv4_.end() && *at >> kPoolShift == network; ++at) ++count;
    if (count >= kPoolAddresses) pools_.insert(network);
  }
  for (const auto& [host, home] : homes_) {
    const auto prefix = SitePrefixOf(home.address);
    if (prefix && !home.roams) ++sites_[prefix->base];
  }
  std::erase_if(sites_, [](const auto& site) { return site.second < kSiteMachines; });
}

std::optional<std::uint32_t> MachineBook::OwnIpv4(std::uint64_t host) const {
  const auto at = homes_.find(host);
  return at == homes_.end() || at->second.roams ? std::nullopt : std::optional(at->second.address);
}

bool MachineBook::IsSite(const SitePrefix& prefix) const {
  return sites_.size() > 1 && sites_.contains(prefix.base);
}

std::optional<std::uint64_t> MachineBook::MachineAt(std::string_view address,
                                                    Timestamp time) const {
  const auto at = addresses_.find(AddressHash(address));
  if (at == addresses_.end()) return {};
  const AddressEntry& entry = at->second;
  const bool any_own = entry.own.too_many || !entry.own.by_host.empty();
  return HolderAt(any_own ? entry.own : entry.claimed, time);
}

std::optional<std::uint64_t> MachineBook::HolderAt(const Holders& holders, Timestamp time) {
  if (holders.by_host.size() == 1) return holders.by_host.begin()->first;
  std::optional<std::uint64_t> latest;
  Timestamp until;
  std::size_t at_the_time = 0;
  for (const auto& [host, holder] : holders.by_host) {
    if (holder.first > time) continue;
    if (time <= holder.last) ++at_the_time;
    if (latest && holder.last <= until) continue;
    latest = host;
    until = holder.last;
  }
  return at_the_time > 1 ? std::nullopt : latest;
}

bool MachineBook::IsMachine(std::string_view name) const {
  return machines_.contains(HostHash(name));
}

bool MachineBook::IsNamedLikeMachines(std::string_view name) const {
  const std::string form = FormOf(name);
  return !form.empty() && form != "DESKTOP" && form != "LAPTOP" && form != "WIN" &&
         forms_.contains(form);
}

bool MachineBook::IsPoolOnly(std::string_view name) const {
  const auto at = claims_.find(HostHash(name));
  if (at == claims_.end() || at->second.addresses.empty()) return false;
  return std::ranges::all_of(at->second.addresses,
                             [&](const std::string& address) { return InPool(address); });
}

bool MachineBook::InPool(std::string_view address) const {
  if (assigned_.contains(AddressHash(address))) return true;
  const auto number = Ipv4Of(address);
  if (!number) return false;
  if (pools_.contains(*number >> kPoolShift)) return true;
  return std::ranges::any_of(given_pools_,
                             [&](const Network& one) { return (*number & one.mask) == one.base; });
}

}  // namespace noroshi
