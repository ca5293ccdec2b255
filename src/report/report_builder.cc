#include "report/report_builder.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include "report/level_counts.h"
#include "report/tactics.h"

namespace noroshi {
namespace {

constexpr std::uint32_t kNoHost = std::numeric_limits<std::uint32_t>::max();
// A sample's own size beside its texts: the struct, and the names of its JSON members.
constexpr std::size_t kSampleOverhead = 400;

constexpr std::uint64_t GroupKey(std::uint32_t rule, std::uint32_t host) {
  return std::uint64_t{rule} << 32 | host;
}

void Extend(Timestamp& first, Timestamp& last, Timestamp time) {
  if (time.ticks == 0) return;
  if (first.ticks == 0 || time < first) first = time;
  last = std::max(last, time);
}

// Cuts to at most `limit` bytes, never inside a UTF-8 sequence. Returns whether it did.
bool CutText(std::string& text, std::size_t limit) {
  if (text.size() <= limit) return false;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  text.shrink_to_fit();
  return true;
}

bool CutTexts(ReportFinding& sample, std::size_t limit) {
  bool cut = false;
  for (auto& field : sample.fields) cut |= CutText(field.second, limit);
  for (ReportReason& reason : sample.reasons) {
    cut |= CutText(reason.value, limit);
    cut |= CutText(reason.pattern, limit);
  }
  return cut;
}

std::size_t SizeOf(const ReportFinding& sample) {
  std::size_t bytes = kSampleOverhead + sample.path.size();
  for (const ReportMember& member : sample.members) {
    bytes += sizeof member + member.rule.size() + member.host.size() + member.path.size();
  }
  for (const auto& [name, value] : sample.fields) bytes += name.size() + value.size();
  for (const ReportReason& reason : sample.reasons) {
    bytes +=
        reason.selection.size() + reason.field.size() + reason.value.size() + reason.pattern.size();
  }
  return bytes;
}

// Counts of one rule under each tactic it names, and each of its techniques there.
void CountTactics(const ReportRule& rule, std::map<std::string, ReportTactic>& tactics) {
  std::set<std::string> names;
  for (const std::string& tactic : rule.tactics) names.insert(CanonicalTactic(tactic));
  if (names.empty()) names.insert("");
  LevelCounts counts{};
  counts[static_cast<std::size_t>(rule.level)] = rule.count;
  for (const std::string& name : names) {
    ReportTactic& tactic = tactics[name];
    tactic.tactic = name;
    AddTo(tactic.findings, counts);
    for (const std::string& technique :
         std::set<std::string>(rule.techniques.begin(), rule.techniques.end())) {
      AddTo(tactic.techniques[technique], counts);
    }
  }
}

std::vector<ReportTactic> TacticsOf(const std::vector<ReportRule>& rules) {
  std::map<std::string, ReportTactic> by_name;
  for (const ReportRule& rule : rules) CountTactics(rule, by_name);
  std::vector<ReportTactic> tactics;
  for (auto& entry : by_name) tactics.push_back(std::move(entry.second));
  std::stable_sort(tactics.begin(), tactics.end(), [](const auto& a, const auto& b) {
    return TacticRank(a.tactic) < TacticRank(b.tactic);
  });
  return tactics;
}

void SortHosts(std::vector<ReportHost>& hosts) {
  std::sort(hosts.begin(), hosts.end(), [](const ReportHost& a, const ReportHost& b) {
    const auto gravity = CompareGravity(a.findings, b.findings);
    return gravity != 0 ? gravity > 0 : a.name < b.name;
  });
}

}  // namespace

std::uint32_t ReportBuilder::HostIndex(std::string_view name) {
  if (const auto found = host_index_.find(name); found != host_index_.end()) return found->second;
  if (hosts_.size() >= limits_.hosts) {
    document_.hosts_cut = true;
    return kNoHost;
  }
  const auto index = static_cast<std::uint32_t>(hosts_.size());
  hosts_.emplace_back().name = name;
  host_index_.emplace(name, index);
  return index;
}

ReportBuilder::Group* ReportBuilder::FindGroup(std::uint32_t rule, std::uint32_t host) {
  const std::uint64_t key = GroupKey(rule, host);
  if (const auto found = group_index_.find(key); found != group_index_.end()) {
    return &groups_[found->second];
  }
  if (host == kNoHost || groups_.size() >= limits_.groups) return nullptr;
  group_index_.emplace(key, static_cast<std::uint32_t>(groups_.size()));
  Group& group = groups_.emplace_back();
  group.rule = rule;
  group.host = host;
  return &group;
}

bool ReportBuilder::AddFinding(const ReportHit& hit) {
  const auto level = static_cast<std::size_t>(hit.level);
  ++document_.findings;
  ++document_.findings_by_level[level];
  Extend(document_.first_finding, document_.last_finding, hit.time);
  timeline_.Add(hit.time, hit.level);

  const std::uint32_t host = HostIndex(hit.host);
  if (host != kNoHost) {
    ++hosts_[host].findings[level];
    Extend(hosts_[host].first_seen, hosts_[host].last_seen, hit.time);
  }
  RuleCount& rule = rules_[hit.rule];
  ++rule.count;
  rule.level = hit.level;
  current_ = FindGroup(hit.rule, host);
  if (current_ == nullptr) {
    ++rule.not_grouped;
    return false;
  }
  ++current_->count;
  Extend(current_->first_seen, current_->last_seen, hit.time);
  const bool room = samples_ < limits_.samples && sample_bytes_ < limits_.sample_bytes;
  return room && current_->samples.size() < samples_per_group_;
}

void ReportBuilder::AddSample(ReportFinding sample) {
  if (current_ == nullptr) return;
  if (CutTexts(sample, limits_.value_bytes)) sample.marks.emplace_back("value_cut");
  ++samples_;
  sample_bytes_ += SizeOf(sample);
  current_->samples.push_back(std::move(sample));
  while (samples_per_group_ > 1 &&
         (samples_ >= limits_.samples || sample_bytes_ >= limits_.sample_bytes)) {
    ShrinkSamples();
  }
}

// Halves what each group may show, so that a group found late still gets its first samples.
void ReportBuilder::ShrinkSamples() {
  samples_per_group_ = std::max<std::size_t>(1, samples_per_group_ / 2);
  for (Group& group : groups_) {
    while (group.samples.size() > samples_per_group_) {
      sample_bytes_ -= SizeOf(group.samples.back());
      --samples_;
      group.samples.pop_back();
    }
  }
}

void ReportBuilder::AddHostRecords(std::string_view host, std::uint64_t count) {
  if (host.empty()) return;
  const std::uint32_t index = HostIndex(host);
  if (index != kNoHost) hosts_[index].records += count;
}

void ReportBuilder::AddChannelRecords(std::string_view channel, std::uint64_t count) {
  auto& channels = document_.records_by_channel;
  const auto found = channels.find(std::string(channel));
  if (found == channels.end() && channels.size() >= limits_.channels) {
    return AddOtherRecords(count);
  }
  document_.records += count;
  if (found != channels.end()) {
    found->second += count;
  } else {
    channels.emplace(channel, count);
  }
}

void ReportBuilder::AddOtherRecords(std::uint64_t count) {
  document_.records += count;
  document_.channels_cut = document_.channels_cut || count != 0;
}

void ReportBuilder::AddLoss(ReportLoss loss) {
  if (document_.losses.size() < limits_.losses) {
    document_.losses.push_back(std::move(loss));
  } else {
    ++document_.losses_not_listed;
  }
}

void ReportBuilder::AddRuleNotUsed(ReportRuleNotUsed not_used) {
  ++document_.rules_not_used_by_reason[not_used.reason];
  if (document_.rules_not_used.size() < limits_.rules_not_used) {
    document_.rules_not_used.push_back(std::move(not_used));
  } else {
    ++document_.rules_not_used_not_listed;
  }
}

void ReportBuilder::SetIncidents(IncidentSet set, std::vector<Attribution> answers) {
  if (set.incidents.size() > kReportIncidents) {
    document_.incidents_not_listed = set.incidents.size() - kReportIncidents;
    set.incidents.resize(kReportIncidents);
    answers.resize(std::min(answers.size(), kReportIncidents));
  }
  for (Incident& incident : set.incidents) incident.findings.clear();
  document_.incidents = std::move(set);
  document_.attributions = std::move(answers);
}

void ReportBuilder::SetVisibility(ReportVisibility visibility) {
  document_.visibility = std::move(visibility);
}

std::vector<ReportRule> ReportBuilder::TakeRules(const RuleDescriber& describe) {
  std::map<std::uint32_t, ReportRule> by_number;
  for (const auto& [number, counted] : rules_) {
    ReportRule& rule = by_number[number] = describe(number);
    rule.level = counted.level;
    rule.count = counted.count;
    rule.count_not_grouped = counted.not_grouped;
    rule.groups.clear();
  }
  for (Group& group : groups_) {
    by_number[group.rule].groups.push_back({.host = hosts_[group.host].name,
                                            .count = group.count,
                                            .first_seen = group.first_seen,
                                            .last_seen = group.last_seen,
                                            .samples = std::move(group.samples)});
  }
  std::vector<ReportRule> rules;
  for (auto& entry : by_number) {
    auto& groups = entry.second.groups;
    std::sort(groups.begin(), groups.end(), [](const ReportGroup& a, const ReportGroup& b) {
      return std::tie(b.count, a.host) < std::tie(a.count, b.host);
    });
    rules.push_back(std::move(entry.second));
  }
  std::stable_sort(rules.begin(), rules.end(), [](const ReportRule& a, const ReportRule& b) {
    return std::tie(b.level, b.count, a.title, a.id) < std::tie(a.level, a.count, b.title, b.id);
  });
  return rules;
}

ReportDocument ReportBuilder::Finish(ReportRun run, const RuleDescriber& describe) && {
  ReportDocument document = std::move(document_);
  document.run = std::move(run);
  document.rules = TakeRules(describe);
  document.rules_matched = document.rules.size();
  document.tactics = TacticsOf(document.rules);
  document.hosts = std::move(hosts_);
  SortHosts(document.hosts);
  document.timeline = timeline_.Finish();
  document.samples = samples_;
  return document;
}

}  // namespace noroshi
