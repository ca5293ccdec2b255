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
  // "off", "damage" or "all": see Recovery (evidence/source.h).
  std::string recovery = "damage";
  std::vector<std::string> archive_passwords;
  // 0 = one per core.
  unsigned threads = 0;
  // As TimeZone::Open takes it; "" = UTC.
  std::string timezone;
  // Those of --mapping, read when the option was parsed. They outlive all readers.
  std::vector<std::unique_ptr<OwnedMapping>> mappings;
  // Of what their files held.
  std::uint64_t mappings_hash = 0;
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
