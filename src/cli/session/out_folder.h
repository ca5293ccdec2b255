// The folder that a hunt writes into.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace noroshi {

// Makes the folder if need be and refuses one that would mix up evidence and results: an input
// itself, or a place inside an input folder. Files of an earlier hunt in it are replaced; files of
// others are never touched. kIo when it cannot be made or written to, else kInvalid.
Status PrepareOutFolder(const std::string& out_dir, const std::vector<std::string>& inputs);

// Refuses a case store that is evidence or lies inside an input folder. "" is fine.
Status CheckCasePath(const std::string& path, const std::vector<std::string>& inputs);

// Removes result files of an earlier hunt that this one did not write, so that the folder tells one
// story. A case.db stays: people have written into it. `written` holds the names this hunt wrote.
void RemoveStaleOutputs(const std::string& out_dir, const std::vector<std::string>& written);

}  // namespace noroshi
