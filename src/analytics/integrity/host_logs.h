// HostLogs: the logs of one host, put together from the pieces that units of evidence held.
//
// Takes the pieces of one host in the order of the evidence. Memory: kMaxHostRuns runs of records
// and kMaxHostLogs logs; what is beyond is not judged. One owner.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analytics/analytic_finding.h"
#include "analytics/coverage/active_days.h"
#include "analytics/integrity/log_piece.h"

namespace noroshi {

inline constexpr std::size_t kMaxHostLogs = 1'000;
inline constexpr std::size_t kMaxHostRuns = 200'000;
inline constexpr std::size_t kMaxHostSteps = 256;

// Some of a log's records in one file.
struct FileRuns {
  std::uint64_t file = 0;
  std::vector<RecordRun> runs;  // by id after Freeze(), without overlaps

  [[nodiscard]] std::uint64_t Records() const noexcept;
  // Places between runs where ids are missing.
  [[nodiscard]] std::size_t Holes() const noexcept;
  [[nodiscard]] bool Has(std::uint64_t id) const noexcept;
};

struct LogOfHost {
  std::vector<FileRuns> files;
  ActiveDays days;
  std::vector<std::pair<std::uint64_t, BackStep>> steps;  // with their file
  std::map<std::uint32_t, KindSum> kinds;

  // Share of the ids between the first and the last that are there, over all files.
  [[nodiscard]] double Density() const noexcept;
  [[nodiscard]] std::uint64_t Records() const noexcept;
};

class HostLogs {
 public:
  // REQUIRES: the piece is of the host of the others, and Freeze() was not called since Clear().
  // Constant but for the look-up of the log; what is beyond the limits makes complete() false.
  void Add(const LogPiece& piece);
  // When all has been added.
  void Freeze();
  // Ready for the next host; keeps no text of this one.
  void Clear();

  [[nodiscard]] const std::string& host() const noexcept { return host_; }
  [[nodiscard]] bool empty() const noexcept { return logs_.empty(); }
  // By channel.
  [[nodiscard]] const std::map<std::string, LogOfHost, std::less<>>& logs() const noexcept {
    return logs_;
  }
  // Days with a record in any log.
  [[nodiscard]] ActiveDays AllDays() const;
  // The host went down within the day before `from`, or came up within the day behind `to`.
  [[nodiscard]] bool WasOff(Timestamp from, Timestamp to) const noexcept;
  // It came up within minutes of `time`: what was not written to disk before is lost.
  [[nodiscard]] bool CameUpNear(Timestamp time) const noexcept;
  // False: more than is kept, so nothing can be said to be missing.
  [[nodiscard]] bool complete() const noexcept { return complete_; }

  // The record as a member of a finding.
  [[nodiscard]] AnalyticMember MemberOf(std::uint64_t file, const StampedRecord& record) const;

 private:
  std::string host_;
  std::map<std::string, LogOfHost, std::less<>> logs_;
  std::vector<std::pair<Timestamp, PowerStep>> power_;
  std::size_t runs_ = 0;
  bool complete_ = true;
};

// Odds that chance alone keeps the log silent for all of the run, by the share of silent days
// outside it (one added, for nothing is certain). ActiveDays counts the run in, which hides long
// ones.
[[nodiscard]] double ChanceOfSilence(const ActiveDays& days, const SilentRun& run);

}  // namespace noroshi
