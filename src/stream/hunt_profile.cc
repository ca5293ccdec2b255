#include "stream/hunt_profile.h"

#include "stream/hunt_summary.h"

namespace noroshi {
namespace {

void AddCost(const StageCost& more, StageCost& sum) {
  sum.ns += more.ns;
  sum.bytes += more.bytes;
}

}  // namespace

void HuntProfile::Add(const HuntProfile& more) {
  AddCost(more.read, read);
  AddCost(more.decode, decode);
  AddCost(more.match, match);
  AddCost(more.render, render);
  if (first_unit_ns == 0 || (more.first_unit_ns != 0 && more.first_unit_ns < first_unit_ns)) {
    first_unit_ns = more.first_unit_ns;
  }
  matcher.Add(more.matcher);
}

std::uint64_t StartToFirstRecordNs(const HuntSummary& summary) {
  const std::uint64_t first = summary.profile->first_unit_ns;
  return first == 0 ? 0 : first - summary.times.started_ns;
}

std::vector<ProfileStage> StagesOf(const HuntSummary& summary) {
  const StageTimes& times = summary.times;
  const HuntProfile& profile = *summary.profile;
  return {
      {"load rules", {times.rules_ns, 0}},
      {"build matcher", {times.matcher_ns, 0}},
      {"list", {times.list_ns, 0}},
      {"hash", {times.hash_ns, 0}},
      {"scan", {times.scan_ns, profile.read.bytes}},
      {"read", profile.read, true},
      {"decode", profile.decode, true},
      {"match", profile.match, true},
      {"render", profile.render, true},
      {"sort and merge", {times.merge_ns, profile.render.bytes}},
      {"report", {times.report_ns, 0}},
  };
}

}  // namespace noroshi
