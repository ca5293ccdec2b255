// Hunt: one run over evidence with a rule set.
//
//   inputs -> UnitFeed (serial) -> workers: decode, match, render (parallel) -> sorted runs
//          -> merge into total order -> findings.jsonl, timeline.csv, incidents.json, report.html,
//             run.json
//
// Same bytes out for any number of threads; memory does not grow with the evidence, only with the
// number of files, hosts and rules. The library reads no clock: whoever calls gives one.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "environment/known_environment.h"
#include "evidence/source.h"
#include "matcher/matcher.h"
#include "rules/rule_set.h"
#include "stream/hunt_summary.h"
#include "stream/input/scanned_files.h"
#include "stream/input/unit_feed.h"
#include "stream/journal/hunt_journal.h"

namespace noroshi {

// A moment of a hunt under way. bytes_total is that of all inputs, other formats included.
struct HuntProgress {
  // Bytes are those of the inputs as they lie on disk, packed where they are packed.
  std::uint64_t bytes_done = 0, bytes_total = 0, files_done = 0, files_total = 0, records = 0,
                findings = 0;
};

// The machine as the hunt sees it. Defaults: a clock that stands still.
struct HuntHost {
  // Written into run.json and the report.
  Timestamp now;
  std::function<std::uint64_t()> monotonic_ns = [] { return std::uint64_t{0}; };
  // When the program began, by that clock.
  std::uint64_t started_ns = 0;
  std::function<std::uint64_t()> peak_memory_bytes = [] { return std::uint64_t{0}; };
  // Asked for between stages: what the last one has freed is to go back to the system.
  std::function<void()> give_back_memory = [] {};
};

// What findings may take in memory before they go to disk; each worker gets a share, never less
// than the second number.
inline constexpr std::size_t kDefaultSortBytes = std::size_t{10} << 20;
inline constexpr std::size_t kMinSortBytesPerWorker = std::size_t{1} << 20;

// All a hunt needs to know besides rules and evidence. Checked by the caller, not here.
struct HuntOptions {
  // Files and folders, as typed; "-" is standard input.
  std::vector<std::string> inputs;
  // The folder for all outputs; must exist.
  std::string out_dir;
  bool write_findings = true, write_timeline = true, write_incidents = true, write_report = true;
  std::string case_path;  // a case store to put the hunt into, made if need be; "" = none
  unsigned threads = 1;   // >= 1
  std::size_t sort_bytes = kDefaultSortBytes;  // of all workers together; more goes to disk
  std::optional<Timestamp> from, to;           // inclusive, exclusive
  ReadOptions read;
  // Write down what is done, to go on later (hunt_journal.h).
  bool keep_journal = false;
  JournalReuse reuse = JournalReuse::kNone;
  std::uint64_t journal_free_bytes = kFreeJournalBytes;  // journal_pace.h; others are for tests
  std::uint64_t journal_key = 0;  // of what the caller knows to change results
  // What is known of the organisation; null: nothing. What it says has to be part of journal_key.
  const KnownEnvironment* environment = nullptr;
  bool hash_inputs = false;     // SHA-256 of every file into run.json
  bool profile = false;         // note where time goes, by the host's clock
  ScannedFiles scanned;         // before the hunt, by the caller; default: nothing was
  std::string language = "en";  // the report's first language: "en" or "ja"
  std::string engine_version;
  // For run.json, as given.
  std::vector<std::pair<std::string, std::string>> shown_options;
  // Stages before the hunt.
  std::uint64_t rules_ns = 0, matcher_ns = 0;
  HuntHost host;
  // Set by Ctrl-C: finish what is under way, write it.
  const std::atomic<bool>* cancel = nullptr;
  // From the calling thread, <= 10 a second.
  std::function<void(const HuntProgress&)> on_progress;
  // All evidence is read: nobody asks the matcher any more, and who owns it may free it before
  // incidents and report want its room. From the calling thread; not called when the hunt fails
  // first.
  std::function<void()> on_evidence_read;
};

// Runs the hunt and writes the outputs into `out_dir`. `matcher` must live until on_evidence_read,
// all else until this returns. An error means that an output could not be written or no input could
// be listed; evidence that cannot be read is in the summary instead.
Result<HuntSummary> RunHunt(const RuleSet& rules, const Matcher& matcher,
                            const HuntOptions& options,
                            const EvidenceReaders& readers = RealReaders());

}  // namespace noroshi
