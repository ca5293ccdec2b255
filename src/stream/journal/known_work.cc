#include "stream/journal/known_work.h"

#include <algorithm>

#include "base/byte_text.h"
#include "correlation/correlation_event.h"
#include "stream/journal/unit_log.h"
#include "stream/pass/contact_feed.h"
#include "stream/pass/log_feed.h"
#include "stream/pass/logon_feed.h"
#include "stream/pass/match_feed.h"
#include "stream/pass/rare_feed.h"

namespace noroshi {
namespace {

ByteAccount TakeAccount(PayloadReader& in) {
  ByteAccount account;
  account.used = in.Number<std::uint64_t>();
  account.damaged = in.Number<std::uint64_t>();
  account.padding = in.Number<std::uint64_t>();
  return account;
}

std::uint64_t Renumber(std::uint64_t source, std::uint32_t rank) noexcept {
  return NumberOf({rank, SourceOf(source).member});
}

// The bytes of a correlation event with its file under the number it has now. Those of a match name
// no other file, and none is written down but those of matches, with their texts.
void AppendRenumbered(std::string_view bytes, std::uint32_t rank, std::string& out) {
  PutSortable(Renumber(GetSortable(bytes), rank), out);
  out += bytes;
}

}  // namespace

KnownWork::KnownWork(std::size_t files, std::uint32_t depths, const std::string& spill_folder,
                     std::size_t sort_bytes)
    : file_count_(files),
      findings_(spill_folder, sort_bytes),
      contacts_(spill_folder, kContactSortBytes),
      uses_(spill_folder, kRareSortBytes),
      logons_(spill_folder, kLogonSortBytes),
      sightings_(spill_folder, kSightingSortBytes),
      pieces_(spill_folder, kPieceSortBytes) {
  for (std::uint32_t i = 0; i < depths; ++i) {
    events_.emplace_back(spill_folder, kCorrelationSortBytes);
  }
}

void KnownWork::TakeUnits(PayloadReader& in, std::uint32_t member, std::uint32_t rank) {
  KnownSource source;
  const std::string_view shown = in.Text();
  const auto count = in.Number<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
    source.units.push_back(in.Number<std::uint64_t>());
  }
  source.account = TakeAccount(in);
  source.records = in.Number<std::uint64_t>();
  const RunShare share = RunShare::Decode(in, {rank, member});
  if (!in.ok()) return;
  share_.Merge(share);
  KnownSource& known = sources_[{rank, member}];
  if (member != 0) known.shown = shown;
  known.units.insert(known.units.end(), source.units.begin(), source.units.end());
  known.account += source.account;
  known.records += source.records;
  while (in.ok() && !in.at_end()) TakeRecord(in, rank);
}

void KnownWork::TakeRecord(PayloadReader& in, std::uint32_t rank) {
  const auto depth = in.Number<std::uint32_t>();
  SortKey key;
  key.time = in.Number<std::uint64_t>();
  key.file = in.Number<std::uint32_t>();
  key.member = in.Number<std::uint32_t>();
  key.position = in.Number<std::uint64_t>();
  key.rule = in.Number<std::uint32_t>();
  const std::string_view bytes = in.Text();
  const std::string_view shared = depth == UnitLog::kFinding ? in.Text() : std::string_view();
  if (!in.ok()) return;
  if (depth == UnitLog::kFinding) {
    key.file = rank;
    if (shared != findings_.shared()) {
      findings_.pending() += shared;
      findings_.Share();
    }
    findings_.pending() += bytes;
    findings_.Commit(key);
  } else if (depth < events_.size()) {
    AppendRenumbered(bytes, rank, events_[depth].pending());
    events_[depth].Commit(key);
  } else {
    TakeAnalytic(depth, key, bytes, rank);
  }
}

