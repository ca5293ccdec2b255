#include "stream/pass/logon_pass.h"

#include <fmt/format.h>

#include <utility>

namespace noroshi {

Status LogonPass::TakeFeed(LogonFeed& feed) {
  feed.EndUnit();
  if (Status status = feed.logons().Finish(); !status.ok()) return status;
  if (Status status = feed.sightings().Finish(); !status.ok()) return status;
  logons_.push_back(std::move(feed.logons()));
  sightings_.push_back(std::move(feed.sightings()));
  return Ok();
}

Status LogonPass::Run(const LogonGraph::Sink& sink) {
  MachineSighting sighting;
  Status status = MergeRuns(sightings_, spill_folder_, [&](const SortedRecord& record) -> Status {
    if (!DecodeSighting(record.bytes, sighting)) return Ok();
    book_.Add(sighting);
    if (address_sink_ && sighting.kind == SightingKind::kOwn) address_sink_(sighting);
    return Ok();
  });
  if (!status.ok()) return status;
  sightings_.clear();
  book_.Freeze();
  LogonGraph graph(options_, book_, sink);
  SourceRank first;
  bool any = false;
  LogonRecord logon;
  status = MergeRuns(logons_, spill_folder_, [&](const SortedRecord& record) -> Status {
    if (!std::exchange(any, true)) first = {record.key.file, record.key.member};
    DecodeLogon(record.bytes, logon);
    graph.Take(logon);
    return Ok();
  });
  logons_.clear();
  if (status.ok() && any) NoteLimits(graph, first);
  if (status.ok() && care_sink_) care_sink_(graph.Care());
  return status;
}

// Limits are those of the whole evidence; the row stands under the file of the first logon.
void LogonPass::NoteLimits(const LogonGraph& graph, const SourceRank& source) {
  if (graph.refused() + book_.refused() != 0) {
    ledger_.Add(source, {DamageKind::kBudget, 0, 0, 0, 0,
                         fmt::format("logon graph: {} times a new account, host, address or edge "
                                     "found no room: not all that is new was seen as new",
                                     graph.refused() + book_.refused())});
  }
  if (graph.untold() != 0) {
    ledger_.Add(source, {DamageKind::kBudget, 0, 0, 0, 0,
                         fmt::format("logon graph: {} findings beyond the limit of a pattern",
                                     graph.untold())});
  }
}

}  // namespace noroshi
