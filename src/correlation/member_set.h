// What stands behind a correlation finding: the records that made it, the first of them in full.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace noroshi {

// A finding lists this many members and counts the rest: a person reads no more, and a burst may
// have a million.
inline constexpr std::size_t kMaxListedMembers = 100;

// One record that a rule matched, and where it is.
struct CorrelationMember {
  Timestamp time;
  // The log it is in: a number that orders logs.
  std::uint64_t file = 0;
  // The detection, index into RuleSet::rules.
  std::uint32_t rule = 0;
  std::uint64_t offset = 0, line = 0, record_id = 0;
  std::uint32_t event_id = 0;
  std::string host, channel, provider;
  // The address that the record says it came from, as written; "" = it names none.
  std::string from;

  // What orders records of one file: the line of text evidence, the offset of others.
  [[nodiscard]] std::uint64_t position() const noexcept { return line != 0 ? line : offset; }
  friend bool operator==(const CorrelationMember&, const CorrelationMember&) = default;
};

// Bounded, whatever is added. A plain value.
class MemberSet {
 public:
  // What all members have in common.
  enum Trait : std::uint8_t { kHost = 1, kChannel = 2, kProvider = 4, kEventId = 8 };

  // In the order of time.
  void Add(const CorrelationMember& member);
  void Add(const MemberSet& more);

  // Makes it a set of one, to be filled in by the caller: what it held before keeps its memory, for
  // a match is read into the same set again and again.
  CorrelationMember& BeginOne();

  // The first kMaxListedMembers added.
  [[nodiscard]] const std::vector<CorrelationMember>& listed() const noexcept { return listed_; }
  // Of those added, the first and the last in (time, file, position). REQUIRES: not empty.
  [[nodiscard]] const CorrelationMember& first() const noexcept { return listed_.front(); }
  [[nodiscard]] const CorrelationMember& last() const noexcept {
    return listed_.size() > 1 ? last_ : listed_.front();
  }
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  // True of an empty set.
  [[nodiscard]] bool Share(Trait trait) const noexcept { return (mixed_ & trait) == 0; }

  // The set as bytes, for sorting on disk, and back; `in` moves behind them. REQUIRES: made by
  // Encode.
  void Encode(std::string& out) const;
  static MemberSet Decode(std::string_view& in);

 private:
  void Compare(const CorrelationMember& member) noexcept;

  std::vector<CorrelationMember> listed_;
  // Of several; of one it would be a second copy.
  CorrelationMember last_;
  std::uint64_t count_ = 0;
  std::uint8_t mixed_ = 0;
};

}  // namespace noroshi
