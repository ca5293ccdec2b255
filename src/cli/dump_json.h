// One memory dump as a JSON object on a line: what its streams say.
#pragma once

#include <string>

#include "evidence/minidump/minidump.h"

namespace noroshi {

// Appends the object and a line end. Text that is no UTF-8 is mended.
void AppendDumpJson(const std::string& shown, const minidump::Minidump& dump, std::string& out);

}  // namespace noroshi
