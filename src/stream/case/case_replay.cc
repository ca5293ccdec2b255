#include "stream/case/case_replay.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <utility>

#include "attribution/words.h"
#include "casestore/case_writer.h"
#include "incident/incident_builder.h"
#include "knowledge/shipped.h"
#include "report/indicators.h"
#include "report/knowledge_sections.h"
#include "report/render.h"
#include "report/report_builder.h"
#include "stream/case/case_report.h"
#include "stream/output/incident_attribution.h"
#include "stream/output/incident_input.h"
#include "stream/text/finding_line.h"
#include "stream/text/finding_reader.h"

namespace noroshi {

Result<CaseReplay> CaseReplay::Open(CaseStore& store, const CaseReplayOptions& options) {
  NOROSHI_TRY(std::vector<CaseSuppression> suppressions, store.Suppressions());
  CaseReplay replay(store, options, SuppressionFilter(std::move(suppressions), options.now));
  NOROSHI_TRY(const std::vector<CaseRule> rules, store.Rules());
  for (const CaseRule& rule : rules) {
    RuleWords words = ReadRuleBody(rule.body, rule.level);
    words.report.id = words.facts.id = rule.id;
    words.report.title = words.facts.title = rule.title;
    words.report.path = rule.path;
    replay.rules_.emplace(rule.number, std::move(words));
  }
  return replay;
}

const RuleWords& CaseReplay::words(std::uint64_t rule) const {
  static const RuleWords kNone;
  const auto found = rules_.find(rule);
  return found == rules_.end() ? kNone : found->second;
}

Status CaseReplay::ForEach(const CaseStore::TakeFinding& take) {
  return store_->ReadFindings([&](const CaseFinding& finding) {
    if (filter_.LeavesOut(words(finding.rule).facts.id, finding.host)) return true;
    return take(finding);
  });
}

Result<std::vector<std::string>> CaseReplay::BlindTechniques() {
  NOROSHI_TRY(const std::vector<CaseSight> sights, store_->Sights());
  std::vector<std::string> blind;
  for (const CaseSight& sight : sights) {
    if (sight.seen == 0 && sight.quiet == 0) blind.push_back(sight.technique);
  }
  return blind;
}

Result<CaseReplay::Answer> CaseReplay::Run(Want want) {
  IncidentBuilder incidents;
  ReportBuilder report;
  IncidentLineReader lines;
  const Status read = ForEach([&](const CaseFinding& finding) {
    const auto rule = static_cast<std::uint32_t>(finding.rule);
    const Level level = words(rule).facts.level;
    if (incidents.Add(rule, level, finding.host, finding.time)) {
      incidents.AddDetails(lines.Read(finding.line, rule, level, finding.time));
    }
    if (want == Want::kReport && report.AddFinding({rule, level, finding.host, finding.time})) {
      report.AddSample(ReadFinding(finding.line));
    }
    return true;
  });
  if (!read.ok()) return read.error();
  NOROSHI_TRY(const std::vector<std::string> blind, BlindTechniques());
  NOROSHI_TRY(const std::vector<CaseAim> loaded, store_->Aims());
  const AimTable aims = ReadAims(loaded);
  Answer answer;
  answer.incidents =
      std::move(incidents).Finish([this](std::uint32_t rule) { return words(rule).facts; });
  answer.attributions = AttributeIncidents(answer.incidents, {blind, aims}, options_.threads);
  if (want == Want::kIncidents) return answer;
  NOROSHI_TRY(answer.report, Report(std::move(report), answer));
  return answer;
}

Result<ReportDocument> CaseReplay::Report(ReportBuilder builder, const Answer& answer) {
  builder.SetIncidents(answer.incidents, answer.attributions);
  NOROSHI_TRY([[maybe_unused]] const Done added, AddCaseToReport(*store_, builder));
  NOROSHI_TRY(ReportRun run, CaseRun(*store_));
  run.language = options_.language;
  run.engine_version = options_.engine_version;
  run.generated_at = options_.now;
  ReportDocument document = std::move(builder).Finish(
      std::move(run), [this](std::uint32_t rule) { return words(rule).report; });
  NOROSHI_TRY(document.case_file, DescribeCase(*store_, filter_));
  NOROSHI_TRY([[maybe_unused]] const Done files, AddSuspectFiles(*store_, document));
  FindIndicators(document);
  AddKnowledge(document, ShippedKnowledge());
  return document;
}

std::vector<CaseIncident> CaseRowsOf(const IncidentSet& set,
                                     const std::vector<Attribution>& answers) {
  std::vector<CaseIncident> rows;
  for (std::size_t i = 0; i < set.incidents.size(); ++i) {
    const Incident& incident = set.incidents[i];
    CaseIncident& row = rows.emplace_back();
    row.id = incident.id;
    row.level = incident.level;
    row.score = incident.score;
    row.first_seen = incident.first_seen;
    row.last_seen = incident.last_seen;
    row.title_ja = incident.title.ja;
    row.title_en = incident.title.en;
    row.findings = incident.findings;
    for (const IncidentEntity& entity : incident.entities) {
      CaseEntity& stored = row.entities.emplace_back();
      stored.kind = WeightOf(entity.kind).name;
      stored.value = entity.value;
      AppendList("", entity.hosts, stored.hosts);
    }
    const Attribution* answer = i < answers.size() ? &answers[i] : nullptr;
    row.body = IncidentJson(incident, answer);
    if (answer == nullptr || answer->ranked.empty()) continue;
    row.abstained = answer->abstained;
    row.set_id = answer->ranked.front().id;
    row.set_name = answer->ranked.front().name;
    row.confidence =
        static_cast<std::uint64_t>(ConfidencePercent(answer->ranked.front().confidence));
  }
  return rows;
}

Status RefreshIncidents(CaseStore& store, const CaseReplayOptions& options) {
  NOROSHI_TRY(CaseReplay replay, CaseReplay::Open(store, options));
  NOROSHI_TRY(const CaseReplay::Answer answer, replay.Run(CaseReplay::Want::kIncidents));
  return ReplaceCaseIncidents(store, CaseRowsOf(answer.incidents, answer.attributions));
}

}  // namespace noroshi
