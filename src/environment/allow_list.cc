#include "environment/allow_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/case_fold.h"

namespace noroshi {
namespace {

using Field = std::pair<std::string_view, std::string_view>;

// The analytic's name, as its rules have it: "beacon", and behind it perhaps what the series is of.
constexpr std::string_view kBeacon = "beacon";
constexpr std::string_view kDestinationFields[] = {"destination", "destinationip"};
// Where a finding says who began it.
constexpr std::string_view kSourceFields[] = {
    "source",    "sourceip",  "sourceaddress",   "src_ip",      "srcip",         "c-ip",
    "id.orig_h", "ipaddress", "workstationname", "workstation", "sourcehostname"};

bool IsBeacon(std::string_view analytic) { return analytic.starts_with(kBeacon); }

bool IsOneOf(std::string_view name, std::span<const std::string_view> names) {
  const std::string folded = Folded(name);
  return std::ranges::find(names, std::string_view(folded)) != names.end();
}

// "TargetUserName", "User", "AccountName", "session_user", "cs-username".
bool IsAccountField(std::string_view name) {
  const std::string folded = Folded(name);
  for (const std::string_view end : {"user", "username", "user_name", "account", "accountname"}) {
    if (folded.ends_with(end)) return true;
  }
  return false;
}

bool AnyField(const AllowedFinding& finding, auto fits) {
  return std::ranges::any_of(finding.fields, fits);
}

bool HoldsHost(const NamePatterns& hosts, const AllowedFinding& finding) {
  if (!finding.host.empty()) return hosts.HasHost(finding.host);
  // A finding about several computers is in order where all of them are.
  return !finding.member_hosts.empty() &&
         std::ranges::all_of(finding.member_hosts,
                             [&](std::string_view host) { return hosts.HasHost(host); });
}

bool HoldsValue(std::string_view field, std::string_view pattern, const AllowedFinding& finding) {
  return AnyField(finding, [&](const Field& one) {
    if (!field.empty() && !EqualsFolded(one.first, field)) return false;
    return FitsPattern(Folded(one.second), pattern, PatternWords::kValue);
  });
}

bool IsScanning(std::span<const std::string> techniques) {
  return std::ranges::any_of(techniques, [](const std::string& technique) {
    return technique == "T1046" || technique.starts_with("T1595");
  });
}

std::string WhatOf(const AllowEntry& entry) {
  std::string what;
  const auto add = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) what += fmt::format("{}{}: {}", what.empty() ? "" : ", ", key, value);
  };
  add("rule", entry.rule);
  add("host", entry.host);
  add("account", entry.account);
  add("address", entry.address);
  add("field", entry.field);
  add("value", entry.value);
  return what;
}

NamePatterns PatternsOf(const EntryList& list) {
  NamePatterns patterns;
  for (const EnvironmentEntry& entry : list) patterns.Add(entry.value);
  return patterns;
}

}  // namespace

AllowList::AllowList(const Environment& environment, Timestamp now) {
  for (const AllowEntry& entry : environment.allow) AddEntry(entry, now);
  NamePatterns updaters = PatternsOf(environment.hosts(HostRole::kUpdateServer));
  for (const InventoryHost& host : environment.inventory) {
    if (!HasRole(host.roles, HostRole::kUpdateServer)) continue;
    updaters.Add(host.name);
    for (const std::string& address : host.addresses) updaters.Add(address);
  }
  AddDestinations("update_servers", "an update server: all computers call it regularly",
                  std::move(updaters));
  AddDestinations("trusted_destinations", "a destination that the organisation trusts",
                  PatternsOf(environment.trusted_destinations));
  AddScanners(environment);
}

