#include "stream/pass/integrity_pass.h"

#include <utility>

namespace noroshi {

Status IntegrityPass::TakeFeed(LogFeed& feed) {
  if (Status status = feed.pieces().Finish(); !status.ok()) return status;
  pieces_.push_back(std::move(feed.pieces()));
  return Ok();
}

Status IntegrityPass::Run(const std::function<void(Tampering)>& sink) {
  std::uint64_t group = 0;
  LogPiece piece;
  const Status status =
      MergeRuns(pieces_, spill_folder_, [&](const SortedRecord& record) -> Status {
        if (record.key.time != group) Close(sink);
        group = record.key.time;
        if (DecodePiece(record.bytes, piece)) host_.Add(piece);
        return Ok();
      });
  pieces_.clear();
  if (!status.ok()) return status;
  Close(sink);
  for (Tampering& one : peers_.Find()) sink(std::move(one));
  return Ok();
}

void IntegrityPass::Close(const std::function<void(Tampering)>& sink) {
  if (host_.empty()) return;
  host_.Freeze();
  const auto is_damaged = [this](std::uint64_t file) { return IsDamaged(file); };
  for (Tampering& one : FindTampering(host_, is_damaged)) sink(std::move(one));
  peers_.Add(host_);
  host_.Clear();
}

bool IntegrityPass::IsDamaged(std::uint64_t file) const {
  const SourceRank source = SourceOf(file);
  const auto& rows = ledger_.rows();
  for (auto at = rows.lower_bound({source, DamageKind{}});
       at != rows.end() && at->first.source == source; ++at) {
    if (at->second.is_loss()) return true;
  }
  return false;
}

}  // namespace noroshi
