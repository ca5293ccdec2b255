// Truth: what really happened in a simulated organisation, written beside its logs, so that a hunt
// can be scored: each attack step and each benign look-alike with the very records that show it.
//
// A step may have no record at all: the attacker has cleared the log that held it, or the host does
// not record such things. It is kept and written with "visible": false and the reasons, because
// what a hunt cannot see belongs to the truth too. One owner.
#pragma once

#include <cstdint>
#include <set>
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
  std::vector<std::string> ideas;       // the detection ideas it is about: "D1-02"
  std::vector<std::string> techniques;  // ATT&CK v19 ids
  Timestamp time;                       // of the step; 0: of its first record
  std::string host, account;            // where and as whom; may be empty
};

// Where a record of an entry lies.
struct TruthRecord {
  std::string host;     // empty in the logs of the network
  std::string path;     // relative to the output folder
  std::string channel;  // of an event; else the kind of log: "squid"
  std::uint64_t record_id = 0;
  std::uint64_t line = 0;  // of text logs, counted from 1; then there is no record id
  std::uint16_t event_id = 0;
  Timestamp time;
};

class Truth {
 public:
  // The label for the entry's events.
  Label Add(TruthEntry entry) {
    entries_.push_back(std::move(entry));
    records_.emplace_back();
    hidden_.emplace_back();
    return static_cast<Label>(entries_.size());
  }
  // REQUIRES, of both: the label is one that Add returned.
  void AddRecord(Label label, TruthRecord record) {
    records_[label - 1].push_back(std::move(record));
  }
  // Something of the entry is in no log, and why: "no Sysmon on HQ-FS01".
  void NoteHidden(Label label, std::string why) { hidden_[label - 1].insert(std::move(why)); }
  // A host that the intruder was on, or ran something on.
  void AddAttackHost(const std::string& host) { attack_hosts_.insert(host); }
  // Where the intruder's programs called, and where he came from.
  void AddAttackAddress(const std::string& address) { attack_addresses_.insert(address); }

  [[nodiscard]] std::size_t Count(TruthKind kind) const noexcept;
  [[nodiscard]] const std::vector<TruthEntry>& entries() const noexcept { return entries_; }
  // Of the entry with the same index.
  [[nodiscard]] const std::vector<std::vector<TruthRecord>>& records() const noexcept {
    return records_;
  }
  [[nodiscard]] const std::vector<std::set<std::string>>& hidden() const noexcept {
    return hidden_;
  }
  [[nodiscard]] const std::set<std::string>& attack_hosts() const noexcept { return attack_hosts_; }
  [[nodiscard]] const std::set<std::string>& attack_addresses() const noexcept {
    return attack_addresses_;
  }

 private:
  std::vector<TruthEntry> entries_;
  std::vector<std::vector<TruthRecord>> records_;
  std::vector<std::set<std::string>> hidden_;
  std::set<std::string> attack_hosts_, attack_addresses_;
};

// The options that made the logs, so that the file alone is enough to make them again.
struct TruthHeader {
  std::string scenario;
  std::uint64_t seed = 0;
  std::uint64_t days = 0;
  Timestamp start;
  std::uint64_t records = 0;  // of all logs
  const Organisation* organisation = nullptr;
};

// One JSON object, indented, with a line break at the end.
[[nodiscard]] std::string TruthToJson(const TruthHeader& header, const Truth& truth);

}  // namespace noroshi
