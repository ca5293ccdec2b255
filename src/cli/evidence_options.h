// Options of every command that reads evidence.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evidence/mapping/owned_mapping.h"
#include "evidence/source.h"

namespace CLI {
class App;
}

namespace noroshi {

// As typed, with the defaults of the program.
struct EvidenceOptions {
  std::vector<std::string> paths;
  std::string recovery = "damage";
  std::vector<std::string> archive_passwords;
  unsigned threads = 0;  // 0 = one per core
  std::string timezone;  // "" = UTC
  // Those of --mapping, read when the option was parsed. They outlive all readers.
  std::vector<std::unique_ptr<OwnedMapping>> mappings;
  std::uint64_t mappings_hash = 0;  // of what their files held
};

// Adds PATH..., --recovery, --archive-password, --timezone, --mapping and --threads.
void AddEvidenceOptions(CLI::App& app, EvidenceOptions& options);

// The same in the words of the library. `recovery` has been checked when it was parsed.
[[nodiscard]] ReadOptions ReadOptionsOf(const EvidenceOptions& options);
// The channels that the mappings make, for rules about them.
[[nodiscard]] std::vector<std::string> MappedChannels(const EvidenceOptions& options);
// At least 1.
[[nodiscard]] unsigned ThreadsOf(const EvidenceOptions& options);

}  // namespace noroshi