void KnownWork::TakeAnalytic(std::uint32_t kind, SortKey key, std::string_view bytes,
                             std::uint32_t rank) {
  if (kind == UnitLog::kContact) {
    FiledContact filed;
    if (!DecodeContact(bytes, filed)) return;
    filed.file = Renumber(filed.file, rank);
    EncodeContact(filed, contacts_.pending());
    contacts_.Commit(key);
  } else if (kind == UnitLog::kUse) {
    FiledUse filed;
    if (!DecodeUse(bytes, filed)) return;
    filed.use.first.file = Renumber(filed.use.first.file, rank);
    filed.use.last.file = Renumber(filed.use.last.file, rank);
    EncodeUse(filed, uses_.pending());
    uses_.Commit(key);
  } else if (kind == UnitLog::kSighting) {
    sightings_.pending() += bytes;
    sightings_.Commit(key);
  } else if (kind == UnitLog::kLogon || kind == UnitLog::kPiece) {
    if (bytes.size() < sizeof(std::uint64_t)) return;
    RunBuffer& buffer = kind == UnitLog::kLogon ? logons_ : pieces_;
    PutRaw(Renumber(GetRaw<std::uint64_t>(bytes), rank), buffer.pending());  // it comes first
    buffer.pending() += bytes;
    key.file = rank;
    buffer.Commit(key);
  }
}

void KnownWork::TakeFile(PayloadReader& in, std::uint32_t rank) {
  KnownFile file;
  file.units = in.Number<std::uint64_t>();
  const auto parts = in.Number<std::uint32_t>();
  for (std::uint32_t i = 0; i < parts && in.ok(); ++i) {
    KnownFile::Part& part = file.parts.emplace_back();
    const std::string_view shown = in.Text();
    if (i != 0) part.shown = shown;
    part.size_bytes = in.Number<std::uint64_t>();
    part.state = static_cast<FileState>(in.Number<std::uint8_t>());
    part.is_container = in.Number<std::uint8_t>() != 0;
    part.encoding = in.Text();
    part.fed = TakeAccount(in);
  }
  DecodeRows(in, rank, file.rows);
  const bool states_known = std::ranges::all_of(file.parts, [](const KnownFile::Part& part) {
    return part.state <= FileState::kOtherFormat;
  });
  if (!in.ok() || !states_known || file.parts.empty()) return;
  file.parts.shrink_to_fit();
  files_.resize(file_count_);
  files_[rank] = std::make_unique<KnownFile>(std::move(file));
}

Status KnownWork::Finish() {
  for (auto& [rank, source] : sources_) std::ranges::sort(source.units);
  for (std::uint32_t rank = 0; rank < files_.size(); ++rank) {
    if (files_[rank] && files_[rank]->units != UnitsOf(rank)) files_[rank].reset();
    if (files_[rank] != nullptr) share_.ledger.Merge(files_[rank]->rows);
  }
  if (Status status = findings_.Finish(); !status.ok()) return status;
  for (RunBuffer* buffer : {&contacts_, &uses_, &logons_, &sightings_, &pieces_}) {
    if (Status status = buffer->Finish(); !status.ok()) return status;
  }
  for (RunBuffer& buffer : events_) {
    if (Status status = buffer.Finish(); !status.ok()) return status;
  }
  return Ok();
}

std::uint64_t KnownWork::UnitsOf(std::uint32_t rank) const noexcept {
  std::uint64_t units = 0;
  for (auto at = sources_.lower_bound({rank, 0}); at != sources_.end() && at->first.file == rank;
       ++at) {
    units += at->second.units.size();
  }
  return units;
}

bool KnownWork::Has(SourceRank rank, std::uint64_t unit) const noexcept {
  const auto source = sources_.find(rank);
  return source != sources_.end() && std::ranges::binary_search(source->second.units, unit);
}

const KnownFile* KnownWork::WholeFile(std::uint32_t rank) const noexcept {
  return rank < files_.size() ? files_[rank].get() : nullptr;
}

std::uint64_t KnownWork::unit_count() const noexcept {
  std::uint64_t units = 0;
  for (const auto& [rank, source] : sources_) units += source.units.size();
  return units;
}

std::uint64_t KnownWork::whole_files() const noexcept {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(files_, [](const auto& file) { return file != nullptr; }));
}

void KnownWork::AddTo(SourceSummaries& sources) const {
  for (const auto& [rank, known] : sources_) {
    FileSummary* file = &sources.files[rank.file];
    if (rank.member != 0) {
      // An interrupted run may not have come to the member again.
      auto [member, is_new] = sources.members.try_emplace(rank);
      if (is_new) {
        member->second.shown = known.shown.view();
        member->second.file.state = FileState::kReading;
      }
      file = &member->second.file;
    }
    file->used += known.account.used;
    file->damaged += known.account.damaged;
    file->padding += known.account.padding;
    file->records += known.records;
  }
}

}  // namespace noroshi
