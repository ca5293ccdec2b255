// One memory dump as a JSON object on a line: what its streams say.
//
// Addresses, sizes and offsets are whole numbers of up to 64 bits, which some JSON readers round
// above 2^53. Memory itself is not in it. Linear in what the dump holds, which is bounded
// (minidump_limits.h).
#pragma once

#include <string>

#include "evidence/minidump/minidump.h"

namespace noroshi {

// Appends the object and a line end. Text that is no UTF-8 is mended.
void AppendDumpJson(const std::string& shown, const minidump::Minidump& dump, std::string& out);

}  // namespace noroshi
