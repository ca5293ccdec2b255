#include "stream/output/hunt_outputs.h"

#include "knowledge/shipped.h"
#include "report/indicators.h"
#include "report/knowledge_sections.h"
#include "report/render.h"
#include "stream/output/incident_attribution.h"
#include "stream/output/report_input.h"
#include "stream/text/finding_reader.h"

namespace noroshi {
namespace {

constexpr std::string_view kFindingsName = "findings.jsonl";
constexpr std::string_view kSuppressedName = "suppressed.jsonl";
constexpr std::string_view kTimelineName = "timeline.csv";
constexpr std::string_view kIncidentsName = "incidents.json";
constexpr std::string_view kReportName = "report.html";

// A hunt of one thread writes with that thread.
Status OpenIf(bool wanted, const HuntOptions& options, std::string_view name,
              std::optional<OutputFile>& file) {
  if (!wanted) return Ok();
  const Writing writing = options.threads > 1 ? Writing::kBeside : Writing::kInTurn;
  NOROSHI_TRY(file, OutputFile::Create(options.out_dir + "/" + std::string(name), writing));
  return Ok();
}

void CountHost(std::string_view host, std::size_t level, HuntSummary& summary) {
  auto at = summary.findings_by_host.find(host);
  if (at == summary.findings_by_host.end()) {
    if (summary.findings_by_host.size() >= kMaxSummaryHosts) {
      ++summary.findings_on_other_hosts[level];
      return;
    }
    at = summary.findings_by_host.emplace(std::string(host), LevelCounts{}).first;
  }
  ++at->second[level];
}

}  // namespace

Result<HuntOutputs> HuntOutputs::Open(const RuleSet& rules, const RuleOrder& order,
                                      const HuntOptions& options) {
  HuntOutputs outputs(rules, order, options);
  NOROSHI_TRY(const Done findings,
              OpenIf(options.write_findings, options, kFindingsName, outputs.findings_));
  NOROSHI_TRY(const Done timeline,
              OpenIf(options.write_timeline, options, kTimelineName, outputs.timeline_));
  NOROSHI_TRY(const Done incidents,
              OpenIf(options.write_incidents, options, kIncidentsName, outputs.incidents_file_));
  NOROSHI_TRY(const Done report,
              OpenIf(options.write_report, options, kReportName, outputs.report_));
  const bool allows = options.environment != nullptr && !options.environment->allow.empty();
  NOROSHI_TRY(const Done suppressed, OpenIf(allows && options.write_findings, options,
                                            kSuppressedName, outputs.suppressed_));
  if (allows) outputs.suppressor_.emplace(options.environment->allow, rules);
  static_cast<void>(findings), static_cast<void>(timeline), static_cast<void>(suppressed);
  static_cast<void>(incidents), static_cast<void>(report);
  if (!options.case_path.empty()) {
    NOROSHI_TRY(outputs.case_, CaseOutput::Open(options.case_path, rules));
  }
  const bool wanted = options.write_incidents || options.write_report || outputs.case_ != nullptr;
  if (wanted) outputs.incidents_.emplace();
  if (outputs.timeline_) outputs.timeline_->Write(TimelineHeader());
  return outputs;
}

bool HuntOutputs::Suppress(std::uint32_t rule, std::string_view line, HuntSummary& summary) {
  if (!suppressor_) return false;
  if (!suppressor_->Hides(rule, line, hidden_line_, summary.suppressed)) return false;
  if (suppressed_) suppressed_->Write(hidden_line_);
  return true;
}

LineBuffer& HuntOutputs::NextLine() {
  if (findings_) return findings_->tail();
  unwritten_line_.Clear();
  return unwritten_line_;
}

Status HuntOutputs::Take(const SortedRecord& record, HuntSummary& summary) {
  LineBuffer& lines = NextLine();
  const std::size_t start = lines.size();
  NOROSHI_TRY(const ComposedFinding finding, composer_.Compose(record, lines));
  const std::uint32_t rule = finding.rule;
  const Level level = rules_->rules.head(rule).level;
  if (Suppress(rule, finding.line, summary)) {
    lines.Truncate(start);
    return Ok();
  }
  ++summary.findings;
  ++summary.findings_by_level[static_cast<std::size_t>(level)];
  ++summary.findings_by_rule[rule];
  CountHost(finding.host, static_cast<std::size_t>(level), summary);
  if (timeline_) timeline_->Write(finding.row);
  if (case_ != nullptr) {
    const Timestamp at{record.key.time};
    const Status taken = case_->Take(rule, finding.host, at, finding.line);
    if (!taken.ok()) return taken;
  }
  if (report_ && builder_.AddFinding({rule, level, finding.host, Timestamp{record.key.time}})) {
    builder_.AddSample(ReadFinding(finding.line));
  }
  const Timestamp time{record.key.time};
  if (incidents_ && incidents_->Add(rule, level, finding.host, time)) {
    incidents_->AddDetails(lines_.Read(finding.line, rule, level, time));
  }
  // A full disk is found out at once, not after the rest of a long merge.
  if (findings_ && !findings_->ok()) return findings_->Commit();
  if (timeline_ && !timeline_->ok()) return timeline_->Commit();
  return Ok();
}

void HuntOutputs::JoinIncidents(const HuntSummary& summary) {
  if (!incidents_) return;
  incident_set_ =
      std::move(*incidents_)
          .Finish([this](std::uint32_t rule) { return FactsForIncidents(rules_->rules[rule]); },
                  SurroundingsOf(options_->environment, std::move(care_)));
  incidents_.reset();
  visibility_ = JudgeHunt(summary, *rules_);
  attributions_ = AttributeIncidents(
      incident_set_, {visibility_.blind_techniques, visibility_.aims}, options_->threads);
  if (!incidents_file_) return;
  WriteIncidentsJson(incident_set_, attributions_,
                     [this](std::string_view text) { incidents_file_->Write(text); });
}

void HuntOutputs::MakeReport(const HuntSummary& summary) {
  builder_.SetIncidents(incident_set_, attributions_);
  AddToReport(summary, *rules_, builder_);
  builder_.SetVisibility(DescribeVisibility(visibility_));
  ReportDocument document = std::move(builder_).Finish(
      DescribeRun(summary, *rules_, *options_),
      [this](std::uint32_t rule) { return DescribeRule(rules_->rules[rule]); });
  document.suspect_files = options_->scanned.suspects;
  document.suspect_files_not_listed = options_->scanned.suspects_not_listed;
  FindIndicators(document);
  AddKnowledge(document, ShippedKnowledge());
  WriteHtml(document, [this](std::string_view text) { report_->Write(text); });
}

Status HuntOutputs::WriteReport(const HuntSummary& summary) {
  // Nothing more comes for these: incidents and report have the room of their buffers.
  for (std::optional<OutputFile>* file : {&findings_, &timeline_}) {
    if (!*file) continue;
    if (Status status = (*file)->Flush(); !status.ok()) return status;
  }
  JoinIncidents(summary);
  if (report_) MakeReport(summary);
  if (case_ == nullptr) return Ok();
  return case_->Finish({summary, *rules_, *options_, incident_set_, attributions_, visibility_});
}

Status HuntOutputs::Commit(HuntSummary& summary) {
  for (std::optional<OutputFile>* file :
       {&findings_, &suppressed_, &timeline_, &incidents_file_, &report_}) {
    if (!*file) continue;
    if (Status status = (*file)->Flush(); !status.ok()) return status;
  }
  const auto commit = [&](std::optional<OutputFile>& file, std::string_view name) -> Status {
    if (!file) return Ok();
    Status status = file->Commit();
    if (status.ok()) summary.outputs.emplace_back(name);
    return status;
  };
  if (Status status = commit(findings_, kFindingsName); !status.ok()) return status;
  if (Status status = commit(suppressed_, kSuppressedName); !status.ok()) return status;
  if (Status status = commit(timeline_, kTimelineName); !status.ok()) return status;
  if (Status status = commit(incidents_file_, kIncidentsName); !status.ok()) return status;
  if (Status status = commit(report_, kReportName); !status.ok()) return status;
  if (case_ == nullptr) return Ok();
  Status status = case_->Commit();
  if (status.ok()) summary.case_file = options_->case_path;
  return status;
}

}  // namespace noroshi
