#include "stream/case/case_report.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <map>
#include <utility>

#include "analytics/visibility/advice.h"
#include "casestore/remarks_today.h"
#include "report/suspect_file_reader.h"
#include "stream/visibility/hunt_visibility.h"

namespace noroshi {
namespace {

using Json = rapidjson::Value;

void AddInputs(const std::string& list, std::vector<std::string>& inputs) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(list.data(), list.size());
  if (json.HasParseError() || !json.IsArray()) return;
  for (const Json& item : json.GetArray()) {
    if (!item.IsString()) continue;
    std::string input(item.GetString(), item.GetStringLength());
    if (std::ranges::find(inputs, input) == inputs.end()) inputs.push_back(std::move(input));
  }
}

void TakeRules(const std::string& counts, std::map<std::string, std::uint64_t>& by_source) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(counts.data(), counts.size());
  if (json.HasParseError() || !json.IsObject()) return;
  for (const auto& member : json.GetObject()) {
    if (!member.value.IsUint64()) continue;
    std::uint64_t& count =
        by_source[std::string(member.name.GetString(), member.name.GetStringLength())];
    count = std::max(count, member.value.GetUint64());
  }
}

// The best that any rule for the technique could see in any hunt.
std::size_t BestOf(const CaseSight& sight) {
  if (sight.seen != 0) return static_cast<std::size_t>(Sight::kSeen);
  return static_cast<std::size_t>(sight.quiet != 0 ? Sight::kQuiet : Sight::kBlind);
}

Result<ReportVisibility> CaseVisibility(CaseStore& store) {
  NOROSHI_TRY(const std::vector<CaseSight> sights, store.Sights());
  NOROSHI_TRY(const std::vector<CaseMissing> missing, store.Missing());
  ReportVisibility out;
  out.judged = !sights.empty();
  for (const CaseSight& sight : sights) {
    if (sight.technique.empty()) {  // all rules of a hunt
      out.rules = {sight.blind, sight.quiet, sight.seen};
      continue;
    }
    const std::size_t best = BestOf(sight);
    ++out.techniques[best];
    if (best == static_cast<std::size_t>(Sight::kBlind)) {
      out.blind_techniques.push_back(sight.technique);
    }
  }
  for (const CaseMissing& row : missing) {
    if (out.missing.size() == kReportMissing) {
      ++out.missing_not_listed;
      continue;
    }
    const auto event_id = static_cast<std::uint32_t>(row.event_id);
    ReportMissingEvidence& one = out.missing.emplace_back(ReportMissingEvidence{
        row.channel, event_id, row.log_source, row.rules, row.high_rules, {}});
    if (row.channel.empty()) continue;
    Advice advice = AdviceFor(row.channel, event_id);
    one.advice = {std::move(advice.japanese), std::move(advice.english)};
  }
  return out;
}

Result<std::map<std::string, std::string>> TitlesOf(CaseStore& store) {
  NOROSHI_TRY(const std::vector<CaseRule> rules, store.Rules());
  std::map<std::string, std::string> titles;
  for (const CaseRule& rule : rules) titles[rule.id] = rule.title;
  return titles;
}

}  // namespace

Status AddCaseToReport(CaseStore& store, ReportBuilder& builder) {
  NOROSHI_TRY(const std::vector<CaseRecords> records, store.Records());
  for (const CaseRecords& row : records) {
    if (row.kind == CaseRecordKind::kHost) {
      builder.AddHostRecords(row.name, row.count);
    } else if (row.name == kOtherChannels) {
      builder.AddOtherRecords(row.count);
    } else {
      builder.AddChannelRecords(row.name, row.count);
    }
  }
  NOROSHI_TRY(std::vector<CaseLoss> losses, store.Losses());
  for (CaseLoss& loss : losses) {
    builder.AddLoss({std::move(loss.path), std::move(loss.kind), loss.count, loss.lost_bytes,
                     loss.lost_records, loss.first_offset, std::move(loss.detail)});
  }
  NOROSHI_TRY(std::vector<CaseRuleNotUsed> not_used, store.RulesNotUsed());
  for (CaseRuleNotUsed& rule : not_used) {
    builder.AddRuleNotUsed({std::move(rule.reason), std::move(rule.id), std::move(rule.title),
                            std::move(rule.path), std::move(rule.detail),
                            static_cast<std::uint32_t>(rule.line)});
  }
  NOROSHI_TRY(ReportVisibility visibility, CaseVisibility(store));
  builder.SetVisibility(std::move(visibility));
  return Ok();
}

Result<ReportRun> CaseRun(CaseStore& store) {
  NOROSHI_TRY(const std::vector<CaseHunt> hunts, store.CurrentHunts());
  ReportRun run;
  for (const CaseHunt& hunt : hunts) {
    run.rule_set_hash = hunt.rule_set_hash;  // of the last one
    AddInputs(hunt.inputs, run.inputs);
    TakeRules(hunt.rules_by_source, run.rules_by_source);
    run.interrupted = run.interrupted || hunt.interrupted;
    run.files += hunt.files;
    run.files_not_read += hunt.files_not_read;
    run.bytes_used += hunt.bytes_used;
    run.bytes_damaged += hunt.bytes_damaged;
    run.bytes_padding += hunt.bytes_padding;
    const Timestamp first = hunt.first_event;
    if (first.ticks != 0 && (run.first_event.ticks == 0 || first < run.first_event)) {
      run.first_event = first;
    }
    run.last_event = std::max(run.last_event, hunt.last_event);
  }
  run.bytes = run.bytes_used + run.bytes_damaged + run.bytes_padding;
  return run;
}

Status AddSuspectFiles(CaseStore& store, ReportDocument& document) {
  NOROSHI_TRY(const std::vector<CaseSuspectFile> rows, store.SuspectFiles(kReportSuspectFiles));
  NOROSHI_TRY(const std::uint64_t count, store.SuspectFileCount());
  NOROSHI_TRY(const std::vector<CaseHunt> hunts, store.CurrentHunts());
  for (const CaseSuspectFile& row : rows) {
    ReportSuspectFile file = ReadSuspectFile(row.body);
    file.path = row.path;
    file.host = row.host;
    file.level = row.level;
    document.suspect_files.push_back(std::move(file));
  }
  document.suspect_files_not_listed = count - rows.size();
  for (const CaseHunt& hunt : hunts) {
    document.suspect_files_not_listed += hunt.suspect_files_not_listed;
  }
  return Ok();
}

Result<ReportCase> DescribeCase(CaseStore& store, const SuppressionFilter& filter) {
  ReportCase out;
  NOROSHI_TRY(const std::vector<CaseHunt> hunts, store.Hunts());
  out.hunts = hunts.size();
  NOROSHI_TRY(CaseRemarks remarks, RemarksToday(store));
  for (CaseNote& note : remarks.notes) {
    out.notes.push_back(
        {std::move(note.target), std::move(note.author), std::move(note.text), note.at});
  }
  for (CaseStatus& status : remarks.statuses) {
    out.states.push_back({std::move(status.target), std::string(CaseStateName(status.state)),
                          std::move(status.author), std::move(status.reason), status.at});
  }
  NOROSHI_TRY(auto titles, TitlesOf(store));
  for (const SuppressionFilter::Row& row : filter.rows()) {
    const CaseSuppression& one = row.suppression;
    out.suppressions.push_back({one.rule, titles[one.rule], one.host, one.author, one.reason,
                                one.at, one.expires, row.in_force, row.left_out});
  }
  return out;
}

}  // namespace noroshi
