#include "report/indicators.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "incident/finding_entities.h"

namespace noroshi {
namespace {

// What an investigator would look for on other hosts, and whether it goes stale.
struct KindRow {
  EntityKind kind;
  bool expires;
};
constexpr std::array kKinds = {
    KindRow{EntityKind::kAddress, true},  // rented by the week
    KindRow{EntityKind::kDestination, true},
    KindRow{EntityKind::kHash, true},  // one byte more, and it is another
    KindRow{EntityKind::kFile, true},
    KindRow{EntityKind::kService, false},  // chosen once, kept for a campaign
    KindRow{EntityKind::kTask, false},
    KindRow{EntityKind::kPipe, false},        // fixed in the tool
    KindRow{EntityKind::kWorkstation, false}  // the intruder's own machine
};

std::optional<KindRow> RowOf(EntityKind kind) {
  const auto row = std::ranges::find(kKinds, kind, &KindRow::kind);
  return row == kKinds.end() ? std::nullopt : std::optional(*row);
}

struct Prefix {
  std::uint32_t network, mask;
};
constexpr std::array kPrivate = {
    Prefix{0x0A000000, 0xFF000000}, Prefix{0xAC100000, 0xFFF00000}, Prefix{0xC0A80000, 0xFFFF0000},
    Prefix{0xA9FE0000, 0xFFFF0000}, Prefix{0x7F000000, 0xFF000000}, Prefix{0x64400000, 0xFFC00000},
    Prefix{0x00000000, 0xFF000000}, Prefix{0xE0000000, 0xE0000000},  // "this" network; multicast up
};

bool IsPublicV4(std::uint32_t address) {
  return std::ranges::none_of(
      kPrivate, [&](const Prefix& prefix) { return (address & prefix.mask) == prefix.network; });
}

bool IsPublicV6(const std::array<unsigned char, 16>& bytes) {
  const bool unique_local = (bytes[0] & 0xFE) == 0xFC;
  const bool link_local = bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80;
  const bool low = std::all_of(bytes.begin(), bytes.begin() + 8, [](auto b) { return b == 0; });
  return !unique_local && !link_local && !low && bytes[0] != 0xFF;
}

class Collector {
 public:
  void AddGroup(const ReportRule& rule, const ReportGroup& group) {
    for (const ReportFinding& sample : group.samples) {
      IncidentFinding finding;
      finding.id = sample.id;
      finding.host = group.host;
      finding.channel = sample.channel;
      finding.time = sample.time;
      finding.level = rule.level;
      finding.event_id = sample.event_id;
      for (const auto& [name, value] : sample.fields) finding.fields.emplace_back(name, value);
      for (const RawEntity& entity : EntitiesOf(finding).entities) Add(entity, finding);
    }
  }

  // A name of a computer is a workstation brought along only for who knows all hosts.
  void AddIncident(const Incident& incident) {
    for (const IncidentEntity& entity : incident.entities) {
      if (entity.kind != EntityKind::kWorkstation) continue;
      for (const std::string& host : entity.hosts) {
        IncidentFinding finding;
        finding.host = host;
        finding.level = incident.level;
        finding.time = incident.first_seen;
        Add({entity.kind, entity.value, entity.value}, finding);
      }
    }
  }

  void Finish(ReportDocument& document) {
    std::vector<ReportIndicator> list;
    for (auto& [key, found] : found_) {
      found.row.host_count = found.hosts.size();
      for (const std::string& host : found.hosts) {
        if (found.row.hosts.size() < kIndicatorHosts) found.row.hosts.push_back(host);
      }
      list.push_back(std::move(found.row));
    }
    std::ranges::stable_sort(list, [](const ReportIndicator& a, const ReportIndicator& b) {
      return std::tie(b.level, a.kind, b.host_count, a.value) <
             std::tie(a.level, b.kind, a.host_count, b.value);
    });
    if (list.size() > kReportIndicators) {
      document.indicators_not_listed = list.size() - kReportIndicators;
      list.resize(kReportIndicators);
    }
    document.indicators = std::move(list);
  }

 private:
  struct Found {
    ReportIndicator row;
    std::set<std::string> hosts;
  };

  void Add(const RawEntity& entity, const IncidentFinding& finding) {
    const std::optional<KindRow> kind = RowOf(entity.kind);
    if (!kind || entity.key.empty()) return;
    const bool address = entity.kind == EntityKind::kAddress;
    if (address && !IsPublicAddress(entity.key)) return;
    Found& found = found_[{entity.kind, entity.key}];
    ReportIndicator& row = found.row;
    if (row.findings++ == 0) {
      row.kind = entity.kind;
      row.value = address ? entity.key : entity.shown;
      row.text = Defanged(entity.kind, row.value);
      row.expires = kind->expires;
    }
    row.level = std::max(row.level, finding.level);
    if (!finding.host.empty()) found.hosts.emplace(finding.host);
    if (finding.time.ticks == 0) return;
    if (row.first_seen.ticks == 0 || finding.time < row.first_seen) row.first_seen = finding.time;
    row.last_seen = std::max(row.last_seen, finding.time);
  }

  std::map<std::pair<EntityKind, std::string>, Found> found_;
};

}  // namespace

bool IsPublicAddress(std::string_view address) {
  const std::string text(address);
  std::uint32_t four = 0;
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return IsPublicV4(ntohl(four));
  std::array<unsigned char, 16> six{};
  return inet_pton(AF_INET6, text.c_str(), six.data()) == 1 && IsPublicV6(six);
}

std::string Defanged(EntityKind kind, std::string_view value) {
  const bool v6 = kind == EntityKind::kAddress && value.find(':') != std::string_view::npos;
  if (kind != EntityKind::kAddress && kind != EntityKind::kDestination) return std::string(value);
  std::string text;
  for (const char c : value) {
    if (c == '.' || (v6 && c == ':')) {
      ((text += '[') += c) += ']';
    } else {
      text += c;
    }
  }
  if (text.starts_with("http")) text.replace(0, 4, "hxxp");
  return text;
}

void FindIndicators(ReportDocument& document) {
  Collector collector;
  for (const ReportRule& rule : document.rules) {
    if (rule.level < Level::kMedium) continue;
    for (const ReportGroup& group : rule.groups) collector.AddGroup(rule, group);
  }
  for (const Incident& incident : document.incidents.incidents) collector.AddIncident(incident);
  collector.Finish(document);
}

}  // namespace noroshi
