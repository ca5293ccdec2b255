#include "analytics/integrity/log_piece.h"

#include <algorithm>

#include "base/byte_text.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxTextBytes = 255;

std::uint32_t DayOf(Timestamp time) noexcept {
  return static_cast<std::uint32_t>(time.ticks / kTicksPerDay);
}

// The machine or its event service went down or came up, by the number alone: all of them are of
// providers that only write to System.
void NotePower(std::uint32_t event_id, Timestamp time, LogPiece& piece) {
  constexpr std::uint32_t kDown[] = {13, 6006, 1074};
  constexpr std::uint32_t kUp[] = {12, 6005, 6008};
  if (std::ranges::find(kDown, event_id) != std::end(kDown)) {
    piece.power.emplace_back(time, PowerStep::kDown);
  } else if (std::ranges::find(kUp, event_id) != std::end(kUp)) {
    piece.power.emplace_back(time, PowerStep::kUp);
  }
}

void NoteKind(std::uint32_t event_id, Timestamp time, LogPiece& piece) {
  auto at = std::ranges::find(piece.kinds, event_id, &KindSum::event_id);
  if (at == piece.kinds.end()) {
    if (piece.kinds.size() == kMaxPieceKinds) return;
    at = piece.kinds.insert(at, {event_id, 0, {}});
  }
  ++at->count;
  at->last = std::max(at->last, time);
}

void NoteDay(Timestamp time, LogPiece& piece) {
  const std::uint32_t day = DayOf(time);
  const auto at = std::ranges::find_if(piece.days.rbegin(), piece.days.rend(),
                                       [day](const auto& one) { return one.first == day; });
  if (at == piece.days.rend()) {
    piece.days.emplace_back(day, 1);
  } else {
    ++at->second;
  }
}

void NoteRun(const StampedRecord& record, LogPiece& piece) {
  if (!piece.runs.empty()) {
    RecordRun& run = piece.runs.back();
    if (record.id == run.last.id) return;  // asked about twice
    const std::uint64_t before = run.last.time.ticks, now = record.time.ticks;
    if (record.id == run.last.id + 1) {
      if (now + kBackStepTicks <= before && piece.steps.size() < kMaxPieceSteps) {
        piece.steps.push_back({run.last, record});
      }
      if (std::max(now, before) - std::min(now, before) < kTicksPerDay) {
        run.last = record;
        return;
      }
    }
  }
  piece.runs.push_back({record, record});
}

void PutRecord(const StampedRecord& record, std::string& out) {
  PutRaw(record.id, out);
  PutRaw(record.time.ticks, out);
  PutRaw(record.offset, out);
}

StampedRecord GetRecord(std::string_view& in) {
  StampedRecord record;
  record.id = GetRaw<std::uint64_t>(in);
  record.time.ticks = GetRaw<std::uint64_t>(in);
  record.offset = GetRaw<std::uint64_t>(in);
  return record;
}

constexpr std::size_t kRecordBytes = 3 * sizeof(std::uint64_t);

// Reads a list whose elements take `size` bytes each.
template <class Get>
bool GetList(std::string_view& in, std::size_t size, Get get) {
  if (in.size() < sizeof(std::uint32_t)) return false;
  const auto count = GetRaw<std::uint32_t>(in);
  if (in.size() / size < count) return false;
  for (std::uint32_t i = 0; i < count; ++i) get();
  return true;
}

bool GetName(std::string_view& in, std::string& name) {
  if (in.size() < sizeof(std::uint32_t)) return false;
  const auto size = GetRaw<std::uint32_t>(in);
  if (in.size() < size) return false;
  name.assign(in.substr(0, size));
  in.remove_prefix(size);
  return true;
}

template <class List>
void PutCount(const List& list, std::string& out) {
  PutRaw(static_cast<std::uint32_t>(list.size()), out);
}

}  // namespace

