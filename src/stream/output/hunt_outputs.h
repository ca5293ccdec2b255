// HuntOutputs: takes the findings in total order and writes every output that was asked for.
// Nothing gets its final name before Commit(); an object that is dropped without it leaves no file.
//
// One owner, the thread that merges; what is learnt before that comes from the one that runs the
// analytics, which has ended by then. Memory: the write buffers, and what the report keeps (bounded
// by ReportLimits) and incidents collect (IncidentLimits). Order of calls: Open, Take for each
// finding, WriteReport, Commit.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analytics/logon_graph/host_care.h"
#include "analytics/logon_graph/sighting.h"
#include "analytics/visibility/visibility.h"
#include "attribution/attribution.h"
#include "incident/incident_builder.h"
#include "report/report_builder.h"
#include "stream/case/case_output.h"
#include "stream/hunt.h"
#include "stream/hunt_summary.h"
#include "stream/output/incident_input.h"
#include "stream/output/output_file.h"
#include "stream/output/suppressor.h"
#include "stream/text/finding_composer.h"
#include "stream/visibility/hunt_visibility.h"

namespace noroshi {

class HuntOutputs {
 public:
  // Opens the files. All must outlive this.
  static Result<HuntOutputs> Open(const RuleSet& rules, const RuleOrder& order,
                                  const HuntOptions& options);

  // A machine says which address it has: findings of network logs there find their host. Before the
  // incidents are joined.
  void LearnAddress(const MachineSighting& own) {
    if (!incidents_) return;
    incidents_->LearnAddress(own.address, own.name, own.first, own.last);
  }

  // Which accounts look after hosts, by their logons. Before the incidents are joined.
  void LearnCare(HostCare care) { care_ = std::move(care); }

  // Counts into `summary` and writes one finding, or counts it as suppressed. kIo as soon as an
  // output cannot be written.
  Status Take(const SortedRecord& record, HuntSummary& summary);

  // Joins the findings into incidents, and renders those and the report from the findings taken
  // and from `summary`.
  Status WriteReport(const HuntSummary& summary);

  // Some output wants the incidents of what Take is given.
  [[nodiscard]] bool joins_incidents() const noexcept { return incidents_.has_value(); }

  // Of the incidents that WriteReport joined.
  [[nodiscard]] IncidentBriefs incidents() const { return BriefsOf(incident_set_, attributions_); }

  // The loaded rules that aim at anybody; empty when nobody wanted incidents.
  [[nodiscard]] const AimTable& aims() const noexcept { return visibility_.aims; }

  // Gives the files their names once all of them are on disk; adds the names to
  // `summary.outputs`.
  Status Commit(HuntSummary& summary);

 private:
  HuntOutputs(const RuleSet& rules, const RuleOrder& order, const HuntOptions& options)
      : rules_(&rules), options_(&options), composer_(rules, order, options.write_timeline) {}

  // Where the next line is put together: behind what findings.jsonl has, or in a buffer of its own.
  [[nodiscard]] LineBuffer& NextLine();
  // True when an allow-list hides it.
  bool Suppress(std::uint32_t rule, std::string_view line, HuntSummary& summary);
  void JoinIncidents(const HuntSummary& summary);
  void MakeReport(const HuntSummary& summary);

  const RuleSet* rules_;
  const HuntOptions* options_;
  FindingComposer composer_;
  std::optional<OutputFile> findings_, suppressed_, timeline_, incidents_file_, report_;
  std::unique_ptr<CaseOutput> case_;      // null when not asked for
  std::optional<Suppressor> suppressor_;  // when there is an allow-list
  std::string hidden_line_;
  LineBuffer unwritten_line_;                 // when nobody wants findings.jsonl
  std::optional<IncidentBuilder> incidents_;  // when any output wants them
  IncidentLineReader lines_;
  HostCare care_;
  IncidentSet incident_set_;               // after the last finding
  std::vector<Attribution> attributions_;  // of its incidents
  HuntVisibility visibility_;
  ReportBuilder builder_;
};

}  // namespace noroshi
