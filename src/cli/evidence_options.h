// Options of every command that reads evidence.
#pragma once

#include <string>
#include <vector>

#include "evidence/source.h"

namespace CLI {
class App;
}

namespace noroshi {

struct EvidenceOptions {
  std::vector<std::string> paths;
  std::string recovery = "damage";
  unsigned threads = 0;  // 0 = one per core
};

// Adds PATH..., --recovery and --threads.
void AddEvidenceOptions(CLI::App& app, EvidenceOptions& options);

[[nodiscard]] ReadOptions ReadOptionsOf(const EvidenceOptions& options);
[[nodiscard]] unsigned ThreadsOf(const EvidenceOptions& options);

}  // namespace noroshi
