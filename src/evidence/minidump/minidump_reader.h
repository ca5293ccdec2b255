// ReadMinidump: a dump of a Windows process as a Minidump. Reads the directory and the tables,
// never the memory in it, so that a dump of gigabytes costs milliseconds.
//
// Every claim of the file is checked against its size; a table that is cut is read as far as it
// goes, and the rest is damage. No recursion, no allocation by an unchecked length. Safe from any
// thread.
#pragma once

#include <span>

#include "evidence/minidump/minidump.h"
#include "evidence/rereadable_bytes.h"

namespace noroshi::minidump {

// "MDMP".
[[nodiscard]] bool LooksLikeMinidump(Bytes start) noexcept;

// kBadMagic for what is no minidump, kTruncated without a whole header, kUnsupported for one of
// another byte order, kIo when the system refused. All else is in the dump and its damage.
// `file.size()` must be known.
Result<Minidump> ReadMinidump(const RereadableBytes& file);

// Copies memory of the process at `address` to `out`; the number of bytes that are in the file
// before the first gap. `dump` is of `file`. Cost: a binary search and one read a range.
[[nodiscard]] std::size_t ReadMemory(const Minidump& dump, const RereadableBytes& file,
                                     std::uint64_t address, std::span<std::uint8_t> out);

}  // namespace noroshi::minidump
