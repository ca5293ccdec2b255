#include "stream/analytic_pass.h"

#include <fmt/format.h>

namespace noroshi {
namespace {

constexpr std::size_t kFindingsSortBytes = std::size_t{1} << 20;

std::string Percent(double share) { return fmt::format("{:.0f}%", share * 100); }

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

std::optional<std::uint32_t> AnalyticRuleOf(const RuleSet& rules, std::string_view analytic) {
  for (std::uint32_t i = 0; i < rules.rules.size(); ++i) {
    if (rules.rules.head(i).source != RuleSource::kNoroshi) continue;  // the loader's promise
    if (rules.rules[i].analytic == analytic) return i;
  }
  return std::nullopt;
}

AnalyticPass::AnalyticPass(const RuleSet& rules, AnalyticWriter& writer, LossLedger& ledger,
                           const std::string& spill_folder)
    : rules_(rules),
      writer_(writer),
      beacons_(ledger, spill_folder),
      findings_(spill_folder, kFindingsSortBytes) {}

Status AnalyticPass::Run() {
  if (const auto rule = AnalyticRuleOf(rules_, kAnalyticBeacon)) {
    if (Status status = beacons_.Run(); !status.ok()) return status;
    for (const Beacon& beacon : beacons_.beacons()) {
      if (beacon.score >= kBeaconFinding && !beacon.internal) AddBeacon(beacon, *rule);
    }
  }
  return findings_.Finish();
}

void AnalyticPass::AddBeacon(const Beacon& beacon, std::uint32_t rule) {
  AnalyticFinding finding;
  finding.rule = rule;
  finding.time = beacon.last;
  finding.host = beacon.source;
  finding.channel = beacon.channel;
  finding.fields = {{"Source", beacon.source}, {"Destination", beacon.destination}};
  if (!beacon.address.empty() && !beacon.via_proxy && beacon.address != beacon.destination) {
    finding.fields.emplace_back("DestinationIp", beacon.address);
  }
  if (!beacon.program.empty()) finding.fields.emplace_back("Program", beacon.program);
  finding.reasons = ReasonsOf(beacon);
  for (const ContactPlace& place : beacon.places) {
    finding.members.push_back(
        {place.time, beacon.source, place.file, place.offset, place.line, place.record_id});
  }
  finding.member_count = beacon.contacts;
  findings_.Commit(writer_.Write(finding, findings_.pending()));
}

}  // namespace noroshi
