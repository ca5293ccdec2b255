#include "stream/pass/analytic_pass.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/case_fold.h"

namespace noroshi {
namespace {

// Names on many hosts tell the scheme.
constexpr std::uint64_t kEveryHost = ~std::uint64_t{0};
// A person reads no more.
constexpr std::size_t kMostNamesListed = 100;
constexpr std::size_t kFindingsSortBytes = std::size_t{1} << 20;

std::string Percent(double share) { return fmt::format("{:.0f}%", share * 100); }

// What is held against a workstation's name.
std::string SchemeReason(const ForeignWorkstation& foreign, const NamingScheme& scheme) {
  if (scheme.stated) {
    return fmt::format("fits none of the organisation's naming schemes; {} of {} names do",
                       scheme.by_scheme, scheme.names);
  }
  return fmt::format("begins with '{}', as no computer here does; {} of {} names follow a scheme",
                     foreign.form, scheme.by_scheme, scheme.names);
}

std::vector<AnalyticReason> ReasonsOf(const Beacon& beacon) {
  const SeriesFeatures& series = beacon.series;
  return {
      {"interval", IntervalText(series.interval_seconds),
       fmt::format("even: median deviation {}, {} of {} intervals within 55% of the median",
                   Percent(series.jitter), Percent(series.in_band), series.contacts - 1)},
      {"duration", fmt::format("{:.1f} days", series.days),
       fmt::format("{} contacts; {} between 22:00 and 06:00 UTC, {} at weekends", beacon.contacts,
                   Percent(series.night_share), Percent(series.weekend_share))},
      {"size", fmt::format("{} bytes", beacon.bytes),
       fmt::format("evenness of sizes {:.2f} of 1", series.size_regularity)},
      {"sources", std::to_string(beacon.sources), "that contact this destination"},
      {"score", fmt::format("{:.0f}", beacon.score),
       fmt::format("at least {:.0f} of 100", kBeaconFinding)},
  };
}

}  // namespace

AnalyticPass::AnalyticPass(const AnalyticRules& rules, AnalyticWriter& writer,
                           const LossLedger& evidence, const std::string& spill_folder,
                           GraphOptions graph)
    : rules_(rules),
      writer_(writer),
      beacons_(losses_, spill_folder),
      rare_(spill_folder, kEveryHost),
      logons_(losses_, spill_folder, std::move(graph)),
      integrity_(evidence, spill_folder),
      findings_(spill_folder, kFindingsSortBytes) {}

Status AnalyticPass::Run() {
  if (Status status = FindBeacons(); !status.ok()) return status;
  if (Status status = FindWorkstations(); !status.ok()) return status;
  if (Status status = FindTamperedLogs(); !status.ok()) return status;
  if (Status status = FindLogonPatterns(); !status.ok()) return status;
  return findings_.Finish();
}

Status AnalyticPass::FindLogonPatterns() {
  static_assert(kAnalyticLogonPatterns.size() == kGraphPatterns);
  if (!rules_.HasAny(kAnalyticLogonPatterns)) return Ok();
  return logons_.Run([this](GraphPattern pattern, AnalyticFinding finding) {
    Add(kAnalyticLogonPatterns[static_cast<std::size_t>(pattern)], std::move(finding));
  });
}

Status AnalyticPass::FindTamperedLogs() {
  static_assert(kAnalyticTampering.size() == kTamperingKinds);
  if (!rules_.HasAny(kAnalyticTampering)) return Ok();
  return integrity_.Run([this](Tampering one) {
    Add(kAnalyticTampering[static_cast<std::size_t>(one.kind)], std::move(one.finding));
  });
}

void AnalyticPass::Add(std::string_view analytic, AnalyticFinding finding) {
  const auto rule = rules_.Of(analytic);
  if (!rule) return;
  finding.rule = *rule;
  findings_.Commit(writer_.Write(finding, findings_.pending()));
}

Status AnalyticPass::FindBeacons() {
  if (!rules_.HasAny(kAnalyticBeacons)) return Ok();
  if (Status status = beacons_.Run(); !status.ok()) return status;
  std::array<std::optional<std::uint32_t>, kAnalyticBeacons.size()> by_form;
  for (std::size_t i = 0; i < by_form.size(); ++i) {
    by_form[i] = rules_.Of(kAnalyticBeacons[i]);
  }
  for (const Beacon& beacon : beacons_.beacons()) {
    if (beacon.score < kBeaconFinding || beacon.internal) continue;
    const auto& own = by_form[static_cast<std::size_t>(FormOfBeacon(beacon))];
    if (const auto& rule = own ? own : by_form[0]) AddBeacon(beacon, *rule);
  }
  return Ok();
}

Status AnalyticPass::FindWorkstations() {
  const auto rule = rules_.Of(kAnalyticForeignWorkstation);
  if (!rule) return Ok();
  if (Status status = rare_.Run(); !status.ok()) return status;
  const std::string* known = nullptr;
  for (const RareItem& item : rare_.items()) {  // text evidence is not counted by host
    for (const auto& [at, host] : item.seen) {
      if (known == nullptr || *known != host) AddSpelling(host);
      known = &host;  // in a flood of names it is one host's, again and again
    }
  }
  NamingScheme scheme;
  const std::vector<ForeignWorkstation> foreign =
      FindForeign(rare_.items(), hosts_, scheme, known_names_);
  for (const ForeignGroup& group : GroupForeign(foreign)) {
    if (group.size() == 1) {
      AddWorkstation(*group.front(), scheme, *rule);
    } else {
      AddWorkstations(group, scheme, *rule);
    }
  }
  return Ok();
}

void AnalyticPass::AddWorkstations(const ForeignGroup& group, const NamingScheme& scheme,
                                   std::uint32_t rule) {
  const RareItem& first = *group.front()->item;
  AnalyticFinding finding;
  finding.rule = rule;
  finding.time = first.first.time;
  finding.host = first.seen.front().second;
  finding.channel = "Security";
  finding.event_id = first.first.event_id;
  std::string names;
  std::set<std::string> users;
  Timestamp last;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const RareItem& item = *group[i]->item;
    if (i < kForeignNamesTold) names += (i == 0 ? "" : ", ") + item.value;
    if (item.first.event_id != finding.event_id) finding.event_id = 0;
    if (users.size() < kMaxRareUsers) users.insert(item.users.begin(), item.users.end());
    finding.member_count += item.count;
    last = std::max(last, item.last.time);
    if (i >= kMostNamesListed) continue;
    for (const auto& [at, host] : item.seen) {
      finding.members.push_back({at.time, host, at.file, at.offset, at.line, at.record_id});
    }
  }
  std::ranges::stable_sort(finding.members, {}, &AnalyticMember::time);
  finding.fields = {{"WorkstationName", names}};
  finding.reasons = {
      {"WorkstationName", names,
       fmt::format("do not fit; {} of {} names follow a scheme", scheme.by_scheme, scheme.names)},
      {"names", std::to_string(group.size()),
       "that this host saw for the first time on one day: made up for each logon, or a network "
       "that "
       "does not belong here"},
      {"logons", std::to_string(finding.member_count),
       fmt::format("by {}", fmt::join(users, ", "))},
      {"period", ToIso8601(finding.time), "to " + ToIso8601(last)},
  };
  findings_.Commit(writer_.Write(finding, findings_.pending()));
}

