#include "incident/incident_builder.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "incident/assemble.h"
#include "incident/entity.h"

namespace noroshi {
namespace {

constexpr std::size_t kMostMemberHosts = 12;  // of one correlation; more is a sweep, not a path

std::uint32_t DayOf(Timestamp time) {
  return static_cast<std::uint32_t>(time.ticks / kTicksPerDay);
}

// Kerberos and NTLM at a domain controller: the host that logs on is another.
bool IsWrittenForOthers(std::uint32_t event_id) {
  return (event_id >= 4768 && event_id <= 4773) || event_id == 4776;
}

}  // namespace

std::size_t IncidentBuilder::CellKeyHash::operator()(const CellKey& key) const noexcept {
  return HashMix(std::uint64_t{key.rule} << 32 | key.place, key.day);
}

std::uint32_t IncidentBuilder::PlaceOf(std::string_view host) {
  if (host == last_host_ && !table_.places.empty()) return last_place_;
  std::string key = HostKey(host);
  const auto [at, fresh] =
      places_.try_emplace(std::move(key), static_cast<std::uint32_t>(table_.places.size()));
  if (fresh) {
    table_.places.push_back(at->first);
    table_.place_names.emplace_back(host);
  }
  last_host_ = host;
  last_place_ = at->second;
  return at->second;
}

FindingCell* IncidentBuilder::CellAt(std::uint32_t rule, Level level, std::string_view place,
                                     Timestamp time) {
  if (places_.size() >= limits_.cells && !places_.contains(HostKey(place))) return nullptr;
  const CellKey key{rule, PlaceOf(place), DayOf(time)};
  const auto found = cells_.find(key);
  if (found != cells_.end()) return &table_.cells[found->second];
  const bool low = level <= Level::kLow;
  if (table_.cells.size() >= limits_.cells || (low && low_cells_ >= limits_.low_cells)) {
    return nullptr;
  }
  low_cells_ += low ? 1 : 0;
  cells_.emplace(key, static_cast<std::uint32_t>(table_.cells.size()));
  FindingCell& cell = table_.cells.emplace_back();
  cell.rule = rule;
  cell.place = key.place;
  cell.level = level;
  cell.first = cell.last = cell.since = time;
  return &cell;
}

bool IncidentBuilder::Add(std::uint32_t rule, Level level, std::string_view host, Timestamp time) {
  if (level == Level::kInformational) return false;  // context of a record, not of an intrusion
  if (time.ticks == 0) {
    ++left_out_;
    return false;
  }
  if (HostKey(host).empty()) {  // its details say where it belongs
    if (++without_host_[rule] <= limits_.details_without_host) return true;
    ++left_out_;
    return false;
  }
  FindingCell* cell = CellAt(rule, level, host, time);
  if (cell == nullptr) {
    ++left_out_;
    return false;
  }
  const std::size_t wanted =
      level <= Level::kLow ? limits_.low_details_per_cell : limits_.details_per_cell;
  if (cell->details < wanted) return true;
  ++cell->count;
  cell->last = std::max(cell->last, time);
  return false;
}

void IncidentBuilder::AddDetails(const IncidentFinding& finding) {
  FindingEntities entities = EntitiesOf(finding);
  for (AddressUse& use : entities.addresses) NoteAddress(std::move(use), finding.time);
  for (SidName& sid : entities.sids) {
    if (table_.sids.size() < limits_.entities) table_.sids.push_back(std::move(sid));
  }
  std::string place = HostKey(finding.host);
  if (place.empty() && !finding.member_hosts.empty()) return AddMembers(finding, entities);
  const std::string_view host = place.empty() ? std::string_view(entities.source) : finding.host;
  FindingCell* cell =
      host.empty() ? nullptr : CellAt(finding.rule, finding.level, host, finding.time);
  if (cell == nullptr) {
    ++left_out_;
    return;
  }
  Fill(*cell, finding, entities);
}

void IncidentBuilder::NoteAddress(AddressUse use, Timestamp time) {
  std::string key = use.address + '\n' + use.host;
  const auto at = address_uses_.find(key);
  if (at != address_uses_.end()) {
    AddressSpan& span = table_.addresses[at->second];
    span.first = std::min(span.first, time);
    span.last = std::max(span.last, time);
  } else if (table_.addresses.size() < limits_.address_uses) {
    address_uses_.emplace(std::move(key), static_cast<std::uint32_t>(table_.addresses.size()));
    table_.addresses.push_back({std::move(use.address), std::move(use.host), time, time});
  }
}

void IncidentBuilder::LearnAddress(std::string_view address, std::string_view host, Timestamp first,
                                   Timestamp last) {
  const auto key = AddressKey(address);
  const std::string name = HostKey(host);
  if (!key || name.empty()) return;
  NoteAddress({*key, name}, first);
  const auto at = address_uses_.find(*key + '\n' + name);
  if (at == address_uses_.end()) return;  // memory is full
  AddressSpan& span = table_.addresses[at->second];
  span.first = std::min(span.first, first);
  span.last = std::max(span.last, last);
}

// A finding about several hosts is a finding on each of them, and joins them.
void IncidentBuilder::AddMembers(const IncidentFinding& finding, const FindingEntities& entities) {
  std::set<std::string_view> hosts(finding.member_hosts.begin(), finding.member_hosts.end());
  std::erase_if(hosts, [](std::string_view host) { return HostKey(host).empty(); });
  const bool joins = hosts.size() > 1 && hosts.size() <= kMostMemberHosts;
  std::size_t taken = 0;
  for (const std::string_view host : hosts) {
    FindingCell* cell = taken++ < kMostMemberHosts
                            ? CellAt(finding.rule, finding.level, host, finding.time)
                            : nullptr;
    if (cell == nullptr) continue;
    Fill(*cell, finding, entities);
    if (joins) AddEntity(*cell, EntityKind::kTogether, finding.id, finding.id);
  }
  if (taken == 0) ++left_out_;
}

void IncidentBuilder::Fill(FindingCell& cell, const IncidentFinding& finding,
                           const FindingEntities& entities) {
  ++cell.count;
  ++cell.details;
  cell.about_others = cell.about_others && IsWrittenForOthers(finding.event_id);
  cell.last = std::max(cell.last, finding.time);
  if (finding.since.ticks != 0) cell.since = std::min(cell.since, finding.since);
  if (cell.ids.size() < limits_.ids_per_cell) cell.ids.emplace_back(finding.id);
  for (const RawEntity& entity : entities.entities) {
    AddEntity(cell, entity.kind, entity.key, entity.shown);
  }
  for (const std::string& name : entities.other_ends) {
    if (cell.other_ends.size() >= kMostOtherEnds) return;
    if (std::ranges::find(cell.other_ends, name) == cell.other_ends.end()) {
      cell.other_ends.push_back(name);
    }
  }
}

void IncidentBuilder::AddEntity(FindingCell& cell, EntityKind kind, std::string_view key,
                                std::string_view shown) {
  if (cell.entities.size() >= limits_.entities_per_cell) return;
  std::string full = std::to_string(static_cast<int>(kind)) + ' ';
  // Identifiers that only mean something on their host.
  if (IsOfOneHost(kind)) {
    full += table_.places[cell.place] + ' ';
  }
  full += key;
  auto at = entities_.find(full);
  if (at == entities_.end()) {
    if (table_.entities.size() >= limits_.entities) return;
    at = entities_.emplace(std::move(full), static_cast<std::uint32_t>(table_.entities.size()))
             .first;
    table_.entities.push_back({kind, std::string(key), std::string(shown)});
  }
  if (std::ranges::find(cell.entities, at->second) == cell.entities.end()) {
    cell.entities.push_back(at->second);
  }
}

IncidentSet IncidentBuilder::Finish(const RuleFactsOf& describe,
                                    const IncidentSurroundings& known) && {
  IncidentSet set = AssembleIncidents(table_, describe, known);
  set.findings_left_out += left_out_;
  return set;
}

}  // namespace noroshi
