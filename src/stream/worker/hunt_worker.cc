#include "stream/worker/hunt_worker.h"

#include <utility>

namespace noroshi {
namespace {

// Records whose time may be anything: damaged, or put together from what was left of them.
constexpr EventMark kDoubtful =
    EventMark::kSuspect | EventMark::kRecovered | EventMark::kPartial | EventMark::kStructureLost;

void Count(Symbol symbol, std::vector<std::uint64_t>& counts) {
  const auto number = static_cast<std::size_t>(symbol);
  if (number >= counts.size()) counts.resize(number + 1);
  ++counts[number];
}

void MoveCounts(std::vector<std::uint64_t>& counts, const SymbolTable& names, NameCounts& sums) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] != 0) sums.Add(names.Text(static_cast<Symbol>(i)), counts[i]);
    counts[i] = 0;
  }
}

const ContactScope* ScopeOf(const HuntOptions& options) {
  return options.environment == nullptr ? nullptr : &options.environment->index.scope();
}

}  // namespace

HuntWorker::Learnt::Learnt(HuntShared& shared)
    : session(shared.matcher.NewSession(context)),
      writer(shared.rules, shared.order, context, shared.options.write_timeline),
      reader(shared.rules, context),
      contacts(context, ScopeOf(shared.options)),
      observations(context, shared.rare_kinds),
      logons(context),
      decoders(shared.readers, shared.options.read, context) {
  if (shared.options.profile) session->StartProfile(shared.options.host.monotonic_ns);
}

HuntWorker::HuntWorker(HuntShared& shared, std::size_t sort_bytes, std::unique_ptr<UnitLog> log)
    : shared_(shared),
      buffer_(shared.options.out_dir, sort_bytes),
      match_feed_(shared.rules, shared.table, shared.options.out_dir, shared.feeds++),
      contact_feed_(shared.options.out_dir, false),
      rare_feed_(shared.options.out_dir),
      logon_feed_(shared.options.out_dir),
      log_feed_(shared.options.out_dir),
      own_log_(std::move(log)),
      watch_(shared.options.profile ? &shared.options.host.monotonic_ns : nullptr) {}

// What is summed up over several units goes to the side that they were on.
void HuntWorker::SetLogging(bool on) {
  if (on == (log_ != nullptr)) return;
  CloseShare();
  rare_feed_.Flush();  // what was not to be written down
  if (log_ != nullptr && log_status_.ok()) log_status_ = log_->Flush();
  log_ = on ? own_log_.get() : nullptr;
  match_feed_.set_log(log_);
  contact_feed_.set_log(log_);
  rare_feed_.set_log(log_);
  logon_feed_.set_log(log_);
  log_feed_.set_log(log_);
}

void HuntWorker::Run() {
  UnitFeed::Ticket ticket;
  watch_.Start();
  while (shared_.feed.Next(ticket)) {
    watch_.Lap(profile_.read, ticket.unit.bytes.size());
    if (learnt_ == nullptr) Learn();
    RunUnit(ticket);
    watch_.Lap(profile_.match, 0);
    if (learnt_->context.Full()) Forget();
  }
  Forget();
  CloseShare();
  if (log_ != nullptr && log_status_.ok()) log_status_ = log_->Flush();
  finished_ = buffer_.Finish();
  EndFeeds();
}

// Here, because each worker has a thread of its own still.
void HuntWorker::EndFeeds() {
  rare_feed_.set_log(nullptr);  // what was to be written down is
  rare_feed_.Flush();
  for (RunBuffer& buffer : match_feed_.buffers()) static_cast<void>(buffer.Finish());
  for (RunBuffer* buffer : {&rare_feed_.buffer(), &logon_feed_.logons(), &logon_feed_.sightings(),
                            &contact_feed_.buffer(), &log_feed_.pieces()}) {
    static_cast<void>(buffer->Finish());
  }
}

// Not before there is a unit: of a small log one worker may get nothing, and a session is
// megabytes.
void HuntWorker::Learn() {
  learnt_ = std::make_unique<Learnt>(shared_);
  watch_.Lap(profile_.match, 0);
  if (profile_.first_unit_ns == 0) profile_.first_unit_ns = watch_.last();
}

void HuntWorker::TakeCounts() {
  MoveCounts(learnt_->channel_counts, learnt_->context.channels, share_.by_channel);
  MoveCounts(learnt_->host_counts, learnt_->context.hosts, share_.by_host);
  learnt_->kinds.MoveTo(share_.kinds, learnt_->context.channels);
}

void HuntWorker::CloseShare() {
  if (learnt_ != nullptr) TakeCounts();
  share_.correlation_events = match_feed_.events() - total_.correlation_events;
  share_.correlation_left_out = match_feed_.left_out() - total_.correlation_left_out;
  if (log_ != nullptr && log_->is_open()) {
    rare_feed_.Flush();  // what the frame's units have given is in the frame
    log_->Close(share_);
  }
  total_.Merge(share_);
  share_ = RunShare();
}

void HuntWorker::Forget() {
  if (learnt_ == nullptr) return;
  stats_ += learnt_->session->stats();
  HuntProfile matching;
  matching.match.bytes = learnt_->session->stats().bytes_scanned;
  matching.matcher = learnt_->session->profile();
  profile_.Add(matching);
  TakeCounts();
  batch_.Clear();  // its events point into the decoders
  learnt_.reset();
}

