#include "stream/hunt_worker.h"

#include <algorithm>

namespace noroshi {
namespace {

// Records whose time may be anything: damaged, or put together from what was left of them.
constexpr EventMark kDoubtful =
    EventMark::kSuspect | EventMark::kRecovered | EventMark::kPartial | EventMark::kStructureLost;

}  // namespace

HuntWorker::HuntWorker(HuntShared& shared, std::size_t sort_bytes)
    : shared_(shared),
      session_(shared.matcher.NewSession()),
      writer_(shared.rules, shared.order, shared.inputs, shared.context,
              shared.options.write_timeline),
      buffer_(shared.options.out_dir, sort_bytes),
      decoders_(shared.readers, shared.options.read, shared.context),
      watch_(shared.options.profile ? &shared.options.host.monotonic_ns : nullptr) {
  if (shared.options.profile) session_->StartProfile(shared.options.host.monotonic_ns);
}

void HuntWorker::Run() {
  UnitFeed::Ticket ticket;
  watch_.Start();
  while (shared_.feed.Next(ticket)) {
    watch_.Lap(stages_.read, ticket.unit.bytes.size());
    RunUnit(ticket);
    watch_.Lap(stages_.match, 0);
  }
}

HuntProfile HuntWorker::profile() const {
  HuntProfile profile = stages_;
  profile.match.bytes = session_->stats().bytes_scanned;
  profile.matcher = session_->profile();
  return profile;
}

void HuntWorker::RunUnit(const UnitFeed::Ticket& ticket) {
  file_ = ticket.file;
  sink_.set_file(ticket.file);
  ByteAccount account;
  decoders_.For(ticket.source->format()).Decode(ticket.unit, this, batch_, sink_, account);
  watch_.Lap(stages_.decode, account.used);
  FileTally& tally = shared_.feed.files()[ticket.file];
  tally.Add(account);
  tally.records.fetch_add(batch_.record_count, std::memory_order_relaxed);
  shared_.records.fetch_add(batch_.record_count, std::memory_order_relaxed);

  const HuntOptions& options = shared_.options;
  for (const Event& event : batch_.events) {
    CountRecord(event.channel);
    NoteTime(event);
    if (options.from && event.time < *options.from) continue;
    if (options.to && event.time >= *options.to) continue;
    FindMatches(event);
  }
}

void HuntWorker::FindMatches(const Event& event) {
  const std::uint64_t before = session_->stats().regex_limits_hit;
  session_->Run(event, *this);
  if (session_->stats().regex_limits_hit == before) return;
  sink_.OnDamage({DamageKind::kRegexLimit, event.offset, 0, 0, event.record_id,
                  "a regular expression of a rule reached its step limit: not matched"});
}

bool HuntWorker::Wants(const EventKind& kind) {
  // A wanted record is counted when it arrives: a reader may ask about it more than once.
  const bool wanted = session_->Wants(kind);
  if (!wanted) CountRecord(kind.channel);
  return wanted;
}

void HuntWorker::OnMatch(const Match& match) {
  watch_.Lap(stages_.match, 0);
  const std::size_t before = buffer_.pending().size();
  const SortKey key = writer_.Write(match, file_, buffer_.pending());
  const std::size_t after = buffer_.pending().size();
  buffer_.Commit(key);
  watch_.Lap(stages_.render, after - before);
  shared_.findings.fetch_add(1, std::memory_order_relaxed);
}

void HuntWorker::CountRecord(Symbol channel) {
  const auto number = static_cast<std::size_t>(channel);
  if (number >= channel_counts_.size()) channel_counts_.resize(number + 1);
  ++channel_counts_[number];
}

void HuntWorker::NoteTime(const Event& event) noexcept {
  if (event.time.ticks == 0 || HasMark(event.marks, kDoubtful)) return;
  if (first_event_.ticks == 0 || event.time < first_event_) first_event_ = event.time;
  last_event_ = std::max(last_event_, event.time);
}

}  // namespace noroshi
