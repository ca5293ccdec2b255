// EventLineCutter: lines, of which those that auditd wrote of one event are one record. The kernel
// splits an event over several (SYSCALL, EXECVE, CWD, PATH, PROCTITLE) with one serial number in
// "msg=audit(TIME:SERIAL)"; no rule that wants to know who ran what where can hold on a single one.
//
// Lines of several events may alternate: several processors write, and so do several hosts into one
// file. A record then goes from the first line of its event to the last one and has lines of others
// in between, which its parser passes over; the records of the others begin in the middle of it.
//
//   SYSCALL 1 | SYSCALL 2 | PATH 1 | PATH 2      record 1: lines 1 to 3, record 2: lines 2 to 4
//
// How far ahead the rest of an event is looked for is bounded, so cutting costs a bounded number of
// looks a line. An event that goes on behind that is two records, both marked as incomplete.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/text/record_cutter.h"

namespace noroshi::lines {

// An event has a line for each file it touches. What is longer is cut there, and goes on as the
// next record of the same event.
inline constexpr std::size_t kMaxAuditEventBytes = 256 * 1024;
// Lines, and their bytes, of others between two of one event. auditd itself holds as much back.
inline constexpr std::size_t kMaxForeignLines = 64;
inline constexpr std::size_t kMaxForeignBytes = 64 * 1024;
// An event is over when one that is younger by that much has been seen: end_of_event_timeout of
// auditd.conf(5).
inline constexpr std::uint64_t kAuditEventSeconds = 2;

// A line that auditd wrote, bare or behind a syslog header. All are views of it; `event` is "" for
// any other line.
struct AuditLine {
  std::string_view node;   // "node=" names the host where logs of several are collected
  std::string_view type;   // "SYSCALL"
  std::string_view event;  // "1604994496.155:92733"
  std::string_view rest;   // behind "): "

  [[nodiscard]] bool IsOf(const AuditLine& other) const noexcept {
    return event == other.event && node == other.node;
  }
};
[[nodiscard]] AuditLine ReadAuditLine(std::string_view line) noexcept;

class EventLineCutter final : public RecordCutter {
 public:
  // An event is complete only when a line of another one is there, or the end: at the end of a live
  // log the last event waits for more.
  Cut Next(std::string_view text, At at) override;
  [[nodiscard]] std::size_t Resume(std::string_view text) override;

 private:
  // Where the lines of an event end; `next`: behind those that follow one another.
  struct EventExtent {
    std::size_t end = 0, next = 0;
  };
  // Lines of that event, up to `end`, belong to a record that has been handed out.
  struct ClaimedEvent {
    std::string node, event;
    std::uint64_t end = 0;
  };

  // False when more bytes are needed to tell.
  static bool FindExtent(std::string_view text, At at, const AuditLine& first, EventExtent& extent);
  [[nodiscard]] bool IsClaimed(const AuditLine& line);
  Cut Pass(std::size_t next);

  // Of the text that Next() gets, counted from any beginning.
  std::uint64_t position_ = 0;
  std::vector<ClaimedEvent> claimed_;
};

}  // namespace noroshi::lines
