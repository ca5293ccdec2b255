// What stands behind a correlation finding: the records that made it, the first of them in full.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "correlation/event_texts.h"

namespace noroshi {

// A finding lists this many members and counts the rest: a person reads no more, and a burst may
// have a million.
inline constexpr std::size_t kMaxListedMembers = 100;

// One record that a rule matched, and where it is. Copies share their texts.
struct CorrelationMember {
  Timestamp time;
  // The log it is in: a number that orders logs.
  std::uint64_t file = 0;
  std::uint64_t offset = 0, line = 0, record_id = 0;
  // Null: nothing is known of it.
  MemberTextsRef texts;

  [[nodiscard]] const MemberTexts& told() const noexcept;
  // What orders records of one file: the line of text evidence, the offset of others.
  [[nodiscard]] std::uint64_t position() const noexcept { return line != 0 ? line : offset; }
};

// Bounded, whatever is added. A plain value.
class MemberSet {
 public:
  // What all members have in common.
  enum Trait : std::uint8_t { kHost = 1, kChannel = 2, kProvider = 4, kEventId = 8 };

  // In the order of time.
  void Add(const CorrelationMember& member);
  void Add(const MemberSet& more);

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
