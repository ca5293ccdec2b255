#include "incident/resolver.h"

#include <algorithm>

#include "incident/entity.h"

namespace noroshi {
namespace {

// An address seen with a host says nothing about who had it a week later.
constexpr std::uint64_t kAddressMemoryTicks = 7 * kTicksPerDay;

// How far `time` lies outside the span.
std::uint64_t Distance(const AddressSpan& span, Timestamp time) {
  if (time < span.first) return span.first.ticks - time.ticks;
  if (span.last < time) return time.ticks - span.last.ticks;
  return 0;
}

}  // namespace

Resolver::Resolver(const CellTable& table) : table_(table) {
  LearnNames();
  for (const AddressSpan& span : table_.addresses) by_address_[span.address].push_back(&span);
  LearnHosts();
  LearnAccounts();
}

void Resolver::LearnNames() {
  for (const std::string& place : table_.places) {
    const std::string_view short_name = ShortHost(place);
    if (short_name.size() != place.size()) full_names_[std::string(short_name)].insert(place);
  }
}

// Named hosts first, so that an address in network logs can be one of them.
void Resolver::LearnHosts() {
  std::unordered_map<std::string, std::string> written;  // by canonical name
  for (std::size_t i = 0; i < table_.places.size(); ++i) {
    if (AddressKey(table_.places[i])) continue;
    written.emplace(Canonical(table_.places[i]), table_.place_names[i]);
  }
  for (const auto& entry : written) hosts_.emplace(entry.first, 0);
  std::unordered_map<std::string, std::uint32_t> numbers;
  for (const FindingCell& cell : table_.cells) {
    const std::string name = PlaceName(cell);
    if (!numbers.emplace(name, static_cast<std::uint32_t>(names_.size())).second) continue;
    const auto at = written.find(name);
    names_.push_back(at == written.end() ? name : at->second);
  }
  hosts_ = std::move(numbers);
}

void Resolver::LearnAccounts() {
  for (const RawEntity& entity : table_.entities) {
    if (entity.kind != EntityKind::kAccount) continue;
    const std::size_t split = entity.key.find('\n');
    if (split + 1 < entity.key.size()) {
      domains_[entity.key.substr(0, split)].insert(entity.key.substr(split + 1));
    }
  }
  for (const SidName& sid : table_.sids) by_sid_.emplace(sid.sid, sid.account);
}

std::string Resolver::Canonical(std::string_view host_key) const {
  const std::string short_name(ShortHost(host_key));
  const auto full = full_names_.find(short_name);
  if (full != full_names_.end() && full->second.size() > 1) return std::string(host_key);
  return short_name;
}

std::optional<std::uint32_t> Resolver::Known(std::string_view host_key) const {
  const auto at = hosts_.find(Canonical(host_key));
  if (at == hosts_.end()) return std::nullopt;
  return at->second;
}

std::optional<std::uint32_t> Resolver::Named(std::string_view name) const {
  return Known(HostKey(name));
}

// The canonical name of the host that the cell is about.
std::string Resolver::PlaceName(const FindingCell& cell) const {
  const std::string& place = table_.places[cell.place];
  const auto address = AddressKey(place);
  if (!address) return Canonical(place);
  const auto spans = by_address_.find(*address);
  if (spans == by_address_.end()) return place;
  const AddressSpan* best = nullptr;
  for (const AddressSpan* span : spans->second) {
    const std::uint64_t distance = Distance(*span, cell.first);
    if (distance > kAddressMemoryTicks || !hosts_.contains(Canonical(span->host))) continue;
    if (best == nullptr || distance < Distance(*best, cell.first)) best = span;
  }
  return best == nullptr ? place : Canonical(best->host);
}

std::uint32_t Resolver::HostOf(const FindingCell& cell) const { return hosts_.at(PlaceName(cell)); }

std::optional<std::uint32_t> Resolver::AtAddress(const std::string& address, Timestamp time) const {
  const auto spans = by_address_.find(address);
  if (spans == by_address_.end()) return Known(address);
  std::optional<std::uint32_t> best;
  std::uint64_t nearest = kAddressMemoryTicks + 1;
  for (const AddressSpan* span : spans->second) {
    const std::uint64_t distance = Distance(*span, time);
    const auto host = Known(span->host);
    if (distance >= nearest || !host) continue;
    nearest = distance;
    best = host;
  }
  return best ? best : Known(address);
}

Resolved Resolver::Resolve(const RawEntity& entity, Timestamp time) const {
  std::optional<std::uint32_t> host;
  switch (entity.kind) {
    case EntityKind::kHost:
    case EntityKind::kDestination: host = Known(entity.key); break;
    case EntityKind::kAddress: host = AtAddress(entity.key, time); break;
    case EntityKind::kReached: return ResolveReached(entity.key, time);
    case EntityKind::kAccount: return ResolveAccount(entity.key);
    default: return {entity.kind, entity.key, 0};
  }
  if (host) return {EntityKind::kHost, names_[*host], *host};
  const bool foreign = entity.kind == EntityKind::kHost;
  return {foreign ? EntityKind::kWorkstation : entity.kind, entity.key, 0};
}

Resolved Resolver::ResolveReached(const std::string& key, Timestamp time) const {
  const auto host = AddressKey(key) ? AtAddress(key, time) : Known(key);
  return {EntityKind::kReached, host ? names_[*host] : key, host.value_or(kNoHost)};
}

Resolved Resolver::ResolveAccount(std::string_view key) const {
  std::size_t split = key.find('\n');
  if (split == 0) {  // known by SID only
    const auto named = by_sid_.find(std::string(key.substr(1)));
    if (named == by_sid_.end()) return {EntityKind::kAccount, std::string(key.substr(1)), 0};
    key = named->second;
    split = key.find('\n');
  }
  const std::string user(key.substr(0, split));
  std::string domain(key.substr(split + 1));
  const auto domains = domains_.find(user);
  if (domain.empty() && domains != domains_.end() && domains->second.size() == 1) {
    domain = *domains->second.begin();
  }
  return {EntityKind::kAccount, domain.empty() ? user : domain + '\\' + user, 0};
}

}  // namespace noroshi