void EncodePiece(const LogPiece& piece, std::string& out) {
  PutRaw(piece.file, out);
  PutText(std::string_view(piece.host).substr(0, kMaxTextBytes), out);
  PutText(std::string_view(piece.channel).substr(0, kMaxTextBytes), out);
  PutCount(piece.runs, out);
  for (const RecordRun& run : piece.runs) {
    PutRecord(run.first, out);
    PutRecord(run.last, out);
  }
  PutCount(piece.steps, out);
  for (const BackStep& step : piece.steps) {
    PutRecord(step.before, out);
    PutRecord(step.after, out);
  }
  PutCount(piece.days, out);
  for (const auto& [day, count] : piece.days) {
    PutRaw(day, out);
    PutRaw(count, out);
  }
  PutCount(piece.kinds, out);
  for (const KindSum& kind : piece.kinds) {
    PutRaw(kind.event_id, out);
    PutRaw(kind.count, out);
    PutRaw(kind.last.ticks, out);
  }
  PutCount(piece.power, out);
  for (const auto& [time, step] : piece.power) {
    PutRaw(time.ticks, out);
    PutRaw(step, out);
  }
}

bool DecodePiece(std::string_view bytes, LogPiece& piece) {
  piece = LogPiece();
  if (bytes.size() < sizeof piece.file) return false;
  piece.file = GetRaw<std::uint64_t>(bytes);
  return GetName(bytes, piece.host) && GetName(bytes, piece.channel) &&
         GetList(bytes, 2 * kRecordBytes,
                 [&] {
                   const StampedRecord first = GetRecord(bytes);
                   piece.runs.push_back({first, GetRecord(bytes)});
                 }) &&
         GetList(bytes, 2 * kRecordBytes,
                 [&] {
                   const StampedRecord before = GetRecord(bytes);
                   piece.steps.push_back({before, GetRecord(bytes)});
                 }) &&
         GetList(bytes, 8,
                 [&] {
                   const auto day = GetRaw<std::uint32_t>(bytes);
                   piece.days.emplace_back(day, GetRaw<std::uint32_t>(bytes));
                 }) &&
         GetList(bytes, 16,
                 [&] {
                   KindSum kind;
                   kind.event_id = GetRaw<std::uint32_t>(bytes);
                   kind.count = GetRaw<std::uint32_t>(bytes);
                   kind.last.ticks = GetRaw<std::uint64_t>(bytes);
                   piece.kinds.push_back(kind);
                 }) &&
         GetList(bytes, 9, [&] {
           const Timestamp time{GetRaw<std::uint64_t>(bytes)};
           piece.power.emplace_back(time, GetRaw<PowerStep>(bytes));
         });
}

void LogPieceBuilder::Note(const EventKind& kind, const RecordStamp& stamp,
                           const EventContext& context) {
  if (stamp.id == 0 || stamp.written.ticks == 0) return;
  Open& open = OpenFor(kind, context);
  const auto& runs = open.piece.runs;
  if (!runs.empty() && runs.back().last.id == stamp.id) return;  // asked about twice
  NoteRun({stamp.id, stamp.written, stamp.offset}, open.piece);
  NoteDay(stamp.written, open.piece);
  if (open.is_security) NoteKind(kind.event_id, stamp.written, open.piece);
  if (open.is_system) NotePower(kind.event_id, stamp.written, open.piece);
}

LogPieceBuilder::Open& LogPieceBuilder::OpenFor(const EventKind& kind,
                                                const EventContext& context) {
  const auto fits = [&](const Open& open) {
    return open.computer == kind.computer && open.channel == kind.channel;
  };
  if (last_ < used_ && fits(open_[last_])) return open_[last_];
  for (last_ = 0; last_ < used_; ++last_) {
    if (fits(open_[last_])) return open_[last_];
  }
  if (used_ == open_.size()) open_.emplace_back();
  Open& open = open_[used_++];
  open.computer = kind.computer;
  open.channel = kind.channel;
  const std::string_view channel = context.channels.Text(kind.channel);
  open.is_security = channel == "Security";
  open.is_system = channel == "System";
  LogPiece& piece = open.piece;
  piece.runs.clear();
  piece.days.clear();
  piece.steps.clear();
  piece.kinds.clear();
  piece.power.clear();
  return open;
}

}  // namespace noroshi