void AnalyticPass::AddWorkstation(const ForeignWorkstation& foreign, const NamingScheme& scheme,
                                  std::uint32_t rule) {
  const RareItem& item = *foreign.item;
  AnalyticFinding finding;
  finding.rule = rule;
  finding.time = item.first.time;
  if (item.seen.size() == 1) finding.host = item.seen.front().second;
  finding.channel = "Security";
  finding.fields = {{"WorkstationName", item.value}};
  if (item.users.size() == 1) finding.fields.emplace_back("TargetUserName", *item.users.begin());
  finding.reasons = {
      {"WorkstationName", item.value, SchemeReason(foreign, scheme)},
      {"hosts", std::to_string(item.hosts), "that it logged on to"},
      {"logons", std::to_string(item.count), fmt::format("by {}", fmt::join(item.users, ", "))},
      {"period", ToIso8601(item.first.time), "to " + ToIso8601(item.last.time)},
  };
  finding.event_id = item.seen.front().first.event_id;
  for (const auto& [at, host] : item.seen) {
    if (at.event_id != finding.event_id) finding.event_id = 0;
    finding.members.push_back({at.time, host, at.file, at.offset, at.line, at.record_id});
  }
  finding.member_count = item.count;
  findings_.Commit(writer_.Write(finding, findings_.pending()));
}

const std::string& AnalyticPass::SpellingOf(const std::string& folded) const {
  const auto at = spellings_.find(folded);
  return at == spellings_.end() ? folded : at->second;
}

void AnalyticPass::AddSpelling(std::string_view host) {
  if (spellings_.try_emplace(Folded(host), host).second) hosts_.emplace_back(host);
}

void AnalyticPass::AddBeacon(const Beacon& beacon, std::uint32_t rule) {
  AnalyticFinding finding;
  finding.rule = rule;
  finding.time = beacon.last;
  finding.host = SpellingOf(beacon.source);
  finding.channel = beacon.channel;
  finding.fields = {{"Source", beacon.source}, {"Destination", beacon.destination}};
  if (!beacon.address.empty() && !beacon.via_proxy && beacon.address != beacon.destination) {
    finding.fields.emplace_back("DestinationIp", beacon.address);
  }
  if (!beacon.program.empty()) finding.fields.emplace_back("Program", beacon.program);
  finding.reasons = ReasonsOf(beacon);
  for (const ContactPlace& place : beacon.places) {
    finding.members.push_back(
        {place.time, finding.host, place.file, place.offset, place.line, place.record_id});
  }
  finding.member_count = beacon.contacts;
  findings_.Commit(writer_.Write(finding, findings_.pending()));
}

}  // namespace noroshi
