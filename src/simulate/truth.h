// Truth: what really happened in a simulated organisation, written beside its logs, so that a hunt
// can be scored: each attack step and each benign look-alike with the very records that show it.
//
// A step may have no record at all: the attacker has cleared the log that held it. Such a step is
// kept and written with "visible": false, because what a hunt cannot see belongs to the truth too.
// One owner.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulate/host_log.h"

namespace noroshi {

enum class TruthKind : std::uint8_t {
  kAttackStep,  // should be found
  kLookAlike,   // legitimate; should not be raised to high
};

// What somebody did, in words; the records are beside it.
struct TruthEntry {
  TruthKind kind{};
  std::string id;                       // "A01", "L01"
  std::string title;                    // one plain sentence
  std::string idea;                     // the detection idea it is about: "D1-02"
  std::vector<std::string> techniques;  // ATT&CK v19 ids
};

// Where a record of an entry lies.
struct TruthRecord {
  std::string host;
  std::string path;  // relative to the output folder
  LabelledRecord record;
};

class Truth {
 public:
  // The label for the entry's events.
  Label Add(TruthEntry entry) {
    entries_.push_back(std::move(entry));
    records_.emplace_back();
    return static_cast<Label>(entries_.size());
  }
  // REQUIRES: the record carries a label that Add returned.
  void AddRecord(TruthRecord record) {
    records_[record.record.label - 1].push_back(std::move(record));
  }

  [[nodiscard]] std::size_t Count(TruthKind kind) const noexcept;
  [[nodiscard]] const std::vector<TruthEntry>& entries() const noexcept { return entries_; }
  // Of the entry with the same index.
  [[nodiscard]] const std::vector<std::vector<TruthRecord>>& records() const noexcept {
    return records_;
  }

 private:
  std::vector<TruthEntry> entries_;
  std::vector<std::vector<TruthRecord>> records_;
};

// The options that made the logs, so that the file alone is enough to make them again.
struct TruthHeader {
  std::string scenario;
  std::uint64_t seed = 0;
  std::uint64_t days = 0;
  Timestamp start;
  const Organisation* organisation = nullptr;
};

// One JSON object, indented, with a line break at the end.
[[nodiscard]] std::string TruthToJson(const TruthHeader& header, const Truth& truth);

}  // namespace noroshi
