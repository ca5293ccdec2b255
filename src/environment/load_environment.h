// LoadEnvironment: the files that a user names, read and joined.
//
// Reads files, nothing else of the machine. Memory: a file's text while it is read (at most
// kMaxEnvironmentFileBytes), and what comes of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "environment/asset_columns.h"
#include "environment/environment_reader.h"

namespace noroshi {

struct LoadedEnvironment {
  Environment environment;           // of all files, in their order
  std::vector<Diagnostic> problems;  // likewise; HasErrors: it must not be used
  std::uint64_t hash = 0;            // of all texts, in order
};

// Each file is YAML or CSV: by its name (.yaml, .yml; .csv, .tsv), else by its first line. A file
// that cannot be read is a problem, too.
[[nodiscard]] LoadedEnvironment LoadEnvironment(const std::vector<std::string>& paths,
                                                const ColumnMapping& mapping);

}  // namespace noroshi
