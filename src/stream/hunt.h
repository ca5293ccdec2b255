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
#include "evidence/source.h"
#include "matcher/matcher.h"
#include "rules/rule_set.h"
#include "stream/hunt_summary.h"
#include "stream/journal/hunt_journal.h"
#include "stream/unit_feed.h"

namespace noroshi {

// A moment of a hunt under way. bytes_total is that of all inputs, other formats included.
struct HuntProgress {
  std::uint64_t bytes_done = 0, bytes_total = 0, files_done = 0, files_total = 0, records = 0,
                findings = 0;
};

// The machine as the hunt sees it. Defaults: a clock that stands still.
struct HuntHost {
  Timestamp now;  // written into run.json and the report
  std::function<std::uint64_t()> monotonic_ns = [] { return std::uint64_t{0}; };
  std::function<std::uint64_t()> peak_memory_bytes = [] { return std::uint64_t{0}; };
  // Asked for between stages: what the last one has freed is to go back to the system.
  std::function<void()> give_back_memory = [] {};
};

inline constexpr std::size_t kDefaultSortBytes = std::size_t{16} << 20;
inline constexpr std::size_t kMinSortBytesPerWorker = std::size_t{1} << 20;

// All a hunt needs to know besides rules and evidence. Checked by the caller, not here.
struct HuntOptions {
  std::vector<std::string> inputs;  // files and folders
  std::string out_dir;              // must exist
  bool write_findings = true, write_timeline = true, write_incidents = true, write_report = true;
  unsigned threads = 1;                        // >= 1
  std::size_t sort_bytes = kDefaultSortBytes;  // of all workers together; more goes to disk
  std::optional<Timestamp> from, to;           // inclusive, exclusive
  ReadOptions read;
  bool keep_journal = false;  // write down what is done, to go on later (hunt_journal.h)
  JournalReuse reuse = JournalReuse::kNone;
  std::uint64_t journal_free_bytes = kFreeJournalBytes;  // journal_pace.h; others are for tests
  std::uint64_t journal_key = 0;  // of what the caller knows to change results
  bool hash_inputs = false;       // SHA-256 of every file into run.json
  bool profile = false;           // note where time goes, by the host's clock
  std::string language = "en";    // the report's first language: "en" or "ja"
  std::string engine_version;
  std::vector<std::pair<std::string, std::string>> shown_options;  // for run.json, as given
  std::uint64_t rules_ns = 0, matcher_ns = 0;                      // stages before the hunt
  HuntHost host;
  const std::atomic<bool>* cancel = nullptr;  // set by Ctrl-C: finish what is under way, write it
  std::function<void(const HuntProgress&)> on_progress;  // from the calling thread, <= 10 a second
};

// Runs the hunt and writes the outputs into `out_dir`. An error means that an output could not be
// written or no input could be listed; evidence that cannot be read is in the summary instead.
Result<HuntSummary> RunHunt(const RuleSet& rules, const Matcher& matcher,
                            const HuntOptions& options,
                            const EvidenceReaders& readers = RealReaders());

}  // namespace noroshi
