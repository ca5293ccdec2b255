// HuntWorker: one thread's share of a hunt. Takes units, decodes, matches and renders findings
// into its own RunBuffer; shares nothing that it writes to with other workers but a few counters.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "stream/hunt.h"
#include "stream/hunt_profile.h"
#include "stream/input/loss_ledger.h"
#include "stream/input/seen_kinds.h"
#include "stream/input/unit_feed.h"
#include "stream/journal/hunt_journal.h"
#include "stream/pass/analytic_rules.h"
#include "stream/pass/contact_feed.h"
#include "stream/pass/log_feed.h"
#include "stream/pass/logon_feed.h"
#include "stream/pass/match_feed.h"
#include "stream/pass/rare_feed.h"
#include "stream/sort/sorted_runs.h"
#include "stream/worker/decoder_set.h"
#include "stream/worker/finding_writer.h"
#include "stream/worker/kind_interests.h"

namespace noroshi {

// What all workers of a hunt look at. All must outlive them.
struct HuntShared {
  const RuleSet& rules;
  const RuleOrder& order;
  const InputList& inputs;
  const Matcher& matcher;
  const HuntOptions& options;
  const EvidenceReaders& readers;
  UnitFeed& feed;
  const FeedTable& table;
  HuntJournal* journal = nullptr;  // null: nothing is written down
  const AnalyticRules& analytics;
  bool wants_contacts = analytics.HasAny(kAnalyticBeacons);
  std::uint32_t rare_kinds = analytics.RareKinds();
  bool wants_logons = analytics.HasAny(kAnalyticLogonPatterns);
  bool wants_pieces = analytics.HasAny(kAnalyticTampering);
  std::atomic<std::uint64_t> records{0}, findings{0};  // for progress
  std::atomic<std::uint32_t> feeds{0};                 // numbers the workers' match feeds
};

// The order of events within a unit is that of the evidence; between units any order will do, for
// findings are sorted afterwards. Allocates nothing per event once buffers are warm.
//
// Memory: what it learns (names, shapes, plans, bindings) answers nothing by itself; when evidence
// makes up so much that the context is full, all of it is dropped between two units and learnt
// again. So memory is bounded, and findings are the same as if it had been kept.
class HuntWorker final : private MatchSink, public StampedInterest {
 public:
  // `sort_bytes` is this worker's share of the sort budget; `log` is null without a journal.
  HuntWorker(HuntShared& shared, std::size_t sort_bytes, std::unique_ptr<UnitLog> log = nullptr);

  // Works until the feed has no more units.
  void Run();

  // After Run(), finished:
  [[nodiscard]] RunBuffer& buffer() noexcept { return buffer_; }
  [[nodiscard]] const Status& status() const noexcept { return finished_; }
  [[nodiscard]] MatchFeed& match_feed() noexcept { return match_feed_; }
  [[nodiscard]] ContactFeed& contact_feed() noexcept { return contact_feed_; }
  [[nodiscard]] RareFeed& rare_feed() noexcept { return rare_feed_; }
  [[nodiscard]] LogonFeed& logon_feed() noexcept { return logon_feed_; }
  [[nodiscard]] LogFeed& log_feed() noexcept { return log_feed_; }
  // Losses, records by channel and host (wanted or not), first and last event.
  [[nodiscard]] const RunShare& share() const noexcept { return total_; }
  // Of writing down what was done.
  [[nodiscard]] const Status& log_status() const noexcept { return log_status_; }
  [[nodiscard]] const MatcherStats& stats() const noexcept { return stats_; }
  // Empty unless the options ask for it.
  [[nodiscard]] const HuntProfile& profile() const noexcept { return profile_; }

 private:
  // All that holds symbols of a context, and dies with it: in one place, so that nothing of it can
  // outlive the context by accident.
  struct Learnt {
    explicit Learnt(HuntShared& shared);

    EventContext context;
    std::unique_ptr<MatchSession> session;
    FindingWriter writer;
    MatchReader reader;
    ContactReader contacts;
    ObservationReader observations;
    LogonKinds logons;
    KindInterests interests;
    DecoderSet decoders;
    std::vector<std::uint64_t> channel_counts, host_counts;  // by symbol
    KindNotes kinds;
  };

  // Asked by the decoder for each record, wanted or not: so records are counted here.
  bool Wants(const EventKind& kind) override;
  // Told by readers that know every record's id, wanted or not.
  void OnStamp(const EventKind& kind, const RecordStamp& stamp) override;
  // Renders the finding straight into the sort buffer; correlations get their share.
  void OnMatch(const Match& match) override;
  // Of a match that only correlations see nobody reads why.
  [[nodiscard]] bool WantsReasons(RuleIndex rule) const override;
  // Decodes the unit and looks at its events; a unit whose results an earlier run has written down
  // is passed over.
  void RunUnit(const UnitFeed::Ticket& ticket);
  // A search that a regular expression gave up on goes into the ledger, under the event's place.
  void FindMatches(const Event& event);
  // Which analytics that some rule asks for look at events of the kind.
  [[nodiscard]] std::uint8_t InterestsIn(const EventKind& kind);
  void FeedAnalytics(const Event& event);
  // What analytics have summed up of the unit is filed with it.
  void EndAnalyticUnit();
  void CountRecord(Symbol channel, Symbol computer);
  // Moves what was counted by symbol into the share.
  void TakeCounts();
  void Learn();
  // Keeps what was counted and forgets the rest.
  void Forget();
  // What the units since the last call gave goes to the total, and to the log.
  void CloseShare();
  // Records whose time may be anything (damaged, put together from what was left of them) do not
  // count.
  void NoteTime(const Event& event) noexcept;
  // Sorts what is left in the feeds: whoever takes them over reports how that went.
  void EndFeeds();
  // From the next unit on, what units give is written down, or not.
  void SetLogging(bool on);

  HuntShared& shared_;
  // Null before the first unit, and after Run.
  std::unique_ptr<Learnt> learnt_;
  // Findings as they are to be merged; the feeds below have buffers of their own.
  RunBuffer buffer_;
  // Whether buffer_ could be finished: the first error of its spills.
  Status finished_ = Ok();
  MatchFeed match_feed_;
  ContactFeed contact_feed_;
  RareFeed rare_feed_;
  LogonFeed logon_feed_;
  LogFeed log_feed_;
  // Null without a journal.
  std::unique_ptr<UnitLog> own_log_;
  // own_log_ while units are written down.
  UnitLog* log_ = nullptr;
  Status log_status_ = Ok();
  // Of the units that are not closed yet; of all before.
  RunShare share_, total_;
  LedgerSink sink_{share_.ledger};
  EventBatch batch_;
  StageWatch watch_;
  HuntProfile profile_;
  // Of the unit under way.
  SourcePlace place_;
  // Findings of that unit, added to the shared count at its end.
  std::uint64_t unit_findings_ = 0;
  MatcherStats stats_;
};

}  // namespace noroshi
