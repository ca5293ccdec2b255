// ScanEvidence: the front-end that puts a scan of files before a hunt. Programs, documents, dumps
// and images of memory that lie in the evidence are examined by the readers of `noroshi scan`; what
// they find becomes one more log of the hunt, and the rest of what the hunt has to know of it.
//
// Scanned are folders that hold any such file or an archive, with all files in them, because a
// library is judged by its neighbours. Logs in them are left to the hunt: their bytes are not
// looked at. Same results for any number of threads. Memory: that of a scan (scan_pool.h), and the
// findings.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "evidence/source.h"
#include "stream/input/scanned_files.h"

namespace CLI {
class App;
}

namespace noroshi {

// As typed.
struct EvidenceScanOptions {
  bool wanted = true;
  std::vector<std::string> yara;
  bool no_rule_cache = false;  // for compiled YARA rules; as RuleOptions has it
};

// Adds --no-scan and --yara.
void AddEvidenceScanOptions(CLI::App& app, EvidenceScanOptions& options);

// The findings as lines, in the folder of the hunt's results; read by the hunt as its evidence.
inline constexpr std::string_view kScanLinesName = "scan.jsonl";
// Beyond so many, findings are counted only: what is right in a million places is no finding.
inline constexpr std::size_t kMostHuntScanFindings = 100'000;
// Likewise files that could not be scanned, which all have their row in the ledger.
inline constexpr std::size_t kMostUnscanned = 100'000;

struct EvidenceScanRequest {
  std::vector<std::string> paths;
  EvidenceScanOptions options;
  std::string out_dir;
  unsigned threads = 1;
  ReadOptions read;
  Timestamp now;  // by which signatures without a timestamp are judged
  bool quiet = false;
};

// Returns an ExitCode: kExitNotAllUsed when a rule file of --yara could not be used. Says on stderr
// what is wrong with options. Evidence that cannot be listed is left for the hunt to refuse.
int ScanEvidence(const EvidenceScanRequest& request, ScannedFiles& scanned);

}  // namespace noroshi
