// FolderHosts: which computer a file of the evidence is from, told by the event logs that lie
// around it: a folder whose logs (with those of all folders below) name one computer is that
// computer's, and so is every file in it that no nearer folder claims.
//
//   evidence/SRV01/Logs/Security.evtx    names SRV01
//   evidence/SRV01/ProgramData/x.dll     is SRV01's
//   evidence/SRV02/...                   makes evidence/ nobody's
//
// A folder that bears the computer's name ("SRV01", "SRV01-2026-11-30") is where it ends: what lies
// beside that folder is not said to be the computer's, whether or not other logs are there.
//
// Memory: a row for each folder around a log. Const access is safe from any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "evidence/source.h"
#include "stream/input/input_list.h"

namespace noroshi {

class FolderHosts {
 public:
  // Reads the file where it lies, if it is an event log; archives are not looked into. A log is
  // that of the computer of its last records: the first ones may be from before it got its name.
  // Cost: one reading of the log up to kMostHostLogBytes, and little of it decoded.
  void AddLog(const InputFile& file, const ReadOptions& options);

  // Notes that a log at `path` names `host`; for tests and for who knows better.
  void Add(std::string_view path, const std::string& host);

  // "" where nobody can say. `path` as InputFile::path.
  [[nodiscard]] std::string HostOf(std::string_view path) const;

 private:
  struct Claim {
    std::string host;
    bool contested = false;
  };
  std::map<std::string, Claim, std::less<>> folders_;
};

// Of larger logs the records up to here tell the name.
inline constexpr std::uint64_t kMostHostLogBytes = std::uint64_t{64} << 20;

}  // namespace noroshi
