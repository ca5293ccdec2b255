// HuntJournal: a hunt writes down what it has done, beside its results, so that one that was killed
// can go on, and the next one need not read again what has not changed.
//
//   DIR/.noroshi-journal/plan-1           what was hunted: options, and each file with size and
//   time
//                        files-1          files read to their end
//                        units-1-0 ...    what the units gave: one file a worker; not every unit
//                                         is written down (journal_pace.h)
//                        plan-2 ...       the same of the run that went on
//
// Work is known by file and unit (64 KiB of evidence). A file counts as the same when its path,
// size and time of change are. All that results are made of is written down: findings, events of
// correlations, losses, counts; so a hunt that goes on ends with the bytes of one that was never
// interrupted, and correlation windows reach over old and new evidence alike.
//
// Not synchronised to disk: a killed process is covered; after a power cut the checksums tell what
// is there.
//
// Threads: Open and NewUnitLog before the workers start; Restore and OnRead as FileBooks says.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "stream/input/input_list.h"
#include "stream/journal/file_books.h"
#include "stream/journal/journal_frame.h"
#include "stream/journal/journal_pace.h"
#include "stream/journal/known_work.h"
#include "stream/journal/unit_log.h"

namespace noroshi {

inline constexpr std::string_view kJournalFolder = ".noroshi-journal";

enum class JournalReuse : std::uint8_t {
  // What is there is of another hunt: begin anew.
  kNone,
  // Go on; times are read as the first run read them.
  kResume,
  // The same files are known, new and changed ones are read.
  kSinceLast,
};

// What the journal has to know besides the files.
struct JournalSetup {
  std::string out_dir;
  JournalReuse reuse = JournalReuse::kNone;
  // Of rules, options and program: all that changes a unit's results.
  std::uint64_t key = 0;
  // TextOptions::newest.
  Timestamp newest;
  // How many depths of correlations the rules have.
  std::uint32_t depths = 0;
  // Of the findings that are read back.
  std::size_t sort_bytes = 0;
  std::function<std::uint64_t()> monotonic_ns = [] { return std::uint64_t{0}; };
  // What is let pass before anything is written down.
  std::uint64_t free_bytes = kFreeJournalBytes;
};

class HuntJournal final : public FileBooks {
 public:
  // Reads what is there, if wanted, and begins a new generation. kInvalid when what is there is of
  // other rules or options; kIo when nothing can be written. `inputs` must outlive it.
  static Result<std::unique_ptr<HuntJournal>> Open(const JournalSetup& setup,
                                                   const InputList& inputs);

  // One for each worker.
  Result<std::unique_ptr<UnitLog>> NewUnitLog();

  // Whether the next unit is to be written down.
  [[nodiscard]] JournalPace& pace() noexcept { return pace_; }
  [[nodiscard]] KnownWork& known() noexcept { return *known_; }
  // Of the first run, when going on.
  [[nodiscard]] Timestamp newest() const noexcept { return newest_; }
  // Files of the last runs that are not among the inputs any more, or have changed.
  [[nodiscard]] std::uint64_t files_gone() const noexcept { return files_gone_; }

  // Fills what the feed would have counted; the units' own share is added by KnownWork::AddTo.
  [[nodiscard]] bool Restore(std::uint32_t rank, FileTally& tally, MemberTallies& members) override;
  // A file that could not be read is not written down: next time it may be readable without having
  // changed.
  void OnRead(const Read& file) override;
  // Writes out what OnRead has collected. The first error of any write.
  Status Flush();

 private:
  HuntJournal(const JournalSetup& setup, const InputList& inputs);
  Status Load();
  // What one run has written, as far as its files are the same today. A plan that cannot be read is
  // nothing; one of other rules is an error.
  Status LoadGeneration(std::uint32_t generation);
  [[nodiscard]] std::vector<std::optional<std::uint32_t>> RanksNow(FrameReader& frames);
  // Writes the plan of this run under its number, whole or not at all.
  Status Begin();
  [[nodiscard]] std::string PathOf(std::string_view name, std::uint32_t generation) const;

  const JournalSetup setup_;
  const InputList& inputs_;
  JournalPace pace_;
  const std::string folder_;
  // Of each input; 0 = cannot be told.
  std::vector<std::uint64_t> changed_ns_;
  std::unique_ptr<KnownWork> known_;
  Timestamp newest_;
  std::uint64_t files_gone_ = 0;
  std::uint32_t generation_ = 1;
  std::uint32_t unit_logs_ = 0;
  std::mutex mutex_;  // guards what follows
  std::unique_ptr<JournalFile> files_;
  // Frames of whole files that wait to be written together.
  std::string frames_;
};

}  // namespace noroshi
