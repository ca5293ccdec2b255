// Coverage: what the evidence covers, host by host and log by log. The ground for the questions
// what could be seen, what could not, and where somebody took something away.
//
// Filled by several threads: each notes the records of a unit in a Coverage of its own and merges
// it into the shared one (ids and days of neighbouring units then join up at once, so memory
// follows the number of logs, not of records). The result does not depend on the order of merging,
// but for which hosts and logs find room when there are more than the limits below.
// One owner at a time; not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "analytics/coverage/log_coverage.h"
#include "analytics/coverage/notable_events.h"
#include "event/event.h"

namespace noroshi {

// Computer names and channels are free text: evidence can make up any number. Beyond these many,
// records are counted and not told apart.
inline constexpr std::size_t kMaxCoverageHosts = 20'000;
// Logs of all hosts together.
inline constexpr std::size_t kMaxCoverageLogs = 60'000;
// Of one host; the earliest are kept.
inline constexpr std::size_t kMaxNotableEvents = 5'000;

// True of the creation of a process (Security 4688) with its command line.
[[nodiscard]] bool LogsCommandLine(const Event& event, const EventContext& context);

struct HostCoverage {
  // By channel, as spelled in the evidence.
  std::map<std::string, LogCoverage, std::less<>> logs;
  // In order of time.
  std::set<NotableEvent> notable;
  // Security 4688 records whose CommandLine is set.
  std::uint64_t processes_with_command_line = 0;
};

class Coverage {
 public:
  // Notes a record. Hosts are told apart by their Computer, compared without case, "" for none.
  void Add(const Event& event, const EventContext& context);
  // Cost follows the size of `other`, so it pays to merge the small into the large.
  void Merge(const Coverage& other);
  // Empties it, for the next unit.
  void Clear();

  // By host, in upper case.
  [[nodiscard]] const std::map<std::string, HostCoverage, std::less<>>& hosts() const noexcept {
    return hosts_;
  }
  [[nodiscard]] std::uint64_t records() const noexcept { return records_; }
  // Records of hosts and logs beyond the limits.
  [[nodiscard]] std::uint64_t records_not_kept() const noexcept { return not_kept_; }

 private:
  // Null beyond the limits.
  LogCoverage* LogOf(std::string_view host, std::string_view channel);
  static void AddNotable(HostCoverage& host, const NotableEvent& event);

  std::map<std::string, HostCoverage, std::less<>> hosts_;
  std::size_t logs_ = 0;
  std::uint64_t records_ = 0, not_kept_ = 0;
  std::string host_, scratch_;  // of the record under way
};

}  // namespace noroshi
