#include "stream/worker/ordered_scan.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "stream/worker/decoder_set.h"

namespace noroshi {
namespace {

// Puts pieces back into order. A thread that is too far ahead waits; the thread whose piece is next
// never does, so there is always progress.
class OrderedEmitter {
 public:
  OrderedEmitter(std::uint64_t window, const std::function<Status(std::string_view)>& emit)
      : window_(window), emit_(emit) {}

  // Takes the text of a piece and gives back an empty string, with its memory. False after an
  // error.
  bool Submit(std::uint64_t sequence, std::string& text) {
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return sequence < next_ + window_ || !status_.ok(); });
    if (!status_.ok()) return false;
    waiting_.emplace(sequence, std::move(text));
    text.clear();
    while (!waiting_.empty() && waiting_.begin()->first == next_ && status_.ok()) {
      status_ = emit_(waiting_.begin()->second);
      text = std::move(waiting_.begin()->second);
      text.clear();
      waiting_.erase(waiting_.begin());
      ++next_;
    }
    turn_.notify_all();
    return status_.ok();
  }

  [[nodiscard]] const Status& status() const noexcept { return status_; }

 private:
  const std::uint64_t window_;
  const std::function<Status(std::string_view)>& emit_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable turn_;
  std::map<std::uint64_t, std::string> waiting_;
  std::uint64_t next_ = 0;
  Status status_ = Ok();
};

// One thread's share.
class ScanWorker {
 public:
  ScanWorker(UnitFeed& feed, const ScanOptions& options, const EvidenceReaders& readers,
             const NewScanner& new_scanner)
      : feed_(feed), options_(options), readers_(readers), new_scanner_(new_scanner) {}

  void Run(OrderedEmitter& emitter) {
    UnitFeed::Ticket ticket;
    std::string text;
    while (feed_.Next(ticket)) {
      if (learnt_ == nullptr) learnt_ = std::make_unique<Learnt>(*this);
      sink_.set_source(ticket.place.rank);
      ByteAccount account;
      Decoder& decoder = learnt_->decoders.For(ticket.source->format());
      records_ += learnt_->scanner->Scan(ticket, decoder, sink_, account, text);
      ticket.tally->Add(account);
      if (learnt_->context.Full()) learnt_.reset();
      if (!emitter.Submit(ticket.sequence, text)) return;
    }
  }

  void AddTo(ScanSummary& summary) const {
    summary.ledger.Merge(ledger_);
    summary.records += records_;
  }

 private:
  // All that holds symbols of a context, and dies with it.
  struct Learnt {
    explicit Learnt(const ScanWorker& worker)
        : decoders(worker.readers_, worker.options_.read, context),
          scanner(worker.new_scanner_(context)) {}

    EventContext context;
    DecoderSet decoders;
    std::unique_ptr<UnitScanner> scanner;  // its batch points into the decoders
  };

  UnitFeed& feed_;
  const ScanOptions& options_;
  const EvidenceReaders& readers_;
  const NewScanner& new_scanner_;
  std::unique_ptr<Learnt> learnt_;
  LossLedger ledger_;
  LedgerSink sink_{ledger_};
  std::uint64_t records_ = 0;
};

}  // namespace

bool ScanSummary::evidence_incomplete() const noexcept {
  return interrupted || ledger.has_losses() || sources.CountFiles(FileState::kNotRead) != 0;
}

Result<ScanSummary> RunOrderedScan(const InputList& inputs, const ScanOptions& options,
                                   const NewScanner& new_scanner,
                                   const std::function<Status(std::string_view)>& emit,
                                   const EvidenceReaders& readers) {
  UnitFeed feed(inputs, options.read, readers, options.cancel);
  OrderedEmitter emitter(kScanWindowPerThread * options.threads, emit);
  std::vector<std::unique_ptr<ScanWorker>> workers;
  for (unsigned i = 0; i < options.threads; ++i) {
    workers.push_back(std::make_unique<ScanWorker>(feed, options, readers, new_scanner));
  }
  {
    std::vector<std::jthread> threads;
    for (const auto& worker : workers) {
      threads.emplace_back([&emitter, raw = worker.get()] { raw->Run(emitter); });
    }
  }
  if (!emitter.status().ok()) return emitter.status().error();
  ScanSummary summary;
  for (const auto& worker : workers) worker->AddTo(summary);
  summary.ledger.Merge(feed.ledger());
  summary.interrupted = feed.interrupted();
  summary.sources = SummariseSources(inputs, feed);
  return summary;
}

}  // namespace noroshi
