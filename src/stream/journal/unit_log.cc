#include "stream/journal/unit_log.h"

#include "base/byte_text.h"

namespace noroshi {

void UnitLog::Begin(const SourcePlace& place, std::uint64_t unit) {
  if (units_.empty()) {
    place_ = place.rank;
    shown_ = place.shown;
  }
  units_.push_back(unit);
  ++unwritten_units_;
}

void UnitLog::Add(std::uint32_t depth, const SortKey& key, std::string_view bytes) {
  PutRaw(depth, body_);
  PutRaw(key.time, body_);
  PutRaw(key.file, body_);
  PutRaw(key.member, body_);
  PutRaw(key.position, body_);
  PutRaw(key.rule, body_);
  PutText(bytes, body_);
}

void UnitLog::AddFinding(const SortKey& key, std::string_view shared, std::string_view bytes) {
  Add(kFinding, key, bytes);
  PutText(shared, body_);
}

void UnitLog::End(const ByteAccount& account, std::uint64_t records) {
  account_ += account;
  records_ += records;
}

void UnitLog::Close(const RunShare& share) {
  const std::size_t frame = BeginFrame(frames_);
  PutRaw(place_.file, frames_);
  PutRaw(place_.member, frames_);
  PutText(shown_, frames_);
  PutRaw(static_cast<std::uint32_t>(units_.size()), frames_);
  for (const std::uint64_t unit : units_) PutRaw(unit, frames_);
  for (const std::uint64_t number : {account_.used, account_.damaged, account_.padding, records_}) {
    PutRaw(number, frames_);
  }
  share.Encode(frames_);
  frames_ += body_;
  EndFrame(FrameKind::kUnits, frame, frames_);
  units_.clear();
  body_.clear();
  account_ = {};
  records_ = 0;
}

Status UnitLog::Flush() {
  Status status = file_.Append(frames_);
  pace_.NoteWritten(frames_.size());
  frames_.clear();
  unwritten_units_ = 0;
  return status;
}

}  // namespace noroshi
