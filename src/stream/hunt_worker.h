// HuntWorker: one thread's share of a hunt. Takes units, decodes, matches and renders findings
// into its own RunBuffer; shares nothing that it writes to with other workers but a few counters.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "stream/contact_feed.h"
#include "stream/decoder_set.h"
#include "stream/finding_writer.h"
#include "stream/hunt.h"
#include "stream/hunt_profile.h"
#include "stream/journal/hunt_journal.h"
#include "stream/loss_ledger.h"
#include "stream/match_feed.h"
#include "stream/rare_feed.h"
#include "stream/sorted_runs.h"
#include "stream/unit_feed.h"

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
  bool wants_contacts = false;     // some rule names the beacon analytic
  std::uint32_t rare_kinds = 0;    // bits of RareKind that analytics of rules count
  std::atomic<std::uint64_t> records{0}, findings{0};  // for progress
};

// The order of events within a unit is that of the evidence; between units any order will do, for
// findings are sorted afterwards. Allocates nothing per event once buffers are warm.
//
// Memory: what it learns (names, shapes, plans, bindings) answers nothing by itself; when evidence
// makes up so much that the context is full, all of it is dropped between two units and learnt
// again. So memory is bounded, and findings are the same as if it had been kept.
class HuntWorker final : private MatchSink, private EventInterest {
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
  // Losses, records by channel and host (wanted or not), first and last event.
  [[nodiscard]] const RunShare& share() const noexcept { return total_; }
  // Of writing down what was done.
  [[nodiscard]] const Status& log_status() const noexcept { return log_status_; }
  [[nodiscard]] const MatcherStats& stats() const noexcept { return stats_; }
  // Empty unless the options ask for it.
  [[nodiscard]] const HuntProfile& profile() const noexcept { return profile_; }

 private:
  // All that holds symbols of a context, and dies with it.
  struct Learnt {
    explicit Learnt(HuntShared& shared);

    EventContext context;
    std::unique_ptr<MatchSession> session;
    FindingWriter writer;
    MatchReader reader;
    ContactReader contacts;
    ObservationReader observations;
    DecoderSet decoders;
    std::vector<std::uint64_t> channel_counts, host_counts;  // by symbol
  };

  // Asked by the decoder for each record, wanted or not: so records are counted here.
  bool Wants(const EventKind& kind) override;
  // Renders the finding straight into the sort buffer; correlations get their share.
  void OnMatch(const Match& match) override;
  void RunUnit(const UnitFeed::Ticket& ticket);
  void FindMatches(const Event& event);
  void FeedAnalytics(const Event& event);
  void CountRecord(Symbol channel, Symbol computer);
  // Moves what was counted by symbol into the share.
  void TakeCounts();
  // Keeps what was counted and forgets the rest.
  void Forget();
  // What the units since the last call gave goes to the total, and to the log.
  void CloseShare();
  void NoteTime(const Event& event) noexcept;
  // From the next unit on, what units give is written down, or not.
  void SetLogging(bool on);

  HuntShared& shared_;
  std::unique_ptr<Learnt> learnt_;  // null before Run, and after
  RunBuffer buffer_;
  Status finished_ = Ok();  // of buffer_
  MatchFeed match_feed_;
  ContactFeed contact_feed_;
  RareFeed rare_feed_;
  std::unique_ptr<UnitLog> own_log_;  // null without a journal
  UnitLog* log_ = nullptr;            // own_log_ while units are written down
  Status log_status_ = Ok();
  RunShare share_, total_;  // of the units that are not closed yet; of all before
  LedgerSink sink_{share_.ledger};
  EventBatch batch_;
  StageWatch watch_;
  HuntProfile profile_;
  SourcePlace place_;                // of the unit under way
  std::uint64_t unit_findings_ = 0;  // in it
  MatcherStats stats_;
};

}  // namespace noroshi
