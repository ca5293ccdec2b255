// What became of each source of a run: the input files, and the members found in them.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "evidence/source.h"
#include "stream/input_list.h"

namespace noroshi {

enum class FileState : std::uint8_t {
  kNotReached,  // the run was interrupted before its turn
  kReading,     // or interrupted in the middle of it
  kRead,
  kNotRead,      // refused; the ledger has the reason
  kOtherFormat,  // found in a folder, and no reader knows it: not an error
};
[[nodiscard]] std::string_view FileStateName(FileState state) noexcept;

// Counters are added to by all workers, atomically; the rest is written by the feed only, under the
// lock of the file's lane.
struct FileTally {
  std::atomic<std::uint64_t> used{0}, damaged{0}, padding{0}, records{0};
  ByteAccount fed;  // of the sums above, the feed's own share; the rest is the units'
  FileState state = FileState::kNotReached;
  bool is_container = false;  // an archive; its bytes are those of its packed form
  std::string encoding;       // of text that was not UTF-8

  void Add(const ByteAccount& account) noexcept;
  // The feed's way to add.
  void AddFed(const ByteAccount& account) noexcept;
};

// A member of an archive, or an archive in it. Does not move: tickets point at it.
struct MemberTally {
  std::string shown;             // as outputs name it
  std::uint64_t size_bytes = 0;  // unpacked; 0 where the archive does not say
  FileTally tally;
};

// By ordinal, from 1: members[i] has the ordinal i + 1.
using MemberTallies = std::deque<MemberTally>;

}  // namespace noroshi
