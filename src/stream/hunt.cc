#include "stream/hunt.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "base/hash.h"
#include "base/parallel.h"
#include "environment/logon_graph_options.h"
#include "stream/input/file_hash.h"
#include "stream/output/hunt_outputs.h"
#include "stream/output/incident_attribution.h"
#include "stream/output/output_file.h"
#include "stream/output/run_manifest.h"
#include "stream/output/suppressor.h"
#include "stream/pass/analytic_pass.h"
#include "stream/pass/correlation_pass.h"
#include "stream/sort/rule_order.h"
#include "stream/worker/hunt_worker.h"

namespace noroshi {
namespace {

constexpr auto kProgressPeriod = std::chrono::milliseconds(100);

using Workers = std::vector<std::unique_ptr<HuntWorker>>;

// Adds the time until its end of life to `total`.
class StageTimer {
 public:
  StageTimer(const HuntHost& host, std::uint64_t& total)
      : host_(host), total_(total), start_(host.monotonic_ns()) {}
  ~StageTimer() { total_ += host_.monotonic_ns() - start_; }
  StageTimer(const StageTimer&) = delete;
  StageTimer& operator=(const StageTimer&) = delete;

 private:
  const HuntHost& host_;
  std::uint64_t& total_;
  std::uint64_t start_;
};

HuntProgress ProgressOf(const HuntShared& shared) {
  return {shared.feed.bytes_read(),   shared.inputs.bytes, shared.feed.files_done(),
          shared.inputs.files.size(), shared.records,      shared.findings};
}

// Runs the workers to their end; reports progress from the calling thread meanwhile.
void RunWorkers(const Workers& workers, const HuntShared& shared) {
  std::mutex mutex;
  std::condition_variable finished;
  std::size_t running = workers.size();  // guarded by mutex
  std::vector<std::jthread> threads;
  threads.reserve(workers.size());
  for (const auto& worker : workers) {
    threads.emplace_back([&, raw = worker.get()] {
      raw->Run();
      const std::lock_guard lock(mutex);
      --running;
      finished.notify_one();
    });
  }
  std::unique_lock lock(mutex);
  while (!finished.wait_for(lock, kProgressPeriod, [&] { return running == 0; })) {
    if (shared.options.on_progress) shared.options.on_progress(ProgressOf(shared));
  }
  if (shared.options.on_progress) shared.options.on_progress(ProgressOf(shared));
}

void HashInputs(const HuntOptions& options, HuntSummary& summary) {
  const StageTimer timer(options.host, summary.times.hash_ns);
  summary.sources.files.resize(summary.inputs.files.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < summary.sources.files.size(); i = next++) {
      if (options.cancel != nullptr && *options.cancel) return;
      const InputFile file = summary.inputs.files[i];
      if (!file.problem.empty()) continue;
      Result<std::string> digest = Sha256OfFile(file.path);
      if (digest.ok()) summary.sources.files[i].sha256 = *std::move(digest);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < options.threads; ++i) threads.emplace_back(work);
}

void AddShare(const RunShare& share, HuntSummary& summary) {
  summary.ledger.Merge(share.ledger);
  summary.records_by_channel.Merge(share.by_channel);
  summary.records_by_host.Merge(share.by_host);
  summary.kinds.Merge(share.kinds);
  summary.correlation.events += share.correlation_events;
  summary.correlation.left_out += share.correlation_left_out;
  const bool earlier = summary.first_event.ticks == 0 || share.first_event < summary.first_event;
  if (share.first_event.ticks != 0 && earlier) summary.first_event = share.first_event;
  summary.last_event = std::max(summary.last_event, share.last_event);
}

void AddWorker(HuntWorker& worker, HuntSummary& summary) {
  AddShare(worker.share(), summary);
  if (summary.profile) summary.profile->Add(worker.profile());
  summary.matcher += worker.stats();
  if (!worker.log_status().ok()) summary.journal.problem = worker.log_status().error().detail;
}

void AddFeed(UnitFeed& feed, HuntSummary& summary) {
  summary.ledger.Merge(feed.TakeLedger());
  summary.interrupted = feed.interrupted();
  std::vector<FileSummary> hashed = std::move(summary.sources.files);
  summary.sources = SummariseSources(summary.inputs, feed);
  feed.ReleaseBooks();
  for (std::size_t i = 0; i < hashed.size(); ++i) {
    summary.sources.files[i].sha256 = std::move(hashed[i].sha256);
  }
}

// What earlier runs have done of this hunt, and how writing down this one went.
void AddJournal(HuntJournal& journal, HuntSummary& summary) {
  const KnownWork& known = journal.known();
  known.AddTo(summary.sources);
  AddShare(known.share(), summary);
  summary.matcher.regex_limits_hit += known.share().regex_limits;
  summary.journal.known_files = known.whole_files();
  summary.journal.known_units = known.unit_count();
  summary.journal.files_gone = journal.files_gone();
  if (Status status = journal.Flush(); !status.ok())
    summary.journal.problem = status.error().detail;
}

// Reads all evidence and matches it; what was found is with the workers.
Result<Workers> Scan(HuntShared& shared, HuntSummary& summary) {
  const HuntOptions& options = shared.options;
  const StageTimer timer(options.host, summary.times.scan_ns);
  const std::size_t share = std::max(options.sort_bytes / options.threads, kMinSortBytesPerWorker);
  Workers workers;
  for (unsigned i = 0; i < options.threads; ++i) {
    std::unique_ptr<UnitLog> log;
    if (shared.journal != nullptr) {
      NOROSHI_TRY(log, shared.journal->NewUnitLog());
    }
    workers.push_back(std::make_unique<HuntWorker>(shared, share, std::move(log)));
  }
  RunWorkers(workers, shared);
  for (const auto& worker : workers) AddWorker(*worker, summary);
  AddFeed(shared.feed, summary);
  if (shared.journal != nullptr) AddJournal(*shared.journal, summary);
  summary.records = summary.sources.Total().records;
  return workers;
}

void NoteRefusedRules(const RuleSet& rules, const Matcher& matcher, HuntSummary& summary) {
  for (const Matcher::Refused& refused : matcher.refused()) {
    const Rule& rule = rules.rules[static_cast<std::size_t>(refused.rule)];
    NotUsedRule row;
    row.reason = NotUsedReason::kBadRegex;
    row.path = rule.path;
    row.document = rule.document;
    row.id = rule.id;
    row.title = rule.title;
    row.detail = refused.reason;
    summary.refused_rules.push_back(std::move(row));
  }
}

// Takes what the workers have found and ends them: their sessions and decoders make room for what
// correlations and the report collect.
Status EndWorkers(Workers& workers, const HuntShared& shared, CorrelationPass& correlations,
                  AnalyticPass& analytics, std::vector<RunBuffer>& buffers) {
  for (const auto& worker : workers) {
    if (!worker->status().ok()) return worker->status();
    buffers.push_back(std::move(worker->buffer()));
    if (Status status = correlations.TakeFeed(worker->match_feed()); !status.ok()) return status;
    if (Status status = analytics.TakeFeed(worker->contact_feed()); !status.ok()) return status;
    if (Status status = analytics.TakeFeed(worker->rare_feed()); !status.ok()) return status;
    if (Status status = analytics.TakeFeed(worker->logon_feed()); !status.ok()) return status;
    if (Status status = analytics.TakeFeed(worker->log_feed()); !status.ok()) return status;
  }
  workers.clear();
  if (shared.journal != nullptr) {
    KnownWork& known = shared.journal->known();
    buffers.push_back(std::move(known.findings()));
    if (Status status = correlations.TakeEvents(known.events()); !status.ok()) return status;
    analytics.TakeContacts(std::move(known.contacts()));
    analytics.TakeUses(std::move(known.uses()));
    analytics.TakeLogons(std::move(known.logons()), std::move(known.sightings()));
    analytics.TakePieces(std::move(known.pieces()));
  }
  return Ok();
}

// What reading has taken goes back to the system, some milliseconds' work. `beside` what comes
// next; whoever holds the answer waits for the end.
[[nodiscard]] std::jthread MakeRoom(const HuntOptions& options, bool beside) {
  if (options.on_evidence_read) options.on_evidence_read();
  if (beside) return std::jthread(options.host.give_back_memory);
  options.host.give_back_memory();
  return {};
}

// Runs the correlations and the analytics, side by side if there are threads for both; the findings
// of each are one more buffer.
Status Correlate(CorrelationPass& correlations, AnalyticPass& analytics, const HuntOptions& options,
                 std::vector<RunBuffer>& buffers, HuntSummary& summary) {
  const StageTimer timer(options.host, summary.times.correlate_ns);
  Status correlated = Ok(), analysed = Ok();
  if (options.threads > 1) {
    // Correlations here, for they make more of memory that this thread has at hand.
    const std::jthread beside([&] { analysed = analytics.Run(); });
    correlated = correlations.Run();
  } else {
    correlated = correlations.Run();
    analysed = analytics.Run();
  }
  for (const Status& status : {correlated, analysed}) {
    if (!status.ok()) return status;
  }
  summary.correlation.limits = correlations.limits();
  for (const LossLedger* losses : {&correlations.losses(), &analytics.losses()}) {
    summary.ledger.Merge(*losses);
  }
  buffers.push_back(std::move(correlations.findings()));
  buffers.push_back(std::move(analytics.findings()));
  return Ok();
}

bool HoldsAny(const std::vector<RunBuffer>& buffers) {
  return std::ranges::any_of(buffers, [](const RunBuffer& buffer) {
    return buffer.memory_count() != 0 || !buffer.spilled().empty();
  });
}

// Merges all findings into the outputs. What their incidents are compared with is unpacked
// meanwhile.
Status WriteFindings(const std::vector<RunBuffer>& buffers, const HuntOptions& options,
                     HuntOutputs& outputs, HuntSummary& summary) {
  const StageTimer timer(options.host, summary.times.merge_ns);
  std::jthread beside;
  if (options.threads > 1 && outputs.joins_incidents() && HoldsAny(buffers)) {
    beside = std::jthread([] { static_cast<void>(ShippedAttributor()); });
  }
  return MergeRuns(
      buffers, options.out_dir,
      [&](const SortedRecord& record) { return outputs.Take(record, summary); },
      options.threads > 1 ? RunReading::kAhead : RunReading::kInTurn);
}

// Judges what can be judged only when all is read. What that takes is gone when this returns,
// before findings are merged.
Status JudgeAll(Workers& workers, const HuntShared& shared, HuntOutputs& outputs,
                std::vector<RunBuffer>& buffers, HuntSummary& summary) {
  const HuntOptions& options = shared.options;
  CorrelationWriter writer(shared.rules, shared.order, shared.inputs, summary.sources,
                           options.write_timeline);
  CorrelationPass correlations(shared.rules, shared.table, writer, options.out_dir,
                               kMinSortBytesPerWorker);
  AnalyticWriter analytic_writer(shared.rules, shared.order, shared.inputs, summary.sources,
                                 options.write_timeline);
  std::vector<std::string> hosts;
  for (const auto& [host, count] : summary.records_by_host.rows()) hosts.push_back(host);
  AnalyticPass analytics(shared.analytics, analytic_writer, summary.ledger, options.out_dir,
                         options.environment == nullptr
                             ? GraphOptions{}
                             : GraphOptionsOf(*options.environment, hosts));
  for (const std::string& host : hosts) analytics.AddHost(host);
  analytics.set_address_sink([&](const MachineSighting& own) { outputs.LearnAddress(own); });
  analytics.set_care_sink([&](HostCare care) { outputs.LearnCare(std::move(care)); });
  if (options.environment != nullptr) {
    analytics.set_known_names(&options.environment->index.names());
  }
  if (Status status = EndWorkers(workers, shared, correlations, analytics, buffers); !status.ok()) {
    return status;
  }
  // Where incidents are to be joined, what comes next needs that room itself.
  const bool beside = options.threads > 1 && !outputs.joins_incidents();
  const std::jthread making_room = MakeRoom(options, beside);
  return Correlate(correlations, analytics, options, buffers, summary);
}

// From the workers' matches to the outputs. What was sorted is left in `buffers`.
Status CollectFindings(Workers& workers, const HuntShared& shared, HuntOutputs& outputs,
                       std::vector<RunBuffer>& buffers, HuntSummary& summary) {
  if (Status status = JudgeAll(workers, shared, outputs, buffers, summary); !status.ok()) {
    return status;
  }
  return WriteFindings(buffers, shared.options, outputs, summary);
}

JournalSetup SetupOf(const HuntOptions& options, const RuleSet& rules, const FeedTable& table) {
  JournalSetup setup;
  setup.out_dir = options.out_dir;
  setup.reuse = options.reuse;
  setup.newest = options.read.text.newest;
  setup.depths = table.depths();
  setup.sort_bytes = kMinSortBytesPerWorker;
  setup.monotonic_ns = options.host.monotonic_ns;
  setup.free_bytes = options.journal_free_bytes;
  setup.key = HashMix(options.journal_key, Hash64(options.engine_version, kJournalForm));
  for (const std::uint64_t part :
       {rules.content_hash, static_cast<std::uint64_t>(rules.rules.size()),
        static_cast<std::uint64_t>(rules.correlations.size()),
        static_cast<std::uint64_t>(options.write_timeline)}) {
    setup.key = HashMix(setup.key, part);
  }
  for (const auto& [name, value] : options.shown_options) {
    if (name == "input") continue;  // files are known one by one
    setup.key = HashMix(setup.key, Hash64(value, Hash64(name)));
  }
  return setup;
}

// What is known before anything is read: the inputs, and the rules that take no part.
Result<HuntSummary> BeginSummary(const RuleSet& rules, const Matcher& matcher,
                                 const HuntOptions& options) {
  HuntSummary summary;
  if (options.profile) summary.profile.emplace();
  {
    const StageTimer timer(options.host, summary.times.list_ns);
    std::vector<std::string> paths = options.inputs;
    if (!options.scanned.findings_path.empty()) paths.push_back(options.scanned.findings_path);
    NOROSHI_TRY(summary.inputs, ListInputs(paths));
  }
  summary.scan = options.scanned.totals;
  AddUnscanned(options.scanned.not_scanned, summary.inputs, summary.ledger);
  summary.findings_by_rule.resize(rules.rules.size());
  summary.times.rules_ns = options.rules_ns;
  summary.times.matcher_ns = options.matcher_ns;
  summary.times.started_ns = options.host.started_ns;
  if (options.environment != nullptr) summary.suppressed = NewTotals(options.environment->allow);
  NoteRefusedRules(rules, matcher, summary);
  return summary;
}

// Reads the evidence and gives `outputs` what was found in it; what that took is left in `buffers`.
// `options` are set to read as the journal has it.
Status ReadEvidence(const RuleSet& rules, const Matcher& matcher, const EvidenceReaders& readers,
                    const RuleOrder& order, HuntOptions& options, HuntOutputs& outputs,
                    std::vector<RunBuffer>& buffers, HuntSummary& summary) {
  const FeedTable table(rules);
  std::unique_ptr<HuntJournal> journal;
  if (options.keep_journal) {
    NOROSHI_TRY(journal, HuntJournal::Open(SetupOf(options, rules, table), summary.inputs));
    options.read.text.newest = journal->newest();
  }
  UnitFeed feed(summary.inputs, options.read, readers, options.cancel, options.threads,
                journal.get());
  const AnalyticRules analytics(rules);
  HuntShared shared{rules,   order, summary.inputs, matcher,       options,
                    readers, feed,  table,          journal.get(), analytics};
  NOROSHI_TRY(Workers workers, Scan(shared, summary));
  return CollectFindings(workers, shared, outputs, buffers, summary);
}

// The report, all outputs into place, and run.json last: it says what the others are.
Status WriteOutputs(const RuleSet& rules, const HuntOptions& options, HuntOutputs& outputs,
                    HuntSummary& summary) {
  {
    const StageTimer timer(options.host, summary.times.report_ns);
    if (Status status = outputs.WriteReport(summary); !status.ok()) return status;
    summary.incidents = outputs.incidents();
  }
  if (Status status = outputs.Commit(summary); !status.ok()) return status;
  summary.peak_memory_bytes = options.host.peak_memory_bytes();
  summary.outputs.emplace_back("run.json");
  NOROSHI_TRY(OutputFile manifest, OutputFile::Create(options.out_dir + "/run.json"));
  WriteRunManifest(summary, rules, options, outputs.aims(),
                   [&](std::string_view text) { manifest.Write(text); });
  return manifest.Commit();
}

}  // namespace

Result<HuntSummary> RunHunt(const RuleSet& rules, const Matcher& matcher, const HuntOptions& given,
                            const EvidenceReaders& readers) {
  HuntOptions options = given;
  NOROSHI_TRY(HuntSummary summary, BeginSummary(rules, matcher, options));
  const RuleOrder order(rules.rules);
  NOROSHI_TRY(HuntOutputs outputs, HuntOutputs::Open(rules, order, options));
  if (options.hash_inputs) HashInputs(options, summary);
  std::vector<RunBuffer> buffers;
  if (Status read =
          ReadEvidence(rules, matcher, readers, order, options, outputs, buffers, summary);
      !read.ok()) {
    return read.error();
  }
  // Sort buffers and their files on disk, some megabytes of the one and many of the other, are
  // freed beside what is still to be done, if there is a thread for it, and with who has done that.
  const std::size_t count = buffers.size();
  WorkBeside freeing(count + 1, options.threads, [&](std::size_t i) {
    if (i == count) return options.host.give_back_memory();
    const RunBuffer freed = std::move(buffers[i]);
  });
  if (options.threads == 1) freeing.Finish();
  if (Status written = WriteOutputs(rules, options, outputs, summary); !written.ok()) {
    return written.error();
  }
  return summary;
}

}  // namespace noroshi
