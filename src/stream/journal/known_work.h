// KnownWork: what earlier runs of a hunt have written down, as far as it is of files that are still
// the same. Filled by the journal before a hunt starts, then only read.
//
// Memory: 8 bytes a unit (64 KiB of evidence) and some 250 for each known file; findings,
// correlation events and what analytics look at are in sort buffers, which go to disk.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "evidence/source.h"
#include "stream/input/input_list.h"
#include "stream/input/source_summary.h"
#include "stream/input/source_tally.h"
#include "stream/journal/payload.h"
#include "stream/journal/run_share.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

// What the units of a source gave that are known.
struct KnownSource {
  RareText shown;  // of a member
  // Sorted once all are known.
  std::vector<std::uint64_t> units;
  ByteAccount account;
  std::uint64_t records = 0;
};

// A file that was read to its end: what the feed knows of it, by ordinal; [0] is the file itself.
struct KnownFile {
  // The file itself, or a member of it, as FileTally and MemberTally had it.
  struct Part {
    RareText shown;  // of a member
    std::uint64_t size_bytes = 0;
    FileState state{};
    bool is_container = false;
    RareText encoding;
    ByteAccount fed;
  };
  std::vector<Part> parts;
  std::uint64_t units = 0;
  LossLedger rows;
};

class KnownWork {
 public:
  // Findings and, for each depth of correlations, their events.
  KnownWork(std::size_t files, std::uint32_t depths, const std::string& spill_folder,
            std::size_t sort_bytes);

  // Take the payloads of frames of a run in which `rank` had another number. A frame that does not
  // hold together is not used.
  void TakeUnits(PayloadReader& in, std::uint32_t member, std::uint32_t rank);
  void TakeFile(PayloadReader& in, std::uint32_t rank);
  // When all has been taken: finds out which files are known as a whole.
  Status Finish();

  // Whether the unit's results are here already: then it need not be decoded. O(log units).
  [[nodiscard]] bool Has(SourceRank rank, std::uint64_t unit) const noexcept;
  // Null unless every unit of the file is known.
  [[nodiscard]] const KnownFile* WholeFile(std::uint32_t rank) const noexcept;

  [[nodiscard]] const RunShare& share() const noexcept { return share_; }
  [[nodiscard]] RunBuffer& findings() noexcept { return findings_; }
  [[nodiscard]] std::vector<RunBuffer>& events() noexcept { return events_; }
  [[nodiscard]] RunBuffer& contacts() noexcept { return contacts_; }
  [[nodiscard]] RunBuffer& uses() noexcept { return uses_; }
  [[nodiscard]] RunBuffer& logons() noexcept { return logons_; }
  [[nodiscard]] RunBuffer& sightings() noexcept { return sightings_; }
  [[nodiscard]] RunBuffer& pieces() noexcept { return pieces_; }
  [[nodiscard]] std::uint64_t unit_count() const noexcept;
  [[nodiscard]] std::uint64_t whole_files() const noexcept;

  // Adds bytes and records of the known units to what the feed says of their sources. After the
  // hunt, when the feed's own books are complete.
  void AddTo(SourceSummaries& sources) const;

 private:
  [[nodiscard]] std::uint64_t UnitsOf(std::uint32_t rank) const noexcept;
  void TakeRecord(PayloadReader& in, std::uint32_t rank);
  // A record of an analytic; its file gets the number it has now.
  void TakeAnalytic(std::uint32_t kind, SortKey key, std::string_view bytes, std::uint32_t rank);

  std::map<SourceRank, KnownSource> sources_;
  // By rank in this run; null for files that were not read to their end. Empty until one is known.
  std::vector<std::unique_ptr<KnownFile>> files_;
  std::size_t file_count_;
  // What the known units gave besides findings, summed up.
  RunShare share_;
  RunBuffer findings_;
  std::vector<RunBuffer> events_;
  RunBuffer contacts_, uses_, logons_, sightings_, pieces_;
};

}  // namespace noroshi