void HuntWorker::RunUnit(const UnitFeed::Ticket& ticket) {
  place_ = ticket.place;
  if (shared_.journal != nullptr) {
    if (shared_.journal->known().Has(place_.rank, ticket.unit.index)) return;
    SetLogging(shared_.journal->pace().IsOpen());
  }
  if (log_ != nullptr) {
    if (log_->is_open() && !log_->IsOpenFor(place_.rank)) CloseShare();
    log_->Begin(place_, ticket.unit.index);
  }
  sink_.set_source(place_.rank);
  ByteAccount account;
  learnt_->decoders.For(ticket.source->format()).Decode(ticket.unit, this, batch_, sink_, account);
  watch_.Lap(profile_.decode, account.used);
  ticket.tally->Add(account);
  ticket.tally->records.fetch_add(batch_.record_count, std::memory_order_relaxed);
  shared_.records.fetch_add(batch_.record_count, std::memory_order_relaxed);

  const HuntOptions& options = shared_.options;
  for (const Event& event : batch_.events) {
    CountRecord(event.channel, event.computer);
    learnt_->kinds.Note(event, learnt_->context, share_.kinds);
    NoteTime(event);
    if (options.from && event.time < *options.from) continue;
    if (options.to && event.time >= *options.to) continue;
    FindMatches(event);
    FeedAnalytics(event);
  }
  shared_.findings.fetch_add(std::exchange(unit_findings_, 0), std::memory_order_relaxed);
  EndAnalyticUnit();
  if (log_ == nullptr) return;
  log_->End(account, batch_.record_count);
  if (!log_->is_full()) return;
  CloseShare();
  if (log_status_.ok()) log_status_ = log_->Flush();
}

void HuntWorker::FindMatches(const Event& event) {
  const std::uint64_t before = learnt_->session->stats().regex_limits_hit;
  learnt_->writer.BeginEvent();
  learnt_->session->Run(event, *this);
  const std::uint64_t after = learnt_->session->stats().regex_limits_hit;
  if (after == before) return;
  share_.regex_limits += after - before;
  sink_.OnDamage({DamageKind::kRegexLimit, event.offset, 0, 0, event.record_id,
                  "a regular expression of a rule reached its step limit: not matched"});
}

std::uint8_t HuntWorker::InterestsIn(const EventKind& kind) {
  return learnt_->interests.Of(kind, [this](const EventKind& fresh) {
    unsigned bits = 0;
    if (shared_.wants_contacts && learnt_->contacts.Wants(fresh)) bits |= KindInterests::kContacts;
    if (shared_.rare_kinds != 0 && learnt_->observations.Wants(fresh))
      bits |= KindInterests::kNames;
    if (shared_.wants_logons && LogonFeed::Wants(fresh, learnt_->context, learnt_->logons)) {
      bits |= KindInterests::kLogons;
    }
    return static_cast<std::uint8_t>(bits);
  });
}

void HuntWorker::FeedAnalytics(const Event& event) {
  const std::uint8_t interests =
      InterestsIn({event.shape, event.channel, event.provider, event.event_id, event.computer});
  if (interests == 0) return;
  if ((interests & KindInterests::kContacts) != 0) {
    contact_feed_.Take(event, place_.rank, learnt_->contacts, learnt_->context);
  }
  NameSighting observation;
  if ((interests & KindInterests::kNames) != 0 && learnt_->observations.Read(event, observation)) {
    rare_feed_.Add(observation, event, place_.rank);
  }
  if ((interests & KindInterests::kLogons) != 0) {
    logon_feed_.Take(event, place_.rank, learnt_->context, learnt_->logons);
  }
}

void HuntWorker::EndAnalyticUnit() {
  if (shared_.wants_logons) logon_feed_.EndUnit();
  if (shared_.wants_pieces) log_feed_.EndUnit(place_.rank, learnt_->context);
}

void HuntWorker::OnStamp(const EventKind& kind, const RecordStamp& stamp) {
  if (shared_.wants_pieces) log_feed_.Note(kind, stamp, learnt_->context);
}

bool HuntWorker::Wants(const EventKind& kind) {
  // A wanted record is counted when it arrives: a reader may ask about it more than once.
  const bool wanted = learnt_->session->Wants(kind) || InterestsIn(kind) != 0;
  if (!wanted) CountRecord(kind.channel, kind.computer);
  return wanted;
}

void HuntWorker::OnMatch(const Match& match) {
  match_feed_.Take(match, place_.rank, learnt_->reader);
  if (!WantsReasons(match.rule)) return;
  watch_.Lap(profile_.match, 0);
  if (learnt_->writer.WriteShared(*match.event, place_, buffer_.pending())) buffer_.Share();
  const std::size_t before = buffer_.pending().size();
  const SortKey key = learnt_->writer.Write(match, place_, buffer_.pending());
  const std::size_t after = buffer_.pending().size();
  if (log_ != nullptr) {
    const std::string_view own = std::string_view(buffer_.pending()).substr(before);
    log_->AddFinding(key, buffer_.shared(), own);
  }
  buffer_.Commit(key);
  watch_.Lap(profile_.render, after - before);
  ++unit_findings_;
}

bool HuntWorker::WantsReasons(RuleIndex rule) const {
  return shared_.table.Raises(static_cast<std::uint32_t>(rule));
}

void HuntWorker::CountRecord(Symbol channel, Symbol computer) {
  Count(channel, learnt_->channel_counts);
  Count(computer, learnt_->host_counts);
}

void HuntWorker::NoteTime(const Event& event) noexcept {
  if (!HasMark(event.marks, kDoubtful)) share_.NoteTime(event.time);
}

}  // namespace noroshi