void AllowList::AddEntry(const AllowEntry& entry, Timestamp now) {
  AllowRow row{"allow", WhatOf(entry), entry.reason, entry.expires, entry.path, entry.line, false};
  row.expired = entry.until && now.ticks != 0 && now >= *entry.until;
  rows_.push_back(std::move(row));
  Test& test = tests_.emplace_back();
  test.rule = Folded(entry.rule);
  test.field = entry.field;
  test.value = Folded(entry.value);
  if (!entry.host.empty()) test.hosts.Add(entry.host);
  if (!entry.account.empty()) test.accounts.Add(entry.account);
  test.hosts.Freeze();
  test.accounts.Freeze();
  if (!entry.address.empty()) test.address = ParseIpNetwork(entry.address);
}

void AllowList::AddDestinations(std::string_view list, std::string_view reason,
                                NamePatterns destinations) {
  if (destinations.empty()) return;
  destinations.Freeze();
  rows_.push_back({std::string(list), "rule: beacon, value: any of the list", std::string(reason),
                   "", "", 0, false});
  Test& test = tests_.emplace_back();
  test.kind = Kind::kDestinations;
  test.others = std::move(destinations);
}

void AllowList::AddScanners(const Environment& environment) {
  NamePatterns scanners = PatternsOf(environment.hosts(HostRole::kScanner));
  for (const InventoryHost& host : environment.inventory) {
    if (!HasRole(host.roles, HostRole::kScanner)) continue;
    scanners.Add(host.name);
    for (const std::string& address : host.addresses) scanners.Add(address);
  }
  if (scanners.empty()) return;
  scanners.Freeze();
  rows_.push_back({"scanners", "rules about scanning (T1046, T1595), source: any of the list",
                   "a scanner of the organisation", "", "", 0, false});
  Test& test = tests_.emplace_back();
  test.kind = Kind::kScanners;
  test.others = std::move(scanners);
}

std::vector<std::uint32_t> AllowList::RowsFor(const AllowedRule& rule) const {
  const std::string id = Folded(rule.id), title = Folded(rule.title);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < tests_.size(); ++i) {
    const Test& test = tests_[i];
    bool fits = true;
    switch (test.kind) {
      case Kind::kEntry:
        fits = !rows_[i].expired &&
               (test.rule.empty() || FitsPattern(id, test.rule, PatternWords::kValue) ||
                FitsPattern(title, test.rule, PatternWords::kValue) ||
                (!rule.analytic.empty() && test.rule == rule.analytic) ||
                (test.rule == kBeacon && IsBeacon(rule.analytic)));
        break;
      case Kind::kDestinations: fits = IsBeacon(rule.analytic); break;
      case Kind::kScanners: fits = IsScanning(rule.techniques); break;
    }
    if (fits) rows.push_back(i);
  }
  return rows;
}

bool AllowList::Holds(const Test& test, const AllowedFinding& finding) {
  if (test.kind != Kind::kEntry) {
    return AnyField(finding, [&](const Field& one) {
      // No short names of destinations: "wsus01" must not stand for wsus01.anywhere.example.
      return test.kind == Kind::kDestinations
                 ? IsOneOf(one.first, kDestinationFields) && test.others.Has(one.second)
                 : IsOneOf(one.first, kSourceFields) && test.others.HasHost(one.second);
    });
  }
  if (!test.hosts.empty() && !HoldsHost(test.hosts, finding)) return false;
  if (!test.accounts.empty() && !AnyField(finding, [&](const Field& one) {
        return IsAccountField(one.first) && test.accounts.HasAccount(one.second);
      })) {
    return false;
  }
  if (test.address && !AnyField(finding, [&](const Field& one) {
        const auto address = ParseIpAddress(one.second);
        return address && test.address->Has(*address);
      })) {
    return false;
  }
  return test.value.empty() || HoldsValue(test.field, test.value, finding);
}

std::optional<std::uint32_t> AllowList::Find(std::span<const std::uint32_t> rows,
                                             const AllowedFinding& finding) const {
  const auto found =
      std::ranges::find_if(rows, [&](std::uint32_t row) { return Holds(tests_[row], finding); });
  if (found == rows.end()) return std::nullopt;
  return *found;
}

}  // namespace noroshi
