// What became of each source of a run: the input files, and the members found in them.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "evidence/source.h"
#include "stream/input/input_list.h"

namespace noroshi {

enum class FileState : std::uint8_t {
  // Its turn has not come: the run was interrupted before.
  kNotReached,
  // The run was interrupted in the middle of it.
  kReading,
  kRead,
  // Refused; the ledger has the reason.
  kNotRead,
  // Found in a folder, and no reader knows it: not an error.
  kOtherFormat,
};
[[nodiscard]] std::string_view FileStateName(FileState state) noexcept;

// Counters are added to by all workers, atomically; the rest is written by the feed only, under the
// lock of the file's lane.
struct FileTally {
  std::atomic<std::uint64_t> used{0}, damaged{0}, padding{0}, records{0};
  // Of the sums above, the feed's own share; the rest is the units'.
  ByteAccount fed;
  FileState state = FileState::kNotReached;
  // An archive; its bytes are those of its packed form.
  bool is_container = false;
  // Of text that was not UTF-8.
  std::string encoding;

  void Add(const ByteAccount& account) noexcept;
  // The feed's way to add.
  void AddFed(const ByteAccount& account) noexcept;
};

// A member of an archive, or an archive in it. Does not move: tickets point at it.
struct MemberTally {
  // As outputs name it.
  std::string shown;
  // Unpacked; 0 where the archive does not say.
  std::uint64_t size_bytes = 0;
  FileTally tally;
};

// By ordinal, from 1: members[i] has the ordinal i + 1.
using MemberTallies = std::deque<MemberTally>;

}  // namespace noroshi
